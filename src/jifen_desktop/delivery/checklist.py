"""材料清单: each paper with its state and clause; and what to get ready."""

from collections.abc import Sequence
from datetime import date

from jifen_desktop.delivery.phrases import (
    channel_section,
    day,
    grouped,
    instead,
    note_section,
    postponed_section,
)
from jifen_desktop.delivery.sheet import BOX, Column, Section, Sheet
from jifen_desktop.domain.checklist import Item, ItemState, PersonChecklist
from jifen_desktop.domain.plan import Material, Plan
from jifen_desktop.domain.submission import Company
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.rulebook.words import FORM, OUTCOME, STATE

COMPANY_TITLE = "单位材料"
UNNAMED = "（未填写姓名）"
_COLUMNS = (
    Column("材料", 2.1, strong=True),
    Column("状态", 1.6),
    Column("形式", 1.4),
    Column("依据", 1.9),
)
_PREPARE = (
    Column("", 0.25),
    Column("材料", 2.7, strong=True),
    Column("形式", 1.4),
    Column("依据", 1.9),
)


def checklist_sheet(
    plan: Plan, company: Company, on: date, people: Sequence[PersonChecklist]
) -> Sheet:
    """Every person's papers, the company's under their own heading, as of `on`."""
    count = sum(1 for person in people if person.key or person.name)
    facts = [
        ("单位", company.name),
        ("申请人", f"{count} 人" if count else ""),
        ("日期", day(on)),
    ]
    sections = [_person(person) for person in people]
    if not any(section.rows for section in sections):
        sections.append(Section("", (OUTCOME[plan.outcome],)))
    return Sheet(
        "材料清单",
        f"{plan.district_name} · {plan.service_name}",
        tuple((name, value) for name, value in facts if value),
        tuple(sections),
    )


def prepare_sheet(plan: Plan) -> Sheet:
    """What to get ready before anything is entered, with boxes to tick on paper."""
    sections = [
        Section(title, columns=_PREPARE, rows=tuple(_to_prepare(plan, m) for m in materials))
        for title, materials in grouped(plan, plan.materials)
    ]
    sections += note_section("办理前先确认", plan.conditions)
    sections += note_section("办理步骤", plan.steps)
    sections += channel_section(plan)
    sections += note_section("提示", plan.advice)
    sections += postponed_section(plan)
    return Sheet(
        "准备清单",
        f"{plan.district_name} · {plan.service_name}",
        (("怎么办", OUTCOME[plan.outcome]), ("依据", clause_text(plan.source))),
        tuple(sections),
    )


def state_words(item: Item) -> str:
    """The state with what belongs to it: the pages given, or why the paper isn't needed."""
    word = STATE[item.state]
    if item.state == ItemState.NOT_NEEDED:
        return f"{word}：{item.reason}" if item.reason else word
    if item.state == ItemState.TO_PROVIDE:
        return word if item.material.required else f"{word}（有才交）"
    pages = f"{word}，{item.pages} 页" if item.pages else word
    return f"{pages}：{item.reason}" if item.reason else pages


def heading_of(person: PersonChecklist) -> str:
    """The name over a person's papers, with the business of one who rides along: 李样本（续办）."""
    if not (person.key or person.name):
        return COMPANY_TITLE
    rides = f"（{person.rides_as}）" if person.rides_as else ""
    return f"{person.name or UNNAMED}{rides}"


def _person(person: PersonChecklist) -> Section:
    items = person.items
    if (
        person.rides_as
    ):  # none of a rider's papers is asked for, so only those that were given count
        items = tuple(item for item in items if item.state != ItemState.NOT_NEEDED or item.pages)
    rows = tuple(
        (
            item.material.name,
            state_words(item),
            FORM[item.material.form],
            clause_text(item.material.source),
        )
        for item in items
    )
    missing = len(person.missing)
    text = [f"还差 {missing} 项"] if missing else []
    if person.rides_as and not rows:
        text.append(f"随本次一起报{person.rides_as}，没有附材料，也不要求附")
    return Section(heading_of(person), tuple(text), _COLUMNS, rows)


def _to_prepare(plan: Plan, material: Material) -> tuple[str, ...]:
    more = [material.hint, instead(plan, material), "" if material.required else "有才交"]
    details = "；".join(part for part in more if part)
    name = f"{material.name}\n{details}" if details else material.name
    return (BOX, name, FORM[material.form], clause_text(material.source))
