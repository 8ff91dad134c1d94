"""One window of the manual for the whole program; it goes when the program's window goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from jifen_desktop.ui.session import Session

if TYPE_CHECKING:
    from jifen_desktop.ui.help.window import HelpWindow


class Help(QObject):
    """Makes the window when it is first asked for."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.window: HelpWindow | None = None

    def show(self, place: str) -> HelpWindow:
        """Open the manual at the place of a page, or bring it forward."""
        if self.window is None:
            from jifen_desktop.ui.help.window import HelpWindow

            self.window = HelpWindow(self._session)
        self.window.show_place(place)
        self.window.come_forward()
        return self.window

    def close(self) -> None:
        """Close the window for good."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
