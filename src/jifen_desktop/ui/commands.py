"""What the menus and the start screen can do: open cases, show settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from jifen_desktop.ui.session import Session

if TYPE_CHECKING:
    from jifen_desktop.ui.opening import Opening


class Commands(QObject):
    """Acts by key; signals as of `Opening`."""

    progress_asked = Signal(object, str)
    sample_opened = Signal()
    told = Signal(str)

    def __init__(self, session: Session, window: QMainWindow) -> None:
        super().__init__(window)
        self.session = session
        self.window_ = window
        self._acts: dict[str, Callable[[], None]] = {
            "new": self._new_case,
            "open_file": self._pick_file,
            "sample": self._open_sample,
            "shortcuts": self._show_shortcuts,
            "about": self._show_about,
        }

    def act(self, key: str) -> None:
        """Do what `key` names; the pages of the settings are acts too."""
        if key in self._acts:
            self._acts[key]()
        else:
            self.show_settings("" if key == "settings" else key)

    # --- cases ----------------------------------------------------------------------------------

    @cached_property
    def opening(self) -> Opening:
        """What makes and opens cases; the start screen doesn't wait for it."""
        from jifen_desktop.ui.opening import Opening

        opening = Opening(self.session, self.window_)
        opening.progress_asked.connect(self.progress_asked)
        opening.sample_opened.connect(self.sample_opened)
        opening.told.connect(self.told)
        return opening

    def _new_case(self) -> None:
        self.opening.new_case()

    def _pick_file(self) -> None:
        self.opening.pick_file()

    def _open_sample(self) -> None:
        self.opening.open_sample()

    def open_entry(self, entry_id: str) -> None:
        """Open a saved case where it goes on."""
        self.opening.open_entry(entry_id)

    def open_file(self, path: Path) -> None:
        """Open a submission file as a new case, with our own copies of its documents."""
        self.opening.open_file(path)

    # --- settings and what is told ----------------------------------------------------------------

    def show_settings(self, section: str = "") -> None:
        """A page of the settings in a dialog; empty shows the first."""
        from jifen_desktop.ui.settings import SettingsDialog

        SettingsDialog(self.session, self.window_, section).open()

    def _show_shortcuts(self) -> None:
        from jifen_desktop.ui.shortcuts import shortcuts_dialog

        shortcuts_dialog(self.window_).open()

    def _show_about(self) -> None:
        from jifen_desktop.ui.about import about_dialog

        about_dialog(self.session, self.window_).open()
