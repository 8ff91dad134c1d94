"""Acts on the whole library: tried at once or in a job, what they did and why they could not is told."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.journal import Event
from jifen_desktop.messages import error_lines
from jifen_desktop.ui.dialogs import tell
from jifen_desktop.ui.jobs import Done, Failed, Job, Report, Stopped
from jifen_desktop.ui.session import Session

_BUSY = "还有工作没有做完，等它完成再做"


class LibraryActs(QObject):
    """`changed` follows every act; `told(text, undoable)` what it did.

    `working(job, text)` carries work during which no case may be opened.
    """

    changed = Signal()
    told = Signal(str, bool)
    working = Signal(object, str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    @property
    def is_hindered(self) -> bool:
        """Whether work is under way: documents that are just being taken in belong to no case yet, and deleting what
        none uses would take them.
        """
        return self._session.is_busy_alone or self._session.jobs.busy

    def run(
        self,
        text: str,
        work: Callable[[Report], object],
        then: Callable[..., None],
        stopped: str = "",
    ) -> None:
        """Do it in a job; `then(value)` runs where it succeeded, `stopped` is said where the user stopped it.

        Without words for that it can't be stopped, and nothing offers to.
        """
        if self.is_hindered:
            self.told.emit(_BUSY, False)
            return
        job: Job = self._session.jobs.make(work, can_stop=bool(stopped))

        began = time.monotonic()

        def ended(outcome: object) -> None:
            self._note(outcome, time.monotonic() - began)
            if isinstance(outcome, Failed):
                self.fail(outcome.error)
            self.changed.emit()
            if isinstance(outcome, Done):
                then(outcome.value)
            elif isinstance(outcome, Stopped):
                self.told.emit(stopped, False)

        job.ended.connect(ended)
        self.working.emit(job, text)
        job.start()

    def _note(self, outcome: object, seconds: float) -> None:
        journal = self._session.journal
        if isinstance(outcome, Failed):
            code = outcome.error.code if isinstance(outcome.error, JifenError) else None
            journal.note(Event.WORK_FAILED, code=code, seconds=seconds)
        else:
            event = Event.WORK_DONE if isinstance(outcome, Done) else Event.WORK_STOPPED
            journal.note(event, seconds=seconds)

    def attempt(self, act: Callable[[], None]) -> bool:
        """Do it now; False where it failed, which has been told."""
        try:
            act()
        except JifenError as error:
            self.fail(error)
            return False
        self.changed.emit()
        return True

    def fail(self, error: Exception) -> None:
        """Say why it could not be done."""
        known = error if isinstance(error, JifenError) else JifenError(Code.WORKER_FAILED)
        what, remedy = error_lines(known)
        tell(self._window, what, remedy)
