"""Scanners looked for and asked what they can, each in a job of its own; only while somebody wants to scan."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.scanning.merge import merged
from jifen_desktop.scanning.port import Caps, Device
from jifen_desktop.ui.jobs import Done, Failed, Job, Report
from jifen_desktop.ui.scanning.scanners import Reach
from jifen_desktop.ui.session import Session


class Finder(QObject):
    """`found(tuple of Device)` carries all that answered so far, each once; `over(tuple of JifenError)` follows when
    nobody is looked for any more, with the ways that couldn't look.

    `added(Device)` answers `add`, `known(Device, Caps)` answers `ask`; `refused(JifenError)` and `failed(JifenError)`
    where that was of no use.
    """

    found = Signal(object)
    over = Signal(object)
    added = Signal(object)
    refused = Signal(object)
    known = Signal(object, object)
    failed = Signal(object)
    _heard = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._scanners = Reach.of(session)
        self._found: tuple[Device, ...] = ()
        self._typed: list[Device] = []
        self._search: Job | None = None
        self._questions: set[Job] = set()
        self._asked: Device | None = None
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def searching(self) -> bool:
        """Whether anybody is still looked for."""
        return self._search is not None

    def start(self) -> None:
        """Look for scanners in every way this computer has."""
        if self._search is not None:
            return
        self._search = self._session.quiet.make(self._look)
        self._search.ended.connect(self._ended)
        self._search.start()

    def stop(self) -> None:
        """Look for nobody any more; what is asked is not told."""
        for job in filter(None, (self._search, *self._questions)):
            job.cancel()
        self._asked = None

    def add(self, typed: str) -> None:
        """Ask whether a scanner is at that address."""
        self._question(lambda _report: self._scanners.add(typed), self._take_added)

    def ask(self, device: Device) -> None:
        """Ask a scanner what it can; only the last one asked is told of."""
        self._asked = device
        self._question(
            lambda _report: self._scanners.capabilities(device),
            lambda outcome: self._take_caps(device, outcome),
        )

    def _look(self, report: Report) -> tuple[JifenError, ...]:
        def tell(devices: tuple[Device, ...]) -> None:
            with suppress(RuntimeError):  # the dialog is gone
                self._heard.emit(devices)

        return self._scanners.discover(tell, report.cancelled)

    def _question(self, work: Callable[[Report], object], then: Callable[[object], None]) -> None:
        job = self._session.quiet.make(work)
        self._questions.add(job)
        job.ended.connect(lambda outcome, job=job: self._answered(job, outcome, then))
        job.start()

    def _answered(self, job: Job, outcome: object, then: Callable[[object], None]) -> None:
        if isValid(self):
            self._questions.discard(job)
            then(outcome)

    def _take(self, devices: tuple[Device, ...]) -> None:
        self._found = devices
        self._tell()

    def _tell(self) -> None:
        self.found.emit(merged((*self._found, *self._typed)))

    def _ended(self, outcome: object) -> None:
        self._search = None
        self.over.emit(outcome.value if isinstance(outcome, Done) else ())

    def _take_added(self, outcome: object) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, Device):
            self._typed.append(outcome.value)
            self._tell()
            self.added.emit(outcome.value)
        elif isinstance(outcome, Failed):
            self.refused.emit(_known(outcome.error, ""))

    def _take_caps(self, device: Device, outcome: object) -> None:
        if device != self._asked:
            return
        if isinstance(outcome, Done) and isinstance(outcome.value, Caps):
            self.known.emit(device, outcome.value)
        elif isinstance(outcome, Failed):
            self.failed.emit(_known(outcome.error, device.name))


def _known(error: Exception, name: str) -> JifenError:
    return error if isinstance(error, JifenError) else JifenError(Code.SCAN_FAILED, name=name)
