"""The way out to the desktop: file manager, clipboard, folder dialog. Tests hand in another one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

_MANAGER: Final = "org.freedesktop.FileManager1"


class Desktop:
    """The real desktop. No method waits for another program; dialogs are the system's own."""

    def __init__(self) -> None:
        self._asking: list[QProcess] = []

    def reveal(self, path: Path, failed: Callable[[], None]) -> None:
        """Show a file in its folder, selected where the file manager can do that; `failed` where nothing opens."""
        call = reveal_call(path, sys.platform)
        if not path.exists() or shutil.which(call[0]) is None:
            self._open_or(path.parent, failed)
        elif sys.platform == "linux":
            self._ask_manager(call, path, failed)
        else:
            QProcess.startDetached(call[0], call[1:])

    def open_folder(self, folder: Path) -> bool:
        """Open a folder in the file manager; False where it isn't there or nothing can open it."""
        return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def open_file(self, path: Path) -> bool:
        """Open a file in its program; False where it isn't there or nothing can open it."""
        return path.is_file() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _open_or(self, folder: Path, failed: Callable[[], None]) -> None:
        if not self.open_folder(folder):
            failed()

    def copy(self, text: str) -> None:
        """Put a text into the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def choose_folder(self, parent: QWidget, title: str, start: Path) -> Path | None:
        """Ask for a folder; None where the user thinks better of it."""
        chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
        return Path(chosen) if chosen else None

    def _ask_manager(self, call: list[str], path: Path, failed: Callable[[], None]) -> None:
        process = QProcess()
        self._asking.append(process)

        def done(code: int, _status: object = None) -> None:
            self._asking.remove(process)
            process.deleteLater()
            if code != 0:
                self._open_or(path.parent, failed)

        process.finished.connect(done)
        process.start(call[0], call[1:])


def reveal_call(path: Path, platform: str) -> list[str]:
    """The program and its arguments that show a file selected in its folder."""
    if platform == "win32":
        return ["explorer.exe", "/select,", str(PureWindowsPath(path))]
    if platform == "darwin":
        return ["open", "-R", str(path)]
    uri = "file://" + quote(str(path), safe="/")  # a bare comma would divide the array
    return [
        "dbus-send",
        "--session",
        "--print-reply",
        "--reply-timeout=3000",
        f"--dest={_MANAGER}",
        "--type=method_call",
        "/org/freedesktop/FileManager1",
        f"{_MANAGER}.ShowItems",
        f"array:string:{uri}",
        "string:",
    ]
