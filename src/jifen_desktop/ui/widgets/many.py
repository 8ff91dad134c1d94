"""A card of very many rows, of which only those near the visible part are made.

A row of widgets takes 2 ms to make and lay out: a hundred at once would hold the window up for seconds. So one row
is made at each turn of the event loop, those in view first.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from jifen_desktop.ui.theme import Radius, Size
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.base import height_for

_AHEAD = 3  # rows made beyond either end of the visible part, so that Tab and the wheel find them


class ManyRows(QWidget):
    """`count` rows of one height; `make(index)` makes one when it is wanted, and it is kept.

    Stands in a scrolling page. Of rows that aren't made yet only the lines between them are painted.
    """

    def __init__(self, count: int, make: Callable[[int], QWidget]) -> None:
        super().__init__()
        self._count = count
        self._make = make
        self._made: dict[int, QWidget] = {}
        self._area: QScrollArea | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._make_one)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)  # what a page asks for
        self.setSizePolicy(policy)
        self._height, self._width = Size.ROW, 0  # until there is a row to measure

    def made(self) -> dict[int, QWidget]:
        """The rows there are, by index."""
        return dict(sorted(self._made.items()))

    def sizeHint(self) -> QSize:
        return QSize(self._width, self._count * (self._height + 1) + 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, _width: int) -> int:
        return self.sizeHint().height()

    # --- making ---------------------------------------------------------------------------------

    def _wanted(self) -> int | None:
        """The next row to make."""
        seen = self.visibleRegion().boundingRect()
        if seen.isEmpty():
            return None
        step = self._height + 1
        top, bottom = seen.top() // step, seen.bottom() // step
        near = [*range(top, bottom + 1), *range(bottom + 1, bottom + 1 + _AHEAD)]
        near += range(top - 1, top - 1 - _AHEAD, -1)
        return next((i for i in near if 0 <= i < self._count and i not in self._made), None)

    def _make_one(self) -> None:
        index = self._wanted()
        if index is None:
            self._timer.stop()
            return
        row = self._row(index)
        row.show()
        self._measure()

    def _row(self, index: int) -> QWidget:
        row = self._make(index)
        row.setParent(self)
        before = max((i for i in self._made if i < index), default=None)
        self._made[index] = row
        if before is not None:
            self._after(self._made[before], row)
        self._place(index)
        return row

    def _after(self, before: QWidget, row: QWidget) -> None:
        """Tab goes from one row into the next, whichever was made first."""
        last = _stops(before)
        for stop in _stops(row):
            if last:
                QWidget.setTabOrder(last[-1], stop)
            last = [stop]

    def _measure(self) -> None:
        """All are as high as the highest of those there are."""
        rows = self._made.values()
        for row in rows:
            row.ensurePolished()
        height = max(height_for(row, self.width() - 2) for row in rows)
        size = height, max(row.minimumSizeHint().width() for row in rows) + 2
        if size != (self._height, self._width):
            self._height, self._width = size
            self.updateGeometry()
            self._place_all()

    def _place(self, index: int) -> None:
        step = self._height + 1
        self._made[index].setGeometry(1, 1 + index * step, self.width() - 2, self._height)

    def _place_all(self) -> None:
        for index in self._made:
            self._place(index)

    def _look(self) -> None:
        if not self._timer.isActive() and self._wanted() is not None:
            self._timer.start()

    # --- Qt -------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None and self._area is not parent:
            self._area = parent
            parent.verticalScrollBar().valueChanged.connect(self._look)
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._made:
            self._measure()
        self._place_all()
        self._look()

    def event(self, event: QEvent) -> bool:
        """The rows ask for another height after the size of text changed, each in its turn."""
        if event.type() == QEvent.Type.LayoutRequest and self._made:
            self._measure()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        paint.box(painter, rect, Radius.CARD, fill=paint.color("surface"))
        step = self._height + 1
        first, last = event.rect().top() // step, event.rect().bottom() // step
        for index in range(max(1, first), min(self._count - 1, last + 1) + 1):
            painter.fillRect(QRectF(0, index * step, self.width(), 1), paint.color("line"))
        paint.box(painter, rect, Radius.CARD, border=paint.color("line"))
        painter.end()


def _stops(row: QWidget) -> list[QWidget]:
    """What Tab reaches in a row, in its order."""
    return [
        child
        for child in row.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.focusProxy() is None
        and child.window() is row.window()  # a field's own list is a window
    ]
