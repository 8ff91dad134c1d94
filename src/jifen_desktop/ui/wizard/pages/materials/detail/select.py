"""A choice with long entries: shortened while closed, whole in its list and tooltip."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent

from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Radius, Size, TextRole
from jifen_desktop.ui.widgets import paint

_PAD = 12
_WIDTH = 200


class NarrowSelect(w.SelectField):
    """As wide as its place; for acts chosen from a list, so it goes back to the first entry."""

    def __init__(self, accessible_name: str, options: list[tuple[str, str]]) -> None:
        super().__init__(accessible_name, options)
        for index in range(self.count()):
            self.setItemData(index, self.itemText(index), Qt.ItemDataRole.ToolTipRole)
        metrics = QFontMetricsF(theme.font(TextRole.BODY))
        widest = max((metrics.horizontalAdvance(t) for _, t in options), default=0.0)
        self.view().setMinimumWidth(min(round(widest) + 48, theme.scaled(560)))
        self.activated.connect(lambda _index: self.setCurrentIndex(0))

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(_WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(_WIDTH) // 2, super().sizeHint().height())

    def text_fits(self) -> bool:
        """Only the first entry is ever shown closed."""
        needed = paint.text_width(self.currentText(), TextRole.BODY)
        return self.width() >= needed + 2 * _PAD + Size.ICON

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        line = paint.color("accent" if self.hasFocus() else "control")
        paint.box(painter, rect, Radius.CONTROL, fill=paint.color("surface"), border=line)
        words = rect.adjusted(_PAD, 0, -_PAD - Size.ICON - 8, 0)
        metrics = QFontMetricsF(theme.font(TextRole.BODY))
        text = metrics.elidedText(self.currentText(), Qt.TextElideMode.ElideRight, words.width())
        paint.text_line(painter, words, text, TextRole.BODY, "text")
        left = rect.right() - _PAD - Size.ICON
        paint.icon(painter, "chevron-down", "text2", left, rect.center().y(), Size.ICON)
        painter.end()
