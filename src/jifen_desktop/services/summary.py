"""What lists show of an entry: made when it is saved, read without opening it."""

import zlib
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from jifen_desktop.domain.ids import District
from jifen_desktop.domain.plan import Plan
from jifen_desktop.library.entry import Entry, Listed, Summary
from jifen_desktop.library.lists import list_deadlines
from jifen_desktop.library.store import LibraryStore, facts_by_path
from jifen_desktop.rulebook.case_plan import CasePlan
from jifen_desktop.rulebook.load import Rulebook, rulebook_version
from jifen_desktop.rulebook.schema import HolidaysFile
from jifen_desktop.services.deadlines import (
    AHEAD,
    BEHIND,
    Deadline,
    deadlines,
    near,
    recounted,
)
from jifen_desktop.services.facts import Picture, look_at
from jifen_desktop.services.overview import ListedCase, Overview, overview

_SHIFT = 20  # days by which holidays that were entered later can move a day
Plans = tuple[Plan, tuple[tuple[str, Plan], ...]]


def summary_of(
    book: Rulebook, entry: Entry, picture: Picture, *, with_plan: bool = True
) -> Summary:
    """The summary to be saved with the entry; without a plan the snapshot kept before stays."""
    found = overview(book, entry, picture)
    days = deadlines(book, entry, picture.plans)
    return Summary(
        text=msgspec.json.encode(found).decode(),
        search=found.search,
        deadlines=tuple((d.day, msgspec.json.encode(d).decode()) for d in days),
        rulebook=rulebook_version(),
        plan=snapshot(picture.plans) if with_plan else None,
    )


def save_entry(book: Rulebook, store: LibraryStore, entry: Entry) -> Entry:
    """Save an entry that isn't open, with its summary; raises JifenError."""
    picture = look_at(book, entry.submission, facts_by_path(store, dict(entry.facts)))
    return store.save(entry, summary_of(book, entry, picture))


def listed_cases(rows: Sequence[Listed]) -> list[ListedCase]:
    """The lines of a list with their overviews; ones without (an unfinished taking over) are left out."""
    found = []
    for row in rows:
        try:
            found.append(ListedCase(row, msgspec.json.decode(row.text, type=Overview)))
        except msgspec.DecodeError:
            continue
    return found


def latest_district(store: LibraryStore) -> District | None:
    """The district of the submission that was saved last; samples don't count."""
    rows = store.db.rows(
        "SELECT district FROM submission WHERE NOT sample AND deleted IS NULL ORDER BY seq DESC LIMIT 1"
    )
    return District(rows[0][0]) if rows and rows[0][0] in set(District) else None


def near_deadlines(
    store: LibraryStore, holidays: HolidaysFile, today: date, ahead: int = AHEAD
) -> tuple[Deadline, ...]:
    """What lies up to so many days ahead or just behind, over all entries, the nearest first."""
    first = today - timedelta(days=BEHIND + _SHIFT)
    last = today + timedelta(days=ahead + _SHIFT)
    found = []
    for _, _, body in list_deadlines(store.db, first, last):
        try:
            deadline = msgspec.json.decode(body, type=Deadline)
        except msgspec.DecodeError:
            continue
        found.append(recounted(holidays, deadline))
    return near(tuple(found), today, ahead)


def snapshot(plans: CasePlan) -> bytes:
    """The plans as they are now, compressed, so that an old submission stays readable under newer rules."""
    return zlib.compress(msgspec.json.encode((plans.base, plans.people)), 1)


def plans_of(kept: bytes) -> CasePlan:
    """The plans of a snapshot. Raises ValueError where it can't be read."""
    try:
        base, people = msgspec.json.decode(zlib.decompress(kept), type=Plans)
    except (zlib.error, msgspec.DecodeError) as error:
        raise ValueError("no plans") from error
    return CasePlan(base, people)
