"""The backup in one file: opens elsewhere, verified by hash, whole or refused."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.files.disk import swapped
from jifen_desktop.library.backups import forget, holding, list_backups
from jifen_desktop.library.bundle import MANIFEST, read_bundle, write_bundle
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.place import Library
from jifen_desktop.library.store import FILE, LibraryStore
from jifen_desktop.services.keeping import restore_backup, restore_bundle
from tests.files.faulty import FaultyDisk
from tests.library.making import add, entry_with, summary


def quiet(_done: int, _total: int) -> None:
    """No progress is shown."""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "here")


@pytest.fixture
def entry(library: Library) -> Iterator[Entry]:
    with closing(LibraryStore(library.root)) as store:
        library.settings_path.write_text('theme = "dark"\n', encoding="utf-8")
        kept = store.save(entry_with(store, add(store, b"one"), add(store, b"two" * 99)), summary())
        yield kept


@pytest.fixture
def bundle(library: Library, entry: Entry, tmp_path: Path) -> Path:
    target = tmp_path / "样本备份.jifenbackup"
    made = write_bundle(library, target)
    assert made.originals == 2
    assert read_bundle(target) == made
    return target


def test_it_opens_on_another_machine(bundle: Path, entry: Entry, tmp_path: Path) -> None:
    there = Library(tmp_path / "there")
    restore_bundle(there, bundle, quiet)
    with closing(LibraryStore(there.root)) as store:
        found = store.load(entry.id)
    assert found.submission.applicants[0].name == "张样本"
    files = found.submission.applicants[0].documents[0][1]
    assert [f.path.read_bytes() for f in files] == [b"one", b"two" * 99]
    assert there.settings_path.read_text(encoding="utf-8") == 'theme = "dark"\n'
    assert not list(there.root.glob(".jifen-*"))


def test_names_inside_are_plain_and_nothing_tells_this_machine(
    bundle: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(bundle) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        manifest = archive.read(MANIFEST)
    assert names[:2] == [FILE, "settings.toml"]
    assert all(name.isascii() and "\\" not in name for name in names)
    assert str(tmp_path).encode() not in manifest


def test_what_is_there_already_goes_into_a_backup_and_its_originals_stay(
    bundle: Path, tmp_path: Path
) -> None:
    there = Library(tmp_path / "there")
    with closing(LibraryStore(there.root)) as store:
        own = store.save(entry_with(store, add(store, b"own")))
    restore_bundle(there, bundle, quiet)
    with closing(LibraryStore(there.root)) as store:
        assert not store.holds(own.id)
        assert own.submission.applicants[0].documents[0][1][0].path.read_bytes() == b"own"
    (kept,) = (there.root / "backups").iterdir()
    with closing(LibraryStore(kept.parent, kept.name)) as store:
        assert store.holds(own.id)


def spoilt(data: bytes) -> Iterator[bytes]:
    """The file cut at 60 places and flipped at 60."""
    places = random.Random(11)
    for _ in range(60):
        yield data[: places.randrange(len(data))]
    for _ in range(60):
        at = places.randrange(len(data))
        yield data[:at] + bytes([data[at] ^ 1 << places.randrange(8)]) + data[at + 1 :]


def test_a_damaged_one_restores_nothing_or_everything(
    bundle: Path, entry: Entry, tmp_path: Path
) -> None:
    whole = bundle.read_bytes()
    there = Library(tmp_path / "there")
    with closing(LibraryStore(there.root)) as store:
        own = store.save(entry_with(store))
    refused = 0
    for data in spoilt(whole):
        bundle.write_bytes(data)
        code = None
        try:
            restore_bundle(there, bundle, quiet)
        except JifenError as error:
            code = error.code
        with closing(LibraryStore(there.root)) as store:
            if code is not None:
                refused += 1
                assert code in (Code.BUNDLE_DAMAGED, Code.BUNDLE_FOREIGN, Code.BUNDLE_NEWER)
                assert store.holds(own.id)
            else:
                # a flip in what a ZIP says twice, or in a date, is no loss: all hashes hold
                assert store.load(entry.id).id == entry.id
                own = store.save(entry_with(store))
        assert not list(there.root.glob(".jifen-*"))
    assert refused > 100


def _rewritten(bundle: Path, change: dict[str, object]) -> None:
    with zipfile.ZipFile(bundle) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts[MANIFEST])
    parts[MANIFEST] = json.dumps(manifest | change).encode()
    with zipfile.ZipFile(bundle, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "something else"}, Code.BUNDLE_FOREIGN),
        ({"version": 2}, Code.BUNDLE_NEWER),
        ({"files": {}}, Code.BUNDLE_DAMAGED),
        ({"files": {"../escaped": {"sha256": "0", "size": 0}}}, Code.BUNDLE_DAMAGED),
        ({"files": []}, Code.BUNDLE_DAMAGED),
    ],
)
def test_a_foreign_manifest_is_refused(
    bundle: Path, tmp_path: Path, change: dict[str, object], code: Code
) -> None:
    _rewritten(bundle, change)
    with pytest.raises(JifenError) as caught:
        restore_bundle(Library(tmp_path / "there"), bundle, quiet)
    assert caught.value.code == code
    assert caught.value.params == {"name": bundle.name}


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(b"\xff\xd8" * 100)
    with pytest.raises(JifenError) as caught:
        read_bundle(path)
    assert caught.value.code == Code.BUNDLE_DAMAGED
    with pytest.raises(JifenError) as caught:
        read_bundle(tmp_path / "none")
    assert caught.value.code == Code.FILE_MISSING


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO"])
def test_a_failed_backup_leaves_the_old_file_or_a_whole_new_one(
    library: Library, entry: Entry, bundle: Path, kind: str, tmp_path: Path
) -> None:
    before = bundle.read_bytes()
    for nth in count(1):
        disk = FaultyDisk(nth, kind)
        try:
            with swapped(disk):
                write_bundle(library, bundle)
        except JifenError:
            if bundle.read_bytes() != before:  # only the folder could not be flushed
                restore_bundle(Library(tmp_path / f"there-{nth}"), bundle, quiet)
                break
        left = [*bundle.parent.glob(".jifen-*"), *library.root.glob(".jifen-*")]
        assert not left or disk.calls[nth - 1] == "unlink"  # goes at the next start
        for path in left:
            path.unlink()
        if not disk.fired:
            break
    assert nth >= 10


def test_stopping_leaves_nothing(library: Library, entry: Entry, tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    target = tmp_path / "new.jifenbackup"
    with pytest.raises(Cancelled):
        write_bundle(library, target, stop)
    assert not target.exists()
    assert not list(tmp_path.glob(".jifen-*"))


def _spoil(path: Path) -> None:
    """One bit of an original, as a failing disk would."""
    path.chmod(0o600)
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])


def test_an_altered_original_costs_that_one_alone(
    library: Library, entry: Entry, tmp_path: Path
) -> None:
    first, second = entry.submission.applicants[0].documents[0][1]
    _spoil(first.path)
    target = tmp_path / "b.jifenbackup"
    made = write_bundle(library, target)
    assert (made.originals, made.altered) == (1, 1)
    there = Library(tmp_path / "there")
    restore_bundle(there, target, quiet)
    with closing(LibraryStore(there.root)) as store:
        assert store.holds(entry.id)
        assert list(store.originals.all()) == [second.sha256]


def test_a_backup_mends_an_altered_original(library: Library, entry: Entry, bundle: Path) -> None:
    first = entry.submission.applicants[0].documents[0][1][0]
    _spoil(first.path)
    restore_bundle(library, bundle, quiet)
    assert first.path.read_bytes() == b"one"
    assert first.path.stat().st_mode & 0o222 == 0


def test_settings_that_are_replaced_come_back_with_what_was_there(
    library: Library, entry: Entry, bundle: Path
) -> None:
    library.settings_path.write_text('theme = "light"\n', encoding="utf-8")
    restore_bundle(library, bundle, quiet)
    assert library.settings_path.read_text(encoding="utf-8") == 'theme = "dark"\n'
    (before,) = list_backups(library.root)
    restore_backup(library, before.path)
    assert library.settings_path.read_text(encoding="utf-8") == 'theme = "light"\n'
    assert len(list(before.path.parent.glob("*.toml"))) == 2
    forget(list_backups(library.root))
    assert list(before.path.parent.iterdir()) == []


@pytest.mark.parametrize("kind", ["ENOSPC", "EACCES", "EIO"])
def test_what_is_there_is_kept_or_nothing_is_restored(
    library: Library, entry: Entry, bundle: Path, kind: str
) -> None:
    for nth in range(1, 200, 3):
        with closing(LibraryStore(library.root)) as store:
            own = store.save(entry_with(store))
        forget(list_backups(library.root))
        disk = FaultyDisk(nth, kind)
        with swapped(disk), suppress(JifenError):
            restore_bundle(library, bundle, quiet)
        holding_it = holding(library.root, [own.id])
        with closing(LibraryStore(library.root)) as store:
            assert store.holds(own.id) or holding_it
        if not disk.fired:
            break
    assert nth >= 20


def test_a_damaged_library_is_put_aside_and_replaced(
    entry: Entry, bundle: Path, tmp_path: Path
) -> None:
    there = Library(tmp_path / "there")
    for number, spoilt in enumerate((b"\0" * 5000, b"", b"text" * 999), 1):
        there.root.mkdir(exist_ok=True)
        (there.root / FILE).write_bytes(spoilt)
        restore_bundle(there, bundle, quiet)
        with closing(LibraryStore(there.root)) as store:
            assert store.holds(entry.id)
        assert (there.root / f"{FILE}.damaged-{number}").read_bytes() == spoilt


def test_no_backup_is_written_over_the_library(library: Library, entry: Entry) -> None:
    for name in (FILE, "settings.toml", "backups/x.jifenbackup", "../here/new"):
        with pytest.raises(JifenError) as caught:
            write_bundle(library, library.root / name)
        assert caught.value.code == Code.TARGET_IN_LIBRARY
    with closing(LibraryStore(library.root)) as store:
        assert store.holds(entry.id)
