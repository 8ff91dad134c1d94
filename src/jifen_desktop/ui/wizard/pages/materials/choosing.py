"""When the question where files go is asked: as soon as they are dropped, answered while they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from jifen_desktop.services.take_in import TakenIn
from jifen_desktop.ui.thumbnails import Thumbnails
from jifen_desktop.ui.wizard.pages.materials.chooser import Chooser
from jifen_desktop.ui.wizard.pages.materials.desk import Desk

if TYPE_CHECKING:
    from jifen_desktop.ui.wizard.pages.materials.page import MaterialsPage

_SOON = 120  # ms: files that are refused by then never opened a dialog that only closes again


class Choosing(QObject):
    """Opens the chooser for a desk, gives it what was taken in, and closes it where there is nothing to choose."""

    def __init__(self, page: MaterialsPage, desk: Desk, thumbnails: Thumbnails) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._thumbnails = thumbnails
        self._names: list[str] = []
        self._chooser: Chooser | None = None
        self._declined = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._open)
        desk.choice_begun.connect(self._begin)
        desk.progressed.connect(self._progress)
        desk.choice_asked.connect(self._take)
        desk.choice_over.connect(self._over)

    def _begin(self, names: list[str]) -> None:
        self._names, self._declined = names, False
        if all("." in name for name in names):  # what is in a folder isn't known yet
            self._soon.start()

    def _open(self) -> Chooser:
        self._soon.stop()
        chooser = Chooser(
            self._page, self._page.case, self._names, self._page.person, self._thumbnails
        )
        chooser.finished.connect(lambda result: self._finished(chooser, result))
        self._chooser = chooser
        QTimer.singleShot(0, chooser, chooser.open)  # in a turn of its own: making it took one
        return chooser

    def _progress(self, done: int, total: int) -> None:
        if self._chooser is not None:
            self._chooser.show_progress(done, total)

    def _take(self, taken: TakenIn) -> None:
        if not self._declined:
            (self._chooser or self._open()).take(taken)

    def _over(self) -> None:
        """Nothing was taken in, or it is for the user to choose."""
        self._soon.stop()
        if self._chooser is not None and self._chooser.taken is None:
            self._chooser.reject()

    def _finished(self, chooser: Chooser, result: int) -> None:
        self._chooser = None
        if chooser.taken is None:
            self._declined = True
            self._desk.cancel()
        elif result == Chooser.DialogCode.Accepted:
            self._desk.place(chooser.taken, chooser.choices())
