"""How submissions stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jifen_desktop.domain.ids import District, Level, Service
from jifen_desktop.domain.submission import Applicant, Company, Education, Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.edit import new_submission
from jifen_desktop.services.facts import look_at
from jifen_desktop.services.listed import Overview, Standing
from jifen_desktop.services.overview import overview

BOOK = load_rulebook()
ON = date(2026, 11, 23)
PERSON = Applicant(
    "a", "张样本", id_number="310101199001010012", education=(Education(Level.BACHELOR),)
)
COMPANY = Company(name="上海样本", contact="王样本", phone="021-00000000")


@pytest.fixture
def store(tmp_path: Path) -> LibraryStore:
    return LibraryStore(tmp_path)


def look(store: LibraryStore, submission: Submission, step: Step = Step.PEOPLE) -> Overview:
    """The overview of a submission."""
    entry = replace(store.new(submission), step=str(step))
    return overview(BOOK, entry, look_at(BOOK, submission, {}))


def filled(**changes: object) -> Submission:
    """A new application with company and person."""
    base = Submission(District.XUHUI, Service.NEW, ON, company=COMPANY, applicants=(PERSON,))
    return replace(base, **changes)  # type: ignore[arg-type]


def test_case_just_begun_is_to_be_filled_in_where_the_user_stopped(store: LibraryStore) -> None:
    found = look(store, new_submission(ON, Company()), Step.PAIR)
    assert (found.standing, found.step) == (Standing.FILL, Step.PAIR)
    found = look(store, new_submission(ON, Company()), Step.MATERIALS)
    assert found.step is Step.PEOPLE


def test_missing_papers_are_named_with_their_person(store: LibraryStore) -> None:
    found = look(store, filled())
    assert (found.standing, found.step) == (Standing.PAPERS, Step.MATERIALS)
    assert found.count == len(found.missing) == found.total - found.done
    assert {m.person for m in found.missing} <= {"张样本", ""}


def test_wrong_number_is_a_problem_and_leads_to_people(store: LibraryStore) -> None:
    wrong = replace(PERSON, id_number="310101199001010019")
    found = look(store, filled(applicants=(wrong,)), Step.REVIEW)
    assert (found.standing, found.count, found.step) == (Standing.PROBLEM, 1, Step.PEOPLE)


def test_online_business_leads_to_the_guide(store: LibraryStore) -> None:
    found = look(store, filled(service=Service.RENEWAL))
    assert (found.standing, found.step, found.total) == (Standing.GUIDE, Step.EXPORT, 0)


def test_an_unknown_step_does_no_harm(store: LibraryStore) -> None:
    entry = replace(store.new(new_submission(ON, Company())), step="elsewhere")
    assert overview(BOOK, entry, look_at(BOOK, entry.submission, {})).step is Step.PAIR


def test_a_search_looks_in_company_people_district_and_business(store: LibraryStore) -> None:
    found = look(store, filled(company=replace(COMPANY, name="ABC 样本")))
    assert found.search == "abc 样本 张样本 徐汇区 积分申请（新办）"
