"""The root of the window's objects: library, settings, workers, and the open case."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.journal import Event, Journal
from jifen_desktop.library.place import Library
from jifen_desktop.library.settings import Settings, load_settings, save_settings
from jifen_desktop.services.opening import Opened, open_library
from jifen_desktop.ui.history import History
from jifen_desktop.ui.jobs import Job, Jobs, Report

if TYPE_CHECKING:
    from jifen_desktop.domain.submission import Submission
    from jifen_desktop.flow.step import Step
    from jifen_desktop.intake.read import Intake
    from jifen_desktop.library.entry import ExportRecord
    from jifen_desktop.rulebook.load import Rulebook
    from jifen_desktop.services.case import Case
    from jifen_desktop.services.export import Exported
    from jifen_desktop.services.take_in import TakenIn
    from jifen_desktop.worker.pool import WorkerPool

_MOMENT = 0.05  # seconds


class Session(QObject):
    """What every page works on. Pages change the case only through here, so that everybody hears of it.

    `case_changed` follows every change of the open case (and its being opened or closed), `leaving` comes before
    another one, or none, takes its place, `saved` follows every attempt to save, `settings_changed` a change of
    settings, `reopened` that another library took this one's place.
    """

    leaving = Signal()
    case_changed = Signal()
    saved = Signal()
    settings_changed = Signal()
    reopened = Signal()

    def __init__(self, library: Library, today: date) -> None:
        super().__init__()
        self.library = library
        self.today = today
        self.journal = Journal(library.root, waits=True)
        self.settings, self.damaged_settings = load_settings(library.settings_path)
        self._take(open_library(lambda: self.book, library))
        self.jobs = Jobs(self)
        # upkeep that nobody waits for, and that closing the window need not ask about
        self.quiet = Jobs(self)
        # what goes on until the program ends
        self.watching = Jobs(self)
        self._case: Case | None = None
        self.history = History(self, self)
        self._exclusive: Job | None = None

    # The first window shows what was kept when cases were saved: it waits for none of these.

    @cached_property
    def book(self) -> Rulebook:
        """The rules, with the years whose holidays the user entered."""
        from jifen_desktop.rulebook.holidays import with_years
        from jifen_desktop.rulebook.load import load_rulebook

        return with_years(load_rulebook(), dict(self.settings.holidays))

    @cached_property
    def pool(self) -> WorkerPool:
        """The worker processes; none is started before it is asked for something."""
        from jifen_desktop.worker.pool import WorkerPool

        return WorkerPool()

    @cached_property
    def intake(self) -> Intake:
        """What opens files, in the workers."""
        from jifen_desktop.intake.read import Intake

        return Intake(self.pool)

    def _forget_rules(self) -> None:
        """Other years are known now; the rules are put together anew when somebody asks."""
        self.__dict__.pop("book", None)

    def _take(self, opened: Opened) -> None:
        self.store = opened.store
        self.damaged = opened.damaged
        self.trouble = opened.trouble
        self.journal.note(
            Event.OPENED,
            damaged=len(opened.damaged),
            trouble=opened.trouble.code if opened.trouble else None,
        )

    def replace_library(self, replace: Callable[[], None], report: Report) -> Opened:
        """Close the library, have it replaced, and open what lies there then; for an exclusive job.

        What `replace` raises comes out after the library has been opened again. The result goes to `reopen`.
        """
        while self.quiet.busy:  # a backup that is just being made
            report.check()
            time.sleep(_MOMENT)
        self.store.close()
        try:
            replace()
        except BaseException:
            self._take(open_library(lambda: self.book, self.library))
            raise
        return open_library(lambda: self.book, self.library)

    def reopen(self, opened: Opened) -> None:
        """Go on with the library that took the other one's place, and with its settings."""
        self._take(opened)
        self.settings, self.damaged_settings = load_settings(self.library.settings_path)
        self._forget_rules()
        self.reopened.emit()
        self.settings_changed.emit()

    @property
    def is_busy_alone(self) -> bool:
        """Whether work is under way during which no case may be opened or made."""
        return self._exclusive is not None

    def begin_exclusive(self, job: Job) -> None:
        """Open nothing until this job, which deletes or replaces what cases rest on, has ended."""
        self._exclusive = job
        job.ended.connect(self._end_exclusive)

    def _end_exclusive(self, _outcome: object) -> None:
        self._exclusive = None

    @property
    def case(self) -> Case:
        """The open case; only to be asked for while one is open."""
        if self._case is None:
            raise RuntimeError("no case is open")
        return self._case

    @property
    def has_case(self) -> bool:
        """Whether a case is open."""
        return self._case is not None

    def open(self, case: Case | None) -> None:
        """Make a case the open one, or with None go back to the start screen."""
        if self._case is not None:
            self.leaving.emit()
        self._case = case
        self.case_changed.emit()

    def change(self, submission: Submission) -> None:
        """Take over and save a changed submission."""
        self.case.change(submission)
        self._tell()

    def attach(self, taken: TakenIn, submission: Submission) -> None:
        """Take over a submission together with its new documents."""
        self.case.attach(taken, submission)
        self._tell()

    def record_export(
        self, folder: Path, exported: Exported, part: Submission | None = None
    ) -> ExportRecord:
        """Remember where the open case, or a part of its people, was exported to."""
        record = self.case.record_export(folder, exported, part)
        self._tell()
        return record

    def go_to(self, step: Step) -> None:
        """Remember the step at which the user is."""
        self.case.go_to(step)
        self.saved.emit()

    def save_settings(self, settings: Settings) -> JifenError | None:
        """Keep changed settings; returns the failure where they could not be written."""
        other_years = settings.holidays != self.settings.holidays
        self.settings = settings
        if other_years:
            self._forget_rules()
        try:
            save_settings(self.library.settings_path, settings)
        except JifenError as error:
            return error
        finally:
            self.settings_changed.emit()
        return None

    def export_parent(self) -> Path:
        """The folder that exports go to by default: the last one, if it is still there."""
        last = Path(self.settings.export_folder) if self.settings.export_folder else None
        if last is not None and last.is_dir():
            return last
        from PySide6.QtCore import QStandardPaths

        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(documents)) / "积分申报"

    def close(self) -> None:
        """Stop all work; no thread and no process is left. What is still painted asks nobody any more."""
        self._case = None
        self.jobs.close()
        self.quiet.close()
        self.watching.close()
        if "pool" in self.__dict__:
            self.pool.close()
        self.store.close()
        self.journal.close()

    def _tell(self) -> None:
        if self._case is not None and self._case.unsaved is not None:
            self.journal.note(Event.SAVE_FAILED, code=self._case.unsaved.code)
        self.case_changed.emit()
        self.saved.emit()
