"""What was just done on a page, with 撤销, below the page: nothing moves away under the mouse."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.history import History
from jifen_desktop.ui.theme import Space


class UndoLine(QWidget):
    """Takes no room while there is nothing to say, and goes with the next act, whichever that is.

    So its 撤销 is always the history's own: what it names is what was done last.
    """

    def __init__(self, history: History) -> None:
        super().__init__()
        self.bar = w.UndoBar()
        self.bar.undo_requested.connect(history.undo)
        self.bar.dismissed.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MARGIN, Space.STEP, Space.MARGIN, Space.STEP)
        column.addWidget(self.bar)
        self.hide()
        history.changed.connect(self.hide)

    def tell(self, text: str) -> None:
        """Say what the act did that was made right now."""
        self.show()
        self.bar.show_message(text)
