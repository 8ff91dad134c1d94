"""What the program is, on what rules, and every licence of what it carries."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import jifen_desktop
from jifen_desktop.rulebook.load import rulebook_version
from jifen_desktop.services import licences
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.about import AboutDialog, source_archive
from jifen_desktop.ui.diagnosis import TextPage
from jifen_desktop.ui.jobs import Report
from jifen_desktop.ui.licences import LicencesDialog, Shown
from tests.ui.conftest import Shell


def _about(shell: Shell) -> AboutDialog:
    shell.window.commands.act("about")
    (dialog,) = shell.window.findChildren(AboutDialog)
    return dialog


def test_about_tells_version_rules_licence_and_source(shell: Shell) -> None:
    told = "\n".join(label.text() for label in _about(shell).findChildren(w.Label))
    for words in (
        jifen_desktop.__version__,
        rulebook_version(),
        "依据2020年通知，办理前请向中心核实",
        "AGPL-3.0-or-later",
        f"jifen_desktop-{jifen_desktop.__version__}.tar.gz",
    ):
        assert words in told
    assert source_archive() in told


def test_every_licence_is_read_whole_with_the_keyboard(shell: Shell, qtbot: QtBot) -> None:
    _about(shell).licences_button.click()
    (dialog,) = shell.window.findChildren(LicencesDialog)
    qtbot.waitUntil(lambda: dialog.names.count() > 0)
    assert dialog.names.count() == 1 + len(licences.components())
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in dialog.text.toPlainText()
    for component in licences.components():
        QTest.keyClick(dialog.names, Qt.Key.Key_Down)
        assert component.licence in dialog.told.text()
        assert dialog.text.toPlainText().strip() == licences.full_text(component).strip()


def test_texts_that_cannot_be_read_are_told(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_report: Report) -> Shown:
        raise OSError

    dialog = LicencesDialog(shell.session, shell.window, broken)
    qtbot.waitUntil(lambda: "重新安装" in dialog.told.text())


def test_diagnosis_is_one_click_away(shell: Shell) -> None:
    _about(shell).diagnosis_button.click()
    assert shell.window.findChildren(TextPage)
