"""The large view: the whole page with its handles, or its pixels one by one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from jifen_desktop.ui.page_sheet import Sheet
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.wizard.pages.materials.editor.frames import CornersFrame, CropFrame, Frame

_MARGIN = 20  # so that handles at the page's edge are whole, and their ring too


class Stage(Sheet):
    """The whole page; at most one of the frames stands on it."""

    def __init__(self) -> None:
        super().__init__(_MARGIN)
        self.crop = CropFrame(self)
        self.corners = CornersFrame(self)
        self._frame: Frame | None = None

    def set_frame(self, frame: Frame | None) -> None:
        """Let that frame stand on the page."""
        self._frame = frame
        self._follow()

    def show_image(self, image: QImage, name: str) -> None:
        super().show_image(image, name)
        self._follow()

    def show_words(self, words: str) -> None:
        super().show_words(words)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def _follow(self) -> None:
        for frame in (self.crop, self.corners):
            shown = frame is self._frame and self.has_image()
            frame.show_on(self.page_rect() if shown else None)


class _Dots(QWidget):
    """A picture whose every pixel is one of the screen's."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        """Show it; only the part in view is ever painted."""
        self._image = image
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return (self._image.size().toSizeF() / self.devicePixelRatioF()).toSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        ratio = self.devicePixelRatioF()
        shown = QRectF(event.rect())
        part = QRectF(shown.topLeft() * ratio, shown.size() * ratio)
        painter.drawImage(shown, self._image, part)
        painter.end()


class Pixels(QScrollArea):
    """The picture at 100 %; the arrow keys and Page Up and Down move the part in view."""

    def __init__(self) -> None:
        super().__init__()
        self._dots = _Dots()
        self.setWidget(self._dots)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerWidget(QWidget())  # the style would draw a frame there
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("原大图片，用方向键移动")

    def show_image(self, image: QImage, name: str) -> None:
        """Show it, at the same place where it is as large as the last one."""
        self._dots.show_image(image)
        self.setAccessibleName(f"原大图片：{name}，用方向键移动")


class Canvas(QStackedWidget):
    """Shows the stage, or pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage()
        self.pixels = Pixels()
        self.addWidget(self.stage)
        self.addWidget(self.pixels)

    def show_fitted(self, image: QImage, name: str, frame: Frame | None = None) -> None:
        """The whole picture, with a frame of handles or without."""
        self.stage.set_frame(frame)
        self.stage.show_image(image, name)
        self.setCurrentWidget(self.stage)

    def show_pixels(self, image: QImage, name: str) -> None:
        """The picture at 100 %."""
        self.pixels.show_image(image, name)
        self.setCurrentWidget(self.pixels)

    def show_words(self, words: str) -> None:
        """Say why there is no picture."""
        self.stage.set_frame(None)
        self.stage.show_words(words)
        self.setCurrentWidget(self.stage)
