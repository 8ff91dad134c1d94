"""Folders to files."""

import os
import sys
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code
from jifen_desktop.files.disk import swapped
from jifen_desktop.intake import expand as module
from jifen_desktop.intake.expand import expand
from tests.files.faulty import FaultyDisk


def _make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")


def _names(root: Path, *paths: Path) -> list[str]:
    return [p.relative_to(root).as_posix() for p in expand(paths or [root]).files]


def test_folders_are_walked_in_natural_order(tmp_path: Path) -> None:
    _make(tmp_path, "10.jpg", "9.jpg", "b/2.pdf", "b/1.pdf", "A.png", "10a.jpg")
    assert _names(tmp_path) == ["9.jpg", "10.jpg", "10a.jpg", "A.png", "b/1.pdf", "b/2.pdf"]


def test_litter_is_skipped_inside_folders_only(tmp_path: Path) -> None:
    _make(
        tmp_path,
        "a.jpg",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "._a.jpg",
        "__MACOSX/a.jpg",
        ".git/x",
        "~$证明.docx",
    )
    assert _names(tmp_path) == ["a.jpg"]
    assert _names(tmp_path, tmp_path / "._a.jpg") == ["._a.jpg"]


def test_picked_files_keep_their_order_and_come_once(tmp_path: Path) -> None:
    _make(tmp_path, "2.jpg", "1.jpg")
    assert _names(tmp_path, tmp_path / "2.jpg", tmp_path / "1.jpg", tmp_path) == ["2.jpg", "1.jpg"]


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    found = expand([tmp_path / "none\u202e.jpg"])
    assert (found.files, found.refused) == ((), (("none�.jpg", Code.FILE_MISSING),))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are POSIX")
def test_links_and_pipes(tmp_path: Path) -> None:
    _make(tmp_path, "in/a.jpg")
    (tmp_path / "in" / "circle").symlink_to(tmp_path)
    (tmp_path / "in" / "b.jpg").symlink_to(tmp_path / "in" / "a.jpg")
    os.mkfifo(tmp_path / "in" / "pipe")
    found = expand([tmp_path / "in"])
    assert [p.name for p in found.files] == ["a.jpg"]
    assert found.refused == (("pipe", Code.FILE_TYPE),)


def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    with swapped(FaultyDisk(1, "EACCES")):
        assert expand([tmp_path]).refused == ((tmp_path.name, Code.FILE_UNREADABLE),)


def test_a_whole_disk_is_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILES", 2)
    _make(tmp_path, "1", "2", "3", "4")
    found = expand([tmp_path])
    assert len(found.files) == 2
    assert found.refused == ((tmp_path.name, Code.FILE_TOO_MANY_PAGES),)


def test_a_folder_too_deep_is_told_and_can_be_picked_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_DEPTH", 2)
    _make(tmp_path, "in/1/a.jpg", "in/1/2/b.jpg", "in/1/2/.DS_Store")
    (tmp_path / "in" / "1" / "empty").mkdir()
    found = expand([tmp_path / "in"])
    assert [p.name for p in found.files] == ["a.jpg"]
    assert found.refused == (("2", Code.FILE_TOO_DEEP),)
    assert _names(tmp_path, tmp_path / "in" / "1" / "2") == ["in/1/2/b.jpg"]
