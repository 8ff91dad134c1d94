"""打开示例: a finished case that is marked, led through, opened again and deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jifen_desktop.flow.step import Step
from jifen_desktop.library.emptied import exported_before
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, count_entries
from jifen_desktop.services.case import Case, export_folder
from jifen_desktop.services.edit import confirm
from jifen_desktop.services.export_all import export_all
from jifen_desktop.services.sample_case import finish
from jifen_desktop.ui.window import MainWindow
from tests import pictures
from tests.support.cases import make_session, open_sample
from tests.support.library import entries
from tests.support.records import make_record
from tests.ui.conftest import Shell
from tests.ui.gates import shown_widgets, visible_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

WAIT = 240_000  # ms; on a machine that is busy with other things


def finished(shell: Shell) -> Case:
    """The sample as it is opened, drawn before."""
    case = open_sample(shell.session, shell.folder, people=2)
    finish(case)
    shell.window.act("home")
    return case


def test_it_is_drawn_without_a_question_and_nothing_is_left_to_do_but_to_look(shell: Shell) -> None:
    shell.click("打开示例")
    assert not shell.window.start.progress.isHidden()
    shell.qtbot.waitUntil(lambda: shell.session.has_case, timeout=WAIT)
    case = shell.session.case
    assert case.entry.sample
    assert len(case.submission.applicants) == 2
    assert case.unsaved is None
    assert not case.picture.blocking
    assert not any(person.missing for person in case.picture.people)
    assert shell.window.frame.step is Step.PAIR
    assert shell.window.windowTitle().startswith("示例：")
    shell.window.act("home")
    shell.settle()
    words = [visible_text(widget) for widget in shown_widgets(shell.window.start)]
    assert any(line.startswith("示例 · 徐汇区") for line in words)


def test_a_second_time_the_same_one_is_opened_where_it_begins(shell: Shell) -> None:
    case = finished(shell)
    shell.window.commands.open_entry(case.entry.id)
    shell.window.frame.go_to(Step.REVIEW)
    shell.window.act("sample")
    assert shell.session.case.entry.id == case.entry.id
    assert shell.window.frame.step is Step.PAIR
    assert len(entries(shell.session.store)) == 1


def test_the_line_says_what_each_step_shows_until_it_is_put_away(shell: Shell) -> None:
    finished(shell)
    shell.window.act("sample")
    tour = shell.window.frame.tour
    for number, step in enumerate(Step, 1):
        shell.window.frame.go_to(step)
        assert tour.isVisible()
        assert tour.words.text().startswith(f"示例 · 第 {number}/6 步")
    shell.click("收起示例的说明")
    shell.window.frame.go_to(Step.PAIR)
    assert tour.isHidden()
    shell.window.act("new")
    assert tour.isHidden()
    shell.window.act("sample")
    assert tour.isVisible()


def test_it_goes_to_the_trash_and_can_be_taken_back(shell: Shell) -> None:
    finished(shell)
    shell.window.act("sample")
    shell.click("删除示例")
    assert not shell.session.has_case
    assert count_entries(shell.session.store.db, Wanted(Shelf.DELETED)) == 1
    shell.click("撤销")
    assert count_entries(shell.session.store.db, Wanted(Shelf.DELETED)) == 0


def test_it_is_kept_apart_from_real_cases(shell: Shell, tmp_path: Path) -> None:
    case = finished(shell)
    session = shell.session
    folder = export_folder(tmp_path, case.submission, "徐汇区", sample=True)
    assert folder.name.startswith("示例 ")
    written = export_all(session.book, session.store, tmp_path / "all", session.pool, lambda: False)
    assert not list(written)


def test_nobody_is_reminded_of_its_documents(shell: Shell) -> None:
    case = finished(shell)
    store = shell.session.store
    store.save(replace(case.entry, exported=make_record(shell.folder)))
    assert count_entries(store.db, Wanted(Shelf.EXPORTED)) == 1
    assert exported_before(store.db, datetime.now(UTC) + timedelta(days=1)) == []


def test_a_first_case_with_confirmed_conditions_opens_where_they_are_shown(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    pictures.dress(qapp)
    session = make_session(tmp_path)
    case = open_sample(session, tmp_path)
    session.open(None)
    codes = [note.code for note in case.picture.plans.base.conditions]
    assert codes
    for code in codes:
        case.change(confirm(case.submission, code))
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    session.open(case)
    assert window.frame.step is Step.PAIR
    assert session.case.submission.confirmed >= set(codes)
    session.close()
