"""Work that is asked for again before it has ended: only the newest outcome counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from jifen_desktop.ui.jobs import Done, Failed, Report
from jifen_desktop.ui.session import Session


class Latest(QObject):
    """`ended` carries the outcome of what was asked last, `Done` or `Failed`, unless it was forgotten meanwhile.

    `waits` while something is under way.
    """

    ended = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._number = 0
        self.waits = False

    def ask(self, work: Callable[[], object]) -> None:
        """Do it in a thread."""
        self._number += 1
        self.waits = True
        number = self._number

        def numbered(_report: Report) -> tuple[int, Done | Failed]:
            try:
                return number, Done(work())
            except Exception as error:
                return number, Failed(error)

        job = self._session.quiet.make(numbered)
        job.ended.connect(self._end)
        job.start()

    def forget(self) -> None:
        """What is under way is not wanted any more."""
        self._number += 1
        self.waits = False

    def _end(self, outcome: object) -> None:
        if isinstance(outcome, Done):
            number, own = outcome.value
            if number == self._number:
                self.waits = False
                self.ended.emit(own)
