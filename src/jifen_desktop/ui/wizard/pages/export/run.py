"""The export as the page sees it: one job at a time, told in signals."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from jifen_desktop.library.entry import SentPage
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.part import sent_to_compare
from jifen_desktop.ui.jobs import Done, Failed, Job
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.export.work import write_export


class ExportRun(QObject):
    """Starts, follows and stops the export; exactly one of `done`, `failed`, `stopped` ends it.

    `done` carries the picture that was to be exported, the folder and an `Able`.
    """

    progressed = Signal(str, int, int)
    done = Signal(object, object, object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._picture: Picture | None = None
        self.folder = Path()

    @property
    def running(self) -> bool:
        """Whether an export is under way."""
        return self._job is not None

    def start(self, picture: Picture, folder: Path) -> None:
        """Export into `folder`; what went out before of the same people is compared."""
        self._picture, self.folder = picture, folder
        sent = self._session.case.sent_before()
        everybody = len(self._session.case.submission.applicants)

        def before(exported: Picture) -> tuple[SentPage, ...]:
            keys = {a.key for a in exported.submission.applicants}
            return sent if len(keys) == everybody else sent_to_compare(sent, keys)

        session = self._session
        work = write_export(picture, folder, session.store, session.pool, before)
        job = self._session.jobs.make(work)
        job.progressed.connect(self.progressed)
        job.ended.connect(self._end)
        self._job = job
        job.start()

    def cancel(self) -> None:
        """Stop; nothing will be left."""
        if self._job is not None:
            self._job.cancel()

    def _end(self, outcome: object) -> None:
        picture, self._job, self._picture = self._picture, None, None
        if isinstance(outcome, Done):
            self.done.emit(picture, self.folder, outcome.value)
        elif isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        else:
            self.stopped.emit()
