"""Which steps a submission goes through, what belongs to each, and what comes next.

The submission is the only state: whether a step is shown, done or has something to mend is derived from it and its
plans, so going back or changing an earlier answer never needs to be undone here.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from jifen_desktop.domain.checklist import PersonChecklist
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Outcome, PointsPath, Service, Severity
from jifen_desktop.domain.submission import Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.rulebook.case_plan import CasePlan
from jifen_desktop.rulebook.load import Rulebook


class StepState(StrEnum):
    """How a step stands."""

    DONE = "done"
    TODO = "todo"
    PROBLEM = "problem"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class State:
    """What the flow looks at."""

    book: Rulebook
    submission: Submission
    plans: CasePlan
    findings: Collection[Finding] = ()
    people: tuple[PersonChecklist, ...] = ()
    exported: bool = False


@dataclass(frozen=True)
class StepRule:
    """One row of the table: the step, when it is needed, and the fields whose findings belong to it."""

    step: Step
    needed: Callable[[State], bool]
    fields: tuple[str, ...]


def _always(_state: State) -> bool:
    return True


def _submits(state: State) -> bool:
    return state.plans.base.outcome == Outcome.SUBMIT


def _asks_education(state: State) -> bool:
    """Education matters to the business always, or on a points path that may be chosen on that very page."""
    use = state.book.services.services[state.submission.service].education
    return _submits(state) and use != "never"


def _asks_people(state: State) -> bool:
    """An online renewal's earliest day follows from the applicant's data, so people may be entered for it too."""
    return _submits(state)


FLOW: tuple[StepRule, ...] = (
    StepRule(Step.PAIR, _always, ("district", "service")),
    StepRule(
        Step.PEOPLE,
        _asks_people,
        (
            "company.",
            "applicants",
            "applicant.name",
            "applicant.id_number",
            "applicant.permit",
            "applicant.service",
        ),
    ),
    StepRule(Step.EDUCATION, _asks_education, ("applicant.education",)),
    StepRule(Step.MATERIALS, _submits, ("material",)),
    StepRule(Step.REVIEW, _submits, ("condition.", "centre.", "channel")),
    StepRule(Step.EXPORT, _always, ("label", "visitors")),
)


def needed_steps(state: State) -> tuple[Step, ...]:
    """The steps this submission goes through."""
    return tuple(rule.step for rule in FLOW if rule.needed(state))


def next_step(state: State, step: Step) -> Step | None:
    """The step after; None at the end."""
    later = [s for s in needed_steps(state) if _position(s) > _position(step)]
    return later[0] if later else None


def previous_step(state: State, step: Step) -> Step | None:
    """The step before; None at the start."""
    earlier = [s for s in needed_steps(state) if _position(s) < _position(step)]
    return earlier[-1] if earlier else None


def nearest_step(state: State, step: Step) -> Step:
    """The step itself, or where it isn't needed any more, the last needed one before it."""
    return step if step in needed_steps(state) else previous_step(state, step) or Step.PAIR


def step_of(finding: Finding) -> Step:
    """The step whose page mends a finding; the longest matching field wins."""
    best, length = Step.REVIEW, 0
    for rule in FLOW:
        for field in rule.fields:
            if finding.place.field.startswith(field) and len(field) > length:
                best, length = rule.step, len(field)
    return best


def problems_of(state: State, step: Step) -> tuple[Finding, ...]:
    """The blocking findings that belong to a step; missing papers don't keep anybody from going on."""
    return tuple(f for f in state.findings if f.severity == Severity.BLOCK and step_of(f) == step)


def state_of(state: State, step: Step) -> StepState:
    """How a step stands."""
    if step not in needed_steps(state):
        return StepState.NOT_NEEDED
    if step == Step.EXPORT:
        return StepState.DONE if state.exported else StepState.TODO
    if step == Step.PAIR:
        return StepState.DONE
    if step == Step.REVIEW:
        blocked = any(f.severity == Severity.BLOCK for f in state.findings)
        return StepState.PROBLEM if blocked and _begun(state) else _todo_or_done(state.exported)
    if step == Step.MATERIALS:
        return _todo_or_done(_begun(state) and not any(p.missing for p in state.people))
    if step == Step.EDUCATION:
        return _todo_or_done(_education_entered(state))
    return _todo_or_done(not problems_of(state, step))


def _todo_or_done(done: bool) -> StepState:
    return StepState.DONE if done else StepState.TODO


def _begun(state: State) -> bool:
    """Whether any paper was given."""
    submission = state.submission
    return bool(submission.documents) or any(a.documents for a in submission.applicants)


def _education_entered(state: State) -> bool:
    """Every applicant whose education counts has a level; on other paths it may be left empty."""
    submission = state.submission
    if not submission.applicants:
        return False
    if state.submission.service == Service.EDUCATION:
        return all(a.education for a in submission.applicants)
    return all(
        a.education or (a.points_paths is not None and PointsPath.EDUCATION not in a.points_paths)
        for a in submission.applicants
        if a.service in (None, submission.service)
    )


def _position(step: Step) -> int:
    return list(Step).index(step)
