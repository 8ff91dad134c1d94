"""How a saved draft stands, in numbers: for the list of cases."""

from dataclasses import dataclass
from enum import StrEnum

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Outcome, Severity
from jifen_desktop.flow.steps import State, Step, nearest_step, step_of
from jifen_desktop.library.drafts import Draft, DraftStore, facts_by_path
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.facts import Picture, look_at

# What simply isn't there yet: to be filled in, but nothing wrong.
_ABSENT = ("_missing", "applicants_missing", "nothing_to_send")
_ABOUT_PAPERS = ("material_missing", "report_missing")


class Standing(StrEnum):
    """What the case needs next."""

    PROBLEM = "problem"
    FILL = "fill"
    PAPERS = "papers"
    CONFIRM = "confirm"
    READY = "ready"
    GUIDE = "guide"


@dataclass(frozen=True)
class Missing:
    """A paper that is still to come, and whose."""

    name: str
    person: str


@dataclass(frozen=True)
class Overview:
    """`count` belongs to the standing; `done` of `total` papers are there; `files` are this draft's documents."""

    draft: Draft
    company: str
    district: str
    service: str
    people: tuple[str, ...]
    company_only: bool
    standing: Standing
    count: int
    missing: tuple[Missing, ...]
    done: int
    total: int
    confirm: int
    step: Step
    files: int

    def matches(self, text: str) -> bool:
        """Whether every word of a search occurs in company, people, district or business."""
        where = " ".join((self.company, *self.people, self.district, self.service)).casefold()
        return all(word in where for word in text.casefold().split())


def overview(book: Rulebook, store: DraftStore, draft: Draft) -> Overview:
    """Derive the numbers; a few milliseconds, nothing is read."""
    submission = draft.submission
    picture = look_at(book, submission, facts_by_path(store, dict(draft.facts)))
    plan = picture.plans.base
    missing = tuple(
        Missing(item.material.name, person.name)
        for person in picture.people
        for item in person.missing
    )
    rows = [item for person in picture.people for item in person.items if item.material.required]
    confirm = _to_confirm(picture)
    standing, count = _standing(picture, len(missing), confirm)
    state = State(
        book,
        submission,
        picture.plans,
        picture.findings,
        picture.people,
        draft.exported is not None,
    )
    return Overview(
        draft=draft,
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
        step=_step_of(state, draft, standing, picture),
        files=len(originals_of(draft)),
    )


def originals_of(draft: Draft) -> frozenset[str]:
    """The documents that the draft keeps a copy of, by SHA-256."""
    submission = draft.submission
    every = [submission.documents, *(a.documents for a in submission.applicants)]
    used = {d.sha256 for documents in every for _, files in documents for d in files}
    return frozenset(used | {sha for sha, _ in draft.facts})


def only_here(draft: Draft, drafts: list[Draft]) -> int:
    """How many of the draft's documents no other draft uses; these go with it."""
    others = {sha for other in drafts if other.id != draft.id for sha in originals_of(other)}
    return len(originals_of(draft) - others)


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


def _step_of(state: State, draft: Draft, standing: Standing, picture: Picture) -> Step:
    """Where to go on: where what is next can be done; a case just begun, where the user stopped."""
    stopped = nearest_step(state, Step(draft.step) if draft.step in set(Step) else Step.PAIR)
    if draft.exported is not None:
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
