"""The flow as a graph: every step of every pair is reached, none is a dead end, and back leads back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.domain.ids import District, Level, Outcome, PointsPath, Service, Severity
from jifen_desktop.domain.submission import Applicant, Centre, Company, Document, Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.flow.steps import (
    FLOW,
    State,
    StepState,
    nearest_step,
    needed_steps,
    next_step,
    previous_step,
    problems_of,
    state_of,
    step_of,
)
from jifen_desktop.messages import FINDINGS
from jifen_desktop.rulebook.case_plan import case_plan
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services import edit
from jifen_desktop.services.facts import look_at

ON = date(2026, 11, 23)
PAIRS = list(product(District, Service))
BOOK = load_rulebook()
COMPANY = Company("上海样本信息技术有限公司")


def state(submission: Submission, *, exported: bool = False) -> State:
    """What the flow sees of a submission without any file."""
    picture = look_at(BOOK, submission, {})
    return State(BOOK, submission, picture.plans, picture.findings, picture.people, exported)


def pair(district: District, service: Service) -> Submission:
    submission = edit.new_submission(ON, COMPANY, district, service)
    return replace(submission, applicants=(Applicant(key="1", name="张样本"),))


@pytest.mark.parametrize("district", list(District))
def test_every_needed_step_is_walked_through_and_back(district: District) -> None:
    for service in Service:
        shown = state(pair(district, service))
        steps = needed_steps(shown)
        assert steps[0] == Step.PAIR
        assert steps[-1] == Step.EXPORT
        assert previous_step(shown, Step.PAIR) is None
        assert next_step(shown, Step.EXPORT) is None
        for here, there in pairwise(steps):
            assert next_step(shown, here) == there
            assert previous_step(shown, there) == here
        submit = shown.plans.base.outcome == Outcome.SUBMIT
        # papers are only collected where something is handed in; the way to go is shown everywhere
        assert (Step.MATERIALS in steps) == submit
        assert (Step.PEOPLE in steps) == submit
        assert (Step.REVIEW in steps) == submit
        education = service in (Service.NEW, Service.EDUCATION)
        assert (Step.EDUCATION in steps) == (submit and education)


def test_from_anywhere_forward_ends_at_the_export_and_back_at_the_start() -> None:
    for district, service in PAIRS:
        shown = state(pair(district, service))
        for start in Step:
            forward = list(_walk(shown, start, ahead=True))
            assert forward == sorted(forward, key=list(Step).index)
            assert start == Step.EXPORT or forward[-1] == Step.EXPORT
            back = list(_walk(shown, start, ahead=False))
            assert start == Step.PAIR or back[-1] == Step.PAIR


def _walk(shown: State, start: Step, *, ahead: bool) -> Iterator[Step]:
    step = next_step(shown, start) if ahead else previous_step(shown, start)
    while step is not None:
        assert step in needed_steps(shown)
        yield step
        step = next_step(shown, step) if ahead else previous_step(shown, step)


def test_every_step_is_reached_by_some_pair() -> None:
    reached = {s for d, v in PAIRS for s in needed_steps(state(pair(d, v)))}
    assert reached == set(Step)
    assert [rule.step for rule in FLOW] == list(Step)


def test_a_step_that_is_no_longer_needed_leads_back_not_on() -> None:
    shown = state(pair(District.MINHANG, Service.RENEWAL))
    assert nearest_step(shown, Step.MATERIALS) == Step.PAIR
    assert nearest_step(shown, Step.EXPORT) == Step.EXPORT
    shown = state(pair(District.MINHANG, Service.RESET_PERSONAL))
    assert nearest_step(shown, Step.EDUCATION) == Step.PEOPLE
    assert nearest_step(shown, Step.MATERIALS) == Step.MATERIALS


def test_every_state_of_a_step_is_told_for_every_pair() -> None:
    for district, service in PAIRS:
        for submission in (pair(district, service), edit.new_submission(ON, Company())):
            shown = state(submission)
            for step in Step:
                told = state_of(shown, step)
                assert (told == StepState.NOT_NEEDED) == (step not in needed_steps(shown))


def test_steps_get_done_one_after_another() -> None:
    empty = state(edit.new_submission(ON, Company(), District.XUHUI, Service.RESET_PERSONAL))
    assert state_of(empty, Step.PAIR) == StepState.DONE
    assert state_of(empty, Step.PEOPLE) == StepState.TODO
    assert state_of(empty, Step.MATERIALS) == StepState.TODO
    # nothing is shown as a mistake before anything was given
    assert state_of(empty, Step.REVIEW) == StepState.TODO
    named = state(pair(District.XUHUI, Service.RESET_PERSONAL))
    assert state_of(named, Step.PEOPLE) == StepState.DONE
    assert state_of(named, Step.EXPORT) == StepState.TODO
    done = replace(named, exported=True)
    assert state_of(done, Step.EXPORT) == StepState.DONE


def test_a_block_shows_once_papers_were_given() -> None:
    submission = pair(District.BAOSHAN, Service.RESET_PERSONAL)
    files = (Document(Path("a.jpg"), "a.jpg"),)
    begun = edit.set_documents(submission, "1", "marriage_certificate", files)
    shown = state(begun)
    assert state_of(shown, Step.REVIEW) == StepState.PROBLEM
    assert problems_of(shown, Step.PEOPLE)


def test_education_is_done_with_a_level_or_another_path() -> None:
    person = Applicant(key="1", name="张样本")
    cases = [
        (person, StepState.TODO),
        (edit.toggle_level(person, Level.BACHELOR, held=True), StepState.DONE),
        (edit.toggle_path(person, PointsPath.SKILLS, used=True), StepState.DONE),
    ]
    for applicant, expected in cases:
        submission = replace(pair(District.XUHUI, Service.NEW), applicants=(applicant,))
        assert state_of(state(submission), Step.EDUCATION) == expected
    rider = replace(person, key="2", service=Service.RENEWAL)
    level = edit.toggle_level(person, Level.BACHELOR, held=True)
    together = replace(pair(District.XUHUI, Service.NEW), applicants=(level, rider))
    assert state_of(state(together), Step.EDUCATION) == StepState.DONE


FIELDS = {
    "company.name": Step.PEOPLE,
    "company.phone": Step.PEOPLE,
    "applicants": Step.PEOPLE,
    "applicant.id_number": Step.PEOPLE,
    "applicant.permit_valid_until": Step.PEOPLE,
    "applicant.service": Step.PEOPLE,
    "applicant.education": Step.EDUCATION,
    "material": Step.MATERIALS,
    "condition.mock_score": Step.REVIEW,
    "centre.mailbox.points": Step.REVIEW,
    "centre.address": Step.REVIEW,
    "channel": Step.REVIEW,
    "label": Step.EXPORT,
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_finding_leads_to_the_step_that_mends_it(field: str) -> None:
    assert step_of(Finding("x", Severity.BLOCK, Place(field))) == FIELDS[field]


def test_every_finding_of_every_pair_leads_to_a_step_it_goes_through() -> None:
    codes = set()
    for district, service in PAIRS:
        for submission in (pair(district, service), edit.new_submission(ON, Company())):
            shown = state(edit.set_pair(submission, district, service, Centre()))
            for finding in shown.findings:
                assert step_of(finding) in needed_steps(shown), finding
                codes.add(finding.code)
    assert len(codes & set(FINDINGS)) > 10


_PEOPLE = st.lists(
    st.builds(
        Applicant,
        key=st.uuids().map(str),
        name=st.sampled_from(["", "张样本", "李样本"]),
        service=st.sampled_from([None, Service.RENEWAL, Service.NEW]),
        points_paths=st.none() | st.lists(st.sampled_from(list(PointsPath))).map(tuple),
    ),
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(
    district=st.sampled_from(list(District)),
    service=st.sampled_from(list(Service)),
    people=_PEOPLE,
    other=st.sampled_from(PAIRS),
)
def test_the_same_answers_give_the_same_steps(
    district: District, service: Service, people: list[Applicant], other: tuple[District, Service]
) -> None:
    """However one got there: by way of another pair, and whatever was entered meanwhile."""
    submission = replace(pair(district, service), applicants=tuple(people))
    first = state(submission)
    away = edit.set_pair(submission, *other, Centre())
    back = edit.set_pair(away, district, service, submission.centre)
    again = state(back)
    assert back == submission
    assert needed_steps(again) == needed_steps(first)
    assert [state_of(again, s) for s in Step] == [state_of(first, s) for s in Step]
    assert case_plan(BOOK, back) == case_plan(BOOK, submission)
