"""What narrows a list of cases: words, district, business, state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.services.shelf import Pair, Sought
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, TextRole
from jifen_desktop.ui.widgets import paint

# Filters only stand there where a list is too long to be read.
_LONG = 6


class Search(w.SearchField):
    """Wide enough for its placeholder, whatever the size of the text."""

    def minimumSizeHint(self) -> QSize:
        margins = self.textMargins()
        words = paint.text_width(self.placeholderText(), TextRole.BODY)
        width = words + margins.left() + margins.right() + 32
        return QSize(max(240, width), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint().expandedTo(QSize(0, super().sizeHint().height()))


class Finder(QObject):
    """`search` and `filters` are placed by the page; `changed` follows every key and choice.

    `of_stage`: the states are stages after the export instead of what a case needs next.
    """

    changed = Signal()

    def __init__(
        self,
        states: Sequence[tuple[str, str]],
        shortcut: str = "",
        *,
        of_stage: bool = False,
    ) -> None:
        super().__init__()
        self._of_stage = of_stage
        self._pairs: tuple[Pair, ...] = ()
        self.search = Search("搜索", "搜索单位、姓名、区", shortcut)
        self.district = w.SelectField("只看一个区", [], height=Size.BUTTON)
        self.service = w.SelectField("只看一种业务", [], height=Size.BUTTON)
        self.state = w.SelectField("只看一种状态", [("", "全部状态"), *states], height=Size.BUTTON)
        self.state.set_value("")
        self.reset = w.LinkButton("全部显示", icon="x")
        self.filters = QWidget()
        column = QVBoxLayout(self.filters)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(w.Flow(self.district, self.service, self.state, self.reset))
        self._pause = QTimer(self, singleShot=True, interval=w.SearchField.PAUSE)
        self._pause.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        for field in (self.district, self.service, self.state):
            field.value_chosen.connect(lambda _value: self._tell())
        self.reset.clicked.connect(self.clear)
        self.offer(())

    def sought(self) -> Sought:
        """What is looked for now."""
        standing, stage = ("", self.state.value()) if self._of_stage else (self.state.value(), "")
        words = self.search.text()
        return Sought(words, self.district.value(), self.service.value(), standing, stage)

    def clear(self) -> None:
        """Look for nothing."""
        for field in (self.district, self.service, self.state):
            field.set_value("")
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._tell()

    def offer(self, pairs: Iterable[Pair], count: int = 0) -> None:
        """Offer the districts and businesses that there are; `count` cases lie on the shelf."""
        found = tuple(pairs)
        if found != self._pairs or not self.district.count():
            self._pairs = found
            districts = {p.district: p.district_name for p in found}
            _fill(self.district, [("", "全部区"), *districts.items()])
            services = {p.service: p.service_name for p in found}
            _fill(self.service, [("", "全部业务"), *services.items()])
        chosen = any(f.value() for f in (self.district, self.service, self.state))
        self.filters.setVisible(count > _LONG or chosen)
        self.reset.setVisible(chosen)

    def _tell(self) -> None:
        self._pause.stop()
        fields = (self.district, self.service, self.state)
        self.reset.setVisible(any(field.value() for field in fields))
        self.changed.emit()


def _fill(field: w.SelectField, options: Sequence[tuple[str, str]]) -> None:
    """Other options; the choice stays where it is still one."""
    kept = field.value()
    field.clear()
    for value, text in options:
        field.addItem(text, value)
    field.set_value(kept if kept in {value for value, _ in options} else "")
    field.updateGeometry()
