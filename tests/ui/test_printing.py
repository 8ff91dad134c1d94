"""Printing: the preview, and pages that come out of a printer at their true size."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.ui.printing_preview import PrintPreview
from jifen_desktop.ui.printing_run import NoPrinter, choose_printer, set_paper
from jifen_desktop.ui.session import Session
from tests.delivery.reading import MM
from tests.support.inline import InlinePool
from tests.ui import gates

WAIT = 20_000
A4, LABEL = (210.0, 297.0), (100.0, 150.0)


@pytest.fixture
def session(session: Session) -> Session:
    """A session that works in this process: no test here is about the workers."""
    session.pool = InlinePool()
    return session


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """What the dialogs stand over; the test holds it."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def paper(*sizes: tuple[float, float]) -> bytes:
    """A PDF with a black field 20 mm from the left and 30 mm from the top of each page, 40 × 50 mm."""
    with pymupdf.open() as document:
        for width, height in sizes:
            page = document.new_page(width=width / MM, height=height / MM)
            page.draw_rect(pymupdf.Rect(20, 30, 60, 80) / MM, color=None, fill=(0, 0, 0))
        return bytes(document.tobytes(no_new_id=True))


def preview(
    qtbot: QtBot, session: Session, parent: QWidget, target: Path, *sizes: tuple[float, float]
) -> PrintPreview:
    """A preview whose printer writes a PDF."""

    def choose(_parent: QWidget, title: str, papers: tuple[tuple[float, float], ...]) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setDocName(title)
        set_paper(printer, papers[0])
        return printer

    dialog = PrintPreview(session, parent, "打印件", lambda: paper(*sizes), choose)
    dialog.open()
    qtbot.waitUntil(dialog.sheet.has_image, timeout=WAIT)
    return dialog


def test_pages_come_out_at_their_true_size(
    qtbot: QtBot, session: Session, parent: QWidget, tmp_path: Path
) -> None:
    dialog = preview(qtbot, session, parent, tmp_path / "out.pdf", A4, A4, LABEL)
    assert gates.check_all(dialog) == []
    with qtbot.waitSignal(dialog.said, timeout=WAIT) as said:
        dialog.print_button.click()
    assert said.args == ["已送到打印机"]
    dialog.reject()
    with pymupdf.open(tmp_path / "out.pdf") as document:
        sizes = [(page.rect.width * MM, page.rect.height * MM) for page in document]
        for size, wanted in zip(sizes, (A4, A4, LABEL), strict=True):
            # Qt's PDF writer knows whole points alone
            assert size == pytest.approx(wanted, abs=0.2)
        for page in document:
            black = _black(page)
            assert black == pytest.approx((20, 30, 60, 80), abs=0.2)


def _black(page: pymupdf.Page) -> tuple[float, ...]:
    """Where the black field lies, in mm."""
    from PIL import Image, ImageOps

    pixels = page.get_pixmap(dpi=300)
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples).convert("L")
    box = ImageOps.invert(image).point([0] * 128 + [255] * 128).getbbox()
    assert box is not None
    return tuple(side / 300 * 25.4 for side in box)


def test_one_turns_over_the_pages(
    qtbot: QtBot, session: Session, parent: QWidget, tmp_path: Path
) -> None:
    dialog = preview(qtbot, session, parent, tmp_path / "out.pdf", A4, LABEL)
    assert dialog.words.text() == "第 1 / 2 页 · A4，按实际大小打印"
    with qtbot.waitSignal(dialog.drawn, timeout=WAIT):
        dialog.on_button.click()
    assert dialog.words.text() == "第 2 / 2 页 · 100×150 毫米，按实际大小打印"
    assert not dialog.on_button.isEnabled()
    with qtbot.waitSignal(dialog.said, timeout=WAIT):
        dialog.save_as(tmp_path / "留底.pdf")
    assert (tmp_path / "留底.pdf").read_bytes() == paper(A4, LABEL)
    dialog.reject()


def test_what_cannot_be_made_is_told(qtbot: QtBot, session: Session, parent: QWidget) -> None:
    dialog = PrintPreview(session, parent, "打印件", lambda: b"no pdf")
    qtbot.waitUntil(lambda: "损坏" in dialog.sheet.accessibleName(), timeout=WAIT)
    assert not dialog.print_button.isEnabled()
    dialog.reject()


def test_closing_stops_the_printer(
    qtbot: QtBot, session: Session, parent: QWidget, tmp_path: Path
) -> None:
    dialog = preview(qtbot, session, parent, tmp_path / "out.pdf", *[A4] * 30)
    dialog.print_button.click()
    run = dialog.findChild(QObject, "print-run")
    assert run is not None
    qtbot.waitUntil(lambda: dialog.progress.value() > 0, timeout=WAIT)
    dialog.progress.cancel_button.click()
    qtbot.waitUntil(lambda: dialog.told.text() == "已停止打印", timeout=WAIT)
    dialog.reject()


def test_no_printer_is_told(
    qtbot: QtBot, session: Session, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    with pytest.raises(NoPrinter):
        choose_printer(parent, "打印件", (A4,))
    dialog = PrintPreview(session, parent, "打印件", lambda: paper(A4))
    dialog.open()
    qtbot.waitUntil(dialog.print_button.isEnabled, timeout=WAIT)
    dialog.print_button.click()
    assert "没有找到打印机" in [d.windowTitle() for d in dialog.findChildren(QDialog)]
    dialog.reject()
