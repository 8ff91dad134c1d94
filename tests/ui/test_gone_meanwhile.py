"""What a job was begun for may be closed before it ends: nothing is told to what is gone."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QImage

from jifen_desktop.flow.step import Step
from jifen_desktop.intake.table import Table
from jifen_desktop.ui.thumbnails import PageKey
from jifen_desktop.ui.wizard.pages.materials.editor import pictures
from jifen_desktop.ui.wizard.pages.people import PeoplePage
from jifen_desktop.ui.wizard.pages.people.importing import RosterImport
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def delete(thing: QObject) -> None:
    """For good, as a closed dialog is."""
    thing.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_an_editor_that_is_closed_while_its_picture_is_toned(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = Event()

    def toned(image: QImage, _tone: tuple[int, int]) -> QImage:
        may_end.wait(10)
        return image

    monkeypatch.setattr(pictures, "toned", toned)
    editor = QObject()
    made = pictures.Pictures(shell.session, editor)
    made._key = key = PageKey(shell.folder / "样本.jpg")
    made._plain = QImage(8, 8, QImage.Format.Format_RGB32)
    made.stage(key, (10, 0))
    delete(editor)
    may_end.set()
    shell.qtbot.waitUntil(lambda: not shell.session.jobs.busy)


def test_a_page_that_is_left_and_made_anew_while_its_roster_is_read(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = Event()
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    page = shell.window.frame.page
    assert isinstance(page, PeoplePage)
    shown: list[Table] = []
    monkeypatch.setattr(RosterImport, "_show", lambda _self, table, _name: shown.append(table))

    def read(_path: object) -> Table:
        may_end.wait(10)
        return ()

    roster = page.roster
    roster._run(lambda _report: read(None), lambda table: roster._show(table, ""))
    case = shell.session.case
    shell.session.open(None)
    delete(page)
    shell.session.open(case)
    may_end.set()
    shell.qtbot.waitUntil(lambda: not shell.session.jobs.busy)
    assert shown == []
