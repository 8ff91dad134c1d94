"""Page container and its head, columns and lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Space
from jifen_desktop.ui.widgets.base import Arranger, height_for, is_left_out, least_width_of

_LEAST_SEEN = 120  # of a page, where what stands below it needs much
_RIGID = (QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)


class _Content(QWidget):
    """A page's content. Its height is asked for by width; the layout's own minimum, which does
    not know the width, would show a scroll bar where nothing is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[QSpacerItem, QWidget, int]] = []
        self._is_hidden: tuple[bool, ...] = ()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

    def event(self, event: QEvent) -> bool:
        """What is hidden takes no gap either; that it was hidden or shown comes as a request."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.close_gaps()
        return super().event(event)

    def close_gaps(self) -> None:
        """Give each gap the height that the widget below it wants now."""
        hidden = tuple(widget.isHidden() and is_left_out(widget) for _, widget, _ in self.gaps)
        layout = self.layout()
        if hidden == self._is_hidden or layout is None:
            return
        self._is_hidden = hidden
        for (spacer, _widget, gap), away in zip(self.gaps, hidden, strict=True):
            spacer.changeSize(0, 0 if away else gap, *_RIGID)
        layout.invalidate()


class Page(QScrollArea):
    """The scrolling content of a page: margins of 32, children stacked from the top.

    The area itself takes no focus (a Tab stop without an act); Page Up and Page Down still reach
    it, because its children leave those keys to it.
    """

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content = _Content()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(Space.MARGIN, Space.MARGIN, Space.MARGIN, Space.COLUMN)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(content)

    def add(self, widget: QWidget, gap: int = Space.GAP, *, stretch: int = 0) -> None:
        """Append `widget`, `gap` pixels below what stands before it; with `stretch` it takes the height to spare."""
        index = self._column.count() - 1
        if index > 0 and gap:
            spacer = QSpacerItem(0, gap, *_RIGID)
            self._content.gaps.append((spacer, widget, gap))
            self._column.insertItem(index, spacer)
            index += 1
        self._column.insertWidget(index, widget, stretch)
        if stretch:
            self._column.setStretch(index + 1, 0)

    def replace(self, old: QWidget, new: QWidget) -> None:
        """Put another widget in the place of one, which is deleted."""
        self._column.replaceWidget(old, new)
        gaps = self._content.gaps
        gaps[:] = [(s, new if widget is old else widget, gap) for s, widget, gap in gaps]
        old.hide()
        old.deleteLater()

    def clear(self) -> None:
        """Remove and delete all content."""
        self._content.gaps.clear()
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def minimumSizeHint(self) -> QSize:
        width = self._content.minimumSizeHint().width()
        return QSize(width, _LEAST_SEEN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scroll bar takes its room from the margin, so that the content keeps its width."""
        margins = self._column.contentsMargins()
        margins.setRight(max(0, Space.MARGIN - (self.width() - self.viewport().width())))
        self._column.setContentsMargins(margins)
        super().resizeEvent(event)


class Column(QWidget):
    """A plain vertical stack, transparent and without margins; `add` as in `Page`."""

    def __init__(self, *widgets: QWidget, gap: int = Space.GAP) -> None:
        super().__init__()
        self._gap = gap
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget, gap: int | None = None) -> None:
        """Append `widget`, `gap` (default: the column's) pixels below the last one."""
        if self._column.count():
            self._column.addSpacing(self._gap if gap is None else gap)
        self._column.addWidget(widget)

    def add_stretch(self) -> None:
        """Keep what came before at the top when the column is taller than its content."""
        self._column.addStretch(1)


class Line(QWidget):
    """A plain horizontal line without margins; `stretch` widgets take the spare width."""

    def __init__(self, *widgets: QWidget, gap: int = Space.STEP) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget, *, stretch: int = 0) -> None:
        """Append `widget`."""
        self._row.addWidget(widget, stretch)

    def add_stretch(self) -> None:
        """Push what follows to the right."""
        self._row.addStretch(1)


class Indented(Arranger):
    """`widget` so far in as the words behind marks: `marks` pixels that grow with the text, as icons do, and `gaps`."""

    def __init__(self, widget: QWidget, marks: int, gaps: int) -> None:
        super().__init__()
        self._widget, self._marks, self._gaps = widget, marks, gaps
        self.adopt(widget)

    def least_width(self) -> int:
        return self._left() + least_width_of(self._widget)

    def wanted_width(self) -> int:
        return self._left() + self._widget.sizeHint().width()

    def plan(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        room = width - self._left()
        height = height_for(self._widget, room)
        return [(self._widget, QRect(self._left(), 0, room, height))], height

    def _left(self) -> int:
        return theme.scaled(self._marks) + self._gaps


class TwoColumns(Arranger):
    """A wide left and a narrower right column that stack when there is no room for both.

    The right column keeps `right_width` while the left one fits (or has `left_wanted`), then
    shrinks to `right_least` (or to its own minimum, if that is more), and only then goes below. The left one fits with
    its own minimum, or with `left_least` pixels (grown with the text) where that is more.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        right_width: int,
        *,
        right_least: int | None = None,
        left_wanted: int = 0,
        left_least: int = 0,
        gap: int = Space.COLUMN,
    ) -> None:
        super().__init__()
        self._left = left
        self._left_least = left_least
        self._right = right
        self._right_width = right_width
        self._right_least = right_width if right_least is None else right_least
        self._left_wanted = left_wanted
        self._gap = gap
        for widget in (left, right):
            self.adopt(widget)

    def least_width(self) -> int:
        return max(least_width_of(self._left), least_width_of(self._right))

    def wanted_width(self) -> int:
        return self._left.sizeHint().width() + self._gap + self._right_width

    def plan(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        left_least = max(least_width_of(self._left), theme.scaled(self._left_least))
        right_least = max(self._right_least, least_width_of(self._right))
        room = width - self._gap - left_least
        if room < right_least:
            return self._stacked(width)
        spare = width - self._gap - max(left_least, self._left_wanted)
        right = min(max(self._right_width, right_least), max(spare, right_least), room)
        left = width - self._gap - right
        heights = (height_for(self._left, left), height_for(self._right, right))
        places = [
            (self._left, QRect(0, 0, left, heights[0])),
            (self._right, QRect(left + self._gap, 0, right, heights[1])),
        ]
        return places, max(heights)

    def _stacked(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        first = height_for(self._left, width)
        second = height_for(self._right, width)
        top = first + self._gap
        places = [
            (self._left, QRect(0, 0, width, first)),
            (self._right, QRect(0, top, width, second)),
        ]
        return places, top + second
