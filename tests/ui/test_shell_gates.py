"""Start screen, pair, people, settings and dialogs pass all gates."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import SchemeChoice
from tests import pictures
from tests.scenes import export, materials, pair, people, settings, start, states, tour
from tests.scenes import help as manual
from tests.ui import gates

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

SCENES = {
    "start": start.start,
    "start-empty": start.empty,
    "start-exported": start.exported,
    "start-trouble": start.trouble,
    "start-trash": start.trash,
    "start-many": start.many,
    "start-dates": start.dates,
    "start-dates-empty": start.dates_empty,
    "holidays": start.holidays,
    "start-receipts": start.receipts,
    "receipt": start.receipt,
    "labels": start.labels,
    "tools-backups": start.backups,
    "tools-checked": start.checked,
    "materials": materials.materials,
    "materials-choices": materials.choices,
    "materials-done": materials.done,
    "pair": pair.xuhui,
    "pair-minhang": pair.minhang,
    "pair-jingan": pair.jingan,
    "pair-online": pair.online,
    "pair-telephone": pair.telephone,
    "pair-silent": pair.silent,
    "people": people.people,
    "people-cards": people.cards,
    "people-problems": people.problems,
    "people-company": people.about_company,
    "settings-company": settings.company_page,
    "settings-centre": settings.centre,
    "settings-mail-text": settings.mail_text,
    "settings-privacy": settings.privacy,
    "settings-look": settings.look,
    "settings-data": settings.data,
    "diagnosis": settings.diagnosis,
    "retention": settings.retention,
    "known-people": settings.known_people,
    "help": manual.start,
    "help-walk": manual.walk,
    "help-search": manual.search,
    "shortcuts": settings.shortcuts,
    "about": settings.about,
    "licences": settings.licences,
    "message": settings.message,
    "mail": export.mail,
    "mail-jingan": export.mail_jingan,
    "tour-first": tour.first,
    "tour-review": tour.review,
    "tour-export": tour.export,
    **states.SCENES,
}
# names of a licence and of the source's archive, keys, the file of a damaged draft, hashes
FILES = (
    "jifen-desktop",
    r"jifen_desktop-[0-9.]+\.tar\.gz",
    "AGPL-3.0-or-later",
    r"\b[0-9a-f]{12}\b",
    "JIFEN_LIBRARY",
    "--library",
    r"library\.db\.damaged-1",
    "0123abcd",
    r"\b[0-9a-f]{64}\b",
)
ALLOWED = (
    *gates.ALLOWED_LATIN,
    *FILES,
    "GNU",
    "AGPL",
    r"F\d+",
    "TOML",
    "[A-Z]",
)
SIZES = (
    (SchemeChoice.LIGHT, (1120, 720), 1.0),
    (SchemeChoice.DARK, (1024, 700), 1.0),
    (SchemeChoice.LIGHT, (1024, 700), 1.5),
)


@pytest.fixture(params=SCENES)
def scene(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    """A scene as the active window."""
    pictures.dress(qapp)
    built = SCENES[request.param]()
    built.show()
    built.activateWindow()
    qtbot.waitUntil(built.isActiveWindow)
    session = getattr(built, "session", None) or getattr(built.parent(), "session", None)
    assert session is not None
    yield built
    session.close()
    built.close()
    built.deleteLater()
    qapp.setStyleSheet("")


def test_all_gates(scene: QWidget, qapp: QApplication) -> None:
    for scheme, size, scale in SIZES:
        pictures.dress(qapp, scheme, scale)
        scene.resize(*size)
        pictures.settle(scene)
        assert (scene.width(), scene.height()) == size, (scheme, scale)
        assert gates.check_no_clipping(scene) == [], (size, scale)
        sideways = [a for a in scene.findChildren(QScrollArea) if a.isVisible()]
        assert not any(a.horizontalScrollBar().maximum() for a in sideways), (size, scale)
    assert gates.check_accessible_names(scene) == []
    assert gates.check_no_latin(scene, ALLOWED) == []
    pictures.dress(qapp)
    pictures.settle(scene)
    assert gates.check_tab_order(scene) == []


@pytest.mark.parametrize(
    "name",
    [
        "start",
        "start-many",
        "start-long",
        "start-exported",
        "people",
        "people-cards",
        "materials",
        "materials-many",
        "education-many",
        "review-many",
        "pair-minhang",
        "export-many",
        "pair-jingan",
    ],
)
def test_the_smallest_window_with_large_text_scrolls_down_only(
    qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    pictures.dress(qapp, SchemeChoice.LIGHT, 1.5)
    built = SCENES[name]()
    built.resize(800, 560)
    built.show()
    pictures.settle(built)
    pages = [area for area in built.findChildren(w.Page) if area.isVisible()]
    assert pages
    assert all(area.horizontalScrollBar().maximum() == 0 for area in pages)
    session = getattr(built, "session")  # noqa: B009 -- a scene's window is a plain widget to mypy
    session.close()
    built.close()
    built.deleteLater()
    qapp.setStyleSheet("")
