"""Working days after the published holidays of 2026, and months."""

from __future__ import annotations

from datetime import date

import pytest

from jifen_desktop.rulebook.calendar import add_months, is_working_day, working_days_after
from jifen_desktop.rulebook.load import load_rulebook

HOLIDAYS = load_rulebook().holidays


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),  # a Monday
        (date(2026, 11, 22), False),  # a Sunday
        (date(2026, 10, 1), False),  # National Day
        (date(2026, 10, 10), True),  # a Saturday that makes up
        (date(2026, 2, 23), False),  # the Spring Festival's last day, a Monday
        (date(2026, 2, 28), True),
    ],
)
def test_a_day_is_a_working_day_or_not(day: date, works: bool) -> None:
    assert is_working_day(HOLIDAYS, day) is works


@pytest.mark.parametrize(
    ("renewed", "earliest"),
    [
        (date(2026, 11, 23), date(2026, 11, 26)),  # Monday → Thursday
        (date(2026, 11, 20), date(2026, 11, 25)),  # Friday → Wednesday
        (date(2026, 11, 21), date(2026, 11, 25)),  # Saturday → Wednesday
        (
            date(2026, 9, 30),
            date(2026, 10, 10),
        ),  # over National Day: 8, 9 and the Saturday that makes up
        (date(2026, 2, 13), date(2026, 2, 25)),  # the 14th makes up, then rest until the 23rd
    ],
)
def test_three_working_days_after(renewed: date, earliest: date) -> None:
    assert working_days_after(HOLIDAYS, renewed, 3) == (earliest, True)


def test_a_year_without_data_is_counted_and_doubted() -> None:
    assert working_days_after(HOLIDAYS, date(2026, 12, 30), 3) == (date(2027, 1, 4), False)


def test_months_end_where_the_month_does() -> None:
    assert add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert add_months(date(2026, 11, 23), 2) == date(2027, 1, 23)
    assert add_months(date(2026, 11, 30), 1) == date(2026, 12, 30)
