"""Printed lists: copied as text, saved as PDF, or printed; made in a worker, never in the window's thread."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from jifen_desktop.delivery.sheet import Sheet, sheet_pdf, sheet_text
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.names import safe_name
from jifen_desktop.messages import error_lines
from jifen_desktop.ui.dialogs import tell
from jifen_desktop.ui.jobs import Done, Failed, Report, Work
from jifen_desktop.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_PIXELS = 2800  # the longer side of a printed page, about 240 dpi on A4


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
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, f"存为 PDF：{sheet.title}", str(start / name), "PDF (*.pdf)"
        )
        if chosen:
            self.write(sheet, Path(chosen).with_suffix(".pdf"))

    def write(self, sheet: Sheet, target: Path) -> None:
        """Write the list as PDF."""
        settings = replace(self._session.settings, open_folder=str(target.parent))
        self._session.save_settings(settings)
        pool = self._session.pool

        def work(_report: Report) -> str:
            write_bytes(target, pool.run(sheet_pdf, sheet))
            return f"已存为 {target}"

        self._run(work)

    def print_out(self, sheet: Sheet) -> None:
        """Make the pages, then show the system's print dialog."""
        session = self._session

        def work(_report: Report) -> list[QImage]:
            with tempfile.TemporaryDirectory(prefix="jifen-print-") as folder:
                path = Path(folder) / "list.pdf"
                path.write_bytes(session.pool.run(sheet_pdf, sheet))
                count = len(session.intake.inspect(path).pages)
                thumbnail = session.intake.thumbnail
                return [QImage.fromData(thumbnail(path, n, _PIXELS)) for n in range(count)]

        self._run(work)

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
        elif isinstance(outcome, Done):
            print_images(self._page, outcome.value)


def print_images(parent: QWidget, pages: list[QImage]) -> bool:
    """The system's print dialog, then one image a page; whether it was printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        tell(parent, "没有找到打印机", "可以先存为 PDF，换一台电脑打印。")
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paint_pages(printer, pages)
    return True


def paint_pages(printer: QPrinter, pages: list[QImage]) -> None:
    """Draw the pages, as large as the paper allows."""
    painter = QPainter(printer)
    for number, image in enumerate(pages):
        if number:
            printer.newPage()
        area = QRectF(painter.viewport())
        size = image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    painter.end()
