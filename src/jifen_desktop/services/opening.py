"""Opening the library: what an earlier version left is taken over, what is damaged is put aside and salvaged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.library.backups import Backup, list_backups
from jifen_desktop.library.leftovers import sweep_temps
from jifen_desktop.library.listed import Damaged
from jifen_desktop.library.place import DRAFTS, Library
from jifen_desktop.library.store import FILE, KEEP_ALL, LibraryStore
from jifen_desktop.library.tables import expected_schema, schema_of

if TYPE_CHECKING:
    from jifen_desktop.rulebook.load import Rulebook

Rules = Callable[[], "Rulebook"]


@dataclass(frozen=True)
class Trouble:
    """The library's file was damaged or gone: what happened to it, and the backup that could take its place.

    `aside` is where the damaged file lies now; `saved` entries could be read from it, `lost` are known and couldn't.
    """

    code: Code
    aside: Path | None = None
    saved: int = 0
    lost: int = 0
    backup: Backup | None = None


@dataclass(frozen=True)
class Opened:
    """The store, what could not be read of it, and what had happened to its file."""

    store: LibraryStore
    damaged: tuple[Damaged, ...] = ()
    trouble: Trouble | None = None


def open_library(rules: Rules, library: Library) -> Opened:
    """Open the library of a folder whose lock the caller holds; the rules are asked for where entries are taken over.

    A damaged file stops nobody: it is kept under another name, and what is whole of it is read into a new one. Raises
    JifenError where the folder can't be used, or the library is newer than the program.
    """
    gone = _is_gone(library)
    try:
        store = _sound_store(library)
    except JifenError as error:
        if error.code != Code.LIBRARY_DAMAGED:
            raise
        return _salvaged(rules, library)
    trouble = None
    try:
        if gone:
            store.mark(KEEP_ALL, "the file was gone")
            trouble = Trouble(Code.LIBRARY_MISSING, backup=_newest(library))
        return Opened(store, tuple(_settle(rules, library, store)), trouble)
    except BaseException:
        store.close()
        raise


def _is_gone(library: Library) -> bool:
    """Whether the file is missing or empty where there once was a library: its originals or backups are still there."""
    path = library.root / FILE
    try:
        if path.stat().st_size:
            return False
    except FileNotFoundError:
        pass
    except OSError:
        return False
    originals = library.root / "originals"
    return bool(list_backups(library.root)) or (
        originals.is_dir() and any(originals.iterdir()) and not (library.root / DRAFTS).is_dir()
    )


def _sound_store(library: Library) -> LibraryStore:
    """The store, after a look at every page of its file; 0.1 s for one of 40 MB."""
    store = LibraryStore(library.root)
    try:
        whole = store.db.rows("PRAGMA quick_check(1)") == [("ok",)]
        if not whole or schema_of(store.db.rows) != expected_schema():
            raise JifenError(Code.LIBRARY_DAMAGED, name=FILE)
    except BaseException:
        store.close()
        raise
    return store


def _salvaged(rules: Rules, library: Library) -> Opened:
    from jifen_desktop.library.salvage import put_aside, salvage

    aside = put_aside(library.root / FILE)
    store = LibraryStore(library.root)
    try:
        saved = salvage(aside, store)
        damaged = list(_summarized(rules, store, saved.entries))
        damaged += _settle(rules, library, store)
    except BaseException:
        store.close()
        raise
    trouble = Trouble(Code.LIBRARY_DAMAGED, aside, len(saved.entries), saved.lost, _newest(library))
    return Opened(store, tuple(damaged), trouble)


def _settle(rules: Rules, library: Library, store: LibraryStore) -> list[Damaged]:
    """Leftovers of a crash go, drafts of the first version come in, removed originals go."""
    for folder in (library.root, store.originals.root, library.root / "backups"):
        sweep_temps(folder)
    damaged = _taken_over(rules, store)
    if not damaged:
        store.sweep()
    return damaged


def _taken_over(rules: Rules, store: LibraryStore) -> list[Damaged]:
    """The drafts of the first version, where there are any; returns those that can't be read."""
    if not (store.root / DRAFTS).is_dir():
        return []
    from jifen_desktop.library.old_drafts import take_over

    taken, damaged = take_over(store)
    return [*damaged, *_summarized(rules, store, taken)]


def _summarized(rules: Rules, store: LibraryStore, entries: Iterable[str]) -> list[Damaged]:
    ids = tuple(entries)
    if not ids:  # as at nearly every start
        return []
    from jifen_desktop.services.summary import save_entry

    found = []
    book = rules()
    for entry_id in ids:
        try:
            save_entry(book, store, store.load(entry_id))
        except JifenError as error:
            found.append(Damaged(entry_id[:8], error.code, store.db.path))
    return found


def _newest(library: Library) -> Backup | None:
    return next(iter(list_backups(library.root)), None)
