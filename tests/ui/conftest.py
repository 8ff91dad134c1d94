"""A window on an empty library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.ui.session import Session
from jifen_desktop.ui.window import MainWindow
from tests import pictures
from tests.support.cases import make_session


@dataclass
class Shell:
    """A shown window, and what a user does with it."""

    window: MainWindow
    session: Session
    folder: Path
    qtbot: QtBot

    def settle(self) -> None:
        """Let layouts come to rest."""
        pictures.settle(self.window)

    def button(self, text: str, inside: QWidget | None = None) -> QPushButton:
        """The visible button of that text or accessible name."""
        root = inside or self.window
        found = [
            b
            for b in root.findChildren(QPushButton)
            if b.isVisible() and text in (b.text(), b.accessibleName())
        ]
        shown = [b.text() for b in root.findChildren(QPushButton) if b.isVisible()]
        assert found, f"{text} not among {shown}"
        return found[0]

    def click(self, text: str, inside: QWidget | None = None) -> None:
        """Click a button."""
        QTest.mouseClick(self.button(text, inside), Qt.MouseButton.LeftButton)
        self.settle()

    def type_into(self, field: QWidget, text: str) -> None:
        """Go into a field and type, as an input method does."""
        field.setFocus(Qt.FocusReason.TabFocusReason)
        self.type_on(text)

    def type_on(self, text: str) -> None:
        """Type where the focus is."""
        field = QApplication.focusWidget()
        assert field is not None
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(field, event)


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    """A window of 1120×720 on an empty library."""
    pictures.dress(qapp)
    session = make_session(tmp_path)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.resize(1120, 720)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    shell = Shell(window, session, tmp_path, qtbot)
    shell.settle()
    yield shell
    session.close()
    qapp.setStyleSheet("")


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    """A session on an empty library, with the theme of the pictures."""
    pictures.dress(qapp)
    made = make_session(tmp_path)
    yield made
    made.close()
    qapp.setStyleSheet("")
