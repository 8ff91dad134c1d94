"""The walk through the program, run as a program of its own: `python -m tests.journey.walk PLAN`.

PLAN is a JSON file: the texts to type, the files to drop, the file to write the acts to. Every click, drop and
confirmation is counted; typing is not, nor is the Tab key between two fields.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QDeadlineTimer, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget

from jifen_desktop.flow.step import Step
from jifen_desktop.ui import app as program
from jifen_desktop.ui.window import MainWindow
from jifen_desktop.ui.wizard.pages.export import ExportPage
from jifen_desktop.ui.wizard.pages.export.page import Phase
from jifen_desktop.ui.wizard.pages.materials.chooser import Chooser
from tests.ui.gates import name_of

T = TypeVar("T")
LIMIT = 60_000
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Walker:
    """Acts as a user: looks for what is on the screen by its name, and waits until it is there."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.acts: list[str] = []

    @property
    def window(self) -> MainWindow:
        """The program's window."""
        windows = QApplication.topLevelWidgets()
        return next(w for w in windows if isinstance(w, MainWindow))

    def until(self, look: Callable[[], T | None], what: str, within: int = LIMIT) -> T:
        """What `look` finds once there is something, within so many milliseconds."""
        limit = QDeadlineTimer(within)
        while not (found := look()):
            if limit.hasExpired():
                raise AssertionError(f"never came: {what}")
            QTest.qWait(20)
        return found

    def find(self, kind: type[QWidget], name: str, root: QWidget | None = None) -> QWidget:
        """A visible widget whose accessible name begins so."""

        def look() -> QWidget | None:
            every = (root or self.window).findChildren(kind)
            fitting = (w for w in every if w.isVisible() and name_of(w).startswith(name))
            return next(fitting, None)

        return self.until(look, name)

    def click(self, name: str, root: QWidget | None = None) -> None:
        """Click a button, after scrolling it into view as a user would."""
        self.press(self.find(QAbstractButton, name, root))
        self.acts.append(f"click {name}")

    def type_into(self, field: str, text: str, *, click: bool = False) -> None:
        """Type into a field; reached with Tab, or first clicked."""
        widget = self.find(QLineEdit, field)
        if click:
            self.press(widget)
            self.acts.append(f"click {field}")
        limit = QDeadlineTimer(LIMIT)
        while QApplication.focusWidget() is not widget:
            assert not limit.hasExpired(), f"Tab does not reach {field}"
            QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_Tab)
        for letter in text:
            # the way of an input method: whole characters, no keys
            widget.insert(letter)  # type: ignore[attr-defined]

    def drop(self, target: QWidget, paths: list[str]) -> None:
        """Drop files onto a widget."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
        copy, where = Qt.DropAction.CopyAction, QPoint(target.width() // 2, target.height() - 40)
        enter = QDragEnterEvent(where, copy, mime, LEFT, NO_KEYS)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(target, QDropEvent(QPointF(where), copy, mime, LEFT, NO_KEYS))
        self.acts.append(f"drop {len(paths)} files")

    def press(self, widget: QWidget) -> None:
        """A click of the mouse on what can be seen."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        QTest.qWait(20)
        QTest.mouseClick(widget, LEFT, NO_KEYS, widget.rect().center())

    def arrived(self, step: Step) -> None:
        """Wait for a step's page."""
        self.until(lambda: self.window.frame.step is step, step)

    # --- the walk -------------------------------------------------------------------------------

    def walk(self) -> None:
        """From the first page to the files."""
        # a display without a window manager gives nobody the focus by itself
        self.window.activateWindow()
        self.until(self.window.isActiveWindow, "the window's focus")
        self.click("新建申报")
        self.choose_business()
        self.enter_people()
        self.choose_level()
        self.give_papers()
        self.review()
        self.export()

    def choose_business(self) -> None:
        """District, business."""
        self.arrived(Step.PAIR)
        self.click(self.plan["district"])
        self.click(self.plan["service"])
        self.click("继续")

    def enter_people(self) -> None:
        """Company and applicant, without the mouse but for the first field."""
        self.arrived(Step.PEOPLE)
        for number, (field, text) in enumerate(self.plan["fields"]):
            self.type_into(field, text, click=number == 0)
        self.click("继续")

    def choose_level(self) -> None:
        """One level of education."""
        self.arrived(Step.EDUCATION)
        self.click(self.plan["level"])
        self.click("继续")

    def give_papers(self) -> None:
        """All files at once; the program guesses, the user looks and agrees."""
        self.arrived(Step.MATERIALS)
        page = self.window.frame.page
        assert page is not None
        self.drop(page, self.plan["files"])

        def chooser() -> Chooser | None:
            shown = [*page.findChildren(Chooser), *QApplication.topLevelWidgets()]
            return next((c for c in shown if isinstance(c, Chooser) and c.isVisible()), None)

        asked = self.until(chooser, "the chooser")
        self.until(asked.add_button.isEnabled, "the end of reading")
        self.press(asked.add_button)
        self.acts.append("confirm where the files go")
        self.until(lambda: chooser() is None, "the end of the chooser")
        self.click("继续")

    def review(self) -> None:
        """Confirm everything that can be confirmed."""
        self.arrived(Step.REVIEW)
        self.click("全部确认")
        page = self.window.frame.page
        assert page is not None
        while True:
            QTest.qWait(50)
            left = [
                b
                for b in page.findChildren(QAbstractButton)
                if b.isVisible() and name_of(b).startswith("确认：")
            ]
            if not left:
                break
            self.click(name_of(left[0]))
        self.click("导出")

    def export(self) -> None:
        """Write the files."""
        self.arrived(Step.EXPORT)
        self.click("导出这")
        self.await_files()

    def await_files(self) -> None:
        """Until they are written and compared; the plan then names their folder."""
        page = self.window.frame.page
        assert isinstance(page, ExportPage)
        self.until(lambda: page.phase is Phase.FINISHED and page.after.result, "the proof")
        record = page.record
        assert record is not None
        self.plan["folder"] = record.folder


def main(path: Path, kind: type[Walker] = Walker) -> int:
    """Run the program, walk, close it; the acts stand in the plan's result."""
    plan = json.loads(path.read_text(encoding="utf-8"))
    app = program.make_application()
    walker = kind(plan)
    failure: list[str] = []

    def go() -> None:
        try:
            walker.walk()
        except BaseException:
            failure.append(traceback.format_exc())
            walker.window.grab().save(str(path.with_suffix(".png")))
        finally:
            told = {
                "platform": app.platformName(),
                "acts": walker.acts,
                "folder": plan.get("folder", ""),
                "told": plan.get("told", {}),
                "failure": "".join(failure),
            }
            Path(plan["result"]).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
            walker.window.close()
            app.quit()

    QTimer.singleShot(500, go)
    file = Path(plan["open"]) if "open" in plan else None
    program.run_window(date.fromisoformat(plan["as_of"]), file)
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
