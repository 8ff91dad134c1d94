"""A roster of people: each cell judged, applicants made of the rows that are right."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from jifen_desktop.domain.ids import Level, Origin, Report
from jifen_desktop.domain.submission import Applicant, Education, Submission
from jifen_desktop.intake.table import Table
from jifen_desktop.review.numbers import id_number_problem
from jifen_desktop.services.edit import new_key
from jifen_desktop.services.people import is_blank
from jifen_desktop.services.roster_columns import LOST_DIGITS, Column, is_total, number_in
from jifen_desktop.services.typed import plain

MAX_NAME: Final = 60  # 民委发〔2016〕33号 asks for room for 50 characters


_LEVELS: Final = (
    (Level.DOCTOR, r"博士"),
    (Level.MASTER, r"硕士|(?<!博士)研究生"),
    (Level.BACHELOR, r"本科|学士"),
    (Level.ASSOCIATE, r"专科|大专|高职"),
    (Level.SECONDARY, r"高中|中专|中技|职高|技校|初中|以下"),
)
_DATE: Final = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_NO: Final = re.compile(r"[无没未否不].*|no?|none|n/a|[0/×-]|—+", re.IGNORECASE)
_PARTS: Final = re.compile(r"[+＋、,，;；/／\s]+")  # between levels of one person
_ABROAD: Final = re.compile(r"国外|境外|海外|留学|国[（(]境[）)]外|港澳台|香港|澳门|台湾")


class Trouble(StrEnum):
    """What is wrong with a cell; `services.roster_words` has the words."""

    NAME_MISSING = "name_missing"
    NAME_LONG = "name_long"
    NUMBER_LOST = "number_lost"
    NUMBER_WRONG = "number_wrong"
    NUMBER_TWICE = "number_twice"
    NUMBER_KNOWN = "number_known"
    DATE = "date"
    LEVEL = "level"


@dataclass(frozen=True)
class RosterRow:
    """One person of the roster. `line` counts from 1 as the file's rows do; a trouble belongs to a column."""

    line: int
    cells: tuple[str, ...]
    applicant: Applicant
    troubles: tuple[tuple[Column, Trouble], ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether the row can be taken."""
        return not self.troubles


@dataclass(frozen=True)
class Roster:
    """What a table gives under a choice of columns."""

    columns: tuple[Column | None, ...]
    rows: tuple[RosterRow, ...]


def read_roster(
    table: Table,
    columns: Sequence[Column | None],
    start: int,
    submission: Submission | None,
    today: date,
) -> Roster:
    """The people from row `start` on, without lines of totals; nobody is taken whose number the submission has."""
    known = {a.id_number.strip().upper() for a in submission.applicants} if submission else set()
    known.discard("")
    seen: set[str] = set()
    rows = []
    for line, cells in enumerate(table[start:], start + 1):
        if not any(cells) or is_total(cells):
            continue
        given = {c: cells[i] for i, c in enumerate(columns) if c is not None and i < len(cells)}
        rows.append(RosterRow(line, cells, *_person(given, known, seen, today)))
    return Roster(tuple(columns), tuple(rows))


def add_people(
    submission: Submission, rows: Sequence[RosterRow]
) -> tuple[Submission, tuple[str, ...]]:
    """The submission with the people of the rows that are right, blank cards filled first; and their keys."""
    people = list(submission.applicants)
    blanks = [i for i, applicant in enumerate(people) if is_blank(applicant)]
    added = []
    for row in rows:
        if not row.is_right:
            continue
        index = blanks.pop(0) if blanks else len(people)
        key = people[index].key if index < len(people) else row.applicant.key
        people[index : index + 1] = [replace(row.applicant, key=key)]
        added.append(key)
    return replace(submission, applicants=tuple(people)), tuple(added)


def _person(
    given: Mapping[Column, str], known: set[str], seen: set[str], today: date
) -> tuple[Applicant, tuple[tuple[Column, Trouble], ...]]:
    troubles: list[tuple[Column, Trouble]] = []
    name = given.get(Column.NAME, "").strip("'\"")
    if not name:
        troubles.append((Column.NAME, Trouble.NAME_MISSING))
    elif len(name) > MAX_NAME:
        troubles.append((Column.NAME, Trouble.NAME_LONG))
    number = number_in(given.get(Column.ID_NUMBER, ""))
    if number:
        if trouble := _number_trouble(number, known, seen, today):
            troubles.append((Column.ID_NUMBER, trouble))
        seen.add(number)
    days: dict[Column, date | None] = {}
    for column in (Column.PERMIT_UNTIL, Column.PERMIT_RENEWED, Column.REPORT_UNTIL):
        days[column] = _day(given.get(column, ""))
        if given.get(column, "") and days[column] is None:
            troubles.append((column, Trouble.DATE))
    levels = _levels(given.get(Column.LEVELS, ""))
    if given.get(Column.LEVELS, "") and not levels:
        troubles.append((Column.LEVELS, Trouble.LEVEL))
    applicant = Applicant(
        key=new_key(),
        name=name,
        id_number=number,
        permit_valid_until=days[Column.PERMIT_UNTIL],
        permit_renewed_on=days[Column.PERMIT_RENEWED],
        education=tuple(
            _education(level, origin, given, days[Column.REPORT_UNTIL])
            for level, origin in levels.items()
        ),
    )
    return applicant, tuple(troubles)


def _number_trouble(number: str, known: set[str], seen: set[str], today: date) -> Trouble | None:
    if LOST_DIGITS.fullmatch(number):
        return Trouble.NUMBER_LOST  # a spreadsheet keeps 15 digits of a number
    if id_number_problem(number, today) is not None:
        return Trouble.NUMBER_WRONG
    if number in seen:
        return Trouble.NUMBER_TWICE
    return Trouble.NUMBER_KNOWN if number in known else None


def _education(
    level: Level, origin: Origin, given: Mapping[Column, str], until: date | None
) -> Education:
    holds = _NO.fullmatch(plain(given.get(Column.DEGREE, ""))) is None
    written = re.search("书面|纸", given.get(Column.REPORT, "")) is not None
    lower = level in (Level.SECONDARY, Level.ASSOCIATE)
    return Education(
        level,
        origin,
        degree=holds and not lower,
        report=Report.WRITTEN if written else Report.ELECTRONIC,
        report_valid_until=until,
    )


def _levels(text: str) -> dict[Level, Origin]:
    """Every level that is named (专科+本科, 本科、海外硕士) with where it was gained, lowest first."""
    if re.search(r"高中及以下|专科以下|大专以下", text):
        return {Level.SECONDARY: Origin.DOMESTIC}
    found: dict[Level, Origin] = {}
    for level, words in reversed(_LEVELS):
        for part in _PARTS.split(text):
            if re.search(words, part):
                found[level] = Origin.OVERSEAS if _ABROAD.search(part) else Origin.DOMESTIC
    return found


def _day(text: str) -> date | None:
    """A day as people write it: 2026-11-23, 2026/11/3, 2026年11月3日, 20261123."""
    text = plain(text)
    found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text) or _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
