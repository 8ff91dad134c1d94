"""The log: what is allowed stands in it, what a user typed cannot."""

from __future__ import annotations

import os
from contextlib import closing
from enum import StrEnum
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code
from jifen_desktop.files import journal
from jifen_desktop.files.journal import Event, Journal


class Foreign(StrEnum):
    """An enum that isn't the program's."""

    NAME = "张样本"


def test_numbers_and_codes_are_written_and_nothing_else(tmp_path: Path) -> None:
    with closing(Journal(tmp_path)) as log:
        log.note(Event.WORK_FAILED, code=Code.DISK_FULL, seconds=1.234, count=3, done=True)
        log.note(Event.OPENED, name="张样本", path=tmp_path, other=Foreign.NAME)  # type: ignore[arg-type]
        lines = log.last_lines()
    assert lines[0].endswith(f"work_failed code={Code.DISK_FULL} seconds=1.23 count=3 done=1")
    assert lines[1].endswith("library_opened")


def test_a_crash_tells_its_class_and_own_places(tmp_path: Path) -> None:
    with closing(Journal(tmp_path)) as log:
        places = iter(["ui/window.py:12", "/home/张样本/x.py:3", "<string>:1"])
        log.note_crash(ValueError, places)
        (line,) = log.last_lines()
    assert line.endswith("crashed ValueError ui/window.py:12")


def test_the_files_rotate_and_are_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "BYTES", 2000)
    with closing(Journal(tmp_path)) as log:
        for number in range(500):
            log.note(Event.WORK_DONE, number=number)
        assert log.last_lines(1)[0].endswith("number=499")
    files = list((tmp_path / journal.FOLDER).iterdir())
    assert len(files) == journal.FILES
    assert sum(f.stat().st_size for f in files) < 2100 * journal.FILES
    if os.name == "posix":
        assert all(f.stat().st_mode & 0o077 == 0 for f in files)


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / journal.FOLDER).write_text("in the way")
    with closing(Journal(tmp_path)) as log:
        log.note(Event.STARTED)
        assert log.last_lines() == []
