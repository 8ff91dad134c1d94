"""A day that matters, in words."""

from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.services.days import Deadline, DeadlineKind

UNCERTAIN = "待核对：缺这一年的节假日安排"


def deadline_title(deadline: Deadline) -> str:
    """What happens on that day."""
    return {
        DeadlineKind.PERMIT_ENDS: "居住证到期",
        DeadlineKind.PERMIT_TOO_SHORT: f"之后居住证不足 {deadline.months} 个月",
        DeadlineKind.REPORT_ENDS: f"认证报告到期（{deadline.level}）",
        DeadlineKind.RENEWAL_OPENS: "可办积分确认（续办）",
        DeadlineKind.ENDORSE_FROM: "可办居住证签注",
        DeadlineKind.ENDORSE_UNTIL: "居住证签注最后一天",
        DeadlineKind.REPORT_DOUBTED: f"认证报告满 {deadline.months} 个月，先核对有效期（{deadline.level}）",
    }[deadline.kind]


def basis_words(deadline: Deadline) -> str:
    """On what a day rests, and whether it has to be checked; empty for what the user entered."""
    parts = [clause_text(deadline.source)] if deadline.source is not None else []
    if not deadline.certain:
        parts.append(UNCERTAIN)
    return " · ".join(parts)


def deadline_about(deadline: Deadline) -> str:
    """Whose, where, and on what it rests."""
    parts = (deadline.person or "申请人", deadline.company, basis_words(deadline))
    return " · ".join(part for part in parts if part)


def days_words(days: int) -> str:
    """还有 3 天, 今天, 已过 2 天"""
    if days == 0:
        return "今天"
    return f"还有 {days} 天" if days > 0 else f"已过 {-days} 天"
