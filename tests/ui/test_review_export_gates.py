"""The review and export pages pass all gates in all their states, in the real frame."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jifen_desktop.ui.theme import SchemeChoice
from jifen_desktop.ui.wizard.frame import WizardFrame
from tests import pictures
from tests.scenes import budget, export, review
from tests.ui import gates

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

SCENES = {
    "review": review.review,
    "review-confirmed": review.confirmed,
    "review-jingan": review.jingan,
    "budget-review": budget.review,
    "budget-export": budget.export,
    "export": export.ready,
    "export-blocked": export.blocked,
    "export-part-blocked": export.part_blocked,
    "export-running": export.running,
    "export-failed": export.failed,
    "export-finished": export.finished,
    "export-finished-jingan": export.jingan,
    "export-finished-pudong": export.pudong,
    "export-gone": export.gone,
    "guide": export.guide,
    "guide-saved": export.guide_saved,
    "guide-window": export.guide_window,
    "guide-telephone": export.guide_telephone,
    "guide-merged": export.guide_merged,
}


@pytest.fixture(params=SCENES)
def frame(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication
) -> Iterator[WizardFrame]:
    """The frame of a scene, shown as the active window; its session is closed."""
    pictures.dress(qapp)
    built = SCENES[request.param]()
    assert isinstance(built, WizardFrame)
    qtbot.addWidget(built)
    built.show()
    built.activateWindow()
    qtbot.waitUntil(built.isActiveWindow)
    yield built
    built.session.close()
    qapp.setStyleSheet("")


def test_all_gates(frame: WizardFrame, qapp: QApplication) -> None:
    page = frame.page
    assert page is not None
    for scheme, size, scale in (
        (SchemeChoice.LIGHT, (1120, 720), 1.0),
        (SchemeChoice.DARK, (1024, 700), 1.0),
        (SchemeChoice.LIGHT, (1536, 1000), 1.5),
    ):
        pictures.dress(qapp, scheme, scale)
        frame.resize(*size)
        pictures.settle(frame)
        assert (frame.width(), frame.height()) == size
        assert gates.check_accessible_names(page) == []
        assert gates.check_no_clipping(frame) == []
        assert gates.check_no_latin(page) == []
    pictures.dress(qapp)
    assert gates.check_tab_order(frame) == []
