"""Light or dark, and the size of the text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import SchemeChoice

SCALES = (("1.0", "标准"), ("1.15", "大"), ("1.3", "较大"), ("1.5", "特大"))


class LookPage(QWidget):
    """Both choices act at once."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        manager = theme.manager()
        schemes = [
            (SchemeChoice.SYSTEM, "跟随系统"),
            (SchemeChoice.LIGHT, "浅色"),
            (SchemeChoice.DARK, "深色"),
        ]
        self.scheme = w.SegmentedControl("颜色", schemes, manager.choice)
        self.scheme.value_chosen.connect(self._set_scheme)
        self.size_choice = w.SegmentedControl("字号", SCALES, str(manager.text_scale))
        self.size_choice.value_chosen.connect(self._set_scale)
        page = w.Page("外观")
        page.add(w.PageHead("外观", help_place="look"))
        card = w.Card(_row("颜色", self.scheme), gap=20)
        card.add(_row("字号", self.size_choice))
        page.add(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _set_scheme(self, value: str) -> None:
        theme.manager().set_choice(SchemeChoice(value))
        self._session.save_settings(replace(self._session.settings, theme=value))

    def _set_scale(self, value: str) -> None:
        scale = float(value)
        theme.manager().set_text_scale(scale)
        self._session.save_settings(replace(self._session.settings, text_scale=scale))


def _row(label: str, control: QWidget) -> QWidget:
    """A label above a control that keeps its own width."""
    return w.Column(w.body(label), w.Flow(control), gap=4)
