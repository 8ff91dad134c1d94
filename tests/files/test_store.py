"""The store of originals: copied once, read-only, found by content."""

import hashlib
import stat
import sys
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import swapped
from jifen_desktop.files.hashing import sha256_bytes, sha256_file
from jifen_desktop.files.store import OriginalStore
from tests.files.faulty import FaultyDisk
from tests.files.killing import killed


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())


def test_hashes(tmp_path: Path) -> None:
    data = bytes(range(256)) * 10_000
    (tmp_path / "a").write_bytes(data)
    assert sha256_file(tmp_path / "a") == sha256_bytes(data) == hashlib.sha256(data).hexdigest()


def test_a_file_is_kept_once_under_its_hash(tmp_path: Path) -> None:
    source = tmp_path / "张三 身份证.JPG"
    source.write_bytes(b"x" * 3_000_000)
    store = OriginalStore(tmp_path / "originals")
    sha, path = store.add_file(source)
    assert (sha, path) == (sha256_file(source), store.path_of(sha))
    assert path.read_bytes() == source.read_bytes()
    assert path.suffix == ""
    assert store.add_bytes(b"x" * 3_000_000) == (sha, path)
    assert _files(store.root) == [path]
    assert source.read_bytes() == b"x" * 3_000_000


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_originals_are_private_and_read_only(tmp_path: Path) -> None:
    store = OriginalStore(tmp_path / "originals")
    _, path = store.add_bytes(b"x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(store.root.stat().st_mode) == 0o700


@pytest.mark.parametrize("damaged", [b"", b"shorter", b"CONTENT"])
def test_a_damaged_original_is_replaced(tmp_path: Path, damaged: bytes) -> None:
    store = OriginalStore(tmp_path / "originals")
    sha, place = store.add_bytes(b"content")
    place.chmod(0o600)
    place.write_bytes(damaged)
    assert store.add_bytes(b"content") == (sha, place)
    assert place.read_bytes() == b"content"
    assert not place.stat().st_mode & 0o222


@pytest.mark.parametrize("sha", ["", "ab", "A" * 64, "../" + "a" * 61])
def test_only_hashes_are_paths(tmp_path: Path, sha: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        OriginalStore(tmp_path).path_of(sha)


def test_a_missing_source(tmp_path: Path) -> None:
    store = OriginalStore(tmp_path / "originals")
    with pytest.raises(JifenError) as caught:
        store.add_file(tmp_path / "none\u202e.jpg")
    assert caught.value.code == Code.FILE_MISSING
    assert caught.value.params == {"name": "none�.jpg"}
    assert _files(tmp_path) == []


def test_every_call_may_fail(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"x" * 2_000_000)
    nth = 0
    fired = True
    while fired:
        nth += 1
        store = OriginalStore(tmp_path / str(nth))
        disk = FaultyDisk(nth, "EIO")
        failure: JifenError | None = None
        try:
            with swapped(disk):
                store.add_file(source)
        except JifenError as error:
            failure = error
        if failure is not None:
            reading = disk.calls[nth - 1] in ("open", "read")
            assert failure.code == (Code.FILE_DEVICE if reading else Code.WRITE_FAILED)
            assert all(len(p.name) == 64 for p in _files(store.root))
        else:
            assert [p.name for p in _files(store.root)] == [sha256_file(source)]
        fired = disk.fired
    assert nth > 10


def test_killed_at_every_call(tmp_path: Path) -> None:
    nth = 0
    dying = True
    whole: list[Path] = []
    while dying:
        nth += 1
        folder = tmp_path / str(nth)
        folder.mkdir()
        dying = killed("store", folder, nth)
        whole = [p for p in _files(folder) if len(p.name) == 64]
        assert all(p.read_bytes() == b"original" for p in whole)
    assert whole
