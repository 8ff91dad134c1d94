"""Where the system has no Chinese font, the window fetches one after it has shown itself."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jifen_desktop.ui import theme
from jifen_desktop.ui.chinese_font import add_chinese_font, add_chinese_font_now
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import TextRole
from tests.pictures import dress


def test_a_font_is_fetched_where_there_is_none(
    qtbot: QtBot, qapp: QApplication, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.install(qapp, families=("DejaVu Sans",))
    try:
        monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
        with qtbot.waitSignal(theme.manager().changed):
            add_chinese_font(session)
        assert "Droid Sans Fallback" in theme.font(TextRole.BODY).families()
        assert theme.font(TextRole.BODY).families()[0] == "DejaVu Sans"
    finally:
        dress(qapp)


def test_a_start_that_only_says_one_thing_has_it_too(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.install(qapp, families=("DejaVu Sans",))
    try:
        monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
        add_chinese_font_now()
        assert "Droid Sans Fallback" in theme.font(TextRole.BODY).families()
    finally:
        dress(qapp)


def test_a_system_with_chinese_fonts_keeps_its_own(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: ["Microsoft YaHei UI"])
    before = theme.font(TextRole.BODY).families()
    add_chinese_font(session)
    assert not session.quiet.busy
    assert theme.font(TextRole.BODY).families() == before
