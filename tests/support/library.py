"""What a library holds."""

from __future__ import annotations

from jifen_desktop.library.entry import Entry
from jifen_desktop.library.store import LibraryStore


def entries(store: LibraryStore) -> list[Entry]:
    """All entries, the last saved first."""
    ids = store.db.rows("SELECT id FROM submission ORDER BY seq DESC")
    return [store.load(row[0]) for row in ids]
