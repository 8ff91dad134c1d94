"""A torn, truncated, zeroed or deleted library never stops the program: it opens what is whole and names what isn't."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.library.checking import check_library
from jifen_desktop.library.follow_up import FollowUp, Stage, follow_ups, set_follow_up
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, list_entries, to_trash
from jifen_desktop.library.place import Library
from jifen_desktop.library.store import FILE, LibraryStore
from jifen_desktop.services.opening import open_library
from jifen_desktop.services.summary import save_entry
from tests.library.making import add, entry_with
from tests.soak.damage import BOOK, ENTRIES, make_library


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of twelve entries with a backup."""
    return make_library(tmp_path_factory.mktemp("made") / "library")


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Library:
    shutil.copytree(made, tmp_path / "library")
    return Library(tmp_path / "library")


def test_a_deleted_or_emptied_file_is_told_and_the_backup_offered(library: Library) -> None:
    path = library.root / FILE
    for data in (None, b""):
        path.unlink()
        if data is not None:
            path.write_bytes(data)
        opened = open_library(lambda: BOOK, library)
        with closing(opened.store):
            assert opened.trouble is not None
            assert opened.trouble.code == Code.LIBRARY_MISSING
            assert opened.trouble.backup is not None
            assert len(list(opened.store.originals.all())) == ENTRIES  # spared


def test_a_first_start_has_no_trouble(tmp_path: Path) -> None:
    for _ in range(2):
        opened = open_library(lambda: BOOK, Library(tmp_path / "new"))
        opened.store.close()
        assert (opened.trouble, opened.damaged) == (None, ())


def test_a_removed_original_goes_at_the_next_start(library: Library) -> None:
    opened = open_library(lambda: BOOK, library)
    unused = add(opened.store, b"removed")[0].path
    opened.store.close()
    opened = open_library(lambda: BOOK, library)
    opened.store.close()
    assert not unused.exists()
    assert len(list(opened.store.originals.all())) == ENTRIES


def test_a_newer_library_is_refused_and_left_alone(library: Library) -> None:
    with closing(LibraryStore(library.root)) as store, store.db.transaction() as db:
        db.execute("PRAGMA user_version = 99")
    before = (library.root / FILE).read_bytes()
    with pytest.raises(JifenError) as caught:
        open_library(lambda: BOOK, library)
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


@pytest.mark.parametrize("definition", [b"CREATE INDEX document_original", b"CREATE TABLE mark"])
def test_a_damaged_definition_costs_no_entry(library: Library, definition: bytes) -> None:
    """SQLite refuses the whole file for one index that it doesn't understand; the rows are whole."""
    path = library.root / FILE
    path.write_bytes(path.read_bytes().replace(definition, definition.replace(b"C", b"X", 1), 1))
    opened = open_library(lambda: BOOK, library)
    with closing(opened.store):
        assert opened.trouble is not None
        assert (opened.trouble.saved, opened.trouble.lost) == (ENTRIES, 0)


def test_exported_cases_are_read_from_a_damaged_file_as_such(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    with closing(LibraryStore(library.root)) as store:
        made = [save_entry(BOOK, store, entry_with(store, add(store, b"%d" % n))) for n in range(3)]
        set_follow_up(store.db, made[0].id, "k1", FollowUp(Stage.SENT))
        to_trash(store.db, made[1].id)
    path = library.root / FILE
    path.write_bytes(path.read_bytes().replace(b"CREATE INDEX document", b"CREATE XNDEX document"))
    opened = open_library(lambda: BOOK, library)
    with closing(opened.store) as store:
        assert opened.trouble is not None
        assert (opened.trouble.saved, opened.trouble.lost, opened.damaged) == (3, 0, ())
        for entry in made:
            assert store.load(entry.id).exported == entry.exported
        assert [e.id for e in list_entries(store.db, Wanted(Shelf.DELETED))[0]] == [made[1].id]
        assert follow_ups(store.db, made[0].id) == {"k1": FollowUp(Stage.SENT)}
        assert store.db.faults() == []


def test_a_damaged_record_of_an_export_does_not_cost_its_entry(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    with closing(LibraryStore(library.root)) as store:
        entry = save_entry(BOOK, store, entry_with(store, add(store, b"one")))
        with store.db.transaction() as db:
            db.execute("UPDATE export SET body = '{'")
    path = library.root / FILE
    path.write_bytes(path.read_bytes().replace(b"CREATE INDEX document", b"CREATE XNDEX document"))
    opened = open_library(lambda: BOOK, library)
    with closing(opened.store) as store:
        assert opened.trouble is not None
        assert (opened.trouble.saved, opened.trouble.lost) == (1, 0)
        found = store.load(entry.id)
        assert (found.submission, found.exported) == (entry.submission, None)
