"""Files that the system hands over, and cases that are ready when the user is somewhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.flow.step import Step
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, count_entries, to_trash
from jifen_desktop.services.companion import make_companion
from jifen_desktop.services.sample_case import kept_sample
from jifen_desktop.ui.dialogs import Message
from tests.support.cases import open_new, open_sample
from tests.support.library import entries
from tests.support.samples import sample_in
from tests.ui.conftest import Shell

# the offscreen platform can't bring a window forward, and says so
pytestmark = pytest.mark.qt_log_ignore("does not support raise|propagateSizeHints", extend=True)

WAIT = 60_000  # ms


def told(shell: Shell) -> list[tuple[str, str]]:
    """The messages that are shown."""
    found = [m for m in shell.window.findChildren(Message) if m.isVisible()]
    return [(m.windowTitle(), m.text_label.text()) for m in found]


def company_field(shell: Shell) -> QLineEdit:
    """Where the company's name is typed."""
    shell.window.frame.go_to(Step.PEOPLE)
    page = shell.window.frame.page
    assert page is not None
    return page.findChildren(QLineEdit)[0]


def test_whoever_types_is_not_torn_out_by_what_was_opened_before(
    shell: Shell, tmp_path: Path
) -> None:
    shell.window.open_path(sample_in(tmp_path, District.XUHUI, Service.NEW))
    shell.window.act("new")
    mine = shell.session.case.entry.id
    shell.type_into(company_field(shell), "上海另一样本")
    shell.qtbot.waitUntil(lambda: not shell.session.jobs.busy, timeout=WAIT)
    shell.settle()
    assert shell.session.case.entry.id == mine
    shell.window.act("home")
    assert len(entries(shell.session.store)) == 2
    assert shell.window.start.notes.undo_bar.accessibleName().endswith("打开好了，在下面的列表里")


def test_what_is_being_typed_stays_with_the_case_it_was_typed_for(shell: Shell) -> None:
    first = open_new(shell.session)
    shell.type_into(company_field(shell), "上海样本")
    second = open_new(shell.session)
    shell.settle()
    names = {e.id: e.submission.company.name for e in entries(shell.session.store)}
    assert names[first.entry.id] == "上海样本"
    assert names.get(second.entry.id, "") == ""


def test_the_keyboard_goes_on_where_the_case_was_left(shell: Shell) -> None:
    open_new(shell.session)
    shell.type_into(company_field(shell), "上海样本")
    shell.window.act("home")
    shell.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert shell.window.start.isAncestorOf(focused)


def test_a_file_that_comes_while_another_opens_is_named(shell: Shell, tmp_path: Path) -> None:
    first, second = (sample_in(tmp_path / n, District.XUHUI, Service.NEW) for n in "ab")
    shell.window.come_forward(str(first))
    shell.window.come_forward(str(second))
    assert told(shell) == [("正在打开另一份", f"完成后再打开「{second.name}」。")]
    shell.qtbot.waitUntil(lambda: shell.session.has_case, timeout=WAIT)
    assert len(entries(shell.session.store)) == 1


def test_nothing_is_opened_beneath_a_dialog(shell: Shell, tmp_path: Path) -> None:
    case = open_sample(shell.session, shell.folder)
    shell.window.act("settings")
    (dialog,) = [d for d in shell.window.findChildren(QDialog) if d.isVisible()]
    shell.window.come_forward(str(tmp_path / "报送.toml"))
    assert told(shell) == [("先办完打开着的这一步", "关上对话框，再打开「报送.toml」。")]
    assert shell.session.case.entry.id == case.entry.id
    assert dialog.isVisible()


def test_a_backup_that_is_handed_over_is_asked_about(shell: Shell, tmp_path: Path) -> None:
    shell.window.come_forward(str(tmp_path / "备份.jifenbackup"))
    assert [title for title, _ in told(shell)] == ["用「备份.jifenbackup」替换现在的内容？"]


@pytest.mark.parametrize("name", ["备份.jifenbackup", "名单.csv", "报送.toml"])
def test_what_comes_while_the_library_is_at_work_is_named(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(type(shell.session), "is_busy_alone", True)
    shell.window.come_forward(str(tmp_path / name))
    assert told(shell) == [("资料库正忙", f"完成后再打开「{name}」。")]
    assert not shell.session.has_case


def test_emptying_the_trash_waits_for_what_is_being_taken_in(shell: Shell, tmp_path: Path) -> None:
    session, deleting = shell.session, shell.window.start.deleting
    old = open_sample(session, shell.folder)
    shell.window.act("home")
    to_trash(session.store.db, old.entry.id, datetime.now(UTC) - timedelta(days=31))
    shell.window.open_path(sample_in(tmp_path / "other", District.MINHANG, Service.NEW))
    deleting.empty_old()
    deleting._purge((old.entry.id,))
    assert shell.window.start.notes.undo_bar.accessibleName().startswith("还有工作没有做完")
    shell.qtbot.waitUntil(lambda: session.has_case, timeout=WAIT)
    deleting.empty_old()
    assert not session.jobs.busy
    assert count_entries(session.store.db, Wanted(Shelf.DELETED)) == 1
    used = set(dict(session.case.entry.facts))
    assert used
    assert all(session.store.originals.path_of(sha).is_file() for sha in used)


def test_the_digits_follow_the_rail(shell: Shell) -> None:
    open_sample(shell.session, shell.folder, service=Service.RENEWAL)
    open_sample(shell.session, shell.folder, service=Service.NEW)
    window = shell.window
    for n, button in enumerate(window.frame.rail.entries(), 1):
        assert window.menus.actions[f"place-{n}"].isEnabled() == button.isEnabled()
    assert window.menus.actions["place-2"].isEnabled()


def test_what_is_made_of_the_sample_is_not_the_sample(shell: Shell) -> None:
    case = open_sample(shell.session, shell.folder)
    session = shell.session
    make_companion(session.book, session.store, case.entry, Service.SUPPLEMENT)
    assert kept_sample(session.store) == case.entry.id
