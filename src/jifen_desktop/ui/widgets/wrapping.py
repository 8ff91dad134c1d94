"""Children that wrap by width: tiles in equal columns, a flow of words and links, words and what marks them."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Space
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.base import Arranger, height_for, is_left_out, least_width_of


class TileGrid(Arranger):
    """Equal columns, at most `columns` and fewer when the widest child would be cut."""

    def __init__(self, columns: int, gap: int = Space.STEP, row_gap: int | None = None) -> None:
        super().__init__()
        self._columns = columns
        self._gap = gap
        self._row_gap = gap if row_gap is None else row_gap
        self._widgets: list[QWidget] = []

    def add(self, widget: QWidget) -> None:
        """Append a child in reading order."""
        self._widgets.append(widget)
        self.adopt(widget)

    def least_width(self) -> int:
        return max((least_width_of(w) for w in self._widgets), default=0)

    def wanted_width(self) -> int:
        widest = max((w.sizeHint().width() for w in self._widgets), default=0)
        return self._columns * (widest + self._gap) - self._gap

    def plan(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        shown = [w for w in self._widgets if not is_left_out(w)]
        if not shown:
            return [], 0
        fitting = (width + self._gap) // (self.least_width() + self._gap)
        columns = max(1, min(self._columns, fitting))
        cell = (width - (columns - 1) * self._gap) / columns
        places: list[tuple[QWidget, QRect]] = []
        top = 0
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            height = max(height_for(widget, int(cell)) for widget in row)
            for index, widget in enumerate(row):
                left = round(index * (cell + self._gap))
                right = round(index * (cell + self._gap) + cell)
                places.append((widget, QRect(left, top, right - left, height)))
            top += height + self._row_gap
        return places, top - self._row_gap


class Flow(Arranger):
    """Children at their own width, one after the other, wrapping; a single line optionally to the right."""

    def __init__(
        self,
        *widgets: QWidget,
        gap: int = Space.STEP,
        row_gap: int | None = None,
        to_right: bool = False,
    ) -> None:
        super().__init__()
        self._gap = gap
        self._row_gap = gap if row_gap is None else row_gap
        self._to_right = to_right
        self._widgets: list[QWidget] = []
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Append a child in reading order."""
        self._widgets.append(widget)
        self.adopt(widget)

    def clear(self) -> None:
        """Remove and delete all children."""
        for widget in self._widgets:
            widget.hide()
            widget.deleteLater()
        self._widgets.clear()
        self.updateGeometry()

    def least_width(self) -> int:
        return max((least_width_of(w) for w in self._widgets), default=0)

    def wanted_width(self) -> int:
        widths = [w.sizeHint().width() + self._gap for w in self._widgets if not is_left_out(w)]
        return max(0, sum(widths) - self._gap)

    def plan(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        places: list[tuple[QWidget, QRect]] = []
        top, lines = 0, self._lines(width)
        for line in lines:
            taken = sum(w for _widget, w in line) + self._gap * (len(line) - 1)
            left = max(0, width - taken) if self._to_right and len(lines) == 1 else 0
            height = max(height_for(widget, w) for widget, w in line)
            for widget, item_width in line:
                own = height_for(widget, item_width)
                offset = (height - own) // 2
                places.append((widget, QRect(left, top + offset, item_width, own)))
                left += item_width + self._gap
            top += height + self._row_gap
        return places, max(0, top - self._row_gap)

    def _lines(self, width: int) -> list[list[tuple[QWidget, int]]]:
        lines: list[list[tuple[QWidget, int]]] = []
        used = 0
        for widget in [w for w in self._widgets if not is_left_out(w)]:
            wanted = min(widget.sizeHint().width(), max(width, 1))
            if not lines or used + self._gap + wanted > width:
                lines.append([])
                used = wanted
            else:
                used += self._gap + wanted
            lines[-1].append((widget, wanted))
        return lines


class Tagged(Arranger):
    """`main` with `mark` at the right end of its line, or under it: `marked`, as far in as words behind a check box.

    `even`: decided by `least` alone and not by how much of it `main` wants, so that all rows of a list look the same.
    They stand side by side, `gap` apart, as long as `main` keeps `least` pixels (scaled; 0: all that it wants),
    else `below` apart.
    """

    def __init__(
        self,
        main: QWidget,
        mark: QWidget,
        *,
        marked: bool = False,
        least: int = 0,
        below: int = 2,
        gap: int = Space.STEP,
        even: bool = False,
    ) -> None:
        super().__init__()
        self._even = even
        self._main = main
        self._mark = mark
        self._marked = marked
        self._least = least
        self._below = below
        self._gap = gap
        self.adopt(main)
        self.adopt(mark)

    def least_width(self) -> int:
        return max(least_width_of(self._main), self._indent() + least_width_of(self._mark))

    def wanted_width(self) -> int:
        return self._main.sizeHint().width() + self._gap + self._mark.sizeHint().width()

    def plan(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        if self._main_least() + self._gap + self._mark.sizeHint().width() <= width:
            return self._beside(width)
        top = height_for(self._main, width)
        below = min(self._mark.sizeHint().width(), width - self._indent())
        height = height_for(self._mark, below)
        return [
            (self._main, QRect(0, 0, width, top)),
            (self._mark, QRect(self._indent(), top + self._below, below, height)),
        ], top + self._below + height

    def _indent(self) -> int:
        return paint.icon_side() + Space.STEP if self._marked else 0

    def _main_least(self) -> int:
        wanted = self._main.sizeHint().width()
        if self._even:
            return theme.scaled(self._least)
        return min(wanted, theme.scaled(self._least)) if self._least else wanted

    def _beside(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        right = self._mark.sizeHint().width()
        left = width - self._gap - right
        heights = (height_for(self._main, left), height_for(self._mark, right))
        height = max(heights)
        return [
            (self._main, QRect(0, (height - heights[0]) // 2, left, heights[0])),
            (self._mark, QRect(width - right, (height - heights[1]) // 2, right, heights[1])),
        ], height
