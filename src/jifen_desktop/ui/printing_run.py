"""Pages of a PDF on a printer, one after the other at their true size; the window's thread only paints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.intake.paper import Size, page_png
from jifen_desktop.ui.jobs import Done, Failed, Job, Report
from jifen_desktop.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

_DPI: Final = 300  # what office printers resolve of a picture


class NoPrinter(Exception):
    """This computer has no printer."""


def choose_printer(parent: QWidget, title: str, sizes: Sequence[Size]) -> QPrinter | None:
    """The system's print dialog, set to the pages' paper; None where the user cancelled.

    Raises NoPrinter where there is none.
    """
    try:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
    except ImportError as error:  # a system without any printing
        raise NoPrinter from error
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    set_paper(printer, sizes[0])
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印：{title}")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, len(sizes) > 1)
    dialog.setMinMax(1, len(sizes))
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def set_paper(printer: QPrinter, size: Size) -> None:
    """Give a printer the paper, in mm, without margins: the page has its own."""
    paper = QPageSize(QSizeF(*size), QPageSize.Unit.Millimeter)
    nothing = QMarginsF(0, 0, 0, 0)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, nothing))


def wanted_pages(printer: QPrinter, count: int) -> range:
    """The pages that the user asked for in the dialog, from 0."""
    first, last = printer.fromPage(), printer.toPage()
    if printer.printRange() != printer.PrintRange.PageRange or not first:
        return range(count)
    return range(max(1, first) - 1, min(count, last or count))


class PrintRun(QObject):
    """Prints. `progressed(done, total)` follows each page, `ended(error)` the last; None also where it was stopped."""

    progressed = Signal(int, int)
    ended = Signal(object)

    def __init__(
        self,
        session: Session,
        path: Path,
        sizes: Sequence[Size],
        printer: QPrinter,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("print-run")
        self._session = session
        self._path = path
        self._sizes = sizes
        self._printer = printer
        self._painter = QPainter()
        self._pages = list(wanted_pages(printer, len(sizes)))
        self._done = 0
        self._job: Job | None = None
        self.stopped = False

    def start(self) -> None:
        """Begin with the first page."""
        self._next()

    def stop(self) -> None:
        """Print no further page, and none at all where the printer still lets go of them."""
        self.stopped = True
        self._close(abort=True)

    def _next(self) -> None:
        if self.stopped or self._done == len(self._pages):
            self._end(None)
            return
        path, number = self._path, self._pages[self._done]
        box = round(max(self._sizes[number]) / 25.4 * _DPI)
        pool = self._session.pool

        def work(_report: Report) -> QImage:
            return QImage.fromData(pool.run(page_png, path, number, box))

        self._job = self._session.jobs.make(work)
        self._job.ended.connect(self._drawn)
        self._job.start()

    def _drawn(self, outcome: object) -> None:
        if isinstance(outcome, Failed):
            self._end(outcome.error)
        elif isinstance(outcome, Done) and not self.stopped and self._put(outcome.value):
            self._done += 1
            self.progressed.emit(self._done, len(self._pages))
            self._next()
        else:
            self._end(None if self.stopped else OSError("the printer takes no page"))

    def _put(self, image: QImage) -> bool:
        """One page on its paper; whether the printer took it."""
        size = self._sizes[self._pages[self._done]]
        if self._done and size != self._sizes[self._pages[self._done - 1]]:
            set_paper(self._printer, size)
        begun = self._painter.isActive()
        if not (self._printer.newPage() if begun else self._painter.begin(self._printer)):
            return False
        draw_page(self._painter, self._printer, image, size)
        return True

    def _end(self, error: Exception | None) -> None:
        self._job = None
        self._close(abort=error is not None)
        self.ended.emit(error)

    def _close(self, *, abort: bool) -> None:
        if self._painter.isActive():
            if abort:
                self._printer.abort()
            self._painter.end()


def draw_page(painter: QPainter, printer: QPrinter, image: QImage, size: Size) -> None:
    """The page at its true size from the paper's upper left corner."""
    across, down = printer.logicalDpiX() / 25.4, printer.logicalDpiY() / 25.4
    painter.drawImage(QRectF(0, 0, size[0] * across, size[1] * down), image)


def trouble_words(error: Exception) -> tuple[str, str]:
    """What happened and what to do, where printing or drawing failed."""
    from jifen_desktop.messages import error_lines

    if isinstance(error, JifenError):
        return error_lines(error)
    return "没有打印出来", "检查打印机是否打开、有没有纸，再试一次；或先存为 PDF，换一台电脑打印。"
