"""The entries of the rail by their number: steps of the open case, otherwise pages of the start screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from jifen_desktop.ui.menu_entries import PLACES, place_key

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from jifen_desktop.ui.widgets import StartRail, StepRail
    from jifen_desktop.ui.window import MainWindow


class Places(QObject):
    """What the keys Ctrl+1 to Ctrl+8 go to."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._keys = [place_key(number) for number in range(1, PLACES + 1)]

    def is_key(self, key: str) -> bool:
        """Whether an act goes to a place."""
        return key in self._keys

    def names(self) -> list[tuple[str, bool]]:
        """The entries' names, and whether each can be gone to."""
        return [(button.caption, button.isEnabled()) for button in self._rail().entries()]

    def go_to(self, key: str) -> None:
        """Go there as by a click, with the keyboard on the entry of a list of submissions."""
        entries = self._rail().entries()
        number = self._keys.index(key)
        if number < len(entries) and entries[number].isEnabled():
            self._go(entries[number])

    def _go(self, button: QAbstractButton) -> None:
        if not self._window.session.has_case:  # a step puts the focus into its page itself
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.click()

    def _rail(self) -> StepRail | StartRail:
        in_case = self._window.session.has_case
        return self._window.frame.rail if in_case else self._window.start.rail
