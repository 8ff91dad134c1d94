"""One page as a picture, fitted into the room there is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jifen_desktop.ui.theme import Radius, TextRole, Tone
from jifen_desktop.ui.widgets import paint


class Sheet(QWidget):
    """The page itself; words where there is no picture. Around it `margin` pixels stay free."""

    def __init__(self, margin: int = 0) -> None:
        super().__init__()
        self._margin = margin
        self._image = QImage()
        self._scaled = QPixmap()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("页面预览")

    def show_image(self, image: QImage, name: str) -> None:
        """Show a page; `name` is read for it."""
        self._image, self._scaled, self._words = image, QPixmap(), ""
        self.setAccessibleName(f"页面预览：{name}")
        self.update()

    def show_words(self, words: str) -> None:
        """Say why there is no picture."""
        self._image, self._scaled, self._words = QImage(), QPixmap(), words
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scaled = QPixmap()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        if self._image.isNull():
            paint.box(painter, rect, Radius.CARD, border=paint.color("line"))
            block = paint.TextBlock(self._words, TextRole.BODY)
            inner = rect.adjusted(24, 0, -24, 0)
            height = block.height(inner.width())
            inner.setTop((rect.height() - height) / 2)
            block.draw(painter, inner, Tone.TEXT2, Qt.AlignmentFlag.AlignHCenter)
        else:
            frame = self.page_rect()
            self._draw_page(frame)
            painter.drawPixmap(frame.topLeft(), self._scaled)
            paint.box(painter, frame, Radius.THUMBNAIL, border=paint.color("outline"))
            self.paint_over(painter, frame)
        painter.end()

    def has_image(self) -> bool:
        """Whether a page is shown."""
        return not self._image.isNull()

    def page_rect(self) -> QRectF:
        """Where the page stands, in whole pixels; empty where there is none."""
        room = self.rect().adjusted(self._margin, self._margin, -self._margin, -self._margin)
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = room.x() + (room.width() - size.width()) // 2
        top = room.y() + (room.height() - size.height()) // 2
        return QRectF(left, top, size.width(), size.height())

    def paint_over(self, painter: QPainter, frame: QRectF) -> None:
        """Draw what lies on the page."""

    def _draw_page(self, rect: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        if not self._scaled.isNull() and self._scaled.devicePixelRatio() == ratio:
            return
        fitted = self._image.scaled(
            (rect.size() * ratio).toSize(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._scaled = QPixmap.fromImage(fitted)
        self._scaled.setDevicePixelRatio(ratio)
