"""Drafts of the first versions, one JSON file each, go over into the library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import swapped
from jifen_desktop.library.old_drafts import take_over
from jifen_desktop.library.place import DRAFTS
from jifen_desktop.library.store import LibraryStore
from tests.files.faulty import FaultyDisk

KEPT = Path(__file__).parent / "kept" / "draft-1.json"
ENTRY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LibraryStore]:
    with closing(LibraryStore(tmp_path)) as made:
        put(made)
        yield made


def put(store: LibraryStore, name: str = f"{ENTRY}.json", data: bytes | None = None) -> Path:
    """A draft as version 0.1 saved it."""
    path = store.root / DRAFTS / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(KEPT.read_bytes() if data is None else data)
    return path


def test_a_draft_is_taken_over_whole_and_its_file_goes(store: LibraryStore) -> None:
    assert take_over(store) == ([ENTRY], [])
    entry = store.load(ENTRY)
    (person,) = entry.submission.applicants
    assert (person.name, person.permit_valid_until is not None) == ("张样本", True)
    assert [len(files) for _, files in person.documents] == [2]
    assert {sha for sha, _ in entry.facts} == {d.sha256 for d in person.documents[0][1]}
    assert entry.exported is not None
    assert entry.exported.files == (("a", "b"),)
    assert (entry.step, entry.sample) == ("review", True)
    assert not list((store.root / DRAFTS).iterdir())


def test_one_that_cant_be_read_stays_and_is_named(store: LibraryStore) -> None:
    bad = put(store, f"{'1' * 32}.json", b"[1, 2]")
    renamed = put(store, f"{'2' * 32}.json")
    newer = put(
        store, f"{'3' * 32}.json", KEPT.read_bytes().replace(b'"version": 1', b'"version": 9')
    )
    taken, damaged = take_over(store)
    assert taken == [ENTRY]
    assert [(d.path, d.code) for d in damaged] == [
        (bad, Code.ENTRY_DAMAGED),
        (renamed, Code.ENTRY_DAMAGED),
        (newer, Code.ENTRY_NEWER),
    ]
    assert all(path.exists() for path in (bad, renamed, newer))


def test_what_was_changed_since_is_not_overwritten(store: LibraryStore, tmp_path: Path) -> None:
    aside = tmp_path / "aside.json"
    shutil.copy(KEPT, aside)
    take_over(store)
    with store.db.transaction() as db:
        db.execute("UPDATE submission SET step = 'export' WHERE id = ?", (ENTRY,))
    put(store)
    assert take_over(store) == ([], [])
    assert store.load(ENTRY).step == "export"


def test_a_failure_loses_nothing(store: LibraryStore) -> None:
    for nth in count(1):
        path = put(store)
        disk = FaultyDisk(nth, "EIO")
        try:
            with swapped(disk):
                take_over(store)
        except JifenError:
            assert path.exists()
        if not path.exists():
            assert store.load(ENTRY).id == ENTRY
        take_over(store)
        assert store.load(ENTRY).submission.applicants
        store.purge(ENTRY)
        if not disk.fired:
            break
    assert nth >= 3
