"""The sheets and the label of a submission, from all that is known of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from jifen_desktop.delivery.at_hand import Asker, at_hand_sheet
from jifen_desktop.delivery.checklist import checklist_sheet, prepare_sheet
from jifen_desktop.delivery.guide import guide_sheet
from jifen_desktop.delivery.label import ADDRESS_NOTE, Label, Party, courier_line
from jifen_desktop.delivery.packing import packing_sheet
from jifen_desktop.delivery.sheet import Section, Sheet
from jifen_desktop.delivery.visit_card import VisitCards
from jifen_desktop.domain.checklist import Item, PersonChecklist
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import Outcome
from jifen_desktop.domain.plan import BASIS_NOTE, Channel, Plan
from jifen_desktop.domain.submission import Submission, Visitor
from jifen_desktop.review.ways import ADDRESS_OF_2020
from jifen_desktop.rulebook.calendar import working_days_after
from jifen_desktop.rulebook.case_plan import CasePlan
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.days import RENEWAL_DAYS
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.paper import mailed

_AFTER_RENEWAL = "renewed_three_days"
_BY_TELEPHONE = (Outcome.TELEPHONE, Outcome.NOT_STATED, Outcome.WINDOW)


def label_of(submission: Submission, courier: Channel) -> Label:
    """The address label; raises JifenError where the address or a demanded telephone is missing."""
    company = submission.company
    if not courier.address:
        raise JifenError(Code.LABEL_NO_ADDRESS)
    if courier.sender_phone_required and not company.phone.strip():
        raise JifenError(Code.LABEL_NO_SENDER_PHONE)
    recipient = Party(courier.address, courier.addressee or "", submission.centre.phone)
    sender_name = " ".join(part for part in (company.name, company.contact) if part)
    sender = Party(company.address, sender_name, company.phone)
    doubtful = courier.is_doubtful and not _checked(submission)
    return Label(recipient, sender, courier.remark or "", ADDRESS_NOTE if doubtful else "")


@dataclass(frozen=True)
class CourierTexts:
    """What is pasted into a courier's mini-program, each on one line; the remark has a field of its own there."""

    recipient: str
    sender: str
    remark: str


def courier_texts(submission: Submission, courier: Channel) -> CourierTexts:
    """The label's parts as text; raises JifenError as `label_of`."""
    label, company = label_of(submission, courier), submission.company
    # there a sender is a person; the company belongs to the place
    place = " ".join(part for part in (company.address, company.name) if part)
    person = Party(place, company.contact, company.phone) if company.contact else label.sender
    return CourierTexts(courier_line(label.recipient), courier_line(person), label.remark)


def _checked(submission: Submission) -> bool:
    """Whether the address was confirmed for this submission alone, without a day."""
    return ADDRESS_OF_2020 in submission.confirmed


def checklist_of(picture: Picture, changes: Sequence[str] = ()) -> Sheet:
    """材料清单: every paper, its state, the clause behind it; before them what is other than in the last export."""
    s = picture.submission
    people = _recounted(picture, lambda _person, item: _pages_mailed(picture, item))
    sheet = checklist_sheet(_whole_plan(picture), s.company, s.on, people)
    if not changes:
        return sheet
    told = Section("与上次导出相比", tuple(changes))
    return replace(sheet, sections=(told, *sheet.sections))


def packing_list_of(picture: Picture, courier: Channel) -> Sheet:
    """寄件清单: what lies in the envelope, in the sheets of 打印件."""
    s, checked = picture.submission, _checked(picture.submission)
    printed = Counter((sheet.owner, sheet.material.id) for sheet in picture.outputs.prints)
    people = _recounted(picture, lambda person, item: printed[person.key, item.material.id])
    plan = picture.plans.base
    return packing_sheet(plan, s.company, courier, people, s.on, address_checked=checked)


def _recounted(
    picture: Picture, count: Callable[[PersonChecklist, Item], int]
) -> list[PersonChecklist]:
    """Everybody's rows with other numbers of pages."""
    return [
        replace(person, items=tuple(replace(i, pages=count(person, i)) for i in person.items))
        for person in picture.people
    ]


def _pages_mailed(picture: Picture, item: Item) -> int:
    """Of a row that holds papers and scans of their stamped copies, only the ones or the others are handed in."""
    facts = picture.context.facts
    given = mailed(item.material, item.documents)
    return sum(len(d.pages or facts[d.path].pages) for d in given if d.path in facts)


def preparation_of(plan: Plan) -> Sheet:
    """准备清单, before anything is entered."""
    return prepare_sheet(plan)


def guide_of(book: Rulebook, submission: Submission, plan: Plan) -> Sheet:
    """办理说明, with the earliest day of an online renewal where the permit's renewal is known."""
    names = [a.name for a in submission.applicants]
    facts = [("最早申报日", line) for line in earliest_days(book, submission, plan)]
    if plan.outcome in _BY_TELEPHONE:
        phone = submission.centre.phone.strip()
        facts.append(("中心电话", f"{phone}（用户填写）" if phone else "通知里已缺失，查到后填写"))
    return guide_sheet(plan, names, facts, company=submission.company, on=submission.on)


def at_hand_of(book: Rulebook, submission: Submission, plans: CasePlan) -> Sheet:
    """电话准备单 or 窗口准备单, with every applicant's papers."""
    people = [Asker(a, plans.of(a)) for a in submission.applicants]
    counts = book.services.services[submission.service].education != "never"
    return at_hand_sheet(plans.base, submission, people, levels_count=counts)


def visitors_of(submission: Submission) -> tuple[Visitor, ...]:
    """Who goes to the window: those that were entered, else every applicant; nobody known is one empty card."""
    if submission.visitors:
        return submission.visitors
    found = tuple(
        Visitor(a.name, a.id_number) for a in submission.applicants if a.name or a.id_number
    )
    return found or (Visitor(),)


def visit_cards_of(submission: Submission, plan: Plan) -> VisitCards:
    """到访登记卡."""
    centre = f"{plan.district_name}人才服务中心"
    return VisitCards(centre, plan.service_name, visitors_of(submission), BASIS_NOTE)


def earliest_days(book: Rulebook, submission: Submission, plan: Plan) -> list[str]:
    """One line an applicant: the earliest day of an online renewal; 待核对 where a year has no holiday data."""
    if not any(step.code == _AFTER_RENEWAL for step in plan.steps):
        return []
    lines = []
    for applicant in submission.applicants:
        if applicant.permit_renewed_on is None:
            continue
        day, certain = working_days_after(book.holidays, applicant.permit_renewed_on, RENEWAL_DAYS)
        mark = "" if certain else "（待核对：缺这一年的节假日安排）"
        lines.append(f"{applicant.name or '申请人'}：{day.isoformat()}{mark}")
    return lines


def _whole_plan(picture: Picture) -> Plan:
    """The plan whose channels and name head a sheet about everybody."""
    return picture.plans.base
