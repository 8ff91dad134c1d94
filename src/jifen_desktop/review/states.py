"""The filled checklist: each row with its state."""

from collections.abc import Collection

from jifen_desktop.domain.checklist import Item, ItemState, PersonChecklist
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Outcome, Report, Severity
from jifen_desktop.domain.plan import Material
from jifen_desktop.domain.submission import Applicant, documents_of
from jifen_desktop.review.context import Context
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.rulebook.checklist import unlisted_row

_ONLY_FOR = "才需要"  # hints that say who needs the paper; the others say what it has to look like
_Row = tuple[str | None, str | None]  # an applicant's key and a material
_ABOUT_ABSENCE = ("material_missing", "report_missing", "not_applicable")


def checklists(context: Context, findings: Collection[Finding]) -> tuple[PersonChecklist, ...]:
    """Every applicant's rows, then the company's; papers given beyond the plan come last.

    Empty where nothing is handed in, whatever papers were given for another business before.
    """
    if context.plans.base.outcome != Outcome.SUBMIT:
        return ()
    doubted = _doubted(context, findings)
    people = []
    for owner in context.owners():
        rows = [*context.plans.rows(owner), *_extra(context, owner)]
        items = tuple(_item(context, owner, row, doubted) for row in rows)
        if items:
            people.append(_person(context, owner, items))
    return tuple(people)


def _doubted(context: Context, findings: Collection[Finding]) -> frozenset[_Row]:
    """The rows that something is to be confirmed of."""
    return frozenset(
        (f.place.applicant, f.place.material)
        for f in findings
        if f.severity == Severity.WARN
        and f.code not in _ABOUT_ABSENCE
        and not is_confirmed(f, context.submission)
    )


def _person(context: Context, owner: Applicant | None, items: tuple[Item, ...]) -> PersonChecklist:
    if owner is None:
        return PersonChecklist("", "", items)
    own = owner.service
    rides = own is not None and own != context.submission.service
    rides_as = context.book.services.services[own].token if own and rides else ""
    return PersonChecklist(owner.key, owner.name, items, rides_as)


def _extra(context: Context, owner: Applicant | None) -> list[Material]:
    """Rows for known papers that were given although the plan doesn't list them."""
    listed = {m.id for m in context.plans.rows(owner)}
    rules = context.book.districts[context.submission.district]
    return [
        unlisted_row(context.book, rules, context.submission.service, material)
        for material, files in context.documents(owner)
        if files and material not in listed
    ]


def _item(
    context: Context, owner: Applicant | None, row: Material, doubted: Collection[_Row]
) -> Item:
    files = documents_of(context.documents(owner), row.id)
    reason = dict(context.reasons(owner)).get(row.id, "")
    known = [context.facts.get(d.path) for d in files]
    pages = sum(len(d.pages or f.pages) for d, f in zip(files, known, strict=True) if f)
    if files:
        if any(f is not None and f.problem for f in known):
            return Item(row, ItemState.PROBLEM, files, pages)
        to_confirm = (owner.key if owner else None, row.id) in doubted
        return Item(row, ItemState.TO_CONFIRM if to_confirm else ItemState.PROVIDED, files, pages)
    if reason:
        return Item(row, ItemState.NOT_NEEDED, reason=f"不适用：{reason}")
    if why := _why_not(context, owner, row):
        return Item(row, ItemState.NOT_NEEDED, reason=why)
    return Item(row, ItemState.TO_PROVIDE)


def _why_not(context: Context, owner: Applicant | None, row: Material) -> str:
    """Why a row without files isn't needed now; an empty text where it is."""
    if row.set_name and owner is not None:
        given = {m for m, files in owner.documents if files}
        if row.alternatives and set(row.alternatives) <= given:
            return "已有书面报告" if row.set_name == Report.ELECTRONIC else "已有电子报告"
        intended = next(
            (e.report for e in owner.education if e.level == row.education), Report.ELECTRONIC
        )
        if row.set_name != intended:
            return "选的是电子报告" if intended == Report.ELECTRONIC else "选的是书面报告"
    if row.required:
        return ""
    return row.hint if row.hint.endswith(_ONLY_FOR) else "需要时再放"
