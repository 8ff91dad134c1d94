"""Cards: a surface with a 1-px line; a list card draws the lines and grounds of its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.ui.theme import Radius, Space
from jifen_desktop.ui.widgets import paint

SUNKEN = "sunken"


class Card(QWidget):
    """A padded surface with rounded corners; `dashed` is the quiet variant on the canvas."""

    def __init__(
        self, *widgets: QWidget, padding: int = Space.COLUMN, gap: int = 8, dashed: bool = False
    ) -> None:
        super().__init__()
        self._dashed = dashed
        self._gap = gap
        self._padding = padding
        self._footers: list[QWidget] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(padding, padding, padding, padding)
        self._column.setSpacing(0)
        outer.addLayout(self._column)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget, gap: int | None = None) -> None:
        """Append `widget`, `gap` pixels (default: the card's) below the last one."""
        if self._column.count():
            self._column.addSpacing(self._gap if gap is None else gap)
        self._column.addWidget(widget)

    def set_vertical_padding(self, padding: int) -> None:
        """Stand closer to the upper and lower edge, or further from them."""
        self._column.setContentsMargins(self._padding, padding, self._padding, padding)

    def add_footer(self, widget: QWidget, *, sunken: bool = False) -> None:
        """Append a part of full width under a line; it brings its own padding (`CardFooter`)."""
        layout = self.layout()
        if layout is None:
            return
        if sunken:
            widget.setProperty("ground", SUNKEN)
        layout.addWidget(widget)
        self._footers.append(widget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        if self._dashed:
            paint.dashed_box(painter, rect, Radius.CARD, paint.color("outline"))
        else:
            paint.box(painter, rect, Radius.CARD, fill=paint.color("surface"))
            draw_grounds(self, painter, self._footers)
            draw_lines(painter, self._footers, self.width())
            paint.box(painter, rect, Radius.CARD, border=paint.color("line"))
        painter.end()


class CardFooter(QWidget):
    """Padding for what stands at the foot of a card."""

    def __init__(self, *widgets: QWidget, padding: int = Space.COLUMN, vertical: int = 12) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(padding, vertical, padding, vertical)
        column.setSpacing(Space.HALF)
        for widget in widgets:
            column.addWidget(widget)


class ListCard(QWidget):
    """Rows under each other with a line between any two that are shown.

    The card, not the row, paints lines and sunken grounds: folding rows away then leaves no double
    line, and a group header in the first place keeps the card's round corners.
    """

    def __init__(self, *rows: QWidget) -> None:
        super().__init__()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for row in rows:
            self.add_row(row)

    def add_row(self, row: QWidget, *, sunken: bool = False) -> None:
        """Append a row; `sunken` gives it the ground of a group header."""
        if sunken:
            row.setProperty("ground", SUNKEN)
        self._rows.append(row)
        self._column.addWidget(row)

    def rows(self) -> list[QWidget]:
        """The rows from top to bottom."""
        return list(self._rows)

    def show_rows(self, rows: Sequence[QWidget] | None = None) -> None:
        """Show these rows (or all) at once, so that one can take the focus; the card is laid out once, not for each."""
        self._column.setEnabled(False)
        for row in self._rows if rows is None else rows:
            row.show()
        self._column.setEnabled(True)
        self._column.invalidate()

    def clear(self) -> None:
        """Remove and delete all rows."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        paint.box(painter, rect, Radius.CARD, fill=paint.color("surface"))
        draw_grounds(self, painter, self._rows)
        shown = [row for row in self._rows if not row.isHidden()]
        draw_lines(painter, shown[1:], self.width())
        paint.box(painter, rect, Radius.CARD, border=paint.color("line"))
        painter.end()


def draw_grounds(card: QWidget, painter: QPainter, parts: list[QWidget]) -> None:
    """Fill the sunken parts of a card, clipped to its corners."""
    painter.save()
    painter.setClipPath(paint.rounded_path(QRectF(card.rect()), Radius.CARD))
    for part in parts:
        if part.property("ground") == SUNKEN and not part.isHidden():
            area = QRectF(part.geometry())
            area.setLeft(0)
            area.setRight(card.width())
            painter.fillRect(area, paint.color("sunken"))
    painter.restore()


def draw_lines(painter: QPainter, parts: list[QWidget], width: int) -> None:
    """A line of full width above each of `parts`."""
    for part in parts:
        if not part.isHidden():
            painter.fillRect(QRectF(0, part.y() - 1, width, 1), paint.color("line"))


class Separator(QFrame):
    """A 1-px line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        painter.fillRect(self.rect(), paint.color("line"))
        painter.end()
