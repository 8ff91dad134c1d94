"""What the start screen shows of the library, searched."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.library.follow_up import Stage, stages
from jifen_desktop.library.listed import Damaged, Shelf
from jifen_desktop.library.lists import Wanted, count_entries, list_entries, pairs_listed
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.schema import HolidaysFile
from jifen_desktop.services.days import Deadline, near_deadlines
from jifen_desktop.services.listed import ListedCase, listed_cases, overview_in


@dataclass(frozen=True)
class Sought:
    """What the user looks for: words (each in company, people, district or business), and what narrows the list."""

    text: str = ""
    district: str = ""
    service: str = ""
    standing: str = ""
    stage: str = ""

    @property
    def is_anything(self) -> bool:
        """Whether the list is narrowed at all."""
        return bool(
            self.text.strip() or self.district or self.service or self.standing or self.stage
        )

    def on(self, shelf: Shelf, limit: int = 0) -> Wanted:
        """The same as a question to the library."""
        return Wanted(
            shelf, self.text, self.district, self.service, self.standing, self.stage, limit
        )


@dataclass(frozen=True)
class Found:
    """The first lines of a list, how many there are in all, and those whose line can't be read."""

    cases: tuple[ListedCase, ...] = ()
    count: int = 0
    damaged: tuple[Damaged, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A district with a service, each by its id and by the name that the lists show."""

    district: str
    district_name: str
    service: str
    service_name: str


@dataclass(frozen=True)
class Around:
    """What stands beside the lists: how many lie on each shelf, the pairs among these, the days that matter,
    how far the papers of each entry's applicants have come (who isn't named was not sent yet).
    """

    open_count: int
    exported_count: int
    deleted_count: int
    pairs: tuple[Pair, ...]
    deadlines: tuple[Deadline, ...]
    today: date
    stages: Mapping[str, tuple[Stage, ...]] = field(default_factory=dict)


def find(store: LibraryStore, shelf: Shelf, sought: Sought, limit: int) -> Found:
    """The first `limit` cases on a shelf that match, the last saved first."""
    rows, damaged = list_entries(store.db, sought.on(shelf, limit))
    whole = len(rows) + len(damaged)
    count = whole if whole < limit else count_entries(store.db, sought.on(shelf))
    return Found(tuple(listed_cases(rows)), count, tuple(damaged))


def look_around(store: LibraryStore, holidays: Callable[[], HolidaysFile], today: date) -> Around:
    """What no search changes."""
    counts = {shelf: count_entries(store.db, Wanted(shelf)) for shelf in Shelf}
    return Around(
        counts[Shelf.OPEN],
        counts[Shelf.EXPORTED],
        counts[Shelf.DELETED],
        _pairs(store),
        near_deadlines(store, holidays, today),
        today,
        stages(store.db),
    )


def _pairs(store: LibraryStore) -> tuple[Pair, ...]:
    """In the order of the notice; a pair whose entry can't be read goes by its ids."""
    found = []
    for district, service, text in pairs_listed(store.db):
        known = overview_in(text)
        names = (known.district, known.service) if known else (district, service)
        found.append(Pair(district, names[0], service, names[1]))
    districts, services = (tuple(map(str, kind)) for kind in (District, Service))
    return tuple(
        sorted(found, key=lambda p: (_place(districts, p.district), _place(services, p.service)))
    )


def _place(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)
