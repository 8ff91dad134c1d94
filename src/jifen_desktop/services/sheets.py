"""The sheets and the label of a submission, from all that is known of it."""

from collections.abc import Sequence
from dataclasses import replace

from jifen_desktop.delivery.checklist import checklist_sheet, prepare_sheet
from jifen_desktop.delivery.guide import guide_sheet
from jifen_desktop.delivery.label import ADDRESS_NOTE, Label, Party
from jifen_desktop.delivery.packing import packing_sheet
from jifen_desktop.delivery.sheet import Section, Sheet
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import Outcome
from jifen_desktop.domain.plan import Channel, Plan
from jifen_desktop.domain.submission import Submission
from jifen_desktop.rulebook.calendar import working_days_after
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.deadlines import RENEWAL_DAYS
from jifen_desktop.services.facts import Picture

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
    note = "" if courier.user_filled else ADDRESS_NOTE
    return Label(recipient, sender, courier.remark or "", note)


def checklist_of(picture: Picture, changes: Sequence[str] = ()) -> Sheet:
    """材料清单: every paper, its state, the clause behind it; before them what is other than in the last export."""
    s = picture.submission
    sheet = checklist_sheet(_whole_plan(picture), s.company, s.on, picture.people)
    if not changes:
        return sheet
    told = Section("与上次导出相比", tuple(changes))
    return replace(sheet, sections=(told, *sheet.sections))


def packing_list_of(picture: Picture, courier: Channel) -> Sheet:
    """寄件清单: what lies in the envelope."""
    s = picture.submission
    if courier.user_filled:
        courier = replace(courier, address=f"{courier.address}（用户填写）")
    return packing_sheet(picture.plans.base, s.company, courier, picture.people, s.on)


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
