"""Libraries of every version that was ever in use open, with all that was in them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jifen_desktop.library.entry import Entry
from jifen_desktop.library.follow_up import FollowUp, Stage, follow_ups
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, list_entries
from jifen_desktop.library.place import Library
from jifen_desktop.library.store import FILE, LibraryStore
from jifen_desktop.library.tables import MIGRATIONS, expected_schema, schema_of
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.opening import open_library
from tests.library.making import entry_with

# What `sqlite3.Connection.iterdump` wrote of a library with one exported and one deleted submission.
KEPT = {int(p.stem.partition("-")[2]): p for p in (Path(__file__).parent / "kept").glob("*.sql")}


@pytest.fixture(params=sorted(KEPT))
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Library:
    """A library as that version left it."""
    root = tmp_path / "library"
    with closing(LibraryStore(root)) as store:
        store.originals.add_bytes(b"kept picture")
    (root / FILE).unlink()
    with closing(sqlite3.connect(root / FILE)) as db:
        db.executescript(KEPT[request.param].read_text(encoding="utf-8"))
        db.execute(f"PRAGMA user_version = {request.param}")
    return Library(root)


@pytest.fixture
def store(library: Library) -> Iterator[LibraryStore]:
    opened = open_library(load_rulebook, library)
    assert (opened.trouble, opened.damaged) == (None, ())
    with closing(opened.store) as store:
        yield store


def entry(store: LibraryStore, shelf: Shelf) -> Entry:
    rows, damaged = list_entries(store.db, Wanted(shelf))
    assert not damaged
    return store.load(rows[0].id)


def test_every_version_is_kept() -> None:
    assert sorted(KEPT) == list(range(1, len(MIGRATIONS) + 1))


def test_it_is_brought_to_this_version(store: LibraryStore) -> None:
    assert store.db.rows("PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert schema_of(store.db.rows) == expected_schema()
    assert store.db.faults() == []


def test_nothing_of_it_is_lost(store: LibraryStore) -> None:
    exported, deleted = entry(store, Shelf.EXPORTED), entry(store, Shelf.DELETED)
    document = exported.submission.applicants[0].documents[0][1][0]
    assert document.path.read_bytes() == b"kept picture"
    whole = entry_with(store, (document, dict(exported.facts)[document.sha256]))
    for found in (exported, deleted):
        assert found.submission == whole.submission
        assert found.facts == whole.facts
    assert exported.exported is not None
    assert replace(exported.exported, number=0) == whole.exported
    assert follow_ups(store.db, exported.id) == {
        "k1": FollowUp(Stage.SENT, date(2026, 11, 24), "YB0001", "样本")
    }


def test_its_file_holds_nothing_of_this_computer() -> None:
    for path in KEPT.values():
        assert not re.search(r"/(tmp|home|work|root|Users)/", path.read_text(encoding="utf-8"))
