"""The lock: one process at a time, free as soon as its holder is gone."""

import subprocess
import sys
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import swapped
from jifen_desktop.files.lock import FolderLock
from tests.files.faulty import FaultyDisk

HOLD = """
import sys, time
from pathlib import Path
from jifen_desktop.files.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_process_is_refused_until_the_first_dies(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            with pytest.raises(JifenError) as caught:
                FolderLock(tmp_path).acquire()
            assert caught.value.code == Code.LIBRARY_IN_USE
            assert caught.value.params == {"folder": str(tmp_path)}
        finally:
            holder.kill()
            holder.wait()
    with FolderLock(tmp_path):
        pass


def test_it_is_exclusive_within_the_process_and_can_be_taken_again(tmp_path: Path) -> None:
    first = FolderLock(tmp_path / "library")
    with first:
        first.acquire()
        with pytest.raises(JifenError):
            FolderLock(tmp_path / "library").acquire()
    first.release()
    with FolderLock(tmp_path / "library"):
        pass


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    with swapped(FaultyDisk(1, "EROFS")), pytest.raises(JifenError) as caught:
        FolderLock(tmp_path / "library").acquire()
    assert caught.value.code == Code.TARGET_UNWRITABLE
