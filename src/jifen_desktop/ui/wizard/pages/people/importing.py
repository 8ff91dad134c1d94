"""People from a file, from copied cells, and the template to fill in: read in jobs, shown before anybody is added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.names import display_name
from jifen_desktop.intake.table import Table, pasted_table, read_table
from jifen_desktop.messages import error_lines
from jifen_desktop.services.roster_columns import Column, match_columns
from jifen_desktop.services.roster_template import template_xlsx
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import save_as, tell
from jifen_desktop.ui.dropped import left_out, usable
from jifen_desktop.ui.jobs import Done, Failed, Report, Work
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.people.roster_dialog import RosterDialog

MOST: Final = 100  # people at once
_FILTER: Final = "名单 (*.xlsx *.csv *.txt);;所有文件 (*)"
SUFFIXES: Final = (".xlsx", ".csv", ".txt")
_TEMPLATE: Final = "申请人名单.xlsx"


class RosterImport(QObject):
    """`confirmed(Roster)` follows the user's yes, `said(str)` tells what was done besides."""

    confirmed = Signal(object)
    said = Signal(str)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._running = False
        over = w.DropOver(page, self._look)
        over.files_dropped.connect(self.take)

    def _look(self, paths: list[str]) -> tuple[bool, str]:
        if self._session.case.picture.plans.base.about_company_only:
            return False, "这项业务不用填写申请人"
        first = next(iter(usable(paths, SUFFIXES)), None)
        if first is None:
            return False, "名单要是 Excel（.xlsx）或 CSV；照片和扫描件拖进“材料”"
        return True, f"松开鼠标，导入名单「{display_name(first.name, 24)}」"

    def take(self, paths: list[str]) -> None:
        """Read the first roster of files that were dropped, and say which weren't used."""
        first = next(iter(usable(paths, SUFFIXES)), None)
        if first is not None:
            self._remember(first)
            self.read(first)
            if said := left_out(paths, first):
                self.said.emit(said)

    def pick(self) -> None:
        """Let the user choose a file and read it in a worker."""
        start = self._session.settings.open_folder
        chosen, _ = QFileDialog.getOpenFileName(self._page, "导入名单", start, _FILTER)
        if chosen:
            self._remember(Path(chosen))
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a file in a worker and show who is in it."""
        pool, name = self._session.pool, display_name(path.name)

        def work(_report: Report) -> Table:
            try:
                return pool.run(read_table, path)
            except JifenError as error:
                raise JifenError(error.code, **{"name": name} | error.params) from error

        self._run(work, lambda table: self._show(table, name))

    def paste(self) -> None:
        """People from a spreadsheet in the clipboard."""
        self.take_text(QGuiApplication.clipboard().text())

    def take_text(self, text: str) -> None:
        """Show who is in copied text."""
        try:
            table = pasted_table(text)
        except JifenError as error:
            self._fail(JifenError(error.code, **{"name": "剪贴板"} | error.params))
            return
        if Column.NAME not in match_columns(table)[0]:
            words = "先在表格里选中“姓名、身份证号码”两列并复制，再粘贴。"
            tell(self._page, "剪贴板里没有姓名", words)
            return
        self._show(table, "剪贴板")

    def save_template(self) -> None:
        """Ask where to, and write the template."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = self._session.settings.open_folder
        start = Path(folder or QStandardPaths.writableLocation(documents))
        kind = "Excel 工作簿 (*.xlsx)"
        save_as(self._page, "下载模板", start / _TEMPLATE, kind, ".xlsx", self._write_template)

    def _write_template(self, target: Path) -> None:
        self._remember(target)
        self._run(
            lambda _report: write_bytes(target, template_xlsx()),
            lambda _nothing: self.said.emit(f"模板已存为 {target}"),
        )

    def _remember(self, path: Path) -> None:
        settings = self._session.settings
        self._session.save_settings(replace(settings, open_folder=str(path.parent)))

    def _show(self, table: Table, name: str) -> None:
        columns, start = match_columns(table)
        if Column.NAME not in columns or len(table) <= start:
            code = Code.TABLE_EMPTY if Column.NAME in columns else Code.TABLE_NO_NAMES
            self._fail(JifenError(code, name=name))
            return
        if len(table) - start > MOST:
            words = f"一次最多 {MOST} 位。只留要办的人再导入，人多时分几份申报。"
            tell(self._page, f"“{name}”里有 {len(table) - start} 位，没有添加", words)
            return
        session = self._session
        dialog = RosterDialog(self._page, table, session.case.submission, session.today)
        dialog.accepted.connect(lambda: self.confirmed.emit(dialog.roster))
        dialog.open()

    def _fail(self, error: JifenError) -> None:
        tell(self._page, *error_lines(error))

    def _run(self, work: Work, then: Callable[[Table], None]) -> None:
        """One job at a time; what it says comes only while its case is still open."""
        if self._running:
            return
        self._running, entry_id = True, self._session.case.entry.id
        job = self._session.jobs.make(work)

        def end(outcome: object) -> None:
            self._running = False
            if not isValid(self._page) or not self._session.has_case:
                return
            if self._session.case.entry.id != entry_id:
                return
            if isinstance(outcome, Done):
                then(outcome.value)
            elif isinstance(outcome, Failed):
                known = isinstance(outcome.error, JifenError)
                error = outcome.error if known else JifenError(Code.WORKER_FAILED)
                assert isinstance(error, JifenError)
                self._fail(error)

        job.ended.connect(end)
        job.start()
