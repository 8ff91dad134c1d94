"""The one door to slow work: make a job, connect, start. The GUI thread never waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal

from jifen_desktop.domain.errors import Cancelled

_OFTEN: Final = (
    0.1  # seconds between two signals of progress: each is painted in the window's thread
)


class Report:
    """What the work gets: where to tell progress, and whether it should stop."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told = 0.0

    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._job.stop_asked.is_set()

    def check(self) -> None:
        """Raise `Cancelled` where the user asked to stop."""
        if self.cancelled():
            raise Cancelled

    def progress(self, what: str, done: int, total: int) -> None:
        """Tell progress, at most ten times a second but for its end; also a point where the work stops."""
        self.check()
        now = time.monotonic()
        if done >= total or now - self._told >= _OFTEN:
            self._told = now
            self._job.progressed.emit(what, done, total)


@dataclass(frozen=True)
class Done:
    """The work's value."""

    value: Any


@dataclass(frozen=True)
class Failed:
    """The exception that ended the work."""

    error: Exception


@dataclass(frozen=True)
class Stopped:
    """The user stopped it; nothing was left behind."""


Outcome = Done | Failed | Stopped
Work = Callable[[Report], object]


class Job(QObject):
    """One piece of work in a thread of its own. Signals arrive in the GUI thread.

    `can_stop` is False for work that goes on to its end whatever is asked: nothing offers to stop it then.
    `ended` carries `Done`, `Failed` or `Stopped`, exactly once, when the thread has nothing left to do.
    """

    progressed = Signal(str, int, int)
    ended = Signal(object)
    _finished = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None, *, can_stop: bool = True) -> None:
        super().__init__(parent)
        self.can_stop = can_stop
        self.stop_asked = Event()
        self._work = work
        self._thread = Thread(target=self._run, name="jifen-job", daemon=True)
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> Job:
        """Begin; connect first."""
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop at its next point."""
        self.stop_asked.set()

    def join(self) -> None:
        """Wait for the thread; only when the program closes."""
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        outcome: Outcome
        try:
            outcome = Done(self._work(Report(self)))
        except Cancelled:
            outcome = Stopped()
        except Exception as error:
            outcome = Failed(error)
        self._finished.emit(outcome)

    def _end(self, outcome: object) -> None:
        self._thread.join()
        self.ended.emit(outcome)


class Jobs(QObject):
    """All jobs of the window, so that closing it can stop and await them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: set[Job] = set()

    def make(self, work: Work, *, can_stop: bool = True) -> Job:
        """A job that isn't started yet: connect its signals, then call `start`."""
        job = Job(work, self, can_stop=can_stop)
        self._running.add(job)
        job.ended.connect(lambda _outcome, job=job: self._forget(job))
        return job

    @property
    def busy(self) -> bool:
        """Whether any work is under way."""
        return bool(self._running)

    def close(self) -> None:
        """Stop and await everything; no signal is delivered any more."""
        for job in list(self._running):
            job.blockSignals(True)
            job.cancel()
        for job in list(self._running):
            job.join()
        self._running.clear()

    def _forget(self, job: Job) -> None:
        self._running.discard(job)
        job.deleteLater()
