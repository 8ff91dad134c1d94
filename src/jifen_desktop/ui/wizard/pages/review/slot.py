"""A place in a layout whose content is replaced as a whole."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget


class Slot(QWidget):
    """Holds one widget; `put` deletes the one before."""

    def __init__(self, content: QWidget | None = None) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if content is not None:
            self.put(content)

    @property
    def content(self) -> QWidget | None:
        """What is shown."""
        return self._content

    def put(self, content: QWidget) -> None:
        """Show `content` instead."""
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self._column.addWidget(content)
