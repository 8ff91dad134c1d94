"""One page at a good size, with the way to the other pages and whether this one is exported."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Document
from jifen_desktop.messages import error_line
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Radius, Space, TextRole, Tone
from jifen_desktop.ui.thumbnails import LARGE, PageKey, Thumbnails
from jifen_desktop.ui.widgets import paint

_LOADING = "正在打开这一页"


class Sheet(QWidget):
    """The page itself, fitted into the room there is; words where there is no picture."""

    def __init__(self) -> None:
        super().__init__()
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
            self._draw_page(rect)
            size = self._scaled.deviceIndependentSize()
            left = round((rect.width() - size.width()) / 2)
            top = round((rect.height() - size.height()) / 2)
            painter.drawPixmap(left, top, self._scaled)
            frame = QRectF(left, top, size.width(), size.height())
            paint.box(painter, frame, Radius.THUMBNAIL, border=paint.color("outline"))
        painter.end()

    def _draw_page(self, rect: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        if not self._scaled.isNull() and self._scaled.devicePixelRatio() == ratio:
            return
        fitted = self._image.scaled(
            (rect.size() * ratio).toSize(),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._scaled = QPixmap.fromImage(fitted)
        self._scaled.setDevicePixelRatio(ratio)


class Preview(QWidget):
    """`pages_chosen(tuple of int)` carries which pages of the document are to be exported."""

    pages_chosen = Signal(object)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._document: Document | None = None
        self._facts: FileFacts | None = None
        self._index = 0
        self.sheet = Sheet()
        self.back = w.SecondaryButton("上一页", icon="chevron-left")
        self.forth = w.SecondaryButton("下一页", trailing="chevron-right")
        self.back.clicked.connect(lambda: self.show_page(self._index - 1))
        self.forth.clicked.connect(lambda: self.show_page(self._index + 1))
        self._where = w.Label("", tone=Tone.TEXT2)
        self.export_check = w.CheckLine("导出这一页")
        self.export_check.clicked.connect(self._toggle)
        self._only = w.hint("至少要导出一页；整份不要的话，移除这个文件")
        self._only.hide()
        self._line = w.Flow(self.back, self._where, self.forth, self.export_check, gap=12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.STEP)
        column.addWidget(self.sheet, 1)
        column.addWidget(self._line)
        column.addWidget(self._only)

    def show_document(self, document: Document, facts: FileFacts | None) -> None:
        """Show a document, at the same page where it is still the same one."""
        same = self._document is not None and self._document.sha256 == document.sha256
        self._document, self._facts = document, facts
        pages = len(facts.pages) if facts is not None else 0
        self._line.setVisible(pages > 1)
        first = document.pages[0] if document.pages else 0
        self.show_page(min(self._index, pages - 1) if same else first)

    def show_page(self, index: int) -> None:
        """Show one page of the document."""
        document, facts = self._document, self._facts
        if document is None:
            return
        self._only.hide()
        if facts is None or facts.problem is not None or not facts.pages:
            error = facts.failure(document.name) if facts is not None else None
            self.sheet.show_words(error_line(error) if error else "这个文件无法预览")
            return
        self._index = min(max(index, 0), len(facts.pages) - 1)
        self._tell(document, len(facts.pages))
        self.sheet.show_words(_LOADING)
        key = PageKey(document.path, self._index, LARGE)
        self._thumbnails.load(key, self, lambda image: self._put(key, image))

    def _put(self, key: PageKey, image: QImage | None) -> None:
        document = self._document
        if document is None or key != PageKey(document.path, self._index, LARGE):
            return
        if image is None:
            self.sheet.show_words("这一页无法预览，导出前请打开原文件看一下")
        else:
            self.sheet.show_image(image, f"{document.name}，第 {self._index + 1} 页")

    def _tell(self, document: Document, pages: int) -> None:
        chosen = document.pages or tuple(range(pages))
        self.back.setEnabled(self._index > 0)
        self.forth.setEnabled(self._index < pages - 1)
        self._where.setText(f"第 {self._index + 1} / {pages} 页，导出 {len(chosen)} 页")
        self.export_check.setChecked(self._index in chosen)

    def _toggle(self, wanted: bool) -> None:
        if self._document is None or self._facts is None:
            return
        every = tuple(range(len(self._facts.pages)))
        chosen = set(self._document.pages or every)
        chosen = chosen | {self._index} if wanted else chosen - {self._index}
        if not chosen:
            self.export_check.setChecked(True)
            self._only.show()
            return
        pages = tuple(sorted(chosen))
        self.pages_chosen.emit(() if pages == every else pages)
