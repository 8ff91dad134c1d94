"""The exports that were made: of one entry, also those before its last change, and of the whole library."""

from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec

from jifen_desktop.files.database import Database
from jifen_desktop.library.entry import ExportRecord
from jifen_desktop.library.texts import UNUSABLE

# CROSS keeps SQLite to the exports' own order, so that a list ends at its last row instead of sorting all.
_TABLES: Final = (
    "export CROSS JOIN submission ON submission.id = export.submission WHERE deleted IS NULL"
)
_SELECT: Final = f"SELECT export.id, {{body}}, submission.id, summary, sample FROM {_TABLES}"
_ORDER: Final = "ORDER BY export.id DESC LIMIT ?"


def exports_of(db: Database, entry_id: str, limit: int = 2) -> list[ExportRecord]:
    """The last exports, the latest first; one that can't be read is left out."""
    found = []
    for number, body in db.rows(
        "SELECT id, body FROM export WHERE submission = ? ORDER BY id DESC LIMIT ?", entry_id, limit
    ):
        try:
            found.append(replace(msgspec.json.decode(body, type=ExportRecord), number=number))
        except UNUSABLE:
            continue
    return found


@dataclass(frozen=True)
class KeptExport:
    """An export and the entry that it was made of: by id, what lists show of it, and whether it is a sample."""

    record: ExportRecord
    entry: str
    text: str
    sample: bool


def list_exports(db: Database, text: str = "", limit: int = 200) -> list[KeptExport]:
    """Exports without their pages, the latest first; entries in the trash and what can't be read are left out.

    Every word of `text` has to be in what is searched of the entry, or in the record: a name, an address, a hash.
    """
    where, values = _holding(text)
    body = "CASE WHEN json_valid(export.body) THEN json_remove(export.body, '$.pages') END"
    return _kept(db.rows(f"{_SELECT.format(body=body)} AND {where} {_ORDER}", *values, limit))


def count_exports(db: Database, text: str = "") -> int:
    """How many of them there are, whatever the limit."""
    where, values = _holding(text)
    return int(db.rows(f"SELECT count(*) FROM {_TABLES} AND {where}", *values)[0][0])


def find_export(db: Database, number: int) -> KeptExport | None:
    """One export with its pages."""
    rows = db.rows(f"{_SELECT.format(body='export.body')} AND export.id = ? {_ORDER}", number, 1)
    return next(iter(_kept(rows)), None)


def _holding(text: str) -> tuple[str, list[str]]:
    words = text.casefold().split()
    each = "(instr(search, ?) > 0 OR instr(lower(export.body), ?) > 0)"
    return " AND ".join([each] * len(words)) or "true", [w for word in words for w in (word, word)]


def _kept(rows: list[tuple[Any, ...]]) -> list[KeptExport]:
    found = []
    for number, body, entry_id, text, sample in rows:
        try:
            record = replace(msgspec.json.decode(body or "", type=ExportRecord), number=number)
        except UNUSABLE:
            continue
        found.append(KeptExport(record, str(entry_id), str(text), bool(sample)))
    return found
