"""What the wizard's rail says about the open case."""

from __future__ import annotations

from jifen_desktop.domain.ids import Severity
from jifen_desktop.domain.submission import Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.flow.steps import State, StepState, state_of
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.services.case import Case
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.titles import TITLES

NEW_CASE = "新的申报"


def case_name(submission: Submission) -> str:
    """What the case is called: by its company."""
    return submission.company.name.strip() or NEW_CASE


def case_title(case: Case) -> str:
    """The same for the window's title, where nothing else says that it is a sample."""
    name = case_name(case.submission)
    return f"示例：{name}" if case.entry.sample else name


def case_about(case: Case) -> str:
    """District, business and number of people in one line, and below it that it is a sample."""
    plan, submission = case.picture.plans.base, case.submission
    parts = [plan.district_name, plan.service_name]
    if plan.about_company_only:
        parts.append("单位业务")
    elif any(a.name.strip() for a in submission.applicants):
        parts.append(f"{len(submission.applicants)} 人")
    text = " · ".join(parts)
    return f"{text}\n示例" if case.entry.sample else text


def rail_steps(case: Case, current: Step, reached: Step) -> list[w.Step]:
    """The six steps; `reached` is the furthest one that the user has been at."""
    missing = _missing(case) if list(Step).index(reached) >= list(Step).index(Step.MATERIALS) else 0
    return [_entry(case.state, step, current, reached, missing) for step in Step]


def _missing(case: Case) -> int:
    """What the materials page counts, sets of which one is enough included."""
    from jifen_desktop.ui.wizard.pages.materials.views import person_views  # loads that page

    return sum(len(view.missing) for view in person_views(case))


def _entry(state: State, step: Step, current: Step, reached: Step, missing: int) -> w.Step:
    found = state_of(state, step)
    if found is StepState.NOT_NEEDED:
        return w.Step(step, TITLES[step], note="不需要", enabled=False)
    done = found is StepState.DONE and not (step is Step.MATERIALS and missing)
    done = done or (step is Step.REVIEW and _all_confirmed(state))
    shown = w.StepState.DONE if done else w.StepState.TODO
    order = list(Step)
    if step is current:
        shown = w.StepState.CURRENT
    elif order.index(step) > order.index(reached):
        shown = w.StepState.TODO
    note, bad = _note(state, step, reached, missing)
    return w.Step(step, TITLES[step], shown, note, bad=bad)


def _all_confirmed(state: State) -> bool:
    """Whether the review has nothing left to look at, so that its step is over before the export is."""
    return all(is_confirmed(finding, state.submission) for finding in state.findings)


def _note(state: State, step: Step, reached: Step, missing: int) -> tuple[str, bool]:
    order = list(Step)
    if step is Step.MATERIALS:
        return (f"差 {missing}", False) if missing else ("", False)
    if step is Step.REVIEW and order.index(reached) >= order.index(step):
        blocking = sum(1 for f in state.findings if f.severity == Severity.BLOCK)
        return (str(blocking), True) if blocking else ("", False)
    return "", False
