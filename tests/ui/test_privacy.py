"""What is private stays out of logs, diagnosis and crash texts; where everything lies is shown; old documents go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from jifen_desktop.files.journal import FOLDER
from jifen_desktop.library.emptied import emptied
from jifen_desktop.library.entry import ExportRecord
from jifen_desktop.services.places import Place
from jifen_desktop.ui.crash import CrashGuard, diagnosis
from jifen_desktop.ui.diagnosis import TextPage, diagnosis_text
from jifen_desktop.ui.dialogs import Message
from jifen_desktop.ui.settings import PrivacyPage
from jifen_desktop.ui.start.retaining import RetentionPage
from tests.support.cases import open_sample
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
NAME, NUMBER, PHONE = "标记人名", "310101199001010012", "021-99998888"


def message(shell: Shell) -> Message:
    """The message shown."""
    return next(m for m in shell.window.findChildren(Message) if m.isVisible())


def test_nothing_private_is_in_logs_diagnosis_and_crash_texts(shell: Shell) -> None:
    session = shell.session
    case = open_sample(session, shell.folder)
    (person,) = case.submission.applicants
    named = replace(person, name=NAME, id_number=NUMBER)
    company = replace(case.submission.company, phone=PHONE)
    session.change(replace(case.submission.with_applicant(named), company=company))
    session.open(None)
    shell.window.start.deleting.trash(case.entry.id)
    shell.window.act("check")
    shell.qtbot.waitUntil(lambda: not session.jobs.busy, timeout=60_000)
    shell.window.start.tools.restore_file(shell.folder / f"{NAME}.jifenbackup")
    shell.qtbot.waitUntil(lambda: not session.jobs.busy, timeout=60_000)
    guard = CrashGuard(session, shell.window)
    try:
        raise ValueError(f"{NAME} {NUMBER} {PHONE} {shell.folder}")
    except ValueError as error:
        guard.handle(ValueError, error, error.__traceback__)
        crash = diagnosis(ValueError, error.__traceback__)
    logs = (session.library.root / FOLDER).iterdir()
    told = "\n".join([crash, diagnosis_text(session), *(p.read_text("utf-8") for p in logs)])
    assert "work_done" in told
    assert "work_failed" in told
    assert "crashed ValueError" in told
    for marker in (NAME, NUMBER, PHONE, str(shell.folder), str(Path.home()), "样本"):
        assert marker not in told
    for useful in ("rules ", "Pillow ", "screens ", "library "):
        assert useful in told


def test_the_diagnosis_is_shown_before_it_is_copied(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    # others write on this disk meanwhile
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=5 << 30))
    shell.window.start.show_page("privacy")
    shell.click("查看诊断信息…")
    (page,) = shell.window.findChildren(TextPage)
    assert page.field.toPlainText() == diagnosis_text(shell.session)
    assert "free 5120 MB" in page.field.toPlainText()
    clipboard = QApplication.clipboard()
    clipboard.setText("before")
    shell.click("复制", page)
    assert clipboard.text() == page.field.toPlainText()
    assert "已复制" in [label.text() for label in page.findChildren(QLabel)]


def test_every_place_is_named_with_its_size(shell: Shell) -> None:
    open_sample(shell.session, shell.folder)
    shell.session.open(None)
    shell.window.start.show_page("privacy")
    page = shell.window.start.stack.currentWidget()
    assert isinstance(page, PrivacyPage)
    shell.qtbot.waitUntil(lambda: not shell.session.quiet.busy)
    shell.settle()
    files = len(list(shell.session.store.originals.all()))
    told = page.rows[Place.ORIGINALS].hint_label
    assert told is not None
    assert f"{files} 个文件" in told.text() or f"{files} 个小文件" in told.text()
    assert str(shell.session.library.root / "originals") in told.text()
    assert set(page.rows) == set(Place)


def test_old_documents_are_listed_first_and_deleted_only_on_confirmation(shell: Shell) -> None:
    session, start = shell.session, shell.window.start
    case = open_sample(session, shell.folder)
    at = datetime.now(UTC) - timedelta(days=200)
    real = replace(case.entry, sample=False, exported=ExportRecord(at, "somewhere"))
    session.store.save(real)
    session.open(None)
    shell.settle()
    assert not start.notes.due_note.isHidden()
    shell.click("查看并决定…")
    (page,) = shell.window.findChildren(RetentionPage)
    shell.click("删除这 1 份申报的证件…", page)
    files = len(dict(case.entry.facts))
    assert message(shell).windowTitle() == f"永久删除 1 份申报的 {files} 个证件文件？"
    assert list(session.store.originals.all())
    shell.click("永久删除", message(shell))
    shell.qtbot.waitUntil(lambda: not session.jobs.busy, timeout=60_000)
    assert list(session.store.originals.all()) == []
    remains = emptied(session.store.db, case.entry.id)
    assert remains is not None
    assert {d.sha256 for d in remains.documents} == set(dict(case.entry.facts))
    assert start.notes.due_note.isHidden()
    session.save_settings(replace(session.settings, retention_days=0))
    assert start.retaining.overdue() == []
