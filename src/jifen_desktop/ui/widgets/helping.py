"""The way from a page to its place in the manual."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from jifen_desktop.ui.theme import TextRole
from jifen_desktop.ui.widgets.buttons import Button, Kind


class HelpButton(Button):
    """说明 beside a page's heading; `place` is a key of the help's table of places.

    It is no Tab stop: a page's first stop is its own, and F1 does the same from everywhere on the page.
    """

    def __init__(self, place: str) -> None:
        super().__init__(
            "说明", Kind.QUIET, icon="circle-question-mark", height=20, role=TextRole.HINT
        )
        self.place = place
        self.setAccessibleName("这一页的说明")
        self.setToolTip("这一页的说明")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self.ask)
        self._key: QShortcut | None = None

    def ask(self) -> None:
        """Open the manual at the page's place."""
        shower: QObject | None = self
        while shower is not None:
            show = getattr(shower, "show_help", None)
            if callable(show):
                show(self.place)
                return
            shower = shower.parent()

    def showEvent(self, event: QShowEvent) -> None:
        """A dialog has no menu, so F1 is the button's own there."""
        super().showEvent(event)
        if self._key is None and isinstance(self.window(), QDialog):
            self._key = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self)
            self._key.activated.connect(self.ask)


def help_place(window: QWidget) -> str:
    """The place of the page that a window shows; empty where it shows none."""
    buttons = window.findChildren(HelpButton)
    return next((b.place for b in buttons if b.isVisible()), "")
