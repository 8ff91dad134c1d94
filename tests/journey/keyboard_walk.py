"""The walk without a mouse: `python -m tests.journey.keyboard_walk PLAN`. Keys go to the window that has the keyboard.

Nothing of the program is called: the walk presses keys, and looks at what has the focus. Chinese text is committed as
an input method does; the files in the clipboard are put there by another program, here by the walk. Every key counts.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QEvent, QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget

from jifen_desktop.flow.step import Step
from tests.journey.walk import LIMIT, Walker, main
from tests.ui.focus_gates import ring_faults
from tests.ui.gates import name_of

Key = Qt.Key
NO = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MOST_TABS = 160
_MOUSE = {QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.Drop}


class NoMouse(QObject):
    """Remembers what wasn't done by keys."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.seen = 0
        app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        self.seen += event.type() in _MOUSE
        return False


class KeyboardWalker(Walker):
    """From the start screen to the files and back, by keys alone."""

    def __init__(self, plan: dict[str, Any]) -> None:
        super().__init__(plan)
        self.keys = 0
        self.stops = 0
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.mouse = NoMouse(app)

    # --- keys -----------------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
        """One key, to the window that has the keyboard."""
        window = self.until(self.window_in_front, "a window with the keyboard")
        QTest.keyClick(window, key, modifiers)
        self.keys += 1
        QTest.qWait(10)

    def window_in_front(self) -> QWindow | None:
        """What has the keyboard. This display has no window manager, so the walk hands it on as one does."""
        if QGuiApplication.focusWindow() is None:
            (QApplication.activeModalWidget() or self.window).activateWindow()
            QTest.qWait(20)
        return QGuiApplication.focusWindow()

    @property
    def focused(self) -> QWidget:
        """What has the focus, which has to be seen."""
        self.until(self.window_in_front, "a window with the keyboard")
        widget = self.until(QApplication.focusWidget, "something in focus")
        faults = ring_faults(widget)
        assert not faults, faults
        self.stops += 1
        return widget

    def tab_to(self, name: str, kind: type[QWidget] = QAbstractButton) -> QWidget:
        """Press Tab until something of that name has the focus."""
        passed = []
        for _ in range(MOST_TABS):
            widget = self.focused
            if isinstance(widget, kind) and name_of(widget).startswith(name):
                return widget
            passed.append(name_of(widget))
            self.key(Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {name}: {passed}")

    def use(self, name: str, key: Qt.Key = Key.Key_Space) -> None:
        """Go to a button with Tab and press it."""
        self.tab_to(name)
        self.key(key)
        self.acts.append(f"press {name}")

    def choose(self, name: str) -> None:
        """Go to a group of choices with Tab, and with the arrow keys to one of them."""
        names: list[str] = []
        for _ in range(MOST_TABS):
            widget = self.focused
            group = widget.group() if isinstance(widget, QAbstractButton) else None
            names = [name_of(b) for b in group.buttons()] if group is not None else []
            if any(n.startswith(name) for n in names):
                break
            self.key(Key.Key_Tab)
        for _ in names:
            if name_of(self.focused).startswith(name):
                self.acts.append(f"choose {name}")
                return
            self.key(Key.Key_Right)
        raise AssertionError(f"the arrow keys do not reach {name} among {names}")

    def write(self, field: str, text: str) -> None:
        """Go to a field with Tab and type."""
        widget = self.tab_to(field, QLineEdit)
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(widget, letter)
            else:
                self._commit(letter)
            self.keys += 1

    def _commit(self, letter: str) -> None:
        """A composition that is shown, then committed."""
        target = QGuiApplication.focusObject()
        QApplication.sendEvent(target, QInputMethodEvent("zi", []))
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(target, event)

    # --- the walk -------------------------------------------------------------------------------

    def walk(self) -> None:
        self.until(self.window_in_front, "the window's focus")
        self.key(Key.Key_N, CTRL)
        self.acts.append("Ctrl+N")
        self.choose_business()
        self.enter_people()
        self.choose_level()
        self.give_papers()
        self.review()
        self.export()
        self.look_at_what_was_made()
        self.go_back()
        assert not self.mouse.seen, "a mouse was used"
        self.plan["told"] = {"keys": self.keys, "stops": self.stops}

    def go_on(self) -> None:
        """继续, by its shortcut."""
        self.key(Key.Key_Right, ALT)
        self.acts.append("Alt+Right")

    def choose_business(self) -> None:
        self.arrived(Step.PAIR)
        self.choose(self.plan["district"])
        self.choose(self.plan["service"])
        self.use("继续")

    def enter_people(self) -> None:
        """First without anything: the problems take the focus, and lead to their fields."""
        self.arrived(Step.PEOPLE)
        self.go_on()
        self.use("单位名称还没填写", Key.Key_Return)
        assert name_of(self.focused) == "单位名称"
        for field, text in self.plan["fields"]:
            self.write(field, text)
        self.go_on()

    def choose_level(self) -> None:
        self.arrived(Step.EDUCATION)
        self.use(self.plan["level"])
        self.go_on()

    def give_papers(self) -> None:
        """Files copied in a file manager, pasted; the program guesses, the user agrees."""
        self.arrived(Step.MATERIALS)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(path) for path in self.plan["files"]])
        QGuiApplication.clipboard().setMimeData(mime)
        self.key(Key.Key_V, CTRL)
        self.acts.append("Ctrl+V")
        self.dialog("这些文件放进哪一项")
        self.button_of_dialog("添加", "这些文件放进哪一项")
        self.go_on()

    def review(self) -> None:
        self.arrived(Step.REVIEW)
        self.use("全部确认")
        while (left := self.open_confirmations()) and self.keys < 5000:
            self.use(left[0])
        self.use("导出")

    def open_confirmations(self) -> list[str]:
        """What is still to be confirmed on the page, as it is read."""
        QTest.qWait(80)
        page = self.window.frame.page
        assert page is not None
        buttons = [b for b in page.findChildren(QAbstractButton) if b.isVisible()]
        return [name_of(b) for b in buttons if name_of(b).startswith("确认：")]

    def export(self) -> None:
        self.arrived(Step.EXPORT)
        self.use("导出这")
        self.until(lambda: self.shown("打开所在文件夹"), "the proof")
        record = self.window.session.case.entry.exported
        assert record is not None
        self.plan["folder"] = record.folder

    def look_at_what_was_made(self) -> None:
        """The whole mail and the label's preview, closed with Escape; the focus is where it was."""
        for button, title in self.plan["looks"]:
            self.tab_to(button)
            self.key(Key.Key_Space)
            self.dialog(title)
            assert self.focused.window() is QApplication.activeWindow()
            self.key(Key.Key_Escape)
            self.until(lambda: not self.open_dialogs(), f"the end of {title}")
            there = name_of(self.focused)
            assert there.startswith(button), f"the focus came back to {there}, not {button}"
            self.acts.append(f"look at {title}")

    def go_back(self) -> None:
        self.key(Key.Key_H, CTRL | SHIFT)
        self.until(lambda: not self.window.session.has_case, "the start screen")
        self.tab_to("")
        self.acts.append("back at the start")

    # --- looking --------------------------------------------------------------------------------

    def shown(self, name: str) -> bool:
        """Whether a button of that name is to be seen."""
        buttons = self.window.findChildren(QAbstractButton)
        return any(b.isVisible() and name_of(b).startswith(name) for b in buttons)

    def open_dialogs(self) -> list[QDialog]:
        """The dialogs that are open."""
        return [
            d for d in QApplication.topLevelWidgets() if isinstance(d, QDialog) and d.isVisible()
        ]

    def dialog(self, title: str) -> QDialog:
        """A dialog that came, and has the keyboard."""

        def look() -> QDialog | None:
            self.window_in_front()
            fitting = (d for d in self.open_dialogs() if d.windowTitle().startswith(title))
            return next((d for d in fitting if d.isActiveWindow()), None)

        return self.until(look, title)

    def button_of_dialog(self, name: str, title: str) -> None:
        """Press a dialog's button once it has that name; the dialog closes."""
        limit = QDeadlineTimer(LIMIT)
        while not name_of(self.focused).startswith(name):
            assert not limit.hasExpired(), f"Tab does not reach {name}"
            self.key(Key.Key_Tab)
        self.key(Key.Key_Return)
        self.acts.append(f"press {name}")
        self.until(lambda: not self.open_dialogs(), f"the end of {title}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), KeyboardWalker))
