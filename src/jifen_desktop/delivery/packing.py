"""寄件清单: what lies in the envelope, person by person, to tick off while packing."""

from collections.abc import Iterable, Sequence
from datetime import date

from jifen_desktop.delivery.checklist import day, heading_of
from jifen_desktop.delivery.label import ADDRESS_NOTE
from jifen_desktop.delivery.sheet import BOX, Column, Section, Sheet
from jifen_desktop.domain.checklist import Item, PersonChecklist
from jifen_desktop.domain.plan import Channel, Plan
from jifen_desktop.domain.submission import Company
from jifen_desktop.rulebook.words import FORM_ON_PAPER

_COLUMNS = (
    Column("", 0.25),
    Column("材料", 2.8, strong=True),
    Column("页数", 0.7),
    Column("纸质形式", 1.8),
)


def packing_sheet(
    plan: Plan,
    company: Company,
    channel: Channel,
    people: Sequence[PersonChecklist],
    on: date,
) -> Sheet:
    """The papers that were given, with their pages and their form on paper; to whom and from whom.

    Papers that were not given are not listed: the list says what is in the envelope.
    """
    facts = [
        ("收件地址", channel.address or ""),
        ("收件人", channel.addressee or ""),
        ("备注", channel.remark or ""),
        ("寄件单位", company.name),
        ("寄件人", company.contact),
        ("寄件人电话", company.phone),
        ("寄件地址", company.address),
        ("日期", day(on)),
        ("合计", _total(people)),
    ]
    if channel.address and not channel.user_filled:
        facts.insert(1, ("", ADDRESS_NOTE))
    sections = [_person(person) for person in people if _given(person)]
    return Sheet(
        "寄件清单",
        f"{plan.district_name} · {plan.service_name}",
        tuple((name, value) for name, value in facts if value),
        tuple(sections) or (Section("", ("没有要寄的材料。",)),),
    )


def _person(person: PersonChecklist) -> Section:
    rows = tuple(
        (BOX, item.material.name, f"{item.pages} 页", FORM_ON_PAPER[item.material.form])
        for item in _given(person)
    )
    return Section(heading_of(person), (), _COLUMNS, rows)


def _given(person: PersonChecklist) -> list[Item]:
    return [item for item in person.items if item.pages]


def _total(people: Iterable[PersonChecklist]) -> str:
    items = [item for person in people for item in _given(person)]
    return f"{len(items)} 件，{sum(item.pages for item in items)} 页"
