"""Words with the clause they rest on: the tag stands at the right, or below where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import Basis
from jifen_desktop.domain.source import Source
from jifen_desktop.rulebook.clauses import CARRIED, clause_text
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Space
from jifen_desktop.ui.widgets.base import height_for, least_width_of

_LONGEST_TAG = 22


def clause_mark(source: Source) -> QWidget:
    """The clause as a tag; in plain words where it is long, unstated or no clause at all."""
    text = clause_text(source)
    lead = f"{CARRIED} "
    if not source.lines or len(text) > _LONGEST_TAG:
        return w.hint(f"依据：{text}" if source.lines else text)
    if text.startswith(lead):
        return w.ClauseTag(text.removeprefix(lead), carried=True)
    return w.ClauseTag(text, carried=source.basis == Basis.CARRIED)


class Tagged(w.Arranger):
    """`main` with `mark` at the right end of its line, or under it (`indent` further in).

    They stand side by side, `gap` apart, as long as `main` keeps `least` pixels (scaled; 0: all that it wants),
    else `below` apart.
    """

    def __init__(
        self,
        main: QWidget,
        mark: QWidget,
        *,
        indent: int = 0,
        least: int = 0,
        below: int = 2,
        gap: int = Space.STEP,
    ) -> None:
        super().__init__()
        self._main = main
        self._mark = mark
        self._indent = indent
        self._least = least
        self._below = below
        self._gap = gap
        self.adopt(main)
        self.adopt(mark)

    def least_width(self) -> int:
        return max(least_width_of(self._main), self._indent + least_width_of(self._mark))

    def wanted_width(self) -> int:
        return self._main.sizeHint().width() + self._gap + self._mark.sizeHint().width()

    def plan(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        if self._main_least() + self._gap + self._mark.sizeHint().width() <= width:
            return self._beside(width)
        top = height_for(self._main, width)
        below = min(self._mark.sizeHint().width(), width - self._indent)
        height = height_for(self._mark, below)
        return [
            (self._main, QRect(0, 0, width, top)),
            (self._mark, QRect(self._indent, top + self._below, below, height)),
        ], top + self._below + height

    def _main_least(self) -> int:
        wanted = self._main.sizeHint().width()
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


def indented(widget: QWidget, by: int) -> QWidget:
    """`widget`, so many pixels further in."""
    holder = w.Line()
    holder.add(widget, stretch=1)
    holder.setContentsMargins(by, 0, 0, 0)
    return holder
