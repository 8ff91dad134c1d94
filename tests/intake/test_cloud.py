"""Placeholders of cloud storage, and media that go away: told apart by what the system answers."""

import errno
import os
import stat
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.files.disk import Disk, swapped
from jifen_desktop.files.failures import read_code
from jifen_desktop.intake import read as read_module
from jifen_desktop.intake.cloud import fetch, is_placeholder
from jifen_desktop.intake.inspect import inspect_file
from jifen_desktop.intake.read import Intake
from jifen_desktop.worker.pool import WorkerPool
from tests.intake.makers import jpeg
from tests.support.inline import InlinePool


class FailingReads(Disk):
    """Every read fails with one error."""

    def __init__(self, number: int, windows: int | None = None) -> None:
        self.error = OSError(number, "told by the system")
        if windows is not None:
            self.error.winerror = windows  # type: ignore[attr-defined,unused-ignore]

    def step(self, operation: str, path: Path) -> None:
        if operation in ("read", "open"):
            raise self.error


def _found(**fields: int) -> os.stat_result:
    return cast("os.stat_result", SimpleNamespace(**fields))


@pytest.mark.parametrize(
    ("found", "away"),
    [
        (_found(st_file_attributes=stat.FILE_ATTRIBUTE_ARCHIVE), False),
        (_found(st_file_attributes=stat.FILE_ATTRIBUTE_OFFLINE | 0x20), True),
        (_found(st_file_attributes=0x40000), True),
        (_found(st_file_attributes=0x400000), True),
        (_found(st_file_attributes=stat.FILE_ATTRIBUTE_REPARSE_POINT), False),
        (_found(st_flags=0x40000000), True),
        (_found(st_flags=0x40), False),
        (_found(), False),
    ],
)
def test_a_placeholder_is_told_without_opening_it(found: os.stat_result, away: bool) -> None:
    assert is_placeholder(found) is away


@pytest.mark.parametrize(
    ("number", "windows", "code"),
    [
        (errno.EINVAL, None, Code.FILE_CLOUD),
        (errno.EDEADLK, None, Code.FILE_CLOUD),
        (errno.EINVAL, 362, Code.FILE_CLOUD),  # the provider isn't running
        (errno.EINVAL, 388, Code.FILE_CLOUD),  # no network
        (errno.EINVAL, 426, Code.FILE_CLOUD),  # no answer in time
        (errno.EIO, None, Code.FILE_DEVICE),
        (errno.ENODEV, None, Code.FILE_DEVICE),
        (errno.ENXIO, None, Code.FILE_DEVICE),
        (errno.EINVAL, 1167, Code.FILE_DEVICE),  # not connected any more
        (errno.EACCES, 21, Code.FILE_DEVICE),  # not ready
        (errno.EACCES, 32, Code.FILE_WRITING),  # held by who writes it
        (errno.EACCES, 5, Code.FILE_UNREADABLE),
        (errno.EACCES, None, Code.FILE_UNREADABLE),
    ],
)
def test_each_failure_of_reading_has_its_own_words(
    tmp_path: Path, number: int, windows: int | None, code: Code
) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg())
    disk = FailingReads(number, windows)
    assert read_code(disk.error) == code
    with swapped(disk):
        assert inspect_file(tmp_path / "a.jpg").problem == code
        with pytest.raises(JifenError) as caught:
            fetch(tmp_path / "a.jpg")
    assert caught.value.code == code


def test_a_file_that_is_gone() -> None:
    assert read_code(FileNotFoundError(errno.ENOENT, "gone")) == Code.FILE_MISSING


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.EINVAL])
def test_whatever_a_placeholder_fails_with_it_is_the_cloud(tmp_path: Path, number: int) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg())
    with swapped(FailingReads(number)), pytest.raises(JifenError) as caught:
        Intake(InlinePool()).fetch(tmp_path / "a.jpg")
    assert caught.value.code == Code.FILE_CLOUD


def test_a_download_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe nobody writes to stands for a provider that never answers; nothing is read here."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("pipes are POSIX")
    os.mkfifo(tmp_path / "a.jpg")
    monkeypatch.setattr(read_module, "FETCH", 0.5)
    monkeypatch.setattr(read_module, "is_placeholder", lambda _found: True)
    with WorkerPool(1) as pool:
        intake = Intake(pool)
        with pytest.raises(JifenError) as caught:
            intake.fetch(tmp_path / "a.jpg")
        assert caught.value.code == Code.FILE_CLOUD
        found = intake.inspect(tmp_path / "a.jpg", timeout=0.5)
        assert found == FileFacts("", 0, None, problem=Code.FILE_CLOUD)
