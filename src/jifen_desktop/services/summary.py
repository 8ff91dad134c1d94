"""What lists show of an entry: made when it is saved, read without opening it."""

import zlib

import msgspec

from jifen_desktop.domain.plan import Plan
from jifen_desktop.library.entry import Entry, Summary
from jifen_desktop.library.store import LibraryStore, facts_by_path
from jifen_desktop.rulebook.case_plan import CasePlan
from jifen_desktop.rulebook.load import Rulebook, rulebook_version
from jifen_desktop.services.deadlines import deadlines
from jifen_desktop.services.facts import Picture, look_at
from jifen_desktop.services.overview import overview

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
