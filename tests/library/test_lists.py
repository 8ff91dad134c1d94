"""Lists over the library: shelves, search, the trash, days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from jifen_desktop.library import lists
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.follow_up import FollowUp, Stage, set_follow_up
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, count_entries, list_entries
from jifen_desktop.library.store import LibraryStore
from tests.library.making import add, entry_with, summary

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LibraryStore]:
    with closing(LibraryStore(tmp_path / "library")) as made:
        yield made


def unfinished(store: LibraryStore, text: str = "样本") -> Entry:
    """An entry that was not exported, found by that text."""
    return store.save(replace(entry_with(store), exported=None), summary(text))


def on(store: LibraryStore, shelf: Shelf, text: str = "", **more: str) -> list[str]:
    """The ids on a shelf."""
    found, damaged = list_entries(store.db, Wanted(shelf, text, **more))  # type: ignore[arg-type]
    assert damaged == []
    assert count_entries(store.db, Wanted(shelf, text, **more)) == len(found)  # type: ignore[arg-type]
    return [row.id for row in found]


def test_an_entry_lies_on_one_shelf(store: LibraryStore) -> None:
    first, second = unfinished(store), store.save(entry_with(store), summary())
    assert on(store, Shelf.OPEN) == [first.id]
    assert on(store, Shelf.EXPORTED) == [second.id]
    lists.to_trash(store.db, first.id)
    assert (on(store, Shelf.OPEN), on(store, Shelf.DELETED)) == ([], [first.id])
    lists.from_trash(store.db, first.id)
    assert (on(store, Shelf.OPEN), on(store, Shelf.DELETED)) == ([first.id], [])


def test_a_line_says_when_and_where_to(store: LibraryStore) -> None:
    kept = store.save(entry_with(store), summary())
    ((row,), _) = list_entries(store.db, Wanted(Shelf.EXPORTED))
    assert kept.exported is not None
    assert (row.exported_at, row.export_folder) == (kept.exported.at, "somewhere")
    assert (row.saved, row.sample, row.text) == (kept.saved, True, summary().text)


def test_a_change_after_the_export_puts_it_back(store: LibraryStore) -> None:
    kept = store.save(entry_with(store), summary())
    store.save(replace(kept, exported=None))
    assert on(store, Shelf.OPEN) == [kept.id]
    assert len(store.db.rows("SELECT 1 FROM export WHERE submission = ?", kept.id)) == 1


def test_a_search_wants_every_word(store: LibraryStore) -> None:
    first, second = unfinished(store, "上海样本 张样本 徐汇区"), unfinished(store, "其他 李样本")
    assert on(store, Shelf.OPEN, "样本") == [second.id, first.id]
    assert on(store, Shelf.OPEN, "样本 徐汇") == [first.id]
    assert on(store, Shelf.OPEN, "李样本 徐汇") == []
    assert on(store, Shelf.OPEN, "%") == on(store, Shelf.OPEN, "_") == []


def test_a_list_can_be_narrowed_to_a_district_and_a_service(store: LibraryStore) -> None:
    kept = unfinished(store)
    assert on(store, Shelf.OPEN, district="jingan", service="new") == [kept.id]
    assert on(store, Shelf.OPEN, district="xuhui") == on(store, Shelf.OPEN, service="renewal") == []


def test_a_list_can_be_narrowed_to_a_stage(store: LibraryStore) -> None:
    sent, waiting = (
        store.save(entry_with(store), summary()),
        store.save(entry_with(store), summary()),
    )
    key = sent.submission.applicants[0].key
    set_follow_up(store.db, sent.id, key, FollowUp(Stage.RETURNED))
    assert on(store, Shelf.EXPORTED, stage="returned") == [sent.id]
    assert on(store, Shelf.EXPORTED, stage="accepted") == []
    everybody = {a.key for a in sent.submission.applicants} == {key}
    assert on(store, Shelf.EXPORTED, stage="not_sent") == (
        [waiting.id] if everybody else [waiting.id, sent.id]
    )


def test_the_trash_keeps_for_thirty_days(store: LibraryStore) -> None:
    entry = unfinished(store)
    lists.to_trash(store.db, entry.id, NOW)
    assert lists.expired(store.db, NOW + timedelta(days=29, hours=23)) == []
    assert lists.expired(store.db, NOW + timedelta(days=30)) == [entry.id]
    assert lists.expired(store.db, NOW - timedelta(days=400)) == []  # a clock that jumped back


def test_days_are_told_until_the_entry_is_deleted(store: LibraryStore) -> None:
    days = (date(2026, 12, 1), date(2026, 11, 25), date(2027, 3, 1))
    entry = store.save(replace(entry_with(store), exported=None), summary(days=days))
    near = (date(2026, 11, 1), date(2026, 12, 31))
    found = lists.list_deadlines(store.db, *near)
    assert found == [(entry.id, days[1], "{}"), (entry.id, days[0], "{}")]
    store.save(entry, summary(days=days[2:]))
    assert lists.list_deadlines(store.db, *near) == []
    store.save(entry, summary(days=days))
    lists.to_trash(store.db, entry.id)
    assert lists.list_deadlines(store.db, *near) == []


def test_files_that_other_entries_use_stay(store: LibraryStore) -> None:
    shared = add(store, b"shared")
    first = store.save(entry_with(store, add(store, b"a"), add(store, b"b"), shared))
    assert lists.only_in(store.db, [first.id]) == 3
    store.save(entry_with(store, shared))
    assert lists.only_in(store.db, [first.id]) == 2


def test_a_line_that_cant_be_read_is_told(store: LibraryStore) -> None:
    good, bad = unfinished(store), unfinished(store)
    with store.db.transaction() as db:
        db.execute("UPDATE submission SET saved = 'never' WHERE id = ?", (bad.id,))
    found, damaged = list_entries(store.db, Wanted(Shelf.OPEN))
    assert [row.id for row in found] == [good.id]
    assert [(d.name, d.path) for d in damaged] == [(bad.id[:8], store.db.path)]


def test_a_damaged_record_of_an_export_costs_no_other_line(store: LibraryStore) -> None:
    kept, spoilt = (store.save(entry_with(store), summary()) for _ in range(2))
    with store.db.transaction() as db:
        db.execute("UPDATE export SET body = '{\"folder' WHERE submission = ?", (spoilt.id,))
    found, _ = list_entries(store.db, Wanted(Shelf.EXPORTED))
    assert {row.id for row in found} >= {kept.id}
    assert count_entries(store.db, Wanted(Shelf.EXPORTED)) == 2
