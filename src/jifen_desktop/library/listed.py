"""A line of a list, where it is listed, and what of the library can't be read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from jifen_desktop.domain.errors import Code


class Shelf(StrEnum):
    """Where an entry is listed."""

    OPEN = "open"
    EXPORTED = "exported"
    DELETED = "deleted"


@dataclass(frozen=True)
class Listed:
    """One line of a list: the entry's own numbers and its summary's text."""

    id: str
    saved: datetime
    sample: bool
    exported_at: datetime | None
    export_folder: str
    deleted: datetime | None
    text: str


@dataclass(frozen=True)
class Damaged:
    """Something of the library that can't be read, by id or file name, why, and in which file; it is kept."""

    name: str
    code: Code
    path: Path
    saved: datetime | None = None
