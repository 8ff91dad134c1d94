"""A line of a list: what was kept of a submission when it was saved, read without opening it or knowing the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from jifen_desktop.domain.ids import District
from jifen_desktop.flow.step import Step
from jifen_desktop.library.listed import Listed
from jifen_desktop.library.store import LibraryStore


class Standing(StrEnum):
    """What the case needs next."""

    PROBLEM = "problem"
    FILL = "fill"
    PAPERS = "papers"
    CONFIRM = "confirm"
    READY = "ready"
    GUIDE = "guide"


@dataclass(frozen=True)
class Missing:
    """A paper that is still to come, and whose."""

    name: str
    person: str


@dataclass(frozen=True)
class Overview:
    """`count` belongs to the standing; `done` of `total` papers are there; `company_only` has no applicants."""

    company: str
    district: str
    service: str
    people: tuple[str, ...]
    company_only: bool
    standing: Standing
    count: int
    missing: tuple[Missing, ...]
    done: int
    total: int
    confirm: int
    step: Step

    @property
    def search(self) -> str:
        """What a search looks in, folded."""
        return " ".join((self.company, *self.people, self.district, self.service)).casefold()


@dataclass(frozen=True)
class ListedCase:
    """A line of a list: the library's own numbers and the overview made when it was saved."""

    listed: Listed
    overview: Overview

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.listed.id


def overview_in(text: str) -> Overview | None:
    """The overview that a summary's text holds; None where it holds none (an unfinished taking over)."""
    try:
        return msgspec.json.decode(text, type=Overview)
    except msgspec.DecodeError:
        return None


def listed_cases(rows: Sequence[Listed]) -> list[ListedCase]:
    """The lines of a list with their overviews; ones without are left out."""
    found = ((row, overview_in(row.text)) for row in rows)
    return [ListedCase(row, known) for row, known in found if known is not None]


def latest_district(store: LibraryStore) -> District | None:
    """The district of the submission that was saved last; samples don't count."""
    rows = store.db.rows(
        "SELECT district FROM submission WHERE NOT sample AND deleted IS NULL ORDER BY seq DESC LIMIT 1"
    )
    return District(rows[0][0]) if rows and rows[0][0] in set(District) else None
