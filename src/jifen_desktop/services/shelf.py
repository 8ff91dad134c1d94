"""What the start screen shows of the library, searched."""

from dataclasses import dataclass
from datetime import date

from jifen_desktop.library.entry import Damaged, Shelf
from jifen_desktop.library.lists import Wanted, count_entries, list_entries
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.services.deadlines import Deadline
from jifen_desktop.services.overview import ListedCase
from jifen_desktop.services.summary import listed_cases, near_deadlines


@dataclass(frozen=True)
class Shelves:
    """The first lines of each list with how many there are, and the days that matter soon.

    `open` and `exported` hold what the search found, the counts all there is.
    """

    open: tuple[ListedCase, ...]
    exported: tuple[ListedCase, ...]
    open_found: int
    exported_found: int
    open_count: int
    exported_count: int
    damaged: tuple[Damaged, ...]
    deadlines: tuple[Deadline, ...]
    today: date


def read_shelves(
    store: LibraryStore,
    today: date,
    text: str = "",
    damaged: tuple[Damaged, ...] = (),
    limit: int = 50,
) -> Shelves:
    """Read the lists; a search is by words, each found in company, people, district or business."""
    opened = Wanted(Shelf.OPEN, text, limit=limit)
    exported = Wanted(Shelf.EXPORTED, text, limit=limit)
    open_rows, open_damaged = list_entries(store.db, opened)
    exported_rows, exported_damaged = list_entries(store.db, exported)
    return Shelves(
        tuple(listed_cases(open_rows)),
        tuple(listed_cases(exported_rows)),
        count_entries(store.db, opened),
        count_entries(store.db, exported),
        count_entries(store.db, Wanted(Shelf.OPEN)),
        count_entries(store.db, Wanted(Shelf.EXPORTED)),
        (*damaged, *open_damaged, *exported_damaged),
        near_deadlines(store, today),
        today,
    )
