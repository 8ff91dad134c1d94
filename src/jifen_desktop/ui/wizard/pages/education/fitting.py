"""The table where there is room for it, else the same as a list."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.widgets.base import height_for, least_width_of


class Fitting(w.Arranger):
    """Shows `wide`, or `narrow` where `wide` would be cut (large text, many levels)."""

    def __init__(self, wide: QWidget, narrow: QWidget) -> None:
        super().__init__()
        self._wide = wide
        self._narrow = narrow
        for part in (wide, narrow):
            self.adopt(part)
        narrow.hide()

    def least_width(self) -> int:
        return least_width_of(self._narrow)

    def wanted_width(self) -> int:
        return self._wide.sizeHint().width()

    def plan(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        part = self._wide if least_width_of(self._wide) <= width else self._narrow
        height = height_for(part, width)
        return [(part, QRect(0, 0, width, height))], height

    def _place(self) -> None:
        [(part, rect)], _ = self.plan(self.width())
        for other in (self._wide, self._narrow):
            if other.isHidden() == (other is part):
                other.setVisible(other is part)
        part.setGeometry(rect)
