"""A torn, truncated, zeroed or deleted library never stops the program: it opens what is whole and names what isn't."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.submission import Submission
from jifen_desktop.library.backups import Reason, make_backup
from jifen_desktop.library.checking import check_library
from jifen_desktop.library.entry import Shelf
from jifen_desktop.library.lists import Wanted, list_entries
from jifen_desktop.library.place import Library
from jifen_desktop.library.store import FILE, KEEP_ALL, LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.opening import Opened, open_library
from jifen_desktop.services.summary import save_entry
from tests.library.making import add, entry_with

BOOK = load_rulebook()
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ENTRIES = 12


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of twelve entries with a backup."""
    root = tmp_path_factory.mktemp("made") / "library"
    with closing(LibraryStore(root)) as store:
        for number in range(ENTRIES):
            entry = replace(entry_with(store, add(store, b"%d" % number)), exported=None)
            save_entry(BOOK, store, entry)
        make_backup(store.db.path, Reason.DAILY, NOW)
    return root


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Library:
    shutil.copytree(made, tmp_path / "library")
    return Library(tmp_path / "library")


def submissions(opened: Opened) -> list[Submission]:
    """What is listed and opens; an entry with a flipped bit says so when it is opened."""
    found = []
    for row in list_entries(opened.store.db, Wanted(Shelf.OPEN))[0]:
        try:
            found.append(opened.store.load(row.id).submission)
        except JifenError as error:
            assert error.code == Code.ENTRY_DAMAGED  # noqa: PT017 - others go up
    return found


def is_right(found: list[Submission]) -> bool:
    """Whether every submission is one that was saved, whole."""
    return all(s.applicants[0].name == "张样本" and s.applicants[0].documents for s in found)


def spoilt(data: bytes, seed: int, times: int) -> Iterator[bytes]:
    """The file cut, flipped and zeroed in places."""
    places = random.Random(seed)
    for _ in range(times):
        yield data[: places.randrange(len(data))]
        at = places.randrange(len(data))
        yield data[:at] + bytes([data[at] ^ 1 << places.randrange(8)]) + data[at + 1 :]
        page = places.randrange(len(data) // 4096) * 4096
        yield data[:page] + bytes(4096) + data[page + 4096 :]


def test_a_damaged_file_is_kept_and_what_is_whole_is_read(library: Library) -> None:
    path = library.root / FILE
    whole = path.read_bytes()
    saved = []
    for data in spoilt(whole, seed=4, times=8):
        path.write_bytes(data)
        opened = open_library(BOOK, library)
        with closing(opened.store):
            found = submissions(opened)
            assert is_right(found)
            if opened.trouble is not None and opened.trouble.aside is not None:
                trouble, aside = opened.trouble, opened.trouble.aside
                assert aside.read_bytes()[:100] == data[:100]
                assert (trouble.code, trouble.saved) == (Code.LIBRARY_DAMAGED, len(found))
                assert trouble.backup is not None
                assert opened.store.marked(KEEP_ALL)
                assert len(list(opened.store.originals.all())) == ENTRIES
                saved.append(len(found))
        for left in library.root.glob(f"{FILE}*"):
            left.unlink()
    assert max(saved) > 0  # something was read from some


def test_a_deleted_or_emptied_file_is_told_and_the_backup_offered(library: Library) -> None:
    path = library.root / FILE
    for data in (None, b""):
        path.unlink()
        if data is not None:
            path.write_bytes(data)
        opened = open_library(BOOK, library)
        with closing(opened.store):
            assert opened.trouble is not None
            assert opened.trouble.code == Code.LIBRARY_MISSING
            assert opened.trouble.backup is not None
            assert len(list(opened.store.originals.all())) == ENTRIES  # spared


def test_a_first_start_has_no_trouble(tmp_path: Path) -> None:
    for _ in range(2):
        opened = open_library(BOOK, Library(tmp_path / "new"))
        opened.store.close()
        assert (opened.trouble, opened.damaged) == (None, ())


def test_a_removed_original_goes_at_the_next_start(library: Library) -> None:
    opened = open_library(BOOK, library)
    unused = add(opened.store, b"removed")[0].path
    opened.store.close()
    opened = open_library(BOOK, library)
    opened.store.close()
    assert not unused.exists()
    assert len(list(opened.store.originals.all())) == ENTRIES


def test_a_newer_library_is_refused_and_left_alone(library: Library) -> None:
    with closing(LibraryStore(library.root)) as store, store.db.transaction() as db:
        db.execute("PRAGMA user_version = 99")
    before = (library.root / FILE).read_bytes()
    with pytest.raises(JifenError) as caught:
        open_library(BOOK, library)
    assert caught.value.code == Code.LIBRARY_NEWER
    assert (library.root / FILE).read_bytes() == before


def test_the_check_says_what_is_wrong_and_mends_what_it_can(library: Library) -> None:
    with closing(LibraryStore(library.root)) as store:
        assert check_library(store).is_sound
        gone, changed, loose, *_ = [store.originals.path_of(sha) for sha in store.originals.all()]
        unused = add(store, b"unused")[0]
        gone.unlink()
        changed.chmod(0o600)
        changed.write_bytes(b"other")
        loose.chmod(0o600)
        bad = store.db.rows("SELECT id FROM submission LIMIT 1")[0][0]
        with store.db.transaction() as db:
            db.execute("UPDATE applicant SET digest = '' WHERE submission = ?", (bad,))
        report = check_library(store)
        assert not report.is_sound
        assert (report.entries, report.originals) == (ENTRIES, ENTRIES)
        assert [d.name for d in report.damaged] == [bad[:8]]
        assert (report.missing, report.altered) == ((gone.name,), (changed.name,))
        assert (report.unused, report.mended) == ((unused.sha256,), 2)
        assert loose.stat().st_mode & 0o222 == 0
        assert check_library(store).mended == 0
