"""A session with one scanner: opened, made ready, told which unit scans, scanned with, closed.

ImageCaptureCore answers every request by calling back on the run loop of the thread that waits here, so each step asks,
lets the loop run until the answer is there, and goes on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any, Final, Protocol

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.scanning.apart import Talk
from jifen_desktop.scanning.imagecapture import numbers
from jifen_desktop.scanning.imagecapture.failures import failure

STEP: Final = 0.05  # seconds the run loop gets at a time
OPENING: Final = 30.0
READY: Final = 10.0
SELECTING: Final = 15.0  # and until a scan has ended that had enough pages
PAGE: Final = 170.0  # without a page and without an end
STOPPING: Final = 0.3  # when the user stops it: with CLOSING less than what `apart` leaves
CLOSING: Final = 0.2


class State(Enum):
    """Where a session is."""

    NEW = auto()
    OPEN = auto()
    SCANNING = auto()
    CLOSED = auto()


class System(Protocol):
    """What the session has of macOS."""

    def browse(self, added: Callable[[Any], None]) -> None:
        """Look for scanners until the process ends, and call `added` with each device."""

    def listen(self, device: Any, events: Events) -> None:
        """Have the device's answers noted in `events`."""

    def pump(self, seconds: float) -> None:
        """Let the run loop call back for so long."""

    def clock(self) -> float:
        """Seconds that never go back."""

    def url(self, path: Path) -> Any:
        """The path as an NSURL."""


@dataclass
class Events:
    """What the device has told. `error` is the number of the last failure."""

    opened: bool = False
    ready: bool = False
    completed: bool = False
    closed: bool = False
    removed: bool = False
    error: int | None = None
    files: deque[Path] = field(default_factory=deque)


class Session:
    """Used by one thread. Every step raises JifenError with `name`, and Cancelled once `talk` says stop."""

    def __init__(self, device: Any, system: System, talk: Talk, name: str) -> None:
        self.device = device
        self.state = State.NEW
        self._system = system
        self._talk = talk
        self._name = name
        self._events = Events()

    def open(self) -> None:
        """Open it and wait until it takes commands."""
        self._system.listen(self.device, self._events)
        self.device.requestOpenSession()
        self._await(lambda: self._events.opened, OPENING)
        self.state = State.OPEN
        # Not every driver says that it is ready; one that has its units is.
        self._run(lambda: self._events.ready, READY)
        if not self._events.ready and not self.units():
            raise JifenError(Code.SCAN_TIMEOUT, name=self._name)

    def units(self) -> list[int]:
        """The kinds of its units that we use."""
        kinds = [int(kind) for kind in self.device.availableFunctionalUnitTypes() or ()]
        return [kind for kind in (numbers.FLATBED, numbers.FEEDER) if kind in kinds]

    def select(self, kind: int) -> Any:
        """The unit of that kind, once it is the selected one."""
        if kind not in self.units():
            raise JifenError(Code.SCAN_UNSUPPORTED, name=self._name)
        if not self._is_selected(kind):
            self.device.requestSelectFunctionalUnit_(kind)
            # The answer may come without a unit, so it is looked at itself.
            self._await(lambda: self._is_selected(kind), SELECTING)
        return self.device.selectedFunctionalUnit()

    def scan(self, look: Callable[[], None]) -> Generator[Path]:
        """Scan, and yield the files as they come. `look` is called while it waits.

        Closing it, or a stop, has the scanner stop. Yields nothing at all where the feeder was empty.
        """
        self.state = State.SCANNING
        self.device.requestScan()
        try:
            while self._more(look):
                yield self._events.files.popleft()
        finally:
            if not self._events.completed:
                self.device.cancelScan()
                seconds = STOPPING if self._talk.stopped() else SELECTING
                self._run(lambda: self._events.completed, seconds, heed=False)
            self.state = State.OPEN

    def close(self) -> None:
        """Free the device; called whatever happened."""
        if self.state is not State.CLOSED:
            self.state = State.CLOSED
            self.device.requestCloseSession()
            self._run(lambda: self._events.closed, CLOSING, heed=False)

    def _more(self, look: Callable[[], None]) -> bool:
        events = self._events

        def something() -> bool:
            look()
            return bool(events.files) or events.completed

        self._run(something, PAGE)
        if events.files:
            return True
        if not events.completed:
            raise JifenError(Code.SCAN_TIMEOUT, name=self._name)
        if events.error is not None:
            raise failure(events.error, self._name)
        return False

    def _is_selected(self, kind: int) -> bool:
        unit = self.device.selectedFunctionalUnit()
        return unit is not None and unit.type() == kind

    def _await(self, done: Callable[[], bool], seconds: float) -> None:
        """Wait for an answer; a failure or none in time is one."""
        self._run(lambda: done() or self._events.error is not None, seconds)
        if self._events.error is not None:
            raise failure(self._events.error, self._name)
        if not done():
            raise JifenError(Code.SCAN_TIMEOUT, name=self._name)

    def _run(self, done: Callable[[], bool], seconds: float, heed: bool = True) -> None:
        """Let the loop run until `done()` or so many seconds; `heed` what stops it."""
        until = self._system.clock() + seconds
        while not done() and self._system.clock() < until:
            if heed and self._events.removed:
                raise JifenError(Code.SCAN_CONNECTION_LOST, name=self._name)
            if heed and self._talk.stopped():
                raise Cancelled
            self._system.pump(STEP)
