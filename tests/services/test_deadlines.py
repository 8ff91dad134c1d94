"""Days that matter soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_desktop.domain.ids import District, Level, Service
from jifen_desktop.domain.submission import Applicant, Company, Education, Submission
from jifen_desktop.library.entry import Entry, ExportRecord
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.calendar import add_months
from jifen_desktop.rulebook.case_plan import case_plan
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.deadlines import Deadline, DeadlineKind, deadlines, last_day, near

TODAY = date(2026, 11, 23)
BOOK = load_rulebook()


@pytest.fixture
def store(tmp_path: Path) -> LibraryStore:
    return LibraryStore(tmp_path)


def entry(
    store: LibraryStore, person: Applicant, district: District, service: Service = Service.NEW
) -> Entry:
    """An entry about one person."""
    company = Company(name="上海样本信息技术有限公司", short_name="样本信息")
    submission = Submission(district, service, TODAY, company=company, applicants=(person,))
    return store.new(submission)


def soon(*entries: Entry, today: date = TODAY) -> tuple[Deadline, ...]:
    """What lies ahead or just behind."""
    every = (deadlines(BOOK, e, case_plan(BOOK, e.submission)) for e in entries)
    return near(tuple(day for days in every for day in days), today)


def found(*entries: Entry) -> list[tuple[date, DeadlineKind]]:
    """Days and kinds."""
    return [(d.day, d.kind) for d in soon(*entries)]


def test_permit_ends_and_gets_too_short_only_where_two_months_are_asked_for(
    store: LibraryStore,
) -> None:
    person = Applicant("1", "张样本", permit_valid_until=date(2027, 1, 20))
    ends = (date(2027, 1, 20), DeadlineKind.PERMIT_ENDS)
    assert found(entry(store, person, District.XUHUI)) == [ends]
    assert found(entry(store, person, District.JINGAN)) == [
        (date(2026, 11, 20), DeadlineKind.PERMIT_TOO_SHORT),
        ends,
    ]
    short = soon(entry(store, person, District.JINGAN))[0]
    assert (short.months, short.days_left(TODAY), short.company) == (2, -3, "样本信息")
    assert short.source is not None
    assert short.source.lines == (73,)
    assert found(entry(store, person, District.JINGAN, Service.EDUCATION)) == [ends]


def test_report_ends_where_education_matters(store: LibraryStore) -> None:
    education = (Education(Level.BACHELOR, report_valid_until=TODAY + timedelta(days=5)),)
    person = Applicant("1", "张样本", education=education)
    assert found(entry(store, person, District.XUHUI)) == [
        (TODAY + timedelta(days=5), DeadlineKind.REPORT_ENDS)
    ]
    assert found(entry(store, person, District.XUHUI, Service.RESET_PERSONAL)) == []


def test_renewal_opens_three_working_days_after_the_permit(store: LibraryStore) -> None:
    person = Applicant("1", "张样本", permit_renewed_on=date(2026, 11, 20))
    opens = (date(2026, 11, 25), DeadlineKind.RENEWAL_OPENS)
    assert found(entry(store, person, District.BAOSHAN, Service.RENEWAL)) == [opens]
    assert found(entry(store, person, District.XUHUI, Service.RENEWAL)) == []
    assert found(entry(store, person, District.BAOSHAN)) == []


def test_year_without_holidays_is_marked(store: LibraryStore) -> None:
    person = Applicant("1", "张样本", permit_renewed_on=date(2039, 6, 1))
    one = entry(store, person, District.BAOSHAN, Service.RENEWAL)
    (deadline,) = soon(one, today=date(2039, 6, 1))
    assert not deadline.certain


def test_far_days_samples_and_doubles_are_left_out(store: LibraryStore) -> None:
    near = Applicant("1", "张样本", permit_valid_until=TODAY + timedelta(days=60))
    far = Applicant("2", "李样本", permit_valid_until=TODAY + timedelta(days=61))
    past = Applicant("3", "王样本", permit_valid_until=TODAY - timedelta(days=31))
    one = entry(store, near, District.XUHUI)
    assert len(found(one, entry(store, near, District.XUHUI, Service.EDUCATION))) == 1
    assert found(entry(store, far, District.XUHUI), entry(store, past, District.XUHUI)) == []
    assert found(replace(one, sample=True)) == []


def test_what_went_out_only_tells_the_permits_end(store: LibraryStore) -> None:
    person = Applicant(
        "1",
        "张样本",
        permit_valid_until=date(2027, 1, 20),
        education=(Education(Level.BACHELOR, report_valid_until=TODAY),),
    )
    record = ExportRecord(datetime.now(UTC), "", ())
    done = replace(entry(store, person, District.JINGAN), exported=record)
    assert found(done) == [(date(2027, 1, 20), DeadlineKind.PERMIT_ENDS)]


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 12))
def test_last_day_is_the_last_from_which_the_permit_reaches_far_enough(
    until: date, months: int
) -> None:
    day = last_day(until, months)
    assert add_months(day, months) <= until < add_months(day + timedelta(days=1), months)
