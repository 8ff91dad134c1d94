"""What the first window waits for, and what comes after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.ui.first_paint import AfterFirstPaint

# What only opening a case needs, each with much that it imports itself.
SPARED = {
    "jifen_desktop.domain.plan",
    "jifen_desktop.intake.read",
    "jifen_desktop.library.entry",
    "jifen_desktop.rulebook.load",
    "jifen_desktop.services.case",
    "jifen_desktop.ui.wizard.frame",
    "logging.handlers",
    "multiprocessing",
    "psutil",
    "stdnum",
}
_START = """
import sys
from jifen_desktop.__main__ import import_rooms
import_rooms()
from datetime import date
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from jifen_desktop.ui import app
known = []

def look(*_):
    known.extend(sys.modules)
    return iter([QCoreApplication.quit])

app.afterwards = look
app.run_window(date(2026, 11, 30))
print(*known)
"""


def test_the_first_window_waits_for_nothing_that_only_a_case_needs(tmp_path: Path) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "JIFEN_LIBRARY": str(tmp_path)}
    command = [sys.executable, "-c", _START]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=60)
    known = set(done.stdout.split())
    assert "jifen_desktop.ui.start.home" in known
    assert not SPARED & known


def test_each_call_after_the_first_picture_has_a_turn_in_which_others_are_heard(
    qtbot: QtBot, qapp: QApplication
) -> None:
    seen: list[str] = []

    class Window(QWidget):
        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                seen.append("paint")
            return super().event(event)

    window = Window()
    qtbot.addWidget(window)
    heard = QTimer(window, interval=0)
    heard.timeout.connect(lambda: seen.append("heard"))

    def first() -> None:
        seen.append("first")
        heard.start()

    AfterFirstPaint(
        window, iter([first, *(lambda n=n: seen.append(n) for n in ("second", "third"))])
    )
    window.show()
    qtbot.waitUntil(lambda: "third" in seen, timeout=5000)
    heard.stop()
    assert seen[0] == "paint"
    assert "heard" in seen[seen.index("first") : seen.index("third")]
