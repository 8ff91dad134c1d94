"""诊断信息: what helps to find a fault, shown in full before it is copied."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from jifen_desktop.services.diagnosis import about_library, about_machine, about_program
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.session import Session

_LEAD = "下面是全部内容：程序和系统的版本、屏幕、数量、事件和错误代码，没有姓名、号码、单位和路径。看过再复制。"


def diagnosis_text(session: Session) -> str:
    """Versions, the machine, counts and the log's last lines."""
    lines = [
        *about_program(),
        *about_machine(),
        *_about_window(),
        *about_library(session.store),
        *session.journal.last_lines(),
    ]
    return "\n".join(lines)


def _about_window() -> Iterator[str]:
    """What is drawn, and on which screens."""
    manager = theme.manager()
    yield (
        f"Qt {qVersion()} {QGuiApplication.platformName()} · interface {QLocale.system().name()}"
        f" · {manager.tokens.name} · text {manager.text_scale:.2f}"
    )
    screens = (
        f"{screen.size().width()}x{screen.size().height()} at {screen.devicePixelRatio():.2f}"
        for screen in QGuiApplication.screens()
    )
    yield "screens " + ", ".join(screens)


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
