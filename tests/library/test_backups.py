"""Automatic backups: made, thinned on an invented calendar, proved by going back to one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import swapped
from jifen_desktop.library.backups import (
    Backup,
    Reason,
    forget,
    holding,
    is_due,
    list_backups,
    make_backup,
    surplus,
    thin,
)
from jifen_desktop.library.place import Library
from jifen_desktop.library.store import FILE, KEEP_ALL, LibraryStore
from jifen_desktop.services.keeping import back_up_if_due, restore_backup
from tests.files.faulty import FaultyDisk
from tests.library.making import add, entry_with, summary

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LibraryStore]:
    with closing(LibraryStore(tmp_path)) as made:
        yield made


def on(at: datetime) -> Backup:
    """A backup of that moment."""
    return Backup(Path(f"{at:%Y%m%dT%H%M%S}"), at, Reason.DAILY)


def test_a_backup_is_a_whole_library_of_that_moment(store: LibraryStore) -> None:
    kept = store.save(entry_with(store, add(store, b"one")), summary())
    backup = make_backup(store.db.path, Reason.DAILY, NOW)
    store.save(replace(kept, step="export"))
    assert list_backups(store.root) == [backup]
    assert backup.path.name == "library-20261123T080000Z-daily.db"
    with closing(LibraryStore(backup.path.parent, backup.path.name)) as old:
        assert old.load(kept.id).step == "review"


def test_a_backup_in_use_holds_what_was_not_written_back_yet(store: LibraryStore) -> None:
    for number in range(30):
        store.save(entry_with(store, add(store, b"%d" % number)))
    backup = make_backup(store.db.path, Reason.DAILY, NOW)
    with closing(LibraryStore(backup.path.parent, backup.path.name)) as old:
        assert old.db.rows("SELECT count(*) FROM submission") == [(30,)]
        assert old.db.faults() == []


def test_two_of_one_second_are_two(store: LibraryStore) -> None:
    first, second = (make_backup(store.db.path, Reason.RESTORE, NOW) for _ in range(2))
    assert first.path != second.path
    assert len(list_backups(store.root)) == 2


def test_a_failure_leaves_no_half_backup(store: LibraryStore) -> None:
    store.save(entry_with(store))
    for nth in count(1):
        disk = FaultyDisk(nth, "ENOSPC")
        code = None
        try:
            with swapped(disk):
                make_backup(store.db.path, Reason.DAILY, NOW)
        except JifenError as error:
            code = error.code
        if not disk.fired:
            break
        assert (code, list_backups(store.root)) == (Code.DISK_FULL, [])
    assert nth >= 4
    assert len(list_backups(store.root)) == 1


def test_one_a_day_is_due_whatever_the_clock_did() -> None:
    assert is_due([], NOW)
    assert not is_due([on(NOW - DAY / 2)], NOW)
    assert is_due([on(NOW - DAY)], NOW)
    assert is_due([on(NOW + 400 * DAY), on(NOW - 2 * DAY)], NOW)  # made while the clock was ahead


def test_thinning_keeps_the_newest_and_one_a_day_a_week_a_month() -> None:
    every = [on(NOW - DAY / 4 * n) for n in range(4 * 500)]
    gone = surplus(every, NOW)
    kept = [backup.at for backup in every if backup not in gone]
    assert kept[:3] == [backup.at for backup in every[:3]]
    assert len({at.date() for at in kept if NOW - at < 7 * DAY}) == 7
    assert max(a - b for a, b in pairwise(kept)) <= 31 * DAY
    assert NOW - kept[-1] > 300 * DAY
    assert len(kept) <= 3 + 7 + 4 + 12
    again = [backup for backup in every if backup not in gone]
    assert surplus(again, NOW) == []


def test_thinning_day_by_day_keeps_as_much_as_thinning_once() -> None:
    kept: list[Backup] = []
    now = NOW
    for number in range(500):
        now = NOW + number * DAY
        kept.append(on(now))
        gone = surplus(kept, now)
        kept = [backup for backup in kept if backup not in gone]
    assert kept[-1].at == now
    assert now - kept[0].at > 300 * DAY


def test_thinning_under_a_clock_that_jumped_back_takes_nothing_from_the_future() -> None:
    ahead = [on(NOW + n * DAY) for n in range(1, 50)]
    assert surplus(ahead, NOW) == []


def test_thinning_deletes_files(store: LibraryStore) -> None:
    for hour in range(8):
        make_backup(store.db.path, Reason.DAILY, NOW - timedelta(hours=hour))
    other = store.root / "backups" / "notes.txt"
    other.write_text("mine", encoding="utf-8")
    assert thin(store.root, NOW) == 5
    assert len(list_backups(store.root)) == 3
    assert other.exists()


def test_the_daily_one_is_made_once(store: LibraryStore) -> None:
    library = Library(store.root)
    assert back_up_if_due(library, NOW)
    assert not back_up_if_due(library, NOW + DAY / 2)
    assert back_up_if_due(library, NOW + DAY)


def test_going_back_keeps_what_was_there_in_a_backup_of_its_own(store: LibraryStore) -> None:
    first = store.save(entry_with(store, add(store, b"one")))
    old = make_backup(store.db.path, Reason.DAILY, NOW)
    second = store.save(entry_with(store, add(store, b"two")))
    store.close()
    restore_backup(Library(store.root), old.path)
    with closing(LibraryStore(store.root)) as restored:
        assert restored.holds(first.id)
        assert not restored.holds(second.id)
        assert restored.marked(KEEP_ALL)
        assert restored.sweep() == 0
        assert second.submission.applicants[0].documents[0][1][0].path.exists()
    (before,) = (b for b in list_backups(store.root) if b.reason is Reason.RESTORE)
    with closing(LibraryStore(before.path.parent, before.path.name)) as kept:
        assert kept.holds(second.id)


@pytest.mark.parametrize("kind", ["EIO", "EACCES"])
def test_a_failed_return_leaves_the_library_as_it_was(store: LibraryStore, kind: str) -> None:
    first = store.save(entry_with(store))
    old = make_backup(store.db.path, Reason.DAILY, NOW)
    second = store.save(entry_with(store))
    store.close()
    for nth in count(1):
        disk = FaultyDisk(nth, kind)
        failed = False
        try:
            with swapped(disk):
                restore_backup(Library(store.root), old.path)
        except JifenError:
            failed = True
        with closing(LibraryStore(store.root)) as found:
            assert found.holds(first.id)
            assert found.holds(second.id) or not failed
            if not found.holds(second.id):
                break
        assert not list(store.root.glob(".jifen-*"))
    assert nth >= 5


def test_a_damaged_backup_does_not_take_the_place(store: LibraryStore) -> None:
    kept = store.save(entry_with(store))
    old = make_backup(store.db.path, Reason.DAILY, NOW)
    store.close()
    data = old.path.read_bytes()
    old.path.write_bytes(data[: len(data) // 2])
    with pytest.raises(JifenError) as caught:
        restore_backup(Library(store.root), old.path)
    assert caught.value.code == Code.LIBRARY_DAMAGED
    with closing(LibraryStore(store.root)) as found:
        assert found.holds(kept.id)


def test_backups_that_still_hold_an_entry_are_known(store: LibraryStore) -> None:
    entry = store.save(entry_with(store))
    first = make_backup(store.db.path, Reason.DAILY, NOW)
    store.purge(entry.id)
    make_backup(store.db.path, Reason.DAILY, NOW + DAY)
    assert holding(store.root, [entry.id]) == [first]
    assert not list(store.root.glob("backups/*-wal"))
    aside = store.root / f"{FILE}.damaged-1"
    aside.write_bytes(first.path.read_bytes())
    assert [b.path for b in holding(store.root, [entry.id])] == [first.path, aside]
    assert holding(store.root, ["another"]) == []
    forget(holding(store.root, [entry.id]))
    assert not aside.exists()


def test_the_library_file_is_not_a_backup(store: LibraryStore) -> None:
    assert list_backups(store.root) == []
    assert (store.root / FILE).exists()
