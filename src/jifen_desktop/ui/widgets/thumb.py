"""Thumbnails: a document on paper, or a placeholder that says why there is none."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Radius, Size, TextRole
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.labels import Label


class Placeholder(StrEnum):
    """What stands where no picture is; the value is the icon's name."""

    ADD = "plus"
    NOT_NEEDED = "minus"
    LOCKED = "lock"
    BROKEN = "file-warning"
    FILE = "file-text"


class Thumbnail(QWidget):
    """One page at `size` logical pixels; the image is fitted, never cropped, and stays paper in dark."""

    def __init__(
        self,
        content: QImage | Placeholder = Placeholder.ADD,
        *,
        size: tuple[int, int] = (32, 40),
        name: str = "",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
    ) -> None:
        super().__init__()
        self._align = align
        self._image = QImage()
        self._scaled = QPixmap()
        self._placeholder = Placeholder.ADD
        self._extent = QSize(*size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.set_content(content)

    def set_content(self, content: QImage | Placeholder) -> None:
        """Show an image or a placeholder."""
        self._scaled = QPixmap()
        if isinstance(content, QImage):
            self._image = content
        else:
            self._image = QImage()
            self._placeholder = content
        self.update()

    def sizeHint(self) -> QSize:
        return self._extent

    def minimumSizeHint(self) -> QSize:
        return self._extent

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        if not self._image.isNull():
            self._draw_image(painter, rect)
        elif self._placeholder in {Placeholder.ADD, Placeholder.NOT_NEEDED}:
            paint.dashed_box(painter, rect, Radius.THUMBNAIL, paint.color("control"))
            self._draw_mark(painter, rect, theme.tokens().text2)
        else:
            fill, line = paint.color("paper"), paint.color("outline")
            paint.box(painter, rect, Radius.THUMBNAIL, fill=fill, border=line)
            # The paper is light in both schemes, so the icon takes its colour from the light one.
            is_bad = self._placeholder in {Placeholder.LOCKED, Placeholder.BROKEN}
            light = theme.LIGHT.bad if is_bad else theme.LIGHT.text2
            self._draw_mark(painter, rect, light)
        painter.end()

    def _draw_mark(self, painter: QPainter, rect: QRectF, color: str) -> None:
        """The icon keeps its size, as the paper does."""
        ratio = float(self.devicePixelRatioF())
        pixmap = theme.icon_pixmap(self._placeholder.value, color, Size.ICON, ratio)
        left, top = (round(side - Size.ICON / 2) for side in rect.center().toTuple())
        painter.drawPixmap(left, top, pixmap)

    def _draw_image(self, painter: QPainter, rect: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        wanted = (rect.size() * ratio).toSize()
        if self._scaled.isNull() or self._scaled.devicePixelRatio() != ratio:
            fitted = self._image.scaled(
                wanted,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._scaled = QPixmap.fromImage(fitted)
            self._scaled.setDevicePixelRatio(ratio)
        size = self._scaled.deviceIndependentSize()
        left, top = ((rect.width() - size.width()) / 2, (rect.height() - size.height()) / 2)
        if self._align & Qt.AlignmentFlag.AlignLeft:
            left = 0
        if self._align & Qt.AlignmentFlag.AlignBottom:
            top *= 2
        left, top = round(left), round(top)
        painter.drawPixmap(left, top, self._scaled)
        frame = QRectF(left, top, size.width(), size.height())
        paint.box(painter, frame, Radius.THUMBNAIL, border=paint.color("outline"))


class ThumbStrip(QWidget):
    """The first two pages of a document side by side, and "+3" for further ones."""

    SLOT = 68

    def __init__(self, *contents: QImage | Placeholder, total: int = 0) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._more = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_contents(*contents, total=total)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(self.SLOT, 0))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def set_contents(self, *contents: QImage | Placeholder, total: int = 0) -> None:
        """Show these pages; `total` counts all pages of the document."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = contents[:2]
        self._more = max(0, max(total, len(contents)) - 2)
        for content in shown:
            self._row.addWidget(Thumbnail(content))
        if self._more:
            self._row.addWidget(Label(f"+{self._more}", TextRole.HINT, "text2", wrap=False))
        self._row.addStretch(1)
