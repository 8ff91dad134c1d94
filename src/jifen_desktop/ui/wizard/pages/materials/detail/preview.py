"""One page at a good size, with the way to the other pages and whether this one is exported."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Document
from jifen_desktop.messages import error_line
from jifen_desktop.services.page_edits import Editing
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.page_sheet import Sheet
from jifen_desktop.ui.theme import Space, Tone
from jifen_desktop.ui.thumbnails import LARGE, PageKey, Thumbnails, page_key

_LOADING = "正在打开这一页"


class Preview(QWidget):
    """`pages_chosen(tuple of int)` carries which pages of the document are to be exported, `edit_asked(int)` a page
    to be edited.
    """

    pages_chosen = Signal(object)
    edit_asked = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._document: Document | None = None
        self._facts: FileFacts | None = None
        self._editing = Editing.FULL
        self._key: PageKey | None = None
        self._index = 0
        self.sheet = Sheet()
        self.back = w.SecondaryButton("上一页", icon="chevron-left")
        self.forth = w.SecondaryButton("下一页", trailing="chevron-right")
        self.back.clicked.connect(lambda: self.show_page(self._index - 1))
        self.forth.clicked.connect(lambda: self.show_page(self._index + 1))
        self._where = w.Label("", tone=Tone.TEXT2)
        self.export_check = w.CheckLine("导出这一页")
        self.export_check.clicked.connect(self._toggle)
        self.edit_button = w.SecondaryButton("编辑图片", icon="crop")
        self.edit_button.setToolTip(
            "旋转、裁剪、拉直、调整明暗；也可以双击图片，或在文件上按 Enter"
        )
        self.edit_button.clicked.connect(self.ask_to_edit)
        self._only = w.hint("至少要导出一页；整份不要的话，移除这个文件")
        self._only.hide()
        self._paging = (self.back, self._where, self.forth, self.export_check)
        self._line = w.Flow(self.edit_button, *self._paging, gap=12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.STEP)
        column.addWidget(self.sheet, 1)
        column.addWidget(self._line)
        column.addWidget(self._only)

    def ask_to_edit(self) -> None:
        """Ask for the page in view to be edited, where there is one."""
        if self._document is not None and self._is_usable():
            self.edit_asked.emit(self._index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.sheet.geometry().contains(event.position().toPoint()):
            self.ask_to_edit()

    def show_document(self, document: Document, facts: FileFacts | None, editing: Editing) -> None:
        """Show a document, at the same page where it is still the same one."""
        self._editing = editing
        same = self._document is not None and self._document.sha256 == document.sha256
        self._document, self._facts = document, facts
        pages = len(facts.pages) if facts is not None else 0
        for part in self._paging:
            part.setVisible(pages > 1)
        self.edit_button.setVisible(self._is_usable())
        self.edit_button.setAccessibleName(f"编辑图片「{document.name}」")
        first = document.pages[0] if document.pages else 0
        self.show_page(min(self._index, pages - 1) if same else first)

    def show_page(self, index: int) -> None:
        """Show one page of the document."""
        document, facts = self._document, self._facts
        if document is None:
            return
        self._only.hide()
        if facts is None or not self._is_usable():
            error = facts.failure(document.name) if facts is not None else None
            self.sheet.show_words(error_line(error) if error else "这个文件无法预览")
            return
        self._index = min(max(index, 0), len(facts.pages) - 1)
        self._tell(document, len(facts.pages))
        key = page_key(document, self._index, self._editing, LARGE)
        if key != self._key:
            self.sheet.show_words(_LOADING)
        self._key = key
        self._thumbnails.load(key, self, lambda image: self._put(key, image))

    def _is_usable(self) -> bool:
        facts = self._facts
        return facts is not None and facts.problem is None and bool(facts.pages)

    def _put(self, key: PageKey, image: QImage | None) -> None:
        document = self._document
        if document is None or key != self._key:
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
