"""寄件清单: the cover sheet of an envelope. What lies in it, person by person, to tick off while packing."""

from collections.abc import Iterable, Sequence
from datetime import date

from jifen_desktop.delivery.checklist import heading_of
from jifen_desktop.delivery.phrases import address_origin, day
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
_BY_HAND = "＿" * 14  # written when the parcel is handed over


def packing_sheet(
    plan: Plan,
    company: Company,
    channel: Channel,
    people: Sequence[PersonChecklist],
    on: date,
    *,
    address_checked: bool = False,
) -> Sheet:
    """The papers that were given, with their pages and their form on paper; to whom, from whom, whom to ask.

    `address_checked` as of `address_origin`. Papers that were not given are not listed: the list says what is in the
    envelope.
    """
    facts = [
        ("收件人", channel.addressee or ""),
        ("收件地址", channel.address or ""),
        ("", address_origin(channel, checked=address_checked) if channel.address else ""),
        ("备注", channel.remark or ""),
        ("寄件单位", company.name),
        ("寄件人", company.contact),
        ("寄件人电话", _whom_to_ask(company)),
        ("寄件地址", company.address),
        ("申请人", _names(people)),
        ("合计", _total(people)),
        ("日期", day(on)),
        ("快递运单", f"{_BY_HAND}　寄出日期 {_BY_HAND}"),
    ]
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


def _names(people: Iterable[PersonChecklist]) -> str:
    names = [p.name for p in people if p.name and _given(p)]
    return f"{'、'.join(names)}，共 {len(names)} 人" if names else ""


def _total(people: Iterable[PersonChecklist]) -> str:
    items = [item for person in people for item in _given(person)]
    return f"{len(items)} 件，{sum(item.pages for item in items)} 页"


def _whom_to_ask(company: Company) -> str:
    """The sender's telephone, also for whoever opens the envelope; nothing without one."""
    phone = company.phone.strip()
    return f"{phone}（材料如有缺漏，请打这个电话）" if phone else ""
