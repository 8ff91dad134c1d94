"""Reading a year's holidays from the words in which the State Council publishes them, or typed the same way.

一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from unicodedata import normalize

from jifen_desktop.rulebook.holidays import DaysOff, day_words, year_problems

MOST: Final = 20_000  # characters
_WEEKDAYS: Final = "一二三四五六日"
_DAY: Final = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<about>[^)]*)\))?"
    r"|(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
)
_TO: Final = re.compile(r"\s*[至到~—–-]+\s*")
# The year that a text is about; what else it names may be the day of issue.
_TITLES: Final = tuple(
    re.compile(rf"(\d{{4}})\s*年{after}")
    for after in (r"\s*(?:部分)?(?:节假日|元旦|放假)", r"(?!\s*\d)", "")
)
_DATED: Final = re.compile(r"\d{4}\s*[年-]")
_SENTENCE: Final = re.compile(r"[。;\n\r]+")
_WORK: Final = re.compile(r"上班|补班")
_REST: Final = re.compile(r"放假|休")


class NoticeError(Exception):
    """The text can't be used as a year's holidays; `problems` say why, in words."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class _Reading:
    """What was read so far."""

    year: int
    rest: list[tuple[date, date]]
    work: list[date]
    problems: list[str]


@dataclass(frozen=True)
class _Found:
    """A day and where it stands."""

    day: date
    at: re.Match[str]


def read_notice(text: str, year: int | None = None) -> tuple[int, DaysOff]:
    """The year and its days. `year` is what the text is about where it doesn't say so itself.

    Weekdays that stand behind days are compared. Raises NoticeError with everything that is wrong.
    """
    plain = normalize("NFKC", text[:MOST])
    titled = next((found for title in _TITLES if (found := title.search(plain))), None)
    about = int(titled[1]) if titled else year
    if about is None:
        raise NoticeError(("没有写是哪一年：开头写上年份，如“2027年”",))
    reading = _Reading(about, [], [], [])
    for sentence in _SENTENCE.split(plain):
        _read(sentence, reading)
    days = DaysOff(tuple(sorted(set(reading.rest))), tuple(sorted(set(reading.work))))
    if not reading.problems and not days.rest:
        raise NoticeError(("没有读出放假的日期，写法如“元旦：1月1日至3日放假，1月4日上班”",))
    problems = (*reading.problems, *(() if reading.problems else year_problems(about, days)))
    if problems:
        raise NoticeError(problems)
    return about, days


def _read(sentence: str, reading: _Reading) -> None:
    """Take over one sentence; a clause about work may follow one about rest behind a comma."""
    parts = re.split(r"[,，](?=[^,，]*(?:上班|补班))", sentence, maxsplit=1)
    for part in parts:
        dated = list(_dates(part, reading))
        if not dated:
            continue
        if _WORK.search(part):
            reading.work += [day for first, last in dated for day in {first, last}]
        elif _REST.search(part):
            reading.rest += dated
        elif not _DATED.search(part):  # one with its year is the day of issue
            reading.problems.append(f"看不出是放假还是上班：{part.strip()[:30]}")


def _dates(text: str, reading: _Reading) -> Iterator[tuple[date, date]]:
    """The days and ranges of a clause; a month or year that isn't repeated is the one before."""
    month = 0
    open_range: list[_Found] = []
    for found in _DAY.finditer(text):
        month = int(found["month"] or month)
        day = _date(found, month, reading)
        if day is None:
            continue
        here = _Found(day, found)
        if open_range and _TO.fullmatch(text[open_range[0].at.end() : found.start()]):
            yield _range(open_range.pop(), here, reading)
            continue
        if open_range:
            yield _range(open_range[0], open_range.pop(), reading)
        open_range = [here]
    if open_range:
        yield _range(open_range[0], open_range[0], reading)


def _range(first: _Found, last: _Found, reading: _Reading) -> tuple[date, date]:
    """Both ends; of a range that begins in the December before the year isn't always repeated."""
    start, end = first.day, last.day
    if end < start and not first.at["year"] and (start.month, end.month) == (12, 1):
        start = start.replace(year=start.year - 1)
    for day, at in dict.fromkeys(((start, first.at), (end, last.at))):
        _check_weekday(day, at["about"] or "", reading)
    return start, end


def _date(found: re.Match[str], month: int, reading: _Reading) -> date | None:
    try:
        if found["iso"]:
            return date(*map(int, found["iso"].split("-")))
        return date(int(found["year"] or reading.year), month, int(found["day"]))
    except ValueError:
        reading.problems.append(f"没有“{found[0]}”这一天")
        return None


def _check_weekday(day: date, about: str, reading: _Reading) -> None:
    """A weekday that doesn't match shows that the year is another one."""
    told = re.search(r"(?:周|星期)([一二三四五六日天])", about)
    right = _WEEKDAYS[day.weekday()]
    if told and told[1].replace("天", "日") != right:
        reading.problems.append(f"{day_words(day)}是周{right}，文字里写的是周{told[1]}，请核对年份")
