"""Rosters on the people page: shown first, matched by hand where needed, undone in one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from jifen_desktop.flow.step import Step
from jifen_desktop.services.roster_columns import Column
from jifen_desktop.services.roster_template import template_xlsx
from jifen_desktop.ui.dialogs import Message
from jifen_desktop.ui.theme import SchemeChoice
from jifen_desktop.ui.wizard.pages.people import PeoplePage
from jifen_desktop.ui.wizard.pages.people.roster_dialog import RosterDialog
from tests import pictures
from tests.scenes.people import roster as roster_scene
from tests.support.shelves import NUMBER
from tests.ui import gates
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def page(shell: Shell) -> PeoplePage:
    """The page of a new case."""
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    shell.settle()
    shown = shell.window.frame.page
    assert isinstance(shown, PeoplePage)
    return shown


def names(shell: Shell) -> list[str]:
    """Who is in the case."""
    return [a.name for a in shell.session.case.submission.applicants]


def opened(page: PeoplePage) -> RosterDialog | None:
    """The dialog that is shown."""
    found = page.findChildren(RosterDialog)
    return next((dialog for dialog in found if dialog.isVisible()), None)


def pasted(shell: Shell, page: PeoplePage, text: str) -> RosterDialog:
    """Paste with the button."""
    QGuiApplication.clipboard().setText(text)
    shell.click("从表格粘贴")
    dialog = opened(page)
    assert dialog is not None
    return dialog


def said(page: PeoplePage) -> str:
    """The title of the message that is shown, which is closed."""
    message = next(m for m in page.findChildren(Message) if m.isVisible())
    message.accept()
    return message.windowTitle()


def test_a_pasted_table_is_shown_first_and_undone_in_one_step(
    shell: Shell, page: PeoplePage
) -> None:
    text = f"姓名\t身份证号码\n张样本\t{NUMBER}\n李样本\t3.10101E+17\n王样本\t\n"
    QGuiApplication.clipboard().setText(text)
    field = next(iter(page.cards.values())).fields["name"].field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(page)
    assert dialog is not None
    assert names(shell) == [""]
    shell.click("导入 2 位", dialog)
    assert names(shell) == ["张样本", "王样本"]
    words = "已添加 2 位申请人，1 行不对，没有导入；1 位没有号码，请补上"
    assert page.undo_bar.accessibleName() == words
    shell.click("撤销：" + words)
    assert names(shell) == [""]


def test_nothing_is_added_without_a_yes(shell: Shell, page: PeoplePage) -> None:
    dialog = pasted(shell, page, f"张样本\t{NUMBER}")
    shell.click("不导入", dialog)
    assert names(shell) == [""]


def test_each_row_says_what_is_wrong_and_another_column_can_be_named(
    shell: Shell, page: PeoplePage
) -> None:
    table = f"姓名\t证件\t号码\n张样本\t身份证\t{NUMBER}\n李样本\t身份证\t123\n"
    dialog = pasted(shell, page, table)
    model = dialog.model
    assert dialog.fields[Column.ID_NUMBER].value() == ""
    assert model.index(0, model.columnCount() - 1).data() == "可以导入"
    field = dialog.fields[Column.ID_NUMBER]
    field.setCurrentIndex(field.findData("2"))
    field.activated.emit(field.currentIndex())
    assert "号码不对" in model.index(0, model.columnCount() - 1).data()
    assert (model.index(0, 0).data(), model.index(1, 2).data()) == ("3", "310***********0012")
    assert "号码不对" in model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert dialog.add_button.text() == "导入 1 位"
    field.setCurrentIndex(field.findData("0"))
    field.activated.emit(field.currentIndex())
    assert dialog.fields[Column.NAME].value() == ""
    assert not dialog.add_button.isEnabled()
    dialog.reject()


def test_the_filled_template_is_read_in_a_worker(
    shell: Shell, page: PeoplePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "名单.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    shell.click("下载模板")
    shell.qtbot.waitUntil(page.undo_bar.isVisible, timeout=20_000)
    assert path.read_bytes()[:4] == template_xlsx()[:4]
    book = load_workbook(path)
    for place, value in ((1, "张样本"), (2, NUMBER), (5, "本科")):
        book.worksheets[0].cell(2, place, value)
    book.save(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    shell.click("导入名单…")
    shell.qtbot.waitUntil(lambda: opened(page) is not None, timeout=30_000)
    dialog = opened(page)
    assert dialog is not None
    shell.click("导入 1 位", dialog)
    (who,) = shell.session.case.submission.applicants
    assert (who.name, who.id_number, len(who.education)) == ("张样本", NUMBER, 1)


def test_what_is_no_roster_is_told(shell: Shell, page: PeoplePage, tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(600))
    page.roster.read(path)
    shell.qtbot.waitUntil(
        lambda: any(m.isVisible() for m in page.findChildren(Message)), timeout=30_000
    )
    assert "名单.xlsx" in said(page)
    QGuiApplication.clipboard().setText("")
    shell.click("从表格粘贴")
    assert "没有姓名" in said(page)
    QGuiApplication.clipboard().setText("\n".join(f"张样本\t{NUMBER}" for _ in range(101)))
    page.paste()
    assert "101 位" in said(page)
    assert names(shell) == [""]


@pytest.fixture
def scene(qtbot: QtBot, qapp: QApplication) -> Iterator[RosterDialog]:
    """The dialog of the pictures; its window is closed."""
    pictures.dress(qapp)
    dialog = roster_scene()
    assert isinstance(dialog, RosterDialog)
    window = dialog.parentWidget()
    assert window is not None
    qtbot.addWidget(window)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    yield dialog
    window.session.close()  # type: ignore[attr-defined]
    qapp.setStyleSheet("")


def test_all_gates(scene: RosterDialog, qapp: QApplication) -> None:
    for scheme, size, scale in (
        (SchemeChoice.LIGHT, (960, 640), 1.0),
        (SchemeChoice.DARK, (1024, 700), 1.0),
        (SchemeChoice.LIGHT, (1440, 900), 1.5),
    ):
        pictures.dress(qapp, scheme, scale)
        scene.resize(*size)
        pictures.settle(scene)
        assert (scene.width(), scene.height()) == size
        assert gates.check_all(scene) == []
