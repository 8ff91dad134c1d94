"""The library: submissions in SQLite, their originals beside it by SHA-256.

Opening it and showing its lists needs nothing of what a submission is; that is imported when one is read or written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from jifen_desktop.files.database import Database
from jifen_desktop.files.store import OriginalStore
from jifen_desktop.library.backups import Reason, make_backup
from jifen_desktop.library.tables import MIGRATIONS

if TYPE_CHECKING:
    from jifen_desktop.domain.pages import FileFacts
    from jifen_desktop.domain.submission import Submission
    from jifen_desktop.library.entry import Entry, Summary

FILE: Final = "library.db"
KEEP_ALL: Final = "keep_all_originals"  # a mark: originals are not swept
_ID: Final = re.compile(r"[0-9a-f]{32}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")


class LibraryStore:
    """What one library folder holds. Every call is one transaction; all raise JifenError where it fails.

    The last entry that was saved or loaded is remembered, so that saving it again writes only what changed: 30 people
    with 20 papers each take 3 ms instead of 30.
    """

    def __init__(self, root: Path, name: str = FILE) -> None:
        self.root = root
        self.originals = OriginalStore(root / "originals")
        self.db = Database(root / name, MIGRATIONS, _back_up)
        self._last: Entry | None = None

    def new(self, submission: Submission, *, sample: bool = False) -> Entry:
        """An entry that has not been saved yet."""
        from jifen_desktop.library.entry import Entry

        return Entry(uuid4().hex, submission, sample=sample)

    def save(self, entry: Entry, summary: Summary | None = None) -> Entry:
        """Write the entry and return it with its time of saving; without a summary the kept one stays."""
        from jifen_desktop.library.writing import EntryWriter  # lists only read

        if not _ID.fullmatch(entry.id):
            raise ValueError("not an entry's id")
        before = self._last if self._last is not None and self._last.id == entry.id else None
        self._last = None
        with self.db.transaction() as db:
            saved = replace(entry, saved=datetime.now(UTC))
            writer = EntryWriter(db, saved, before if self.holds(entry.id) else None)
            saved = writer.write()
            if summary is not None:
                writer.summarize(summary)
        self._last = saved
        return saved

    def holds(self, entry_id: str) -> bool:
        """Whether an entry of that id was ever saved."""
        return bool(self.db.rows("SELECT 1 FROM submission WHERE id = ?", entry_id))

    def load(self, entry_id: str) -> Entry:
        """One entry; raises JifenError ENTRY_DAMAGED where its rows aren't those that were written."""
        from jifen_desktop.library.reading import read_entry

        self._last = read_entry(self.db, self.originals, entry_id)
        return self._last

    def purge(self, *entry_ids: str) -> None:
        """Delete entries, the people only they name, and the originals that nothing else uses.

        The rows go first: an original that can't be deleted now is an orphan, which `sweep` takes later.
        """
        from jifen_desktop.library import people

        self._last = None
        let_go = self.documents_of(*entry_ids)
        with self.db.transaction() as db:
            gone = [(entry,) for entry in entry_ids]
            db.executemany("DELETE FROM submission WHERE id = ?", gone)
            db.executemany("DELETE FROM mark WHERE name LIKE '%:' || ?", gone)
            people.forget_unused(db)
        self.sweep(let_go)

    def documents_of(self, *entry_ids: str) -> frozenset[str]:
        """The hashes of the documents that these entries name."""
        sql = "SELECT sha256 FROM document WHERE submission = ?"
        return frozenset(str(r[0]) for entry in entry_ids for r in self.db.rows(sql, entry))

    def sweep(self, let_go: Collection[str] = ()) -> int:
        """Delete the originals and the facts that no entry uses; returns how many files went.

        Only while no entry is open (what was removed there can be put back). After a damaged or older file took the
        library's place only those of `let_go`, which somebody had deleted for good: originals that the library doesn't
        know may be the last trace of a submission.
        """
        # Not by the indexes: one with a flipped bit, which a look at the pages doesn't find, would hide a document.
        needed = self._hashes("SELECT sha256 FROM document NOT INDEXED")
        known = self._hashes("SELECT sha256 FROM original NOT INDEXED")
        if not needed <= known:
            return 0  # a damaged hash: nobody can tell which original it was
        spared = bool(self.marked(KEEP_ALL))
        unused = (known - needed) & set(let_go) if spared else known - needed
        with self.db.transaction() as db:
            gone = [(sha,) for sha in unused]
            db.executemany("DELETE FROM original WHERE sha256 = ?", gone)
        return self.originals.remove(unused) if spared else self.originals.keep_only(needed)

    def _hashes(self, sql: str) -> set[str]:
        return {str(row[0]) for row in self.db.rows(sql)}

    def sweep_all(self) -> int:
        """Delete what no entry uses, also after a damaged or restored file; only once somebody asked for it."""
        self.mark(KEEP_ALL, "")
        return self.sweep()

    def marked(self, name: str) -> str:
        """A note of the library about itself; empty where there is none."""
        found = self.db.rows("SELECT value FROM mark WHERE name = ?", name)
        return str(found[0][0]) if found else ""

    def mark(self, name: str, value: str) -> None:
        """Set such a note, or with an empty value take it away; `what:id` goes with the entry of that id."""
        with self.db.transaction() as db:
            db.execute("DELETE FROM mark WHERE name = ?", (name,))
            if value:
                db.execute("INSERT INTO mark VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()


def _back_up(path: Path, _version: int) -> None:
    make_backup(path, Reason.MIGRATION)


def facts_by_path(store: LibraryStore, facts: Mapping[str, FileFacts]) -> dict[Path, FileFacts]:
    """What is known of each original, by where it lies."""
    return {store.originals.path_of(sha): found for sha, found in facts.items()}
