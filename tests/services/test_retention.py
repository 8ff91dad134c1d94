"""After the export: stages, documents that go in time, and what remains of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Document
from jifen_desktop.library import lists
from jifen_desktop.library.backups import Reason, make_backup
from jifen_desktop.library.emptied import emptied
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.follow_up import FollowUp, Stage, follow_ups, set_follow_up, stages
from jifen_desktop.library.store import FILE, KEEP_ALL, LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.retention import delete_documents, due, empty_trash, still_in
from tests.library.making import add, entry_with, summary

BOOK = load_rulebook()
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # an hour after the export of `entry_with`


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LibraryStore]:
    with closing(LibraryStore(tmp_path)) as made:
        yield made


def real_entry(store: LibraryStore, *documents: tuple[Document, FileFacts]) -> Entry:
    """An exported entry that is no sample: only of real people's documents anybody is reminded."""
    return replace(entry_with(store, *documents), sample=False)


def test_a_stage_is_kept_with_its_day_and_number(store: LibraryStore) -> None:
    entry = store.save(entry_with(store), summary())
    assert follow_ups(store.db, entry.id) == {}
    sent = FollowUp(Stage.SENT, date(2026, 11, 24), "SF000", "前台代寄")
    set_follow_up(store.db, entry.id, "k1", sent)
    set_follow_up(store.db, entry.id, "", FollowUp(Stage.RETURNED))
    assert follow_ups(store.db, entry.id) == {"k1": sent, "": FollowUp(Stage.RETURNED)}
    assert stages(store.db) == {entry.id: (Stage.RETURNED, Stage.SENT)}
    store.save(replace(entry, step="export"))
    assert follow_ups(store.db, entry.id)["k1"] == sent
    for key in ("k1", ""):
        set_follow_up(store.db, entry.id, key, FollowUp())
    assert stages(store.db) == {}


def test_documents_are_due_so_many_days_after_the_export(store: LibraryStore) -> None:
    entry = store.save(real_entry(store, add(store, b"one")), summary())
    store.save(replace(real_entry(store, add(store, b"two")), exported=None), summary())
    store.save(real_entry(store), summary())  # nothing to delete
    store.save(entry_with(store, add(store, b"drawn")), summary())  # a sample: nobody's documents
    assert due(store, 30, NOW + timedelta(days=29)) == []
    assert due(store, 30, NOW + timedelta(days=30)) == [entry.id]
    assert due(store, 0, NOW + timedelta(days=9999)) == []
    lists.to_trash(store.db, entry.id)
    assert due(store, 30, NOW + timedelta(days=31)) == []


def test_what_remains_are_names_and_hashes(store: LibraryStore) -> None:
    shared = add(store, b"shared")
    entry = store.save(real_entry(store, add(store, b"one", "正面.jpg"), shared), summary())
    other = store.save(real_entry(store, shared), summary())
    own = entry.submission.applicants[0].documents[0][1][0]
    assert delete_documents(BOOK, store, entry.id) == 2
    found = store.load(entry.id)
    assert found.submission.applicants[0].documents == ()
    assert found.submission.applicants[0].name == "张样本"
    assert found.exported == entry.exported
    assert not own.path.exists()
    assert store.load(other.id).submission.applicants[0].documents
    assert shared[0].path.exists()
    remains = emptied(store.db, entry.id)
    assert remains is not None
    assert [(r.person, r.material, r.name) for r in remains.documents] == [
        ("张样本", "身份证", "正面.jpg"),
        ("张样本", "身份证", "a.jpg"),
    ]
    assert remains.documents[0].sha256 == own.sha256
    assert due(store, 30, NOW + timedelta(days=31)) == [other.id]
    assert emptied(store.db, other.id) is None


def test_the_trash_is_emptied_after_thirty_days(store: LibraryStore) -> None:
    entry = store.save(entry_with(store, add(store, b"one")), summary())
    lists.to_trash(store.db, entry.id, NOW)
    assert empty_trash(store, NOW + timedelta(days=29)) == 0
    assert empty_trash(store, NOW + timedelta(days=30)) == 1
    assert not store.holds(entry.id)
    assert list(store.originals.all()) == []


def test_backups_that_still_hold_it_are_named(store: LibraryStore) -> None:
    entry = store.save(entry_with(store), summary())
    backup = make_backup(store.root / FILE, Reason.DAILY, NOW)
    store.purge(entry.id)
    assert still_in(store, [entry.id]) == [backup]


def test_what_is_deleted_for_good_goes_although_unknown_originals_are_spared(
    store: LibraryStore,
) -> None:
    """After a restore the library may hold traces of lost submissions; these stay, what was asked to go goes."""
    unknown = store.originals.add_bytes(b"of a lost submission")[1]
    shared = add(store, b"shared")
    first = store.save(entry_with(store, add(store, b"one"), shared), summary())
    second = store.save(entry_with(store, add(store, b"two"), shared), summary())
    store.mark(KEEP_ALL, "restored")
    store.purge(first.id)
    assert not first.submission.applicants[0].documents[0][1][0].path.exists()
    assert shared[0].path.exists()
    delete_documents(BOOK, store, second.id)
    assert not second.submission.applicants[0].documents[0][1][0].path.exists()
    assert not shared[0].path.exists()
    assert unknown.exists()
