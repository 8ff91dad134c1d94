"""What assistive technology puts into a field or toggles counts like typed and clicked."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from jifen_desktop.flow.step import Step
from jifen_desktop.services.people import masked
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.pages.people import PeoplePage
from tests.support.shelves import NUMBER
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def put_in(field: w.TextField, text: str) -> None:
    """What a screen reader or dictation calls: no key, and the focus may be anywhere."""
    told = QAccessible.queryAccessibleInterface(field)
    told.setText(QAccessible.Text.Value, text)


def test_a_field_tells_what_was_put_in_but_not_what_the_program_shows(qtbot: QtBot) -> None:
    field = w.TextField("单位名称")
    qtbot.addWidget(field)
    entered: list[str] = []
    left: list[str] = []
    field.entered.connect(entered.append)
    field.editingFinished.connect(lambda: left.append(field.text()))
    field.setText("上海样本有限公司")
    qtbot.wait(20)
    assert (entered, left) == ([], [])
    put_in(field, "上海样例有限公司")
    qtbot.waitUntil(lambda: bool(left))
    assert entered == left == ["上海样例有限公司"]


def toggle(choice: QAbstractButton) -> None:
    """What a screen reader calls on a radio button or a check box."""
    acts = QAccessible.queryAccessibleInterface(choice).actionInterface()
    acts.doAction(acts.toggleAction())


def test_a_toggled_check_box_is_clicked_once_and_what_the_program_shows_is_not(
    qtbot: QtBot,
) -> None:
    check = w.CheckLine("快递")
    qtbot.addWidget(check)
    clicked: list[bool] = []
    check.clicked.connect(lambda on: clicked.append(bool(on)))
    check.setChecked(True)
    assert clicked == []
    toggle(check)
    assert (clicked, check.isChecked()) == ([False], False)
    toggle(check)
    assert (clicked, check.isChecked()) == ([False, True], True)
    check.click()
    assert clicked == [False, True, False]


def test_a_toggled_tile_is_the_choice_of_its_group(qtbot: QtBot) -> None:
    tiles = [w.ChoiceTile(name) for name in ("徐汇区", "静安区", "宝山区")]
    group = w.ChoiceGroup(tiles, tiles[0])
    for tile in tiles:
        qtbot.addWidget(tile)
    chosen: list[str] = []
    group.chosen.connect(chosen.append)
    group.set_value("徐汇区")
    assert chosen == []
    toggle(tiles[1])
    assert chosen == [group.value()] == ["静安区"]
    tiles[2].click()
    assert chosen == ["静安区", "宝山区"]


def test_a_name_and_a_number_that_were_put_in_are_kept(shell: Shell, qtbot: QtBot) -> None:
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    shell.settle()
    page = shell.window.frame.page
    assert isinstance(page, PeoplePage)
    key = shell.session.case.submission.applicants[0].key
    fields = page.cards[key].fields
    put_in(fields["name"].field, " 张样本 ")
    put_in(fields["id_number"].field, NUMBER)
    qtbot.waitUntil(lambda: shell.session.case.submission.applicants[0].id_number == NUMBER)
    assert shell.session.case.submission.applicants[0].name == "张样本"
    assert fields["name"].field.text() == "张样本"
    assert fields["id_number"].field.text() == masked(NUMBER)
