"""Choices with long entries: shortened while closed, whole in the list and the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QStandardItem, QStandardItemModel

from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, TextRole
from jifen_desktop.ui.widgets import paint

_AROUND = 2 * 11 + 12  # what stands beside the words, without the arrow
_WIDTH = 200
_WIDEST_LIST = 560


class Options(QStandardItemModel):
    """Values with their words; several fields may share one, since a case has hundreds of rows."""

    def __init__(self, options: list[tuple[str, str]]) -> None:
        super().__init__()
        for value, text in options:
            item = QStandardItem(text)
            item.setData(value, Qt.ItemDataRole.UserRole)
            item.setToolTip(text)
            self.appendRow(item)
        metrics = QFontMetricsF(theme.font(TextRole.BODY))
        self.widest = max((metrics.horizontalAdvance(text) for _, text in options), default=0.0)


class ElidedSelect(w.SelectField):
    """As wide as its place, at least half of `width`; it has no say in how wide that is."""

    def __init__(self, accessible_name: str, options: Options, *, width: int = _WIDTH) -> None:
        super().__init__(accessible_name, [])
        self._width = width
        self.setModel(options)
        self.view().setMinimumWidth(min(round(options.widest) + 48, theme.scaled(_WIDEST_LIST)))
        self.currentTextChanged.connect(self.setToolTip)

    def sizeHint(self) -> QSize:
        height = max(Size.BUTTON_TALL, theme.line_height(TextRole.BODY) + 12)
        return QSize(theme.scaled(self._width), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(self._width) // 2, self.sizeHint().height())

    def text_fits(self) -> bool:
        """Whether the words are whole, or their whole is in the tooltip."""
        needed = paint.text_width(self.currentText(), TextRole.BODY)
        fits = self.width() >= needed + _AROUND + paint.icon_side()
        return fits or self.toolTip() == self.currentText()


class NarrowSelect(ElidedSelect):
    """For acts chosen from a list, so it goes back to the first entry."""

    def __init__(self, accessible_name: str, options: list[tuple[str, str]]) -> None:
        model = Options(options)
        super().__init__(accessible_name, model)
        model.setParent(self)
        self.activated.connect(lambda _index: self.setCurrentIndex(0))
