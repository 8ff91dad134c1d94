"""What has just happened, always in view: progress with 取消, refused files, and 撤销."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.theme import Space
from jifen_desktop.ui.wizard.pages.materials.desk import Desk, Notice

_NOTICES = 4
_MOST_LINES = 4


class Tray(QWidget):
    """Follows a desk; takes no room while there is nothing to say."""

    def __init__(self, desk: Desk, *, margin: int = Space.MARGIN) -> None:
        super().__init__()
        self._notices: list[Notice] = []
        self._work = ""
        self.progress = w.ProgressLine("")
        self.progress.cancelled.connect(desk.cancel)
        self.banner = w.Banner(w.BannerKind.WARN, "", compact=True)
        self.close_link = w.LinkButton("关闭")
        self.close_link.setAccessibleName("关闭这条提示")
        self.close_link.clicked.connect(self._dismiss)
        self.banner.add_action(self.close_link)
        self.undo_bar = w.UndoBar()
        self.undo_bar.undo_requested.connect(desk.undo)
        self.undo_bar.dismissed.connect(self._hide_undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, Space.STEP, margin, Space.STEP)
        column.setSpacing(Space.STEP)
        for part in (self.progress, self.banner, self.undo_bar):
            part.hide()
            column.addWidget(part)
        self.hide()
        desk.started.connect(self._start)
        desk.progressed.connect(self._on_progress)
        desk.ended.connect(self._end)
        desk.told.connect(self._tell)
        desk.undoable.connect(self._show_undo)

    def _start(self, text: str) -> None:
        self._work = text
        self._hide_undo()
        self.progress.start(text)
        self.progress.show()
        QTimer.singleShot(0, self, self._fit)  # in a turn of its own: the page is laid out anew

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.set_progress(done, total, f"{self._work} {done}/{total}")

    def _end(self) -> None:
        self.progress.hide()
        self._fit()

    def _tell(self, notice: Notice) -> None:
        self._notices = [*self._notices[1 - _NOTICES :], notice]
        title, lines = notice.title, notice.detail.splitlines()
        if len(self._notices) > 1:
            title = f"{len(self._notices)} 条提示"
            lines = [line for told in self._notices for line in _lines(told)]
        self._show_lines(notice.kind, title, lines)
        self._fit()
        urgent = notice.kind is not w.BannerKind.OK
        w.announce(self, f"{notice.title}。{notice.detail}", urgent=urgent)

    def _show_lines(self, kind: w.BannerKind, title: str, lines: list[str]) -> None:
        """The first lines; all of them in a dialog, so that many never push the page away."""
        self.banner.clear_links()
        shown = lines if len(lines) <= _MOST_LINES else lines[: _MOST_LINES - 1]
        self.banner.set_message(kind, title, "\n".join(shown))
        if len(shown) < len(lines):
            link = self.banner.add_link(f"查看全部 {len(lines)} 条")
            link.clicked.connect(lambda: _all_lines(self, title, lines).open())
        self.banner.show()

    def _dismiss(self) -> None:
        self._notices = []
        self.banner.hide()
        self._fit()

    def _show_undo(self, text: str) -> None:
        if not text:
            self._hide_undo()
            return
        self.show()
        self.undo_bar.show_message(text)
        self._fit()

    def _hide_undo(self) -> None:
        self.undo_bar.hide()
        self._fit()

    def _fit(self) -> None:
        self.setVisible(
            any(not part.isHidden() for part in (self.progress, self.banner, self.undo_bar))
        )


def _lines(notice: Notice) -> list[str]:
    """A notice among others: its title leads its only line, or stands above its lines."""
    lines = notice.detail.splitlines()
    if len(lines) > 1:
        return [f"{notice.title}：", *lines]
    return [f"{notice.title}：{notice.detail}" if lines else notice.title]


def _all_lines(parent: QWidget, title: str, lines: list[str]) -> PageDialog:
    """A dialog with every line."""
    page = w.Page(title)
    page.add(w.PageHead(title))
    page.add(w.Card(w.body("\n".join(lines)), padding=16))
    return PageDialog(parent.window(), title, page)
