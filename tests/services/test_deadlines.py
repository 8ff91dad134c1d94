"""Days that matter soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_desktop.delivery.sheet import sheet_text
from jifen_desktop.domain.ids import District, Level, Service
from jifen_desktop.domain.submission import Applicant, Company, Education, Submission
from jifen_desktop.library.entry import Entry, ExportRecord
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.calendar import add_months
from jifen_desktop.rulebook.case_plan import case_plan
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.rulebook.holidays import with_years
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.dates import Matter, dates_sheet, narrowed
from jifen_desktop.services.day_words import deadline_about, deadline_title
from jifen_desktop.services.days import Deadline, DeadlineKind, near, near_deadlines
from jifen_desktop.services.deadlines import deadlines, last_day
from jifen_desktop.services.summary import save_entry
from tests.support.holidays import DAYS_2027

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


YEARLY = (DeadlineKind.ENDORSE_FROM, DeadlineKind.ENDORSE_UNTIL)


def found(*entries: Entry) -> list[tuple[date, DeadlineKind]]:
    """Days and kinds but for the yearly endorsement, which every permit has."""
    return [(d.day, d.kind) for d in soon(*entries) if d.kind not in YEARLY]


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


def test_the_permit_is_endorsed_from_30_days_before_its_end_to_60_after(
    store: LibraryStore,
) -> None:
    person = Applicant("1", "张样本", permit_valid_until=date(2027, 1, 20))
    one = entry(store, person, District.XUHUI)
    every = deadlines(BOOK, one, case_plan(BOOK, one.submission))
    assert {d.kind: d.day for d in every} == {
        DeadlineKind.ENDORSE_FROM: date(2026, 12, 21),
        DeadlineKind.PERMIT_ENDS: date(2027, 1, 20),
        DeadlineKind.ENDORSE_UNTIL: date(2027, 3, 21),
    }
    assert {clause_text(d.source) for d in every if d.source} == {"参照公开办事指南"}
    kinds = {
        day: [d.kind for d in soon(one, today=day)]
        for day in (date(2026, 12, 21), date(2026, 12, 22), date(2027, 1, 21))
    }
    assert kinds == {
        date(2026, 12, 21): [DeadlineKind.ENDORSE_FROM, DeadlineKind.PERMIT_ENDS],
        date(2026, 12, 22): [DeadlineKind.PERMIT_ENDS],  # it has opened, that is no news any more
        date(2027, 1, 21): [DeadlineKind.PERMIT_ENDS, DeadlineKind.ENDORSE_UNTIL],
    }


@pytest.mark.parametrize("until", [date.min, date.max])
def test_a_permit_without_an_end_has_no_days(store: LibraryStore, until: date) -> None:
    person = Applicant("1", "张样本", permit_valid_until=until)
    one = entry(store, person, District.XUHUI)
    assert deadlines(BOOK, one, case_plan(BOOK, one.submission)) == ()


def test_a_report_of_unknown_end_is_doubted_after_a_month(store: LibraryStore) -> None:
    education = (Education(Level.BACHELOR, report_updated_on=date(2026, 11, 1)),)
    (day,) = soon(entry(store, Applicant("1", "张样本", education=education), District.XUHUI))
    assert (day.day, day.kind) == (date(2026, 12, 1), DeadlineKind.REPORT_DOUBTED)
    assert deadline_title(day) == "认证报告满 1 个月，先核对有效期（本科）"


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


def test_renewal_is_still_to_come_once_its_way_to_go_was_saved(store: LibraryStore) -> None:
    person = Applicant("1", "张样本", permit_renewed_on=date(2026, 11, 20))
    record = ExportRecord(
        datetime(2026, 11, 23, 6, tzinfo=UTC), "/x", (("办理说明.pdf", "0" * 64),)
    )
    saved = replace(entry(store, person, District.BAOSHAN, Service.RENEWAL), exported=record)
    assert found(saved) == [(date(2026, 11, 25), DeadlineKind.RENEWAL_OPENS)]


def test_year_without_holidays_is_marked(store: LibraryStore) -> None:
    person = Applicant("1", "张样本", permit_renewed_on=date(2039, 6, 1))
    one = entry(store, person, District.BAOSHAN, Service.RENEWAL)
    (deadline,) = soon(one, today=date(2039, 6, 1))
    assert not deadline.certain
    assert "待核对" in deadline_about(deadline)


def test_holidays_that_came_later_move_a_kept_day(store: LibraryStore) -> None:
    """2026-12-30 is a Wednesday; with 1 to 3 January off and the 9th to make up, the third day is the 5th."""
    person = Applicant("1", "张样本", permit_renewed_on=date(2026, 12, 30))
    one = entry(store, person, District.BAOSHAN, Service.RENEWAL)
    save_entry(BOOK, store, one)
    book = with_years(BOOK, {2027: DAYS_2027})
    before = near_deadlines(store, lambda: BOOK.holidays, TODAY)
    after = near_deadlines(store, lambda: book.holidays, TODAY)
    assert [(d.day, d.certain) for d in before] == [(date(2027, 1, 4), False)]
    assert [(d.day, d.certain) for d in after] == [(date(2027, 1, 5), True)]
    assert with_years(BOOK, {2026: DAYS_2027}) == BOOK, "what the program brings stays"


def test_the_list_is_narrowed_and_printed(store: LibraryStore) -> None:
    first = Applicant("1", "张样本", permit_valid_until=date(2027, 1, 20))
    second = Applicant("2", "=李\u202e样本\n", permit_renewed_on=date(2026, 12, 30))
    days = soon(
        entry(store, first, District.JINGAN),
        entry(store, second, District.BAOSHAN, Service.RENEWAL),
    )
    assert [d.person for d in narrowed(days, "宝山", "")] == [second.name]
    assert {d.kind for d in narrowed(days, "", Matter.RENEWAL)} == {DeadlineKind.RENEWAL_OPENS}
    assert len(narrowed(days, "样本信息 张", Matter.PERMIT)) == 3
    text = sheet_text(dates_sheet(days, TODAY))
    assert (
        "2026年12月21日｜还有 28 天｜可办居住证签注｜张样本 样本信息 静安区｜参照公开办事指南"
        in text
    )
    assert "=李样本" in text
    assert "没有要留意的日期" in sheet_text(dates_sheet((), TODAY))


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
