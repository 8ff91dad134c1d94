"""Widgets under a title, of which hidden ones take no room."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.ui import widgets as w


class Part(QWidget):
    """A title and what belongs to it; hidden parts take no room."""

    def __init__(self, title: str, *parts: QWidget, gap: int = 8) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap)
        if title:
            self._column.addWidget(w.body(title, bold=True))
        for part in parts:
            self.add(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """Append a part."""
        self._column.addWidget(part)
