"""What to have at hand on the telephone or at the window: who, which business, what to ask, which papers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from jifen_desktop.delivery.phrases import day, grouped, instead
from jifen_desktop.delivery.sheet import BOX, Column, Section, Sheet
from jifen_desktop.domain.ids import Outcome
from jifen_desktop.domain.plan import Material, Plan
from jifen_desktop.domain.submission import Applicant, Submission
from jifen_desktop.rulebook.checklist import group_rank
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.rulebook.to_have import ASKED
from jifen_desktop.rulebook.words import LEVEL, OUTCOME

_ROOM: Final = "\n \n "  # three lines to write an answer on
_PERSON: Final = (
    Column("姓名", 1.3, strong=True),
    Column("身份证号码", 1.6),
    Column("居住证有效期至", 1.2),
    Column("学历", 1.6),
)
_QUESTIONS: Final = (Column("", 0.2), Column("要问的", 1.7), Column("答复", 2.2))
_PAPERS: Final = (Column("", 0.25), Column("材料", 3, strong=True), Column("依据", 1.9))
# Our own, from what the notice says of the seven districts that it describes: none of it is a rule.
_BY_TELEPHONE: Final = (
    "这项业务现在怎么办：网上、邮件、快递，还是到窗口？",
    "要哪些材料？要原件还是复印件，复印件要不要盖公章？",
    "用邮件：收件邮箱、标题怎么写、附件什么格式、多大以内？",
    "用快递：收件地址、收件人、电话、要写什么备注？",
    "到窗口：怎么预约、什么时间、在哪里、能不能由单位代办？",
    "多久有结果，在哪里查？要补充材料时交到哪里？",
)
_AT_THE_WINDOW: Final = (
    "怎么预约，最近能约到哪天？窗口在哪里，几点到几点？",
    "由申请人本人去，还是单位经办人可以代办？要带什么证件？",
    "要哪些材料？要原件还是复印件，复印件要不要盖公章？",
    "现场登记要填什么，要不要事先扫码填好？",
    "之后要补充材料的，快递寄到哪里、谁收、电话多少？",
)
_FORM_UNKNOWN: Final = "原件还是复印件、要不要盖章，通知未说明；问清之前，原件和复印件都备着。"
_NO_PAPERS: Final = "通知和公开的办事指南都没有列出这项业务的材料，问清后再备。"
_NO_LEVEL: Final = (
    "用学历积分的，还要毕业证书、学位证书和认证报告；选了学历的申请人，这里会逐项列出。"
)
_AFTERWARDS: Final = "问到的电话、邮箱和地址，填进程序里的“中心资料”，以后的标签和邮件就会用上。"


@dataclass(frozen=True)
class Asker:
    """One applicant with the plan that follows from their circumstances."""

    applicant: Applicant
    plan: Plan


def at_hand_title(plan: Plan) -> str:
    """What the sheet is called: 窗口准备单 or 电话准备单."""
    return "窗口准备单" if plan.outcome == Outcome.WINDOW else "电话准备单"


def at_hand_sheet(
    plan: Plan, submission: Submission, people: Sequence[Asker], *, levels_count: bool
) -> Sheet:
    """A sheet with room for the answers; `people` may be empty, then their line is left to be written by hand.

    `levels_count`: the business asks for education papers where an applicant has a level.
    """
    sections = [
        _who(people),
        _questions(_AT_THE_WINDOW if plan.outcome == Outcome.WINDOW else _BY_TELEPHONE),
        *papers_sections(plan, people, levels_count=levels_count),
    ]
    return Sheet(
        at_hand_title(plan),
        f"{plan.district_name} · {plan.service_name}",
        tuple((name, value) for name, value in _facts(plan, submission) if value),
        tuple(sections),
    )


def _facts(plan: Plan, submission: Submission) -> list[tuple[str, str]]:
    company, phone = submission.company, submission.centre.phone.strip()
    return [
        ("打给", f"{plan.district_name}人才服务中心"),
        (
            "中心电话",
            f"{phone}（用户填写）" if phone else "通知里已缺失，查到后写在这里：" + "＿" * 12,
        ),
        ("办什么", plan.service_name),
        ("怎么办", OUTCOME[plan.outcome]),
        ("依据", clause_text(plan.source)),
        ("单位", company.name),
        ("信用代码", company.credit_code),
        ("经办人", company.contact),
        ("经办人电话", company.phone),
        ("日期", day(submission.on)),
    ]


def _who(people: Sequence[Asker]) -> Section:
    rows = [_person(asker.applicant) for asker in people if _is_known(asker.applicant)]
    return Section("办理人", columns=_PERSON, rows=tuple(rows) or (("\n ", "", "", ""),))


def _is_known(person: Applicant) -> bool:
    return bool(person.name.strip() or person.id_number.strip())


def _person(person: Applicant) -> tuple[str, ...]:
    until = day(person.permit_valid_until) if person.permit_valid_until else ""
    levels = "、".join(LEVEL[each.level] for each in person.education)
    return person.name, person.id_number, until, levels


def _questions(questions: Iterable[str]) -> Section:
    rows = tuple((BOX, question, _ROOM) for question in questions)
    return Section("问清这几件事", (_AFTERWARDS,), columns=_QUESTIONS, rows=rows)


def papers_sections(
    plan: Plan, people: Sequence[Asker] = (), *, levels_count: bool = False
) -> list[Section]:
    """The papers that may be asked for, each person's; nothing where papers are collected or nobody is asked."""
    if plan.outcome not in ASKED:
        return []
    title = "要带的材料" if plan.outcome == Outcome.WINDOW else "可能要用到的材料"
    plans = [asker.plan for asker in people] or [plan]
    rows = {row.id: row for each in plans for row in each.to_have}
    words = [_FORM_UNKNOWN if rows else _NO_PAPERS]
    if levels_count and not any(row.education for row in rows.values()):
        words.append(_NO_LEVEL)
    groups = _grouped(plans, list(rows.values()))
    return [
        Section(title, tuple(words)),
        *(
            Section(
                group, columns=_PAPERS, rows=tuple(_paper(people, plans, row) for row in papers)
            )
            for group, papers in groups
        ),
    ]


def _grouped(plans: Sequence[Plan], rows: Sequence[Material]) -> list[tuple[str, list[Material]]]:
    """The rows under the titles of all plans."""
    groups = {key: title for each in plans for key, title in each.groups}
    everything = replace(
        plans[0], groups=tuple(sorted(groups.items(), key=lambda group: group_rank(group[0])))
    )
    return grouped(everything, rows)


def _paper(people: Sequence[Asker], plans: Sequence[Plan], row: Material) -> tuple[str, ...]:
    having = [a for a in people if any(each.id == row.id for each in a.plan.to_have)]
    names = "、".join(a.applicant.name for a in having if a.applicant.name.strip())
    whose = names if len(having) < len(people) else ""
    owner = next(each for each in plans if any(paper.id == row.id for paper in each.to_have))
    optional = "" if row.required else "有才带"
    details = "；".join(part for part in (whose, row.hint, instead(owner, row), optional) if part)
    name = f"{row.name}\n{details}" if details else row.name
    return (BOX, name, clause_text(row.source))
