"""A place whose content is made anew."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Replaced(QWidget):
    """Holds one widget at a time; the one before goes."""

    def __init__(self) -> None:
        super().__init__()
        self._holder = QVBoxLayout(self)
        self._holder.setContentsMargins(0, 0, 0, 0)

    def show_widget(self, body: QWidget) -> None:
        """Show this in place of what was there."""
        while (item := self._holder.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._holder.addWidget(body)
