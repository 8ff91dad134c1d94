"""A year's holidays as the user entered them: checked, and put beside those that the program brings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from jifen_desktop.domain.ids import Basis
from jifen_desktop.rulebook.schema import HolidaysFile, HolidayYear, SourceRow

if TYPE_CHECKING:
    from jifen_desktop.rulebook.load import Rulebook

_LONGEST: Final = 12  # days
_FEWEST: Final = 5  # ranges: of the seven holidays two may fall together, as 国庆 and 中秋 do
# Days that are a holiday in every year (全国年节及纪念日放假办法, 第二条): one that is missing shows that the list
# isn't whole.
_ALWAYS: Final = ((1, 1), (5, 1), (10, 1))
_SATURDAY: Final = 5
_ENTERED: Final = SourceRow(basis=Basis.CARRIED, checked="guidance")


@dataclass(frozen=True)
class DaysOff:
    """One year's rest ranges, both ends included, and its making-up working days."""

    rest: tuple[tuple[date, date], ...] = ()
    work: tuple[date, ...] = ()


def with_years(book: "Rulebook", years: Mapping[int, DaysOff]) -> "Rulebook":
    """The rulebook that also knows these years; its own years stay as they are."""
    own = book.holidays.years
    added = {
        str(year): HolidayYear(days.rest, days.work, _ENTERED)
        for year, days in sorted(years.items())
        if str(year) not in own
    }
    return replace(book, holidays=HolidaysFile(own | added)) if added else book


def known_years(book: "Rulebook") -> tuple[int, ...]:
    """The years whose holidays are known, in order."""
    return tuple(sorted(map(int, book.holidays.years)))


def year_problems(year: int, days: DaysOff) -> tuple[str, ...]:
    """What is wrong or missing, in words; only a whole year makes a day certain."""
    ranges = sorted(days.rest)
    return (*_of_ranges(year, ranges), *_of_work(year, days, ranges), *_missing(year, ranges))


def _of_ranges(year: int, ranges: list[tuple[date, date]]) -> Iterator[str]:
    for first, last in ranges:
        shown = range_words(first, last)
        if last < first:
            yield f"{shown}：结束早于开始"
        elif (last - first).days >= _LONGEST:
            yield f"{shown}：一次放假不会超过 {_LONGEST} 天"
        elif year not in (first.year, last.year):
            yield f"{shown}：不在 {year} 年"
    for (_, before), (first, last) in pairwise(ranges):
        if first <= before:
            yield f"{range_words(first, last)}：与前一段放假重叠"


def _of_work(year: int, days: DaysOff, ranges: list[tuple[date, date]]) -> Iterator[str]:
    for day in days.work:
        if day.weekday() < _SATURDAY:
            yield f"{day_words(day)}：调休上班日应是周六或周日"
        if any(first <= day <= last for first, last in ranges):
            yield f"{day_words(day)}：既在放假里又要上班"
        if abs(day.year - year) > 1:
            yield f"{day_words(day)}：不在 {year} 年"


def _missing(year: int, ranges: list[tuple[date, date]]) -> Iterator[str]:
    for month, number in _ALWAYS:
        day = date(year, month, number)
        if not any(first <= day <= last for first, last in ranges):
            yield f"{year} 年缺 {month}月{number}日，它每年都放假"
    if len(ranges) < _FEWEST:
        yield f"{year} 年只有 {len(ranges)} 段放假，七个节日应有 {_FEWEST} 段以上"


def day_words(day: date) -> str:
    """2027年1月1日"""
    return f"{day.year}年{day.month}月{day.day}日"


def range_words(first: date, last: date) -> str:
    """2027年1月1日至1月3日; one day as itself."""
    if first == last:
        return day_words(first)
    end = f"{last.month}月{last.day}日"
    return f"{day_words(first)}至{end if last.year == first.year else day_words(last)}"
