"""The menu bar, made from the table of entries."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from jifen_desktop.ui.menu_entries import (
    MENUS,
    PLACES,
    SEPARATOR,
    Entry,
    menus_of,
    place_key,
    shortcuts_of,
)


class Menus:
    """The window's menus; `actions` by key. `opened(title)` is told before a menu shows, to bring it up to date."""

    def __init__(
        self,
        window: QMainWindow,
        act: Callable[[str], None],
        opened: Callable[[str], None],
        platform: str = sys.platform,
    ) -> None:
        self.actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._window = window
        self._act = act
        for name, entries in menus_of(platform):
            menu = window.menuBar().addMenu(name)
            self._fill(menu, entries)
            title = name.partition("(")[0]
            menu.aboutToShow.connect(lambda title=title: opened(title))

    def set_case_open(self, is_open: bool) -> None:
        """Grey what only makes sense in a case."""
        for _, _, entries in MENUS:
            for entry in entries:
                if entry.needs_case:
                    self.actions[entry.key].setEnabled(is_open)

    def set_places(self, places: Sequence[tuple[str, bool]]) -> None:
        """Name the entries of the rail that is shown, and whether each can be gone to."""
        for number in range(1, PLACES + 1):
            action = self.actions[place_key(number)]
            there = number <= len(places)
            action.setVisible(there)
            text, enabled = places[number - 1] if there else ("", False)
            action.setText(text)
            action.setEnabled(enabled)

    def check(self, key: str) -> None:
        """Mark one of a group."""
        self.actions[key].setChecked(True)

    def name(self, key: str, text: str, *, enabled: bool) -> None:
        """Say what an act does now, if not what it always does, and whether it does anything.

        An & in a file's name is no access key.
        """
        if text:
            self.actions[key].setText(text.replace("&", "&&"))
        self.actions[key].setEnabled(enabled)

    def _fill(self, menu: QMenu, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            if entry is SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(self._make(entry))

    def _make(self, entry: Entry) -> QAction:
        action = QAction(entry.text, self._window)
        action.setMenuRole(entry.role)
        action.setShortcuts(shortcuts_of(entry))
        if entry.shown_only:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if entry.choice:
            group = self._groups.setdefault(entry.choice, QActionGroup(self._window))
            action.setCheckable(True)
            group.addAction(action)
        key = entry.key
        action.triggered.connect(lambda _checked=False: self._act(key))
        self.actions[key] = action
        return action
