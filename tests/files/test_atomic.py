"""Atomic writes: the old file or the new one, a code for every failure, nothing left behind."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.atomic import write_bytes, write_text
from jifen_desktop.files.disk import PAUSES, swapped
from tests.files.faulty import FaultyDisk
from tests.files.killing import killed, new

CODES = {
    "ENOSPC": Code.DISK_FULL,
    "EDQUOT": Code.DISK_FULL,
    "EIO": Code.WRITE_FAILED,
    "ENODEV": Code.WRITE_FAILED,
    "EROFS": Code.TARGET_UNWRITABLE,
    "EACCES": Code.TARGET_UNWRITABLE,
}


def _calls(path: Path) -> int:
    disk = FaultyDisk(0)
    with swapped(disk):
        write_bytes(path, b"old")
    return len(disk.calls)


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "草稿.json"
    write_text(path, "一\r\n")
    assert path.read_bytes() == "一\r\n".encode()
    write_bytes(path, b"")
    assert path.read_bytes() == b""
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_private_is_readable_for_the_user_alone(tmp_path: Path) -> None:
    kept = os.umask(0o022)
    try:
        write_bytes(tmp_path / "a", b"x", private=True)
        write_bytes(tmp_path / "b", b"x")
    finally:
        os.umask(kept)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o644


@pytest.mark.parametrize("kind", CODES)
@pytest.mark.parametrize("sticky", [False, True], ids=["once", "sticky"])
def test_every_call_may_fail(tmp_path: Path, kind: str, sticky: bool) -> None:
    path = tmp_path / "draft.json"
    for nth in range(1, _calls(path) + 1):
        path.write_bytes(b"old")
        with (
            swapped(FaultyDisk(nth, kind, sticky=sticky)) as _,
            pytest.raises(JifenError) as caught,
        ):
            write_bytes(path, b"new" * 1000)
        assert caught.value.code == CODES[kind]
        assert caught.value.params == {"folder": str(tmp_path), "name": "draft.json"}
        assert path.read_bytes() in (b"old", b"new" * 1000)
        left = [p for p in tmp_path.iterdir() if p != path]
        # A disk on which nothing works any more can't remove the temporary file either.
        assert not left or sticky
        for rest in left:
            rest.unlink()


@pytest.mark.parametrize("kind", ["win5", "win32", "win33"])
def test_a_passing_windows_lock_is_waited_for(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"old")
    disk = FaultyDisk(4, kind, times=len(PAUSES))
    with swapped(disk):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert disk.paused == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("kind", "code"), [("win32", Code.TARGET_IN_USE), ("win5", Code.TARGET_UNWRITABLE)]
)
def test_a_lasting_windows_lock_is_told(tmp_path: Path, kind: str, code: Code) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"old")
    with swapped(FaultyDisk(4, kind, times=7)), pytest.raises(JifenError) as caught:
        write_bytes(path, b"new")
    assert caught.value.code == code
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(JifenError) as caught:
        write_bytes(tmp_path / "none" / "a", b"x")
    assert caught.value.code == Code.WRITE_FAILED


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are POSIX")
def test_a_real_full_disk(tmp_path: Path) -> None:
    """A file size limit makes the kernel refuse for real (EFBIG)."""
    script = f"""
import resource, signal
from pathlib import Path
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.domain.errors import JifenError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_bytes(Path({str(tmp_path)!r}) / "a", bytes(5000))
except JifenError as error:
    print(error.code)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "disk_full"
    assert list(tmp_path.iterdir()) == []


def test_killed_at_every_call(tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    nth = 0
    dying = True
    while dying:
        nth += 1
        path.write_bytes(b"old")
        dying = killed("write", tmp_path, nth)
        assert path.read_bytes() in (b"old", new("draft.json"))
    assert nth > 4
    assert path.read_bytes() == new("draft.json")
