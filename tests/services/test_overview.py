"""How saved drafts stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jifen_desktop.domain.ids import District, Level, Service
from jifen_desktop.domain.submission import Applicant, Company, Document, Education, Submission
from jifen_desktop.flow.steps import Step
from jifen_desktop.library.drafts import Draft, DraftStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.edit import new_applicant, new_submission
from jifen_desktop.services.overview import (
    Overview,
    Standing,
    only_here,
    originals_of,
    overview,
)

BOOK = load_rulebook()
ON = date(2026, 11, 23)
PERSON = Applicant(
    "a", "张样本", id_number="310101199001010012", education=(Education(Level.BACHELOR),)
)
COMPANY = Company(name="上海样本", contact="王样本", phone="021-00000000")


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path)


def look(store: DraftStore, submission: Submission, step: Step = Step.PEOPLE) -> Overview:
    """The overview of a draft."""
    return overview(BOOK, store, replace(store.new(submission), step=str(step)))


def filled(**changes: object) -> Submission:
    """A new application with company and person."""
    base = Submission(District.XUHUI, Service.NEW, ON, company=COMPANY, applicants=(PERSON,))
    return replace(base, **changes)  # type: ignore[arg-type]


def test_case_just_begun_is_to_be_filled_in_where_the_user_stopped(store: DraftStore) -> None:
    found = look(store, new_submission(ON, Company()), Step.PAIR)
    assert (found.standing, found.step) == (Standing.FILL, Step.PAIR)
    found = look(store, new_submission(ON, Company()), Step.MATERIALS)
    assert found.step is Step.PEOPLE


def test_missing_papers_are_named_with_their_person(store: DraftStore) -> None:
    found = look(store, filled())
    assert (found.standing, found.step) == (Standing.PAPERS, Step.MATERIALS)
    assert found.count == len(found.missing) == found.total - found.done
    assert {m.person for m in found.missing} <= {"张样本", ""}


def test_wrong_number_is_a_problem_and_leads_to_people(store: DraftStore) -> None:
    wrong = replace(PERSON, id_number="310101199001010019")
    found = look(store, filled(applicants=(wrong,)), Step.REVIEW)
    assert (found.standing, found.count, found.step) == (Standing.PROBLEM, 1, Step.PEOPLE)


def test_online_business_leads_to_the_guide(store: DraftStore) -> None:
    found = look(store, filled(service=Service.RENEWAL))
    assert (found.standing, found.step, found.total) == (Standing.GUIDE, Step.EXPORT, 0)


def test_unknown_step_of_a_draft_does_no_harm(store: DraftStore) -> None:
    draft = replace(store.new(new_submission(ON, Company())), step="elsewhere")
    assert overview(BOOK, store, draft).step is Step.PAIR


def test_search_wants_every_word(store: DraftStore) -> None:
    found = look(store, filled())
    for text in ("样本", "张样本 徐汇", "新办", "  ", "上海样本 积分"):
        assert found.matches(text)
    for text in ("李四", "张样本 闵行"):
        assert not found.matches(text)


def test_files_that_other_drafts_use_stay(store: DraftStore) -> None:
    def draft(*names: str) -> Draft:
        files = tuple(Document(Path(n), n, n) for n in names)
        person = replace(new_applicant(), documents=(("id_card", files),))
        return store.new(filled(applicants=(person,)))

    first, second = draft("a", "b", "c"), draft("c", "d")
    assert originals_of(first) == {"a", "b", "c"}
    assert only_here(first, [first, second]) == 2
    assert only_here(first, [first]) == 3
