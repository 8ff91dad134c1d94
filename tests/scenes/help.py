"""The manual's window: at the start, in a walk with pictures, while words are looked for."""

from __future__ import annotations

from PySide6.QtTest import QTest

from jifen_desktop.ui.help.window import HelpWindow
from tests.pictures import SIZE, scene, settle
from tests.scenes.review import wait_for
from tests.scenes.windows import make_window


def opened(place: str = "start") -> HelpWindow:
    """The window at a place, with its pictures."""
    window, session, _folder = make_window()
    shown = HelpWindow(session)
    shown.destroyed.connect(window.deleteLater)
    shown.resize(*SIZE)
    shown.show_place(place)
    shown.show()
    settle(shown)
    QTest.qWait(200)  # longer than a change of size is waited for
    wait_for(lambda: not session.quiet.busy)
    return shown


@scene("help")
def start() -> HelpWindow:
    """The beginning."""
    return opened()


@scene("help-walk")
def walk() -> HelpWindow:
    """The steps of a walk, from one of its headings on."""
    return opened("sealed")


@scene("help-search")
def search() -> HelpWindow:
    """A place of the words that are looked for."""
    shown = opened("materials")
    shown.search.setText("原图")
    QTest.qWait(100)
    shown.on_button.click()
    return shown
