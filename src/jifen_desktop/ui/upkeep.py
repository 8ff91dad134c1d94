"""What is done for the library while the window is open: a broken off export taken back, the daily backup, changes
brought to the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from jifen_desktop.files.aside import sweep_aside
from jifen_desktop.services.interrupted import take_back_interrupted
from jifen_desktop.services.keeping import back_up_if_due
from jifen_desktop.ui.jobs import Report
from jifen_desktop.ui.session import Session

_MINUTE: Final = 60_000  # ms
_HOUR: Final = 60 * _MINUTE
SETTLE: Final = (
    5_000  # ms after a change until the disk is asked to have it: what a power cut can take at most
)


class Upkeep(QObject):
    """Starts with `begin`, after the window's first picture; nothing of it is waited for or told.

    A backup that fails is tried again an hour later; nobody is stopped at work for it, 从备份恢复 lists what there is.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._hourly = QTimer(self, interval=_HOUR)
        self._hourly.timeout.connect(self.back_up)
        self._changed = QTimer(self, interval=SETTLE, singleShot=True)
        self._changed.timeout.connect(self.settle)
        session.saved.connect(self._wait)

    def begin(self) -> None:
        """Take back a broken off export, and papers that a killed process left; the first backup of the day, and from
        now on each hour if one is due.
        """
        store = self._session.store
        self._start(lambda _report: take_back_interrupted(store))
        self._start(lambda _report: sweep_aside())
        self._hourly.start()
        self.back_up()

    def back_up(self) -> None:
        """Make the daily backup where none was made today."""
        library = self._session.library
        if self._session.is_busy_alone:
            QTimer.singleShot(_MINUTE, self, self.back_up)
        else:
            self._start(lambda _report: back_up_if_due(library))

    def settle(self) -> None:
        """Have what was saved on the medium."""
        database = self._session.store.db
        if self._session.is_busy_alone:
            self._changed.start()
        else:
            self._start(lambda _report: database.checkpoint())

    def _start(self, work: Callable[[Report], object]) -> None:
        self._session.quiet.make(work).start()

    def _wait(self) -> None:
        if not self._changed.isActive():
            self._changed.start()
