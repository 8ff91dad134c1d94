"""The table of the education page: which paper is needed for which level, in what form, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from jifen_desktop.ui.theme import Radius, Size, TextRole, Tone
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.labels import Label
from jifen_desktop.ui.widgets.layout import Line

_PAD = 20
_GAP = 16


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A column: `note` stands grey behind the title, `stretch` shares the width."""

    title: str
    note: str = ""
    stretch: int = 1
    strong: bool = False
    small: bool = False
    to_right: bool = False


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell's words; `quiet` is grey (没有学位)."""

    text: str
    quiet: bool = False


class MatrixGrid(QWidget):
    """A small read-only table in a card, with a sunken head and a line between rows.

    A real table view would be one Tab stop with hidden cells; labels are read in order instead.
    """

    def __init__(self, accessible_name: str, columns: Sequence[MatrixColumn]) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self._columns = tuple(columns)
        self._cells: list[QWidget] = []
        self._tops: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_PAD, 0, _PAD, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for index, column in enumerate(self._columns):
            self._grid.setColumnStretch(index, column.stretch)
            self._put(0, index, _head(column))
        self._grid.setRowMinimumHeight(0, Size.GROUP_HEADER)
        self._head_count = len(self._cells)

    def set_rows(self, rows: Sequence[Sequence[MatrixCell | QWidget | str]]) -> None:
        """Replace all rows; a cell is words or a widget such as a ClauseTag."""
        for widget in self._cells[self._head_count :]:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        del self._cells[self._head_count :]
        self._tops.clear()
        for number, row in enumerate(rows, start=1):
            self._grid.setRowMinimumHeight(number, Size.TABLE_ROW)
            for index, cell in enumerate(row):
                widget = self._make(cell, self._columns[index], _title(row))
                self._put(number, index, widget)
                if index == 0:
                    self._tops.append(widget)

    def _make(self, cell: MatrixCell | QWidget | str, column: MatrixColumn, row: str) -> QWidget:
        if isinstance(cell, QWidget):
            return cell
        words = cell if isinstance(cell, str) else cell.text
        quiet = column.small or (isinstance(cell, MatrixCell) and cell.quiet)
        role = TextRole.HINT if column.small else TextRole.BODY
        label = Label(words, role, Tone.TEXT2 if quiet else Tone.TEXT)
        if column.strong:
            label.setAccessibleName(f"{row}，{column.title}：{words}")
        return label

    def _put(self, row: int, column: int, widget: QWidget) -> None:
        self._cells.append(widget)
        align = Qt.AlignmentFlag.AlignVCenter
        if self._columns[column].to_right:
            align |= Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(widget, row, column, align)
        else:
            # No alignment for wrapping labels: they need the cell's width to find their height.
            self._grid.addWidget(widget, row, column)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        paint.box(painter, rect, Radius.CARD, fill=paint.color("surface"))
        painter.save()
        painter.setClipPath(paint.rounded_path(rect, Radius.CARD))
        # First-column labels fill their cells; cellRect() is stale after height-for-width queries.
        head = self._cells[0].geometry()
        area = QRectF(0, 0, rect.width(), head.bottom() + 1)
        painter.fillRect(area, paint.color("sunken"))
        painter.restore()
        for first in self._tops:
            line = QRectF(0, first.y() - 1, rect.width(), 1)
            painter.fillRect(line, paint.color("line"))
        paint.box(painter, rect, Radius.CARD, border=paint.color("line"))
        painter.end()


def _head(column: MatrixColumn) -> QWidget:
    if not column.strong:
        align = paint.RIGHT if column.to_right else paint.LEFT
        return Label(column.title, TextRole.HINT, Tone.TEXT2, wrap=False, align=align)
    title = Label(column.title, TextRole.HINT_BOLD, wrap=False)
    note = Label(column.note, TextRole.HINT, Tone.TEXT2, wrap=False)
    head = Line(title, note, gap=8)
    head.add_stretch()
    return head


def _title(row: Sequence[MatrixCell | QWidget | str]) -> str:
    first = row[0] if row else ""
    if isinstance(first, MatrixCell):
        return first.text
    return first if isinstance(first, str) else ""
