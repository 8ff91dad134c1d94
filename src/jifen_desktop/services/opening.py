"""Opening the library: what an earlier version left is taken over, lists are complete, leftovers go."""

from dataclasses import dataclass

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.library.entry import Damaged
from jifen_desktop.library.leftovers import sweep_temps
from jifen_desktop.library.old_drafts import take_over
from jifen_desktop.library.place import Library
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.summary import save_entry


@dataclass(frozen=True)
class Opened:
    """The store, and what could not be read of it."""

    store: LibraryStore
    damaged: tuple[Damaged, ...] = ()


def open_library(book: Rulebook, library: Library) -> Opened:
    """Open the library of a folder whose lock the caller holds. Raises JifenError where it can't be used."""
    store = LibraryStore(library.root)
    try:
        sweep_temps(library.root)
        sweep_temps(store.originals.root)
        taken, damaged = take_over(store)
        for entry_id in taken:
            _summarize(book, store, entry_id, damaged)
    except BaseException:
        store.close()
        raise
    return Opened(store, tuple(damaged))


def _summarize(book: Rulebook, store: LibraryStore, entry_id: str, damaged: list[Damaged]) -> None:
    try:
        save_entry(book, store, store.load(entry_id))
    except JifenError as error:
        damaged.append(Damaged(entry_id[:8], error.code, store.db.path))
