"""The days that matter to the people of a submission; pure functions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from jifen_desktop.domain.ids import Basis, Outcome
from jifen_desktop.domain.source import Source
from jifen_desktop.domain.submission import Applicant
from jifen_desktop.library.entry import Entry
from jifen_desktop.rulebook.calendar import add_months
from jifen_desktop.rulebook.case_plan import CasePlan
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.sources import Sources
from jifen_desktop.rulebook.words import LEVEL
from jifen_desktop.services.days import Deadline, DeadlineKind, recounted

# Public guidance: the permit is endorsed once a year, from 30 days before its end to 60 days after it.
ENDORSED_BEFORE, ENDORSED_AFTER = 30, 60
_GUIDANCE = Source(Basis.CARRIED)
_AFTER_RENEWAL = "renewed_three_days"


def deadlines(book: Rulebook, entry: Entry, plans: CasePlan) -> tuple[Deadline, ...]:
    """Every day of an entry, whenever; a sample has none.

    Of a submission that went out only what follows afterwards is told: the permit's days. What is exported of an online
    renewal is the way to go, after which its day is still to come.
    """
    return tuple(_of_entry(book, entry, plans)) if not entry.sample else ()


def _of_entry(book: Rulebook, entry: Entry, plans: CasePlan) -> Iterator[Deadline]:
    for applicant in entry.submission.applicants:
        yield from _permit(book, entry, applicant)
        if entry.exported is None:
            yield from _two_months(book, entry, applicant, plans)
            yield from _reports(book, entry, applicant)
        yield from _renewal(book, entry, applicant, plans)


def _permit(book: Rulebook, entry: Entry, applicant: Applicant) -> Iterator[Deadline]:
    """The permit's end, and the days between which it is endorsed for another year."""
    until = applicant.permit_valid_until
    if until is None or until.year in (date.min.year, date.max.year):  # valid for good
        return
    yield _make(book, entry, applicant, until, DeadlineKind.PERMIT_ENDS)
    first = until - timedelta(days=ENDORSED_BEFORE)
    opens = _make(book, entry, applicant, first, DeadlineKind.ENDORSE_FROM)
    yield replace(opens, source=_GUIDANCE, until=first)
    last = until + timedelta(days=ENDORSED_AFTER)
    closes = _make(book, entry, applicant, last, DeadlineKind.ENDORSE_UNTIL)
    yield replace(closes, source=_GUIDANCE)


def _two_months(
    book: Rulebook, entry: Entry, applicant: Applicant, plans: CasePlan
) -> Iterator[Deadline]:
    """The last day on which the permit reaches far enough (静安 [73])."""
    until = applicant.permit_valid_until
    rules = book.districts[entry.submission.district].permit
    plan = plans.of(applicant)
    if rules is None or until is None or plan.permit_until is None:
        return
    last = last_day(until, rules.months)
    made = _make(book, entry, applicant, last, DeadlineKind.PERMIT_TOO_SHORT)
    yield replace(made, months=rules.months, source=plan.permit_source, until=until)


def last_day(until: date, months: int) -> date:
    """The last day from which `until` is at least so many months away."""
    day = add_months(until, -months)
    while add_months(day + timedelta(days=1), months) <= until:
        day += timedelta(days=1)
    while add_months(day, months) > until:
        day -= timedelta(days=1)
    return day


def _reports(book: Rulebook, entry: Entry, applicant: Applicant) -> Iterator[Deadline]:
    if book.services.services[entry.submission.service].education == "never":
        return
    age = book.education.report_age
    for education in applicant.education:
        until, made = education.report_valid_until, education.report_updated_on
        level = LEVEL[education.level]
        if until is not None:
            ends = _make(book, entry, applicant, until, DeadlineKind.REPORT_ENDS)
            yield replace(ends, level=level)
        elif made is not None:
            day = add_months(made, age.warn_after_months)
            doubted = _make(book, entry, applicant, day, DeadlineKind.REPORT_DOUBTED)
            source = Sources(book).make(age.source)
            yield replace(doubted, level=level, months=age.warn_after_months, source=source)


def _renewal(
    book: Rulebook, entry: Entry, applicant: Applicant, plans: CasePlan
) -> Iterator[Deadline]:
    """The earliest day of an online renewal, three working days after the permit's."""
    plan = plans.base
    step = next((s for s in plan.steps if s.code == _AFTER_RENEWAL), None)
    if plan.outcome == Outcome.SUBMIT or step is None or applicant.permit_renewed_on is None:
        return
    renewed = applicant.permit_renewed_on
    made = _make(book, entry, applicant, renewed, DeadlineKind.RENEWAL_OPENS)
    yield recounted(book.holidays, replace(made, source=step.source, since=renewed))


def _make(
    book: Rulebook,
    entry: Entry,
    applicant: Applicant,
    day: date,
    kind: DeadlineKind,
) -> Deadline:
    submission = entry.submission
    return Deadline(
        day=day,
        kind=kind,
        person=applicant.name,
        company=submission.company.short_name or submission.company.name,
        district=book.districts[submission.district].name,
        entry=entry.id,
    )
