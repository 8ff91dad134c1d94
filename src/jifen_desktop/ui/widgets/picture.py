"""A passive icon in a layout."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Size, TextRole
from jifen_desktop.ui.widgets import paint


class Icon(QWidget):
    """An icon by name and colour token, grown with the text; decoration beside a word, so it has no accessible name.

    At the top of words that may wrap, `line` is their role: the icon is as high as a line of them, and stands in the
    middle of the first whatever the size of the text.
    """

    def __init__(
        self,
        name: str,
        tone: str = "text2",
        size: int = Size.ICON,
        *,
        line: TextRole | None = None,
    ) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._size = size
        self._line = line
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name = name
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        side = paint.icon_side(self._size)
        line = theme.line_height(self._line) if self._line is not None else 0
        return QSize(
            side + margins.left() + margins.right(),
            max(side, line) + margins.top() + margins.bottom(),
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        area = self.contentsRect()
        middle = area.y() + area.height() / 2
        paint.icon(painter, self._name, self._tone, area.x(), middle, self._size)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
