"""Printed lists: copied as text, saved as PDF, or printed; made in a worker, never in the window's thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from jifen_desktop.delivery.sheet import Sheet, sheet_pdf, sheet_text
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.names import safe_name
from jifen_desktop.messages import error_lines, finding_lines
from jifen_desktop.services.sheet_file import write_sheet
from jifen_desktop.ui.dialogs import save_as, tell
from jifen_desktop.ui.jobs import Done, Failed, Report, Work
from jifen_desktop.ui.printing_preview import PrintPreview, show_preview
from jifen_desktop.ui.session import Session


class SheetPrinter(QObject):
    """What a page does with a list. `said(str)` carries what was done, to be shown and read out."""

    said = Signal(str)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._busy = False

    def copy(self, sheet: Sheet) -> None:
        """Put the list into the clipboard as text."""
        QGuiApplication.clipboard().setText(sheet_text(sheet))
        self.said.emit(f"已复制{sheet.title}，可以粘贴到微信或文档里")

    def save(self, sheet: Sheet) -> None:
        """Ask where to, and write the list as PDF."""
        folder = self._session.settings.open_folder
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(folder or QStandardPaths.writableLocation(documents))
        name = safe_name(f"{sheet.title} {sheet.subtitle}".replace(" · ", " "), ".pdf")
        title = f"存为 PDF：{sheet.title}"
        then = partial(self.write, sheet)
        save_as(self._page, title, start / name, "PDF (*.pdf)", ".pdf", then)

    def write(self, sheet: Sheet, target: Path) -> None:
        """Write the list as PDF."""
        settings = replace(self._session.settings, open_folder=str(target.parent))
        self._session.save_settings(settings)
        pool = self._session.pool

        def work(_report: Report) -> str:
            told = write_sheet(pool, sheet, target)
            return "。".join([f"已存为 {target}", *("。".join(finding_lines(f)) for f in told)])

        self._run(work)

    def print_out(self, sheet: Sheet) -> PrintPreview:
        """Show the pages, then the system's print dialog."""
        pool = self._session.pool
        return show_preview(
            self._session, self._page, sheet.title, lambda: pool.run(sheet_pdf, sheet)
        )

    def _run(self, work: Work) -> None:
        if self._busy:
            return
        self._busy = True
        job = self._session.jobs.make(work)
        job.ended.connect(self._ended)
        job.start()

    def _ended(self, outcome: object) -> None:
        self._busy = False
        if isinstance(outcome, Failed) and isinstance(outcome.error, JifenError):
            what, remedy = error_lines(outcome.error)
            tell(self._page, what, remedy)
        elif isinstance(outcome, Failed):
            tell(self._page, "清单没有做出来", "再试一次；仍不行请重新打开程序。")
        elif isinstance(outcome, Done) and isinstance(outcome.value, str):
            self.said.emit(outcome.value)
