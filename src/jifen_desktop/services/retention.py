"""Keeping documents no longer than needed: listed first, deleted on confirmation, what remains is told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from jifen_desktop.domain.submission import Submission
from jifen_desktop.library.backups import Backup, holding
from jifen_desktop.library.emptied import Remains, exported_before, keep_remains
from jifen_desktop.library.lists import expired
from jifen_desktop.library.store import LibraryStore

if TYPE_CHECKING:
    from jifen_desktop.rulebook.load import Rulebook

CHOICES: Final = (0, 30, 90, 180, 365)  # days after the export; 0: no reminder


def due(store: LibraryStore, days: int, now: datetime | None = None) -> list[str]:
    """The entries whose documents could go: exported more than `days` ago; none where there is no reminder."""
    if days <= 0:
        return []
    return exported_before(store.db, (now or datetime.now(UTC)) - timedelta(days=days))


def delete_documents(book: "Rulebook", store: LibraryStore, entry_id: str) -> int:
    """Delete an entry's documents; its answers, exports and the documents' names and hashes remain.

    Returns how many documents it had. Raises JifenError. Originals that other entries use stay.
    """
    from jifen_desktop.services.summary import save_entry  # not needed by those who only count

    entry = store.load(entry_id)
    remains = tuple(remains_of(book, entry.submission))
    bare = replace(
        entry.submission,
        documents=(),
        applicants=tuple(replace(a, documents=()) for a in entry.submission.applicants),
    )
    let_go = store.documents_of(entry_id)
    with store.db.transaction():
        keep_remains(store.db, entry_id, remains)
        save_entry(book, store, replace(entry, submission=bare, facts=()))
    store.sweep(let_go)
    return len(remains)


def remains_of(book: "Rulebook", submission: Submission) -> list[Remains]:
    """The documents of a submission by person, paper, file name and hash."""
    owners = [("", submission.documents)]
    owners += [(a.name, a.documents) for a in submission.applicants]
    found = []
    for person, documents in owners:
        for material, files in documents:
            name = book.material_name(material)
            found += [Remains(person, name, f.name, f.sha256) for f in files]
    return found


def expired_count(store: LibraryStore, now: datetime | None = None) -> int:
    """How many entries `empty_trash` would delete."""
    return len(expired(store.db, now or datetime.now(UTC)))


def empty_trash(store: LibraryStore, now: datetime | None = None) -> int:
    """Delete what has been in the trash for 30 days; returns how many entries went. Raises JifenError."""
    over = expired(store.db, now or datetime.now(UTC))
    if over:
        store.purge(*over)
    return len(over)


def still_in(store: LibraryStore, entries: Iterable[str]) -> list[Backup]:
    """The automatic backups that still hold what was entered, after entries were deleted for good."""
    return holding(store.root, entries)
