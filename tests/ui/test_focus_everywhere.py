"""Every page and dialog of which there are pictures: all by Tab, the focus in view with its ring, roles told, and
nothing cut in the sizes of text and window that the other gates leave out.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import SchemeChoice
from tests import pictures
from tests.ui import focus_gates, gates

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

for module in pictures.SCENE_MODULES:
    importlib.import_module(module)
# the kit's pages are no pages of the program; the scan dialog goes through its own states in test_scanning.py
NAMES = sorted(n for n in pictures.SCENES if not n.startswith(("kit-", "scanning-")))
SMALL = (1024, 700)
LARGE_TEXT = ((1.25, SMALL), (2.0, SMALL))


@pytest.fixture(scope="module")
def ring(qapp: QApplication) -> Iterator[w.FocusRing]:
    """The focus ring, of which the program has one."""
    made = w.FocusRing(qapp)
    yield made
    delete(made)


@pytest.fixture(params=NAMES)
def scene(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, ring: w.FocusRing
) -> Iterator[QWidget]:
    """A scene as the active window, small."""
    assert isValid(ring)
    pictures.dress(qapp)
    built = pictures.SCENES[request.param]()
    built.resize(*SMALL)
    built.show()
    built.activateWindow()
    qtbot.waitUntil(built.isActiveWindow)
    pictures.settle(built)
    session = getattr(built, "session", None) or getattr(built.parent(), "session", None)
    yield built
    if session is not None:
        session.close()
    built.close()
    built.deleteLater()
    qapp.setStyleSheet("")


def test_all_of_it_by_keys_by_ear_and_in_large_text(scene: QWidget, qapp: QApplication) -> None:
    assert focus_gates.check_roles(scene) == []
    assert focus_gates.check_focus_seen(scene) == []
    # the scheme changes while the page is shown, as the system does at dusk
    pictures.dress(qapp, SchemeChoice.DARK)
    pictures.settle(scene)
    assert focus_gates.check_repainted(scene) == []
    assert scene.palette().color(QPalette.ColorRole.Window) == qapp.palette().color(
        QPalette.ColorRole.Window
    )
    for scale, size in LARGE_TEXT:
        pictures.dress(qapp, SchemeChoice.LIGHT, scale)
        scene.resize(*size)
        pictures.settle(scene)
        assert (scene.width(), scene.height()) == size, scale
        assert gates.check_no_clipping(scene) == [], (scale, size)
        areas = [area for area in scene.findChildren(w.Page) if area.isVisible()]
        assert not any(area.horizontalScrollBar().maximum() for area in areas), (scale, size)
