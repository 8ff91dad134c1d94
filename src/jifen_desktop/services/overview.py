"""How a submission stands, in numbers: made when it is saved, shown in lists without opening it."""

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Outcome, Severity
from jifen_desktop.flow.step import Step
from jifen_desktop.flow.steps import State, nearest_step, step_of
from jifen_desktop.library.entry import Entry
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.listed import Missing, Overview, Standing

# What simply isn't there yet: to be filled in, but nothing wrong.
_ABSENT = ("_missing", "applicants_missing", "nothing_to_send")
_ABOUT_PAPERS = ("material_missing", "report_missing")


def overview(book: Rulebook, entry: Entry, picture: Picture) -> Overview:
    """Derive the numbers from the picture of the entry's submission."""
    submission = entry.submission
    plan = picture.plans.base
    missing = tuple(
        Missing(item.material.name, person.name)
        for person in picture.people
        for item in person.missing
    )
    rows = [item for person in picture.people for item in person.items if item.material.required]
    confirm = _to_confirm(picture)
    standing, count = _standing(picture, len(missing), confirm)
    exported = entry.exported is not None
    state = State(book, submission, picture.plans, picture.findings, picture.people, exported)
    return Overview(
        company=submission.company.name.strip(),
        district=plan.district_name,
        service=plan.service_name,
        people=tuple(a.name.strip() for a in submission.applicants if a.name.strip()),
        company_only=plan.about_company_only,
        standing=standing,
        count=count,
        missing=missing,
        done=len(rows) - len(missing),
        total=len(rows),
        confirm=confirm,
        step=_step_of(state, entry, standing, picture),
    )


def _to_confirm(picture: Picture) -> int:
    return sum(
        1
        for f in picture.findings
        if f.severity == Severity.WARN and not is_confirmed(f, picture.submission)
    )


def _standing(picture: Picture, missing: int, confirm: int) -> tuple[Standing, int]:
    if picture.plans.base.outcome != Outcome.SUBMIT:
        return Standing.GUIDE, 0
    wrong = [f for f in picture.blocking if not _is_absence(f)]
    if wrong:
        return Standing.PROBLEM, len(wrong)
    absent = [f for f in picture.blocking if f.code not in (*_ABOUT_PAPERS, "nothing_to_send")]
    if absent:
        return Standing.FILL, len(absent)
    papers = sum(1 for f in picture.blocking if f.code in _ABOUT_PAPERS)
    if missing or picture.blocking:
        return Standing.PAPERS, missing or papers
    return (Standing.CONFIRM, confirm) if confirm else (Standing.READY, 0)


def _is_absence(finding: Finding) -> bool:
    return finding.code.endswith(_ABSENT)


def _step_of(state: State, entry: Entry, standing: Standing, picture: Picture) -> Step:
    """Where to go on: where what is next can be done; a case just begun, where the user stopped."""
    stopped = nearest_step(state, Step(entry.step) if entry.step in set(Step) else Step.PAIR)
    if entry.exported is not None:
        return stopped
    if standing == Standing.FILL:
        absent = [f for f in picture.blocking if step_of(f) in (Step.PEOPLE, Step.EDUCATION)]
        begun = stopped is not Step.PAIR and bool(absent)
        return nearest_step(state, step_of(absent[0])) if begun else stopped
    if standing == Standing.PROBLEM:
        wrong = next(f for f in picture.blocking if not _is_absence(f))
        return nearest_step(state, step_of(wrong))
    wanted = {
        Standing.PAPERS: Step.MATERIALS,
        Standing.CONFIRM: Step.REVIEW,
        Standing.READY: Step.REVIEW,
        Standing.GUIDE: Step.EXPORT,
    }
    return nearest_step(state, wanted[standing])
