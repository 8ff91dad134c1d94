"""A finished PDF as it will come out of the printer: page by page, then the system's print dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.aside import folder_aside
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.disk import disk
from jifen_desktop.files.names import safe_name
from jifen_desktop.intake.paper import Size, page_png, page_sizes
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import Foot, resize_on_screen, save_as, tell
from jifen_desktop.ui.jobs import Done, Failed, Report
from jifen_desktop.ui.page_sheet import Sheet
from jifen_desktop.ui.printing_run import NoPrinter, PrintRun, choose_printer, trouble_words
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import Space
from jifen_desktop.ui.thumbnails import LARGE

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_A4: Final = (210.0, 297.0)
_WAITING: Final = "正在准备要打印的页面…"

Choose = Callable[[QWidget, str, tuple[Size, ...]], "QPrinter | None"]


def show_preview(
    session: Session, parent: QWidget, title: str, make: Callable[[], bytes]
) -> PrintPreview:
    """Show a PDF before it is printed; `make` gives its bytes and runs in a job."""
    dialog = PrintPreview(session, parent, title, make)
    dialog.open()
    return dialog


class PrintPreview(QDialog):
    """One page at a time, with 打印 and 存为 PDF. `said(str)` carries what was done.

    `choose` asks for the printer; tests give one that writes a file.
    """

    said = Signal(str)
    drawn = Signal()

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        title: str,
        make: Callable[[], bytes],
        choose: Choose = choose_printer,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._title = title
        self._choose = choose
        self._folder = folder_aside()
        self._path = Path(self._folder.name) / "pages.pdf"
        self._sizes: tuple[Size, ...] = ()
        self._number = 0
        self._run: PrintRun | None = None
        self.setWindowTitle(f"打印预览：{title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.destroyed.connect(self._folder.cleanup)
        self._build()
        self._begin(make)

    def _build(self) -> None:
        self.sheet = Sheet(margin=Space.GAP)
        self.sheet.show_words(_WAITING)
        self.progress = w.ProgressLine("正在送到打印机")
        self.progress.hide()
        self.progress.cancelled.connect(self._stop)
        self.words = w.hint("")
        self.back_button = w.SecondaryButton("上一页", icon="chevron-left")
        self.back_button.clicked.connect(lambda: self._turn(-1))
        self.on_button = w.SecondaryButton("下一页", trailing="chevron-right")
        self.on_button.clicked.connect(lambda: self._turn(1))
        self.pages = w.Line(self.back_button, self.on_button)
        self.pages.add(self.words, stretch=1)
        self.close_button = w.SecondaryButton("关闭", height=theme.Size.BUTTON_TALL)
        self.close_button.clicked.connect(self.reject)
        self.save_button = w.SecondaryButton("存为 PDF", icon="save", height=theme.Size.BUTTON_TALL)
        self.save_button.clicked.connect(self._save)
        self.print_button = w.PrimaryButton("打印", icon="printer")
        self.print_button.clicked.connect(self.print_out)
        self.told = w.hint("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sheet, 1)
        inner = w.Column(self.pages, self.progress, gap=Space.STEP)
        inner.setContentsMargins(Space.MARGIN, 0, Space.MARGIN, Space.STEP)
        column.addWidget(inner)
        buttons = (self.close_button, self.save_button, self.print_button)
        column.addWidget(Foot(*buttons, left=[w.HelpButton("printing"), self.told]))
        resize_on_screen(self, theme.scaled(720), theme.scaled(680))
        self._refresh()

    # --- the pages ------------------------------------------------------------------------------

    def _begin(self, make: Callable[[], bytes]) -> None:
        path, pool = self._path, self._session.pool

        def work(_report: Report) -> tuple[Size, ...]:
            write_bytes(path, make(), lasting=False)
            return pool.run(page_sizes, path)

        job = self._session.jobs.make(work)
        job.ended.connect(self._made)
        job.start()

    def _made(self, outcome: object) -> None:
        if isinstance(outcome, Done):
            self._sizes = outcome.value
            self._draw()
        elif isinstance(outcome, Failed):
            self.sheet.show_words("，".join(trouble_words(outcome.error)))
        self._refresh()

    def _turn(self, by: int) -> None:
        self._number = min(max(0, self._number + by), len(self._sizes) - 1)
        self._draw()
        self._refresh()

    def _draw(self) -> None:
        path, number, pool = self._path, self._number, self._session.pool

        def work(_report: Report) -> tuple[int, QImage]:
            return number, QImage.fromData(pool.run(page_png, path, number, LARGE))

        job = self._session.jobs.make(work)
        job.ended.connect(self._show)
        job.start()

    def _show(self, outcome: object) -> None:
        if isinstance(outcome, Done) and outcome.value[0] == self._number:
            self.sheet.show_image(outcome.value[1], f"{self._title}，第 {self._number + 1} 页")
            self.drawn.emit()
        elif isinstance(outcome, Failed):
            self.sheet.show_words("，".join(trouble_words(outcome.error)))

    def _refresh(self) -> None:
        count, running = len(self._sizes), self._run is not None
        several = count > 1
        self.back_button.setVisible(several)
        self.on_button.setVisible(several)
        self.back_button.setEnabled(self._number > 0)
        self.on_button.setEnabled(self._number < count - 1)
        self.save_button.setEnabled(count > 0)
        self.print_button.setEnabled(count > 0 and not running)
        self.pages.setVisible(not running)
        self.progress.setVisible(running)
        if count:
            page = f"第 {self._number + 1} / {count} 页 · " if several else ""
            self.words.setText(f"{page}{_paper(self._sizes[self._number])}，按实际大小打印")

    # --- what is done with them -----------------------------------------------------------------

    def print_out(self) -> None:
        """Ask for the printer, then print page by page."""
        try:
            printer = self._choose(self, self._title, self._sizes)
        except NoPrinter:
            tell(self, "没有找到打印机", "可以先存为 PDF，换一台电脑打印。")
            return
        if printer is None:
            return
        self._run = PrintRun(self._session, self._path, self._sizes, printer, self)
        self._run.progressed.connect(self.progress.set_progress)
        self._run.ended.connect(self._printed)
        self.progress.start("正在送到打印机")
        self._refresh()
        self._run.start()

    def _stop(self) -> None:
        if self._run is not None:
            self._run.stop()

    def _printed(self, error: Exception | None) -> None:
        stopped = self._run is not None and self._run.stopped
        self._run = None
        self._refresh()
        if error is not None:
            tell(self, *trouble_words(error))
        else:
            self._say("已停止打印" if stopped else "已送到打印机")

    def _say(self, words: str) -> None:
        self.told.setText(words)
        w.announce(self, words)
        self.said.emit(words)

    def _save(self) -> None:
        start = Path(self._session.settings.open_folder or Path.home())
        name = safe_name(self._title, ".pdf")
        title = f"存为 PDF：{self._title}"
        save_as(self, title, start / name, "PDF (*.pdf)", ".pdf", self.save_as)

    def save_as(self, target: Path) -> None:
        """Keep a copy of the PDF."""
        settings = replace(self._session.settings, open_folder=str(target.parent))
        self._session.save_settings(settings)
        path = self._path

        def work(_report: Report) -> str:
            write_bytes(target, disk().read(path))
            return f"已存为 {target}"

        job = self._session.jobs.make(work)
        job.ended.connect(self._saved)
        job.start()

    def _saved(self, outcome: object) -> None:
        if isinstance(outcome, Done):
            self._say(outcome.value)
        elif isinstance(outcome, Failed) and isinstance(outcome.error, JifenError):
            tell(self, *trouble_words(outcome.error))
        elif isinstance(outcome, Failed):
            tell(self, "没有存下来", "换一个文件夹再试一次。")

    def done(self, result: int) -> None:
        self._stop()
        self._folder.cleanup()
        super().done(result)


def _paper(size: Size) -> str:
    """A4, or the sides in mm."""
    if all(abs(a - b) < 1 for a, b in zip(size, _A4, strict=True)):
        return "A4"
    return f"{size[0]:.0f}×{size[1]:.0f} 毫米"
