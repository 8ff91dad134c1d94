"""The exports that were made of an entry, also those before its last change."""

from dataclasses import replace

import msgspec

from jifen_desktop.files.database import Database
from jifen_desktop.library.entry import ExportRecord
from jifen_desktop.library.rows import UNUSABLE


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
