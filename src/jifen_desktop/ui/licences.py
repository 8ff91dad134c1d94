"""第三方组件: the program's own licence and those of all it carries, each shown whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextEdit, QVBoxLayout, QWidget

from jifen_desktop import __version__
from jifen_desktop.services import licences
from jifen_desktop.services.licences import Component
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import lay_out, resize_on_screen
from jifen_desktop.ui.jobs import Done, Report
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import Space

_TITLE: Final = "第三方组件和许可证"
_LEAD: Final = "程序由这些组件组成。选一个，右边是它的版权声明和许可证全文；许可证以原文为准。"
_READING: Final = "正在读取…"
_UNREADABLE: Final = "许可证的文字读不出来。重新安装程序后再看。"
_OWN: Final = Component(name="居住证积分材料助手", version=__version__, licence="AGPL-3.0-or-later")

Shown = list[tuple[Component, str]]


def read_all(_report: Report) -> Shown:
    """This program first, then every component, each with its whole text. Raises OSError."""
    others = [(each, licences.full_text(each)) for each in licences.components()]
    return [(_OWN, licences.own_licence()), *others]


def row_text(component: Component) -> str:
    """Name, version and licence on one line."""
    return f"{component.name} {component.version}".rstrip() + f" · {component.licence}"


def summary(component: Component) -> str:
    """Under which licence, and what brings it."""
    within = f" · 在 {component.within} 里" if component.within else ""
    return f"{component.licence}{within}"


class LicencesDialog(QDialog):
    """A list beside the chosen one's text; both are single Tab stops, arrows walk through the list."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        read: Callable[[Report], Shown] = read_all,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._shown: Shown = []
        self.names = QListWidget()
        self.names.setAccessibleName("组件")
        self.names.setUniformItemSizes(True)
        self.names.setMinimumWidth(theme.scaled(200))
        self.names.currentRowChanged.connect(self._show)
        self.told = w.hint(_READING)
        self.text = QTextEdit(readOnly=True, acceptRichText=False)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("版权声明和许可证")
        done = w.PrimaryButton("完成")
        done.clicked.connect(self.accept)
        lay_out(self, self._body(), done)
        resize_on_screen(self, theme.scaled(960), 640)
        job = session.quiet.make(read)
        job.ended.connect(self._fill)
        job.start()

    def _body(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(Space.STEP)
        right.addWidget(self.told)
        right.addWidget(self.text, 1)
        columns = QHBoxLayout()
        columns.setSpacing(Space.COLUMN)
        columns.addWidget(self.names, 2)
        columns.addLayout(right, 3)
        body = QVBoxLayout()
        body.setContentsMargins(Space.MARGIN, Space.MARGIN, Space.MARGIN, Space.COLUMN)
        body.setSpacing(Space.GAP)
        body.addWidget(w.PageHead(_TITLE, _LEAD))
        body.addLayout(columns, 1)
        return body

    def _fill(self, outcome: object) -> None:
        if not isinstance(outcome, Done):
            self.told.setText(_UNREADABLE)
            return
        self._shown = outcome.value
        self.names.addItems([row_text(each) for each, _text in self._shown])
        self.names.setCurrentRow(0)
        self.names.setFocus()

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            component, text = self._shown[row]
            self.told.setText(summary(component))
            self.text.setPlainText(text)
