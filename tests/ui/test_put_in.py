"""Text that assistive technology puts into a field counts like typed text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
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
