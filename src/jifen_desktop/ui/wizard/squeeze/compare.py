"""A page before and after, pixel by pixel."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jifen_desktop.intake.squeezing import Compared
from jifen_desktop.services.squeezing import Squeezed
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Radius, Tone
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.wizard.squeeze.words import change_words

BOX = (440, 196)  # logical pixels


class Stretch(QWidget):
    """A piece of a picture; one pixel of it is one of the screen's."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_png(self, data: bytes | None) -> None:
        """Show the piece, or an empty ground."""
        self._image = QImage.fromData(data) if data else QImage()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(*BOX)

    def minimumSizeHint(self) -> QSize:
        return QSize(*BOX)

    def text_fits(self) -> bool:
        """It shows no words."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = self.rect().toRectF()
        line = paint.color("control")
        paint.box(painter, rect, Radius.CONTROL, fill=paint.color("sunken"), border=line)
        if not self._image.isNull():
            self._image.setDevicePixelRatio(self.devicePixelRatioF())
            size = self._image.deviceIndependentSize()
            left, top = (rect.width() - size.width()) / 2, (rect.height() - size.height()) / 2
            painter.drawImage(QPointF(left, top), self._image)
        painter.end()


class Comparison(w.Column):
    """One page's worst stretch above the same stretch made smaller."""

    def __init__(self) -> None:
        super().__init__(gap=8)
        self._title = w.body("", bold=True)
        self._words = w.hint("")
        self.before, self.after = Stretch("压缩前"), Stretch("压缩后")
        self.add(self._title)
        self.add(self._words, 2)
        self.add(w.hint("压缩前，原大的一角", Tone.TEXT), 12)
        self.add(self.before)
        self.add(w.hint("压缩后，同一处", Tone.TEXT), 12)
        self.add(self.after)
        self.add_stretch()

    @property
    def box(self) -> tuple[int, int]:
        """The screen's pixels that a stretch has, (width, height)."""
        ratio = self.devicePixelRatioF()
        return round(BOX[0] * ratio), round(BOX[1] * ratio)

    def show_page(self, page: Squeezed, found: Compared | None, *, worst: bool) -> None:
        """Show a page, its pictures once they are there."""
        suffix = "（变化最大的一张）" if worst else ""
        self._title.setText(f"{page.page.name}{suffix}")
        self._words.setText(f"{change_words(page)}，画质 {page.setting.quality}")
        self.before.show_png(found.before if found else None)
        self.after.show_png(found.after if found else None)
        self.setCursor(Qt.CursorShape.ArrowCursor if found else Qt.CursorShape.BusyCursor)
