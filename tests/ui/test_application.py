"""What the system hands to the program: files, as a Mac does; Chinese on Qt's own buttons; what is being composed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from jifen_desktop.ui import widgets as w

OPENED = """
import sys
from datetime import date
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFileOpenEvent
from jifen_desktop.ui import app
asked = []
class Window(app.MainWindow):
    def open_path(self, path):
        asked.append(str(path))
def hand_over():
    QCoreApplication.sendEvent(QCoreApplication.instance(), QFileOpenEvent(sys.argv[1]))
    QTimer.singleShot(0, QCoreApplication.instance().closeAllWindows)
if __name__ == "__main__":
    app.MainWindow = Window
    app.make_application()
    QTimer.singleShot(300, hand_over)
    app.run_window(date(2026, 11, 23))
    print(asked)
"""


def test_a_file_that_a_mac_hands_over_is_opened(tmp_path: Path) -> None:
    script, file = tmp_path / "opened.py", tmp_path / "report.toml"
    script.write_text(OPENED, encoding="utf-8")
    environment = {**os.environ, "JIFEN_LIBRARY": str(tmp_path / "library"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, str(script), str(file)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.stdout.strip() == str([str(file)]), done.stderr


def test_qt_s_own_buttons_are_chinese(qtbot: QtBot, qapp: QApplication) -> None:
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    kinds = [k for k in QDialogButtonBox.StandardButton if k.value and k.value.bit_count() == 1]
    named = {}
    for kind in kinds:
        button = box.addButton(kind)
        if button is not None:
            named[kind.name] = re.sub(r"\(&.\)|&", "", button.text())
    assert len(named) >= 16
    assert not {name: text for name, text in named.items() if re.search("[A-Za-z]", text)}


@pytest.mark.parametrize("kind", [w.TextField, w.DateField])
def test_what_is_being_composed_is_not_typed_yet(
    qtbot: QtBot, qapp: QApplication, kind: type[w.TextField]
) -> None:
    field = kind("姓名")
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    told: list[str] = []
    field.entered.connect(told.append)
    QApplication.sendEvent(field, QInputMethodEvent("yangben", []))
    qtbot.wait(20)
    assert (told, field.text()) == ([], "")
    event = QInputMethodEvent()
    event.setCommitString("样本")
    QApplication.sendEvent(field, event)
    qtbot.wait(20)
    assert told == ["样本"]
