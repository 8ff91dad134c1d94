"""Tools: a backup as one file, the way back from backups, the check; upkeep while the window is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Submission
from jifen_desktop.library.backups import Reason, list_backups, make_backup
from jifen_desktop.library.bundle import read_bundle
from jifen_desktop.ui.dialogs import Message, PageDialog
from jifen_desktop.ui.start.backups import BackupsPage
from jifen_desktop.ui.start.checked import CheckedPage
from jifen_desktop.ui.upkeep import Upkeep
from tests.support.cases import open_new, open_sample
from tests.support.library import entries
from tests.support.shelves import company, put
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def add(shell: Shell, name: str) -> None:
    """A case of that company."""
    put(
        shell.session,
        Submission(District.XUHUI, Service.NEW, shell.session.today, company=company(name)),
    )


def names(shell: Shell) -> set[str]:
    """The companies in the library."""
    return {entry.submission.company.name for entry in entries(shell.session.store)}


def done(shell: Shell) -> None:
    """Wait for the work under way."""
    shell.qtbot.waitUntil(lambda: not shell.session.jobs.busy, timeout=60_000)
    shell.settle()


def message(shell: Shell) -> Message:
    """The message shown."""
    return next(m for m in shell.window.findChildren(Message) if m.isVisible())


def test_an_automatic_backup_comes_back_and_what_was_there_is_kept(shell: Shell) -> None:
    add(shell, "上海样本一有限公司")
    make_backup(shell.session.store.db.path, Reason.DAILY)
    add(shell, "上海样本二有限公司")
    shell.window.act("restore")
    shell.settle()
    (page,) = shell.window.findChildren(BackupsPage)
    shell.click("恢复…", page)
    asked = message(shell)
    assert "换成今天" in asked.windowTitle() or "月" in asked.windowTitle()
    shell.click("恢复", asked)
    done(shell)
    assert names(shell) == {"上海样本一有限公司"}
    assert "未完成的申报 1" in [
        label.text() for label in shell.window.start.home.findChildren(QLabel)
    ]
    before = next(b for b in list_backups(shell.session.library.root) if b.reason == Reason.RESTORE)
    shell.window.start.tools.restore(before.path)
    done(shell)
    assert names(shell) == {"上海样本一有限公司", "上海样本二有限公司"}
    open_new(shell.session)
    assert shell.session.has_case


def test_one_file_holds_everything_and_comes_back(shell: Shell, tmp_path: Path) -> None:
    case = open_sample(shell.session, shell.folder)
    shell.session.open(None)
    target = tmp_path / "out" / "备份.jifenbackup"
    target.parent.mkdir()
    shell.window.start.tools.back_up(target)
    done(shell)
    assert read_bundle(target).originals == len(dict(case.entry.facts))
    assert str(target) in message(shell).text_label.text()
    message(shell).reject()
    shell.session.store.purge(case.entry.id)
    shell.window.start.tools.restore_file(target)
    done(shell)
    (found,) = entries(shell.session.store)
    assert found.submission == case.submission
    target.write_bytes(target.read_bytes()[:2000])
    shell.window.start.tools.restore_file(target)
    done(shell)
    assert "已损坏" in message(shell).windowTitle() + message(shell).text_label.text()
    assert entries(shell.session.store) == [found]


def test_the_check_names_a_missing_document_and_offers_the_backup(shell: Shell) -> None:
    case = open_sample(shell.session, shell.folder)
    shell.session.open(None)
    path = shell.session.store.originals.path_of(case.entry.facts[0][0])
    path.chmod(0o600)
    path.unlink()
    shell.window.act("check")
    done(shell)
    (page,) = shell.window.findChildren(CheckedPage)
    said = [label.text() for label in page.findChildren(QLabel)]
    assert "有损坏或缺少的内容" in said
    assert "1 个证件文件不见了" in said
    shell.click("从备份恢复…", page)
    assert any(
        d.isVisible() and d.findChildren(BackupsPage) for d in shell.window.findChildren(PageDialog)
    )


def test_files_that_nothing_uses_go_only_when_asked_for(shell: Shell) -> None:
    from jifen_desktop.library.store import KEEP_ALL

    case = open_sample(shell.session, shell.folder)
    shell.session.open(None)
    store = shell.session.store
    store.mark(KEEP_ALL, "restored")
    store.originals.add_bytes(b"of a lost submission")
    store.purge(case.entry.id)
    files = len(list(store.originals.all()))
    assert files
    shell.window.act("check")
    done(shell)
    (page,) = shell.window.findChildren(CheckedPage)
    shell.click(f"删除 {files} 个没有用到的文件…", page)
    shell.click("永久删除", message(shell))
    done(shell)
    assert list(store.originals.all()) == []


def test_the_day_has_its_backup_and_changes_reach_the_disk(shell: Shell) -> None:
    upkeep = Upkeep(shell.session, shell.window)
    upkeep.begin()
    shell.qtbot.waitUntil(lambda: not shell.session.quiet.busy)
    (backup,) = list_backups(shell.session.library.root)
    assert backup.reason == Reason.DAILY
    upkeep.back_up()
    open_new(shell.session).save()
    shell.session.saved.emit()
    assert upkeep._changed.isActive()
    upkeep.settle()
    shell.qtbot.waitUntil(lambda: not shell.session.quiet.busy)
    assert len(list_backups(shell.session.library.root)) == 1


def test_a_name_without_its_ending_replaces_nothing_unasked(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dot within the name is no ending, and the completed name is asked about."""
    there = tmp_path / "备份2026.11.jifenbackup"
    there.write_bytes(b"older")
    (tmp_path / "备份2026.jifenbackup").write_bytes(b"another")
    chosen = str(tmp_path / "备份2026.11")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    shell.window.start.tools.ask_where_to_back_up()
    shell.settle()
    shell.click("保留", message(shell))
    assert there.read_bytes() == b"older"
    shell.window.start.tools.ask_where_to_back_up()
    shell.settle()
    shell.click("替换", message(shell))
    done(shell)
    assert read_bundle(there).originals == 0
    assert (tmp_path / "备份2026.jifenbackup").read_bytes() == b"another"
