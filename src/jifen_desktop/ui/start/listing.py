"""How much of a list is shown at once, and the row that shows more of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from jifen_desktop.ui import widgets as w

# Rows that a list shows at first, and more at every time: a row takes 8 ms to make, lay out and paint. What a search
# finds has to follow the keys.
STEP = 12
SEARCH_STEP = 5


def more_row(left: int, asked: Callable[[], None], unit: str = "份") -> QWidget:
    """The last row of a list that goes on: so many are left."""
    link = w.LinkButton(f"显示更多（还有 {left} {unit}）", icon="chevron-down")
    link.clicked.connect(lambda _checked=False: asked())
    return w.CardFooter(link, vertical=8)
