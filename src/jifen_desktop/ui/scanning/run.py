"""One scan in a job: every page is told as soon as it is whole, and looked at while the next one scans."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.intake.scan_look import ScanLook, look_at
from jifen_desktop.scanning.port import Page, Progress, Request
from jifen_desktop.services.scanning import Outcome, Scanners
from jifen_desktop.ui.jobs import Job, Report
from jifen_desktop.ui.session import Session


class ScanRun(QObject):
    """`page_came(Page)`, then `looked(Path, ScanLook)`; `progressed(Progress)`; at last `ended` with the job's
    outcome, whose value is a `services.scanning.Outcome`.

    Pages that came stay in `folder`, however it ends.
    """

    page_came = Signal(object)
    looked = Signal(object, object)
    progressed = Signal(object)
    ended = Signal(object)

    def __init__(
        self, session: Session, scanners: Scanners, request: Request, folder: Path, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._scanners = scanners
        self._request = request
        self._folder = folder
        self._job: Job = session.jobs.make(self._work)
        self._job.ended.connect(self.ended, Qt.ConnectionType.DirectConnection)

    def start(self) -> None:
        """Begin; connect first."""
        self._job.start()

    def stop(self) -> None:
        """Ask the scanner to stop; `ended` follows within the second that the port allows."""
        self._job.cancel()

    def _work(self, report: Report) -> Outcome:
        return self._scanners.scan(
            self._request, self._folder, self._each, self._tell, report.cancelled
        )

    def _each(self, page: Page) -> None:
        with suppress(RuntimeError):  # the dialog is gone
            self.page_came.emit(page)
        self._look(page.path)

    def _tell(self, progress: Progress) -> None:
        with suppress(RuntimeError):
            self.progressed.emit(progress)

    def _look(self, path: Path) -> None:
        with suppress(Cancelled):  # the session is closed
            future = self._session.pool.submit(look_at, path)
            future.add_done_callback(partial(self._seen, path))

    def _seen(self, path: Path, done: Future[ScanLook]) -> None:
        """What can't be looked at is shown as it is: intake says what is wrong with it."""
        with suppress(RuntimeError, CancelledError):
            if done.exception() is None:
                self.looked.emit(path, done.result())
