"""Working days and months, after the State Council's published holidays."""

from calendar import monthrange
from datetime import date, timedelta

from jifen_desktop.rulebook.schema import HolidaysFile

_SATURDAY = 5


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_working_day(holidays: HolidaysFile, day: date) -> bool:
    """Whether offices work on that day; by weekends alone where nothing was published.

    A year's list may begin in the December before (元旦), so all lists are looked at.
    """
    years = holidays.years.values()
    if any(day in year.work for year in years):
        return True
    if any(first <= day <= last for year in years for first, last in year.rest):
        return False
    return day.weekday() < _SATURDAY


def working_days_after(holidays: HolidaysFile, day: date, count: int) -> tuple[date, bool]:
    """The `count`-th working day after `day`, and whether every year it crosses has published data.

    The count starts on the next working day (our reading of 三个工作日: the earliest day, not a deadline). A result
    without data is shown with 待核对.
    """
    certain = True
    while count > 0:
        day += timedelta(days=1)
        certain = certain and str(day.year) in holidays.years
        count -= is_working_day(holidays, day)
    return day, certain
