"""Entries whose documents were deleted: what remains is their names and hashes, no picture."""

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from jifen_desktop.files.database import Database
from jifen_desktop.library.texts import UNUSABLE, moment, packed


@dataclass(frozen=True)
class Remains:
    """One document that is gone: whose it was, which paper, the file's name and its SHA-256."""

    person: str
    material: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Emptied:
    """When the documents were deleted, and what they were."""

    at: datetime
    documents: tuple[Remains, ...]


def emptied(db: Database, entry_id: str) -> Emptied | None:
    """What remains of an entry's documents, or None where they weren't deleted."""
    for at, body in db.rows("SELECT at, body FROM emptied WHERE submission = ?", entry_id):
        try:
            found = msgspec.json.decode(body, type=tuple[Remains, ...])
            return Emptied(moment(str(at)), found)
        except UNUSABLE:
            return None
    return None


def keep_remains(
    db: Database, entry_id: str, documents: tuple[Remains, ...], now: datetime | None = None
) -> None:
    """Remember what the documents were, beside what was deleted before."""
    before = emptied(db, entry_id)
    known = before.documents if before is not None else ()
    every = tuple(dict.fromkeys((*known, *documents)))
    at = (now or datetime.now(UTC)).isoformat()
    with db.transaction() as rows:
        rows.execute("DELETE FROM emptied WHERE submission = ?", (entry_id,))
        rows.execute(
            "INSERT INTO emptied VALUES (?, ?, ?)",
            (entry_id, at, packed(msgspec.to_builtins(every))),
        )


def exported_before(db: Database, day: datetime) -> list[str]:
    """Entries with documents whose last export was before that moment, the oldest first; no trash, no samples."""
    rows = db.rows(
        "SELECT submission.id, export.at FROM submission JOIN export ON export.id = submission.exported"
        " WHERE deleted IS NULL AND NOT sample AND EXISTS (SELECT 1 FROM document WHERE submission = submission.id)"
        " ORDER BY export.id"
    )
    found = []
    for entry_id, at in rows:
        try:
            if moment(str(at)) < day:
                found.append(str(entry_id))
        except ValueError:
            continue
    return found
