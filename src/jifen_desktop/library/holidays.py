"""Holidays of further years, as the settings keep them."""

from collections.abc import Mapping

from jifen_desktop.library.schema import DaysTable
from jifen_desktop.rulebook.holidays import DaysOff, year_problems

EARLIEST, LATEST = 2020, 2100


def days_of(tables: Mapping[str, DaysTable]) -> dict[int, DaysOff]:
    """The years that can be used; others (a file changed by hand) are left out."""
    found = {}
    for key, table in tables.items():
        year = int(key) if key.isascii() and key.isdigit() and len(key) == 4 else 0
        days = DaysOff(table.rest, table.work)
        if EARLIEST <= year <= LATEST and not year_problems(year, days):
            found[year] = days
    return found


def tables_of(years: Mapping[int, DaysOff]) -> dict[str, DaysTable]:
    """The tables that keep them."""
    return {str(year): DaysTable(days.rest, days.work) for year, days in sorted(years.items())}
