"""A place in a layout whose content is replaced as a whole."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget


class Slot(QWidget):
    """Holds one widget or, hidden, none; `put` deletes the one before.

    `gap` is the air below the content, which goes when there is none.
    """

    def __init__(self, *, gap: int = 0) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, gap)
        self._content: QWidget | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def content(self) -> QWidget | None:
        """What is shown."""
        return self._content

    def put(self, content: QWidget | None) -> None:
        """Show `content` instead."""
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        if content is not None:
            self._column.addWidget(content)
            content.show()  # at once, so that something in it can take the focus
        self.setVisible(content is not None)
