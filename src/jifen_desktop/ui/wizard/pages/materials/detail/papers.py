"""The files of a row in their order: chosen with the arrow keys, moved by dragging or with Alt and arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetricsF,
    QImage,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Document
from jifen_desktop.services.page_edits import Editing
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Radius, Size, TextRole
from jifen_desktop.ui.thumbnails import Thumbnails, page_key
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.base import Painted

MIME = "application/x-jifen-paper"
_PAD, _SIDE, _GAP = 8, 40, 4


@dataclass(frozen=True)
class Paper:
    """A file of the row with what is known of it, and how far it may be edited."""

    document: Document
    facts: FileFacts | None
    editing: Editing = Editing.FULL

    @property
    def about(self) -> str:
        """Pages to be exported, whether it is the scan of stamped sheets, or that it can't be used."""
        if self.facts is None or self.facts.problem is not None:
            return "无法使用"
        every = len(self.facts.pages)
        chosen = len(self.document.pages) or every
        count = f"{chosen} 页" if chosen == every else f"{chosen} / {every} 页"
        return f"盖章件 · {count}" if self.document.stamped else count


class PaperTile(Painted, QRadioButton):
    """One file: thumbnail, name, pages; dragged to change the order."""

    def __init__(self, number: int, paper: Paper, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.value = str(number)
        self._paper = paper
        self._pressed: QPoint | None = None
        self._picture = w.Thumbnail(w.Placeholder.FILE, size=(32, 40))
        self._picture.setParent(self)
        self._picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_up_button(paper.document.name)
        self.setAccessibleName(f"第 {number + 1} 个文件，{paper.document.name}，{paper.about}")
        self.setToolTip(paper.document.name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if paper.facts is not None and paper.facts.problem is None:
            first = paper.document.pages[0] if paper.document.pages else 0
            thumbnails.load(page_key(paper.document, first, paper.editing), self, self._put)
        else:
            self._picture.set_content(w.Placeholder.BROKEN)

    def _put(self, image: QImage | None) -> None:
        self._picture.set_content(w.Placeholder.BROKEN if image is None else image)

    def needed_size(self) -> QSize:
        lines = theme.line_height(TextRole.BODY) + theme.line_height(TextRole.HINT)
        return QSize(160, max(Size.ROW, lines + 2 * _PAD))

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        checked = self.isChecked()
        fill = paint.color("accent_soft" if checked else "surface")
        if self.underMouse() and not checked:
            fill = paint.mix("surface", "text", 0.05)
        line = paint.color("accent" if checked else "outline")
        paint.box(painter, rect, Radius.CONTROL, fill=fill, border=line)
        left = _PAD + _SIDE + _PAD
        first, second = theme.line_height(TextRole.BODY), theme.line_height(TextRole.HINT)
        top = (rect.height() - first - second) / 2
        room = rect.width() - left - _PAD
        role = TextRole.BODY_BOLD if checked else TextRole.BODY
        name = theme.font(role)
        words = QFontMetricsF(name).elidedText(
            self._paper.document.name, Qt.TextElideMode.ElideMiddle, room
        )
        paint.text_line(painter, QRectF(left, top, room, first), words, role, "text")
        about = QRectF(left, top + first, room, second)
        paint.text_line(painter, about, self._paper.about, TextRole.HINT, "text2")
        self._picture.move(_PAD + 4, round((rect.height() - 40) / 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag once the pointer has moved far enough."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        way = event.position().toPoint() - self._pressed
        if way.manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        self.setDown(False)
        drag = QDrag(self)
        mime = QMimeData()
        mime.setData(MIME, self.value.encode())
        drag.setMimeData(mime)
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.MoveAction)


class PaperList(QWidget):
    """`chosen(int)`, `moved(int, int)` and `removed(int)` carry places counted from 0.

    `edit_asked` wants the chosen file's pages to be edited.
    """

    edit_asked = Signal()
    chosen = Signal(int)
    moved = Signal(int, int)
    removed = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self.tiles: list[PaperTile] = []
        self._papers: tuple[Paper, ...] = ()
        self._group: w.ChoiceGroup | None = None
        self._mark: int | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self.setAcceptDrops(True)
        self.setAccessibleName("文件，按导出的顺序")
        for keys, act in (
            ("Alt+Up", partial(self._shift, -1)),
            ("Alt+Down", partial(self._shift, 1)),
            ("Del", self._remove),
            ("Return", self.edit_asked.emit),
            ("Enter", self.edit_asked.emit),
        ):
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, context=context).activated.connect(act)

    def show_papers(self, papers: Sequence[Paper], current: int) -> None:
        """Show these files; the focus stays in the list where it was there."""
        had_focus = any(tile.hasFocus() for tile in self.tiles)
        if tuple(papers) != self._papers:
            self._rebuild(papers)
        if self._group is not None:
            self._group.set_value(str(current))
        if had_focus and self.tiles:
            self.tiles[current].setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> int:
        """The chosen file's place."""
        return int(self._group.value() or 0) if self._group is not None else 0

    def _rebuild(self, papers: Sequence[Paper]) -> None:
        for tile in self.tiles:
            self._column.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        if self._group is not None:
            self._group.deleteLater()
        self._papers = tuple(papers)
        self.tiles = [PaperTile(i, p, self._thumbnails) for i, p in enumerate(papers)]
        for tile in self.tiles:
            self._column.addWidget(tile)
            tile.show()  # at once: what is not visible yet takes no focus
        self._group = w.ChoiceGroup(self.tiles, self)
        self._group.buttonToggled.connect(self._on_toggled)

    def _on_toggled(self, tile: object, on: bool) -> None:
        if on and isinstance(tile, PaperTile):
            self.chosen.emit(int(tile.value))

    def _shift(self, by: int) -> None:
        to = self.current() + by
        if 0 <= to < len(self.tiles):
            self.moved.emit(self.current(), to)

    def _remove(self) -> None:
        if self.tiles:
            self.removed.emit(self.current())

    # --- dragging -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(MIME))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._mark = self._gap_at(event.position().toPoint())
        self.update()
        event.setAccepted(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._mark = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        index = int(bytes(event.mimeData().data(MIME).data()) or b"0")
        gap = self._gap_at(event.position().toPoint())
        self._mark = None
        self.update()
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        to = gap - 1 if gap > index else gap
        if to != index and 0 <= index < len(self.tiles):
            self.moved.emit(index, to)

    def _gap_at(self, point: QPoint) -> int:
        """Between which tiles a drop at `point` goes, 0 before the first."""
        return sum(point.y() > tile.geometry().center().y() for tile in self.tiles)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line where a drop would go."""
        if self._mark is None or not self.tiles:
            return
        painter = paint.begin(self)
        last = self.tiles[-1].geometry().bottom() + 1
        top = self.tiles[self._mark].y() - _GAP if self._mark < len(self.tiles) else last
        painter.fillRect(QRectF(0, max(0, top), self.width(), 3), paint.color("accent"))
        painter.end()
