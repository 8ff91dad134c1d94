"""The way out to the desktop, without any real file manager."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from jifen_desktop.ui.desktop import Desktop, reveal_call


class Quiet(Desktop):
    """A desktop whose folders are only noted."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    def open_folder(self, folder: Path) -> bool:
        self.opened.append(folder)
        return True


def test_each_system_is_asked_to_select_the_file() -> None:
    path = Path("/积分 申报/张,样本.zip")
    assert reveal_call(path, "win32") == ["explorer.exe", "/select,", "\\积分 申报\\张,样本.zip"]
    assert reveal_call(path, "darwin") == ["open", "-R", "/积分 申报/张,样本.zip"]
    call = reveal_call(path, "linux")
    assert call[0] == "dbus-send"
    (items,) = [part for part in call if part.startswith("array:string:")]
    # the comma would make two of it, a space would end it
    assert "," not in items
    assert " " not in items
    assert items.endswith("%2C%E6%A0%B7%E6%9C%AC.zip")


@pytest.mark.usefixtures("qapp")
def test_a_file_that_is_gone_leaves_its_folder_to_open(tmp_path: Path) -> None:
    desktop = Quiet()
    desktop.reveal(tmp_path / "没有.zip", pytest.fail)
    assert desktop.opened == [tmp_path]


@pytest.mark.usefixtures("qapp")
def test_without_a_file_manager_the_folder_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    path = tmp_path / "张样本.zip"
    path.touch()
    desktop = Quiet()
    desktop.reveal(path, pytest.fail)
    assert desktop.opened == [tmp_path]


@pytest.mark.usefixtures("qapp")
def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    Desktop().reveal(tmp_path / "没有" / "张样本.zip", lambda: told.append("gone"))
    assert told == ["gone"]


@pytest.mark.external("false")
def test_a_file_manager_that_cannot_select_still_opens_the_folder(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desktop = Quiet()
    desktop._ask_manager(["false"], tmp_path / "张样本.zip", pytest.fail)
    qtbot.waitUntil(lambda: desktop.opened == [tmp_path])
    assert desktop._asking == []


@pytest.mark.usefixtures("qapp")
def test_text_goes_to_the_clipboard() -> None:
    Desktop().copy("上海市徐汇区南宁路969号")
    assert QGuiApplication.clipboard().text() == "上海市徐汇区南宁路969号"
