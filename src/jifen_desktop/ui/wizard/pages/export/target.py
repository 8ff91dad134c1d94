"""The folder of the next export, found in a job since it may lie on a slow drive."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from jifen_desktop.domain.submission import Submission
from jifen_desktop.ui.jobs import Done
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.export.work import find_folder


class Target(QObject):
    """`folder` is None until it is known; `found` follows every change of it."""

    found = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._key: object = None
        self._running = 0
        self.folder: Path | None = None

    def find(self, submission: Submission, district: str, *, again: bool = False) -> None:
        """Look for the folder, unless the answer is known; `again` after something was written."""
        company = submission.company
        parent = self._session.settings.export_folder
        key = (parent, submission.on, company.short_name, company.name, district)
        if key == self._key and not again:
            return
        self._key, self.folder = key, None
        self._running += 1
        number = self._running
        sample = self._session.case.entry.sample
        work = find_folder(self._session.export_parent, submission, district, sample=sample)
        job = self._session.jobs.make(lambda report: (number, work(report)))
        job.ended.connect(self._end)
        job.start()

    def _end(self, outcome: object) -> None:
        if isinstance(outcome, Done):
            number, folder = outcome.value
            if number == self._running:
                self.folder = folder
                self.found.emit()
