"""诊断信息: what helps to find a fault, shown in full before it is copied."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from jifen_desktop import __version__
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, count_entries
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.session import Session

_LEAD = "下面是全部内容：版本、数量、事件和错误代码，没有姓名、号码、单位和路径。看过再复制。"


def diagnosis_text(session: Session) -> str:
    """Versions, counts and the log's last lines."""
    screen = QGuiApplication.primaryScreen()
    lines = [
        f"jifen-desktop {__version__}",
        f"Python {platform.python_version()} · Qt {qVersion()} · {platform.system()} {platform.release()}",
        f"scale {screen.devicePixelRatio():.2f} · text {theme.manager().text_scale:.2f}",
        _counts(session),
        *session.journal.last_lines(),
    ]
    return "\n".join(lines)


def _counts(session: Session) -> str:
    try:
        counts = {shelf: count_entries(session.store.db, Wanted(shelf)) for shelf in Shelf}
    except JifenError as error:
        return f"library {error.code}"
    return " ".join(f"{shelf}={count}" for shelf, count in counts.items())


class TextPage(QWidget):
    """A text to be read, then copied."""

    def __init__(self, title: str, lead: str, text: str) -> None:
        super().__init__()
        page = w.Page(title)
        page.add(w.PageHead(title, lead))
        self.field = QPlainTextEdit(text)
        self.field.setReadOnly(True)
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(title)
        self.field.setMinimumHeight(240)
        page.add(self.field, 16)
        self.copy_button = w.SecondaryButton("复制", icon="copy")
        self.copy_button.clicked.connect(lambda _checked=False: self._copy(text))
        self.told = w.hint("")
        page.add(w.Flow(self.copy_button, self.told, gap=12), 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.told.setText("已复制")
        w.announce(self, "已复制")


def diagnosis_dialog(session: Session, parent: QWidget) -> QDialog:
    """The text with its copy button."""
    page = TextPage("诊断信息", _LEAD, diagnosis_text(session))
    return PageDialog(parent, "诊断信息", page)


def crash_dialog(details: str, parent: QWidget) -> QDialog:
    """What is known of a fault."""
    page = TextPage("诊断信息", "只有程序出错的位置，没有填写的内容。看过再复制。", details)
    return PageDialog(parent, "诊断信息", page)
