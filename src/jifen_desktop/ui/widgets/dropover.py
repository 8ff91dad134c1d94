"""Dropping files anywhere on a page: a frame around it while they are above, and what letting go would do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Radius, Space, TextRole
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.dropping import answer_drag, local_paths

Answer = tuple[bool, str]
"""Whether files of these names can be taken, and what a drop would do, or why not."""


class DropOver(QObject):
    """Makes a page take files: `files_dropped(list of paths)`. `look(paths)` is asked while they are above."""

    files_dropped = Signal(list)

    def __init__(self, page: QWidget, look: Callable[[list[str]], Answer]) -> None:
        super().__init__(page)
        self._look = look
        self.veil = Veil(page)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):  # enter and move are drops too
            return self._drag(event)
        if event.type() == QEvent.Type.DragLeave:
            self.veil.hide()
            return True
        return False

    def _drag(self, event: QDropEvent) -> bool:
        paths = local_paths(event.mimeData())
        if not paths:
            return False
        if isinstance(event, QDragEnterEvent):
            self.veil.show_answer(*self._look(paths))
            # also what is refused: only then Qt tells when it leaves
            answer_drag(event, is_welcome=True)
        elif isinstance(event, QDragMoveEvent):
            answer_drag(event, self.veil.is_welcome)
        else:
            self.veil.hide()
            answer_drag(event, self.veil.is_welcome)
            if self.veil.is_welcome:
                self.files_dropped.emit(paths)
        return True


class Veil(QWidget):
    """Lies over a page without taking anything from it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.is_welcome = False
        self.words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    def show_answer(self, is_welcome: bool, words: str) -> None:
        """Frame the page, and say what letting go would do."""
        self.is_welcome, self.words = is_welcome, words
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        tone, soft = ("accent", "accent_soft") if self.is_welcome else ("bad", "bad_soft")
        area = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        paint.box(painter, area, Radius.CARD, border=paint.color(tone), width=2)
        self._paint_words(painter, area, tone, soft)
        painter.end()

    def _paint_words(self, painter: QPainter, area: QRectF, tone: str, soft: str) -> None:
        width = min(
            paint.text_width(self.words, TextRole.BODY_BOLD) + 2 * Space.COLUMN, area.width()
        )
        height = theme.line_height(TextRole.BODY_BOLD) + Space.COLUMN
        pill = QRectF(area.center().x() - width / 2, area.bottom() - height - 16, width, height)
        paint.box(painter, pill, Radius.CARD, fill=paint.color(soft), border=paint.color(tone))
        paint.text_line(painter, pill, self.words, TextRole.BODY_BOLD, tone, paint.CENTER)
