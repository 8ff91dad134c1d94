"""A folder that a copier scans into, watched while the program runs; what came waits until the user places it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.scanning.watched import watch
from jifen_desktop.ui.jobs import Failed, Job, Report
from jifen_desktop.ui.session import Session

Watch = Callable[[Path, Callable[[Path], None], Callable[[], bool]], None]


class FolderWatch(QObject):
    """`changed()` follows whatever its properties tell anew. Files in the folder are never touched.

    The folder stays in the settings until the user lets it go; one that can't be watched is told in `trouble`.
    """

    changed = Signal()
    _heard = Signal(object, object)

    def __init__(self, session: Session, watching: Watch = watch) -> None:
        super().__init__(session)
        self._session = session
        self._watch = watching
        self._job: Job | None = None
        self.files: list[Path] = []
        self.trouble: JifenError | None = None
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @staticmethod
    def of(session: Session) -> FolderWatch:
        """The one of a session."""
        found = session.findChild(FolderWatch)
        return found if isinstance(found, FolderWatch) else FolderWatch(session)

    @property
    def folder(self) -> Path | None:
        """The folder that is to be watched."""
        chosen = self._session.settings.scan_folder
        return Path(chosen) if chosen else None

    @property
    def watching(self) -> bool:
        """Whether it is watched now."""
        return self._job is not None

    def choose(self, folder: Path) -> None:
        """Watch this folder from now on, and at the next start."""
        self._keep(str(folder))
        self.start()

    def start(self) -> None:
        """Watch the folder of the settings, where there is one that isn't watched yet."""
        folder = self.folder
        if folder is None or self._job is not None:
            return
        self.trouble = None
        self._job = job = self._session.watching.make(self._work(folder))
        job.ended.connect(lambda outcome: self._ended(job, outcome))
        job.start()
        self.changed.emit()

    def stop(self) -> None:
        """Watch no folder any more; files that came and wait for a place are let go, and stay where they are."""
        self.files = []
        self.trouble = None
        self._keep("")
        self.changed.emit()

    def taken(self) -> list[Path]:
        """The files that came, which are waited for no more."""
        files, self.files = self.files, []
        self.changed.emit()
        return files

    def _keep(self, folder: str) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._session.save_settings(replace(self._session.settings, scan_folder=folder))

    def _work(self, folder: Path) -> Callable[[Report], None]:
        def tell(path: Path) -> None:
            with suppress(RuntimeError):  # the session is gone
                self._heard.emit(folder, path)

        return lambda report: self._watch(folder, tell, report.cancelled)

    def _take(self, folder: Path, path: Path) -> None:
        if folder == self.folder and path not in self.files:
            self.files.append(path)
            self.changed.emit()

    def _ended(self, job: Job, outcome: object) -> None:
        if job is not self._job:
            return
        self._job = None
        if isinstance(outcome, Failed):
            error = outcome.error
            name = self.folder.name if self.folder is not None else ""
            known = error if isinstance(error, JifenError) else None
            self.trouble = known or JifenError(Code.SCAN_FOLDER, name=name)
        self.changed.emit()
