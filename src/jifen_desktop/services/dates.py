"""The days that matter as one list: in words, as a printed sheet."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from jifen_desktop.delivery.phrases import day as day_words
from jifen_desktop.delivery.sheet import Column, Section, Sheet
from jifen_desktop.domain.plan import BASIS_NOTE
from jifen_desktop.services.day_words import basis_words, days_words, deadline_title
from jifen_desktop.services.days import Deadline, DeadlineKind

EVER = 36_500  # days ahead: every day of every permit
_COLUMNS = (
    Column("日期", 1.3, strong=True),
    Column("还有", 0.9),
    Column("事项", 1.7),
    Column("申请人和单位", 1.8),
    Column("依据", 1.5),
)


class Matter(StrEnum):
    """What days are about, to narrow the list by."""

    RENEWAL = "renewal"
    PERMIT = "permit"
    REPORT = "report"


MATTERS = (
    (Matter.RENEWAL, "积分确认（续办）"),
    (Matter.PERMIT, "居住证"),
    (Matter.REPORT, "认证报告"),
)
_MATTER = {
    DeadlineKind.RENEWAL_OPENS: Matter.RENEWAL,
    DeadlineKind.REPORT_ENDS: Matter.REPORT,
    DeadlineKind.REPORT_DOUBTED: Matter.REPORT,
}


def matter_of(deadline: Deadline) -> Matter:
    """What a day is about."""
    return _MATTER.get(deadline.kind, Matter.PERMIT)


def narrowed(found: Iterable[Deadline], text: str = "", matter: str = "") -> tuple[Deadline, ...]:
    """Those that are about a matter and hold every word of a search (in person, company or district)."""
    words = text.casefold().split()
    return tuple(
        d
        for d in found
        if matter in ("", matter_of(d))
        and all(word in f"{d.person} {d.company} {d.district}".casefold() for word in words)
    )


def dates_sheet(found: Sequence[Deadline], today: date) -> Sheet:
    """日期一览, to print or to paste."""
    rows = tuple(
        (
            day_words(d.day),
            days_words(d.days_left(today)),
            deadline_title(d),
            "\n".join(part for part in (d.person or "申请人", d.company, d.district) if part),
            basis_words(d) or "用户填写",
        )
        for d in found
    )
    section = Section("", () if rows else ("没有要留意的日期。",), _COLUMNS if rows else (), rows)
    facts = (("日期", day_words(today)), ("合计", f"{len(rows)} 个日期"))
    return Sheet("日期一览", "居住证积分", facts, (section,), BASIS_NOTE)
