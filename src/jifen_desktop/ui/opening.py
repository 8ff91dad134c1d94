"""Making and opening cases: new ones, saved ones, submission files, the sample."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.names import display_name
from jifen_desktop.flow.step import Step
from jifen_desktop.library.submission_file import SubmissionFileError
from jifen_desktop.messages import error_line, error_lines
from jifen_desktop.services.case import Case, case_from_file, new_case
from jifen_desktop.services.edit import set_pair
from jifen_desktop.services.listed import latest_district
from jifen_desktop.services.overview import overview
from jifen_desktop.services.rules_since import open_case
from jifen_desktop.services.sample_case import kept_sample, make_sample_case
from jifen_desktop.ui.dialogs import tell
from jifen_desktop.ui.jobs import Done, Failed, Job, Report
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.rail import case_title


class Opening(QObject):
    """`progress_asked` carries a job that the start screen shows the progress of; `sample_opened`; `told` says what
    was opened without being shown.
    """

    progress_asked = Signal(object, str)
    sample_opened = Signal()
    told = Signal(str)

    def __init__(self, session: Session, window: QMainWindow) -> None:
        super().__init__(window)
        self.session = session
        self._window = window
        self.job: Job | None = None

    def new_case(self) -> None:
        """A new case in the district of the latest one."""
        session = self.session
        if session.is_busy_alone:
            return
        case = new_case(session.book, session.store, session.settings, session.today)
        district = latest_district(session.store)
        if district is not None:
            centre = session.settings.centre(district)
            changed = set_pair(case.submission, district, case.submission.service, centre)
            case = Case(session.book, session.store, replace(case.entry, submission=changed))
        session.open(case)

    def open_entry(self, entry_id: str) -> None:
        """Open a saved case where it goes on."""
        if self.session.is_busy_alone:
            return
        try:
            case = open_case(self.session.book, self.session.store, entry_id)
        except JifenError as error:
            what, remedy = error_lines(error)
            tell(self._window, what, remedy)
            return
        case.go_to(overview(self.session.book, case.entry, case.picture).step)
        self._show(case)

    def pick_file(self) -> None:
        """Choose a submission file and open it as a new case."""
        start = self.session.settings.open_folder
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "打开申报文件", start, "申报文件 (*.toml);;所有文件 (*)"
        )
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Open a submission file as a new case, with our own copies of its documents."""
        session = self.session
        if self.job is not None or session.is_busy_alone:
            what = "资料库正忙" if self.job is None else "正在打开另一份"
            tell(self._window, what, f"完成后再打开「{display_name(path.name)}」。")
            return
        session.save_settings(replace(session.settings, open_folder=str(path.parent)))

        def work(report: Report) -> Case:
            report.progress("正在读取申报文件和证件", 0, 1)

            def read(done: int, total: int) -> None:
                report.progress(f"正在读取证件 {done} / {total}", done, total)

            return case_from_file(
                session.book,
                session.store,
                session.intake,
                path,
                session.today,
                progress=read,
                cancelled=report.cancelled,
            )

        self._start("正在打开申报文件", work)

    def open_sample(self) -> None:
        """Open the sample at its first step; it is drawn where the library has none."""
        session = self.session
        if session.is_busy_alone or self.job is not None:
            return
        with suppress(JifenError):  # then a new one tells what is wrong
            if (kept := kept_sample(session.store)) is not None:
                case = open_case(session.book, session.store, kept)
                case.go_to(Step.PAIR)
                self._show(case)
                return

        def work(report: Report) -> Case:
            return make_sample_case(
                session.book,
                session.store,
                session.intake,
                session.today,
                report.progress,
                report.cancelled,
            )

        self._start("正在准备示例", work)

    def _start(self, text: str, work: Callable[[Report], Case]) -> None:
        if self.job is not None or self.session.is_busy_alone:
            return
        self.job = self.session.jobs.make(work)
        self.job.ended.connect(self._opened)
        self.progress_asked.emit(self.job, text)
        self.job.start()

    def _opened(self, outcome: object) -> None:
        self.job = None
        if isinstance(outcome, Done) and isinstance(outcome.value, Case):
            self._show_unless_away(outcome.value)
        elif isinstance(outcome, Failed):
            self._tell_failure(outcome.error)

    def _show_unless_away(self, case: Case) -> None:
        """Whoever went on with another case meanwhile is not torn out of it."""
        if self.session.has_case:
            self.told.emit(f"「{case_title(case)}」打开好了，在下面的列表里")
        else:
            self._show(case)

    def _show(self, case: Case) -> None:
        self.session.open(case)
        if case.entry.sample:
            self.sample_opened.emit()

    def _tell_failure(self, error: Exception) -> None:
        if isinstance(error, SubmissionFileError):
            lines = []
            for problem in error.problems:
                params = {"name": error.name, "key": problem.key, "expected": problem.expected}
                lines.append(error_line(JifenError(problem.code, **params)))
            tell(self._window, "申报文件里有不能用的地方", "\n".join(lines[:12]))
        elif isinstance(error, JifenError):
            what, remedy = error_lines(error)
            tell(self._window, what, remedy)
        else:
            what, remedy = error_lines(JifenError(Code.WORKER_FAILED))
            tell(self._window, what, remedy)
