"""What can still be read of a damaged library goes into a new one, entry by entry."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import msgspec

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.database import COMPANIONS, Reader, failures
from jifen_desktop.files.disk import disk
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.reading import read_entry
from jifen_desktop.library.store import KEEP_ALL, LibraryStore
from jifen_desktop.library.texts import packed

# Rows that belong to an entry and are copied as they are, where they can be read.
_ALONG: Final = ("export", "follow_up", "emptied")


@dataclass(frozen=True)
class Salvaged:
    """The entries that came over, and how many are known of that didn't."""

    entries: tuple[str, ...]
    lost: int


def salvage(damaged: Path, into: LibraryStore) -> Salvaged:
    """Read what is whole of the file at `damaged` into an empty library; the file stays as it is.

    An entry comes over whole or not at all: its rows have to be those of their digest. Originals are spared from then
    on, since some may belong to what was lost. Raises JifenError where the new library can't be written.
    """
    into.mark(KEEP_ALL, "salvaged")
    saved, lost = [], 0
    with closing(Reader(damaged)) as source:
        # a definition that can't be understood costs its own table or index, not every other one
        list(source.until_failure("PRAGMA writable_schema = ON"))
        for entry_id in _ids(source):
            entry = _read(source, into, entry_id)
            if entry is None:
                lost += 1
                continue
            _take(source, into, entry)
            saved.append(entry_id)
    return Salvaged(tuple(saved), lost)


def _read(source: Reader, into: LibraryStore, entry_id: str) -> Entry | None:
    """The entry; one whose record of the export alone is damaged comes as not exported yet."""
    for with_export in (True, False):
        with suppress(JifenError):
            return read_entry(source, into.originals, entry_id, with_export=with_export)
    return None


def _take(source: Reader, into: LibraryStore, entry: Entry) -> None:
    """Save an entry with its exports: it can name its last one only once that is there."""
    with into.db.transaction() as db:
        into.save(replace(entry, exported=None))
        _copy_along(source, into, entry.id)
        if (last := entry.exported) is None:
            return
        body = packed(msgspec.to_builtins(last))
        db.execute(
            "INSERT OR IGNORE INTO export (id, submission, at, body) VALUES (?, ?, ?, ?)",
            (last.number, entry.id, last.at.isoformat(), body),
        )
        db.execute("UPDATE submission SET exported = ? WHERE id = ?", (last.number, entry.id))


def _ids(source: Reader) -> Iterator[str]:
    """Every id that one of several ways through the file still finds, the last saved last."""
    found: dict[str, None] = {}
    for sql in (
        "SELECT id FROM submission NOT INDEXED ORDER BY rowid",
        "SELECT id FROM submission NOT INDEXED ORDER BY rowid DESC",
        "SELECT id FROM submission ORDER BY id",
        "SELECT id FROM submission ORDER BY id DESC",
        "SELECT DISTINCT submission FROM applicant",
    ):
        for row in source.until_failure(sql):
            if isinstance(row[0], str):
                found[row[0]] = None
    order = {}
    for row in source.until_failure("SELECT id, seq FROM submission"):
        order[row[0]] = row[1]
    yield from sorted(found, key=lambda entry: order.get(entry, 0))


def _copy_along(source: Reader, into: LibraryStore, entry_id: str) -> None:
    for table in _ALONG:
        rows = list(source.until_failure(f"SELECT * FROM {table} WHERE submission = ?", entry_id))
        with suppress(JifenError), into.db.transaction() as db:
            _insert(db, table, rows)
    for row in source.until_failure("SELECT deleted FROM submission WHERE id = ?", entry_id):
        if row[0] is not None:
            with into.db.transaction() as db:
                db.execute("UPDATE submission SET deleted = ? WHERE id = ?", (row[0], entry_id))


def _insert(db: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    for row in rows:
        marks = ", ".join("?" for _ in row)
        db.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)


def put_aside(path: Path) -> Path:
    """Rename a damaged database, with what SQLite keeps beside it, so that nothing of it is lost.

    Returns the new place; raises JifenError where the system doesn't let go of it.
    """
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    with failures(path):
        for companion in COMPANIONS:
            beside = path.with_name(path.name + companion)
            if beside.exists():
                disk().replace(beside, aside.with_name(aside.name + companion))
        disk().replace(path, aside)
    return aside
