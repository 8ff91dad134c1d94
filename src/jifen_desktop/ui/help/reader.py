"""The text of a chapter: Markdown and the pictures that are shipped, nothing from anywhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSizeF, Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.help import styling
from jifen_desktop.ui.help.chapters import Chapter, manual_folder
from jifen_desktop.ui.jobs import Done, Jobs, Report

_WIDEST: Final = 760  # of a picture, in pixels; of text, grown with its size
_SHAPE: Final = 720 / 1120  # height of every picture against its width
_PAUSE: Final = 150  # ms after the last change of size


class Reader(QTextBrowser):
    """Shows one chapter. Pictures come from a job; their room is there from the beginning, so nothing moves."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._number = 0  # of the last drawing
        self.chapter: Chapter | None = None
        self._width = 0
        self._words = ""
        self._anchor: int | None = 0  # what stands at the top until the user scrolls
        self._resized = QTimer(self, singleShot=True, interval=_PAUSE)
        self._resized.timeout.connect(self._fit)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().actionTriggered.connect(self._leave_anchor)
        theme.manager().changed.connect(self._dress)

    def show_chapter(self, chapter: Chapter, heading: str = "") -> None:
        """Show a chapter from its beginning, or from one of its headings."""
        if chapter is not self.chapter:
            self.chapter = chapter
            self.setAccessibleName(f"说明：{chapter.title}")
            self._anchor = 0
            self._write()
        self.go_to(styling.heading_position(self.document(), heading) if heading else 0)

    def go_to(self, position: int) -> None:
        """Scroll so that a place stands at the top."""
        self._anchor = position
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        layout = self.document().documentLayout()
        layout.documentSize()  # lays out all of it, so that the scroll bar reaches as far
        top = layout.blockBoundingRect(cursor.block()).top()
        self.verticalScrollBar().setValue(round(top) if position else 0)

    def mark(self, words: str) -> list[QTextCursor]:
        """Mark every place of these words; returns them."""
        self._words = words
        found = styling.marked(self.document(), words)
        selections = []
        for cursor in found:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor
            selection.format.setBackground(styling.mark_colour())
            selections.append(selection)
        self.setExtraSelections(selections)
        return found

    def show_found(self, cursor: QTextCursor) -> None:
        """Bring a place of the words into view."""
        self._anchor = None
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is fetched from here: pictures are put in by the job."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return QImage()
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._resized.start()

    # --- the document ---------------------------------------------------------------------------

    def _write(self) -> None:
        if self.chapter is None:
            return
        styling.fill(self.document(), self.chapter.text)
        self._width = 0
        self._fit()
        self.mark(self._words)

    def _dress(self) -> None:
        """Other colours or sizes: the same place stays in view."""
        if self.chapter is None:
            return
        top = self._top()
        self._write()
        self.go_to(top)

    def _fit(self) -> None:
        """Give the pictures the width that there is, and have them drawn for it."""
        indented = round(self.document().indentWidth())  # most stand under a step of a list
        width = min(self.viewport().width() - indented, _WIDEST)
        if width == self._width or self.chapter is None or width <= 0:
            return
        top = self._top()
        self._width = width
        styling.size_pictures(self.document(), QSizeF(width, round(width * _SHAPE)))
        self.go_to(top)
        self._draw(self.chapter, width)

    def _top(self) -> int:
        """The place at the top of what is seen."""
        if self._anchor is not None:
            return self._anchor
        return self.cursorForPosition(QPoint(0, 0)).block().position()

    def _leave_anchor(self, _action: int) -> None:
        self._anchor = None

    def _draw(self, chapter: Chapter, width: int) -> None:
        self._number += 1
        number, folder, names = self._number, manual_folder(), chapter.pictures()
        ratio = self.devicePixelRatioF()

        def work(report: Report) -> tuple[int, list[tuple[str, QImage]]]:
            found = []
            for name in names:
                report.check()
                found.append((name, _read(folder / name, round(width * ratio), ratio)))
            return number, found

        job = self._jobs.make(work)
        job.ended.connect(self._put)
        job.start()

    def _put(self, outcome: object) -> None:
        """Show the pictures, unless others were asked for since."""
        if not isinstance(outcome, Done) or outcome.value[0] != self._number:
            return
        document = self.document()
        for name, image in outcome.value[1]:
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        document.markContentsDirty(0, document.characterCount())
        self.viewport().update()


def _read(path: Path, width: int, ratio: float) -> QImage:
    """A picture in so many pixels, or an empty one where it can't be read."""
    image = QImage(str(path))
    if image.isNull():
        return image
    drawn = image.convertToFormat(QImage.Format.Format_RGB32).scaledToWidth(
        width, Qt.TransformationMode.SmoothTransformation
    )
    drawn.setDevicePixelRatio(ratio)
    return drawn
