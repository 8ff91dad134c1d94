"""A random walk through the window: clicks, keys, typing and undo, chosen by a seed; no traceback, nothing broken."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QWidget,
)

from jifen_desktop.library.reading import read_entry
from jifen_desktop.ui.scanning.scanners import Reach
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.window import MainWindow
from tests.pictures import dress
from tests.support.cases import make_session
from tests.support.scanner import DEVICE, OTHER, Double, Known

TEXTS: Final = ("张样本", "000000198603070013", "2027-06-30", "A/B:C", " ", "·𬭎", "x" * 300, "-1")
KEYS: Final = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Home,
    Qt.Key.Key_PageDown,
)
CONTROL: Final = (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key.Key_V)
# What would open a dialog of the system, leave the program, or start another program.
LEFT_ALONE: Final = (
    *("打开文件", "选择", "浏览", "添加文件", "更换", "打印", "另存", "存为", "导入", "导出"),
    *("退出", "更改位置", "打开"),
)
PAUSE: Final = 5  # milliseconds between two acts


class Walker:
    """One walk. Every choice comes from the seed and from what is on the screen."""

    def __init__(self, window: MainWindow, session: Session, seed: int) -> None:
        self.window = window
        self.session = session
        self.choice = random.Random(seed)
        self.acts: list[str] = []

    def act(self) -> None:
        """One act on what is in front."""
        front = self._front()
        kinds: tuple[tuple[Callable[[QWidget], str], int], ...] = (
            (self._click, 6),
            (self._key, 4),
            (self._type, 3),
            (self._control, 2),
            (self._resize, 1),
        )
        (kind,) = self.choice.choices([k for k, _ in kinds], [often for _, often in kinds])
        self.acts.append(kind(front))
        QTest.qWait(PAUSE)

    def _front(self) -> QWidget:
        dialogs = [
            w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()
        ]
        return dialogs[-1] if dialogs else self.window

    def _click(self, front: QWidget) -> str:
        buttons = [
            b
            for b in front.findChildren(QAbstractButton)
            if b.isVisible() and b.isEnabled() and not _left_alone(b)
        ]
        if not buttons:
            return "nothing to click"
        button = self.choice.choice(buttons)
        name = button.accessibleName() or button.text()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=_middle(button))
        return f"click {name}"

    def _key(self, front: QWidget) -> str:
        key = self.choice.choice(KEYS)
        target = QApplication.focusWidget() or front
        if isinstance(target, QAbstractButton) and _left_alone(target):
            key = Qt.Key.Key_Tab
        QTest.keyClick(target, key)
        return f"key {key.name}"

    def _control(self, front: QWidget) -> str:
        key = self.choice.choice(CONTROL)
        QTest.keyClick(
            QApplication.focusWidget() or front, key, Qt.KeyboardModifier.ControlModifier
        )
        return f"control {key.name}"

    def _type(self, front: QWidget) -> str:
        fields = [f for f in front.findChildren(QLineEdit) if f.isVisible() and f.isEnabled()]
        if not fields:
            return "nothing to type into"
        field = self.choice.choice(fields)
        field.setFocus()
        text = self.choice.choice(TEXTS)
        field.insert(text)
        field.editingFinished.emit()
        return f"type {len(text)}"

    def _resize(self, _front: QWidget) -> str:
        width, height = self.choice.randrange(800, 1600), self.choice.randrange(560, 1000)
        self.window.resize(width, height)
        return f"resize {width}×{height}"

    def check(self) -> None:
        """What is saved is what is shown, and all of it can be read."""
        store = self.session.store
        for row in store.db.rows("SELECT id FROM submission"):
            read_entry(store.db, store.originals, row[0])
        if self.session.has_case:
            case = self.session.case
            assert case.unsaved is None
            if store.holds(case.entry.id):
                saved = read_entry(store.db, store.originals, case.entry.id)
                assert saved.submission == case.submission, "what is shown was not saved"


def _left_alone(button: QAbstractButton) -> bool:
    name = f"{button.text()} {button.accessibleName()}"
    return any(word in name for word in LEFT_ALONE)


def _middle(widget: QWidget) -> QPoint:
    return QPoint(widget.width() // 2, widget.height() // 2)


@contextmanager
def _caught() -> Iterator[list[str]]:
    """Exceptions that Qt would print and forget."""
    found: list[str] = []
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: object) -> None:
        found.append(f"{kind.__name__}: {error}")
        before(kind, error, trace)  # type: ignore[arg-type]

    sys.excepthook = hook
    try:
        yield found
    finally:
        sys.excepthook = before


def _no_files() -> AbstractContextManager[object]:
    """The system's file dialogs, closed without a choice: nobody is there to close them."""
    return patch.multiple(
        QFileDialog,
        getOpenFileName=lambda *_: ("", ""),
        getOpenFileNames=lambda *_: ([], ""),
        getSaveFileName=lambda *_: ("", ""),
        getExistingDirectory=lambda *_: "",
    )


def walk(seed: int, seconds: float, most: int = 10**9) -> int:
    """Walk for so long, or so many acts; returns how many there were. AssertionError names the seed and the acts."""
    app = QApplication.instance() or QApplication(["walk", "-platform", "offscreen"])
    assert isinstance(app, QApplication)
    with (
        tempfile.TemporaryDirectory(prefix="jifen-walk-") as folder,
        _caught() as errors,
        _no_files(),
    ):
        dress(app)
        session = make_session(Path(folder))
        Reach(session, Known([Double(devices=(DEVICE, OTHER))]))
        window = MainWindow(session)
        window.show()
        walker = Walker(window, session, seed)
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end and len(walker.acts) < most:
                walker.act()
                assert not errors, errors
                if len(walker.acts) % 25 == 0:
                    walker.check()
        except AssertionError as error:
            last = "\n".join(walker.acts[-30:])
            raise AssertionError(f"seed {seed}, act {len(walker.acts)}: {error}\n{last}") from error
        finally:
            for dialog in QApplication.topLevelWidgets():
                if isinstance(dialog, QDialog):
                    dialog.close()
            window.deleteLater()
            session.close()
            QTest.qWait(50)
    return len(walker.acts)
