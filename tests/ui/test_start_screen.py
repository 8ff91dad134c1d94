"""The start screen: what needs doing, searching, deleting, the sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.library.backups import Reason, make_backup
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.lists import to_trash
from jifen_desktop.ui.dialogs import Message
from jifen_desktop.ui.start.cases import CasesCard
from jifen_desktop.ui.widgets import SelectField
from jifen_desktop.ui.window import MainWindow
from tests import pictures
from tests.support.cases import make_session, open_sample
from tests.support.library import entries
from tests.support.shelves import company, fill_shelf, person, put
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def words(shell: Shell) -> list[str]:
    """What the home page says."""
    home = shell.window.start.home
    labels = [label.text() for label in home.findChildren(QLabel) if label.isVisible()]
    return [*labels, *(b.text() for b in home.findChildren(QPushButton) if b.isVisible())]


@pytest.fixture
def shelf(shell: Shell) -> list[Entry]:
    """Cases in every state."""
    drafts = fill_shelf(shell.session, shell.folder)
    shell.window.start.refresh()
    shell.settle()
    return drafts


def message(shell: Shell) -> Message:
    """The message shown."""
    return next(m for m in shell.window.findChildren(Message) if m.isVisible())


def test_first_start_invites(shell: Shell) -> None:
    said = words(shell)
    assert "准备好这些，大约需要 10 分钟" in said
    shell.click("新建申报")
    assert shell.session.has_case


def test_latest_case_says_what_is_missing_and_goes_on_there(
    shell: Shell, shelf: list[Entry]
) -> None:
    said = words(shell)
    assert "未完成的申报 5" in said
    assert any("（都是李样本的）" in line for line in said)
    assert any("54 项中已齐 51 项" in line for line in said)
    assert shell.window.start.rail._buttons["open"].note == "5"
    button = next(
        b
        for b in shell.window.start.home.findChildren(QPushButton)
        if b.text() == "继续：材料" and b.isVisible()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shell.session.case.entry.id == shelf[0].id
    assert shell.window.frame.step is Step.MATERIALS


def test_other_cases_lead_to_what_they_need(shell: Shell, shelf: list[Entry]) -> None:
    for name, step in (
        ("上海示范贸易有限公司", Step.PEOPLE),
        ("上海例证餐饮管理有限公司", Step.PEOPLE),
        ("上海试用科技有限公司", Step.EXPORT),
    ):
        button = next(
            b
            for b in shell.window.start.home.findChildren(QPushButton)
            if b.isVisible() and b.accessibleName().endswith(f"：{name}") and b.text() != "删除"
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert shell.session.case.submission.company.name == name
        if step is not Step.PEOPLE:
            assert shell.window.frame.step is step
        shell.window.act("home")
        shell.settle()


def test_search_finds_company_person_and_district(shell: Shell, shelf: list[Entry]) -> None:
    shell.window.act("search")
    search = shell.window.start.home.search
    assert QApplication.focusWidget() is search
    for text, found in (
        ("示范", "上海示范贸易有限公司"),
        ("钱样本", "上海例证餐饮管理有限公司"),
        ("宝山", "上海试用科技有限公司"),
    ):
        shell.type_into(search, text)
        shell.qtbot.waitUntil(lambda: "未完成的申报 1" in words(shell))
        shell.settle()
        assert found in words(shell)
        search.clear()
        shell.qtbot.waitUntil(lambda: "未完成的申报 5" in words(shell))
    shell.type_into(search, "没有的")
    shell.qtbot.waitUntil(lambda: any("没有找到“没有的”" in line for line in words(shell)))


def test_deadlines_are_listed_nearest_first(shell: Shell, shelf: list[Entry]) -> None:
    said = [line for line in words(shell) if line.startswith("还有")]
    assert said[0] == "还有 3 天"
    assert "认证报告到期（本科）" in words(shell)
    assert "可办积分确认（续办）" in words(shell)


def test_a_deleted_case_goes_to_the_trash_and_comes_back(shell: Shell, shelf: list[Entry]) -> None:
    start = shell.window.start
    delete = shell.button("删除：上海例证餐饮管理有限公司，闵行区 · 增加同住人 · 1 人")
    QTest.mouseClick(delete, Qt.MouseButton.LeftButton)
    shell.settle()
    assert "未完成的申报 4" in words(shell)
    assert start.rail._buttons["trash"].note == "1"
    assert len(entries(shell.session.store)) == len(shelf)
    shell.click("撤销", start.notes)
    assert "未完成的申报 5" in words(shell)
    assert start.rail._buttons["trash"].note == ""


def test_the_trash_restores_and_deletes_for_good_with_the_exact_count(shell: Shell) -> None:
    case = open_sample(shell.session, shell.folder, people=1)
    shell.session.open(None)
    shell.settle()
    start = shell.window.start
    shell.click("删除")
    start.show_page("trash")
    shell.settle()
    shell.click("恢复")
    assert entries(shell.session.store)[0].id == case.entry.id
    assert any("没有删除的申报" in label.text() for label in start.trash.findChildren(QLabel))
    start.deleting.trash(case.entry.id)
    shell.settle()
    files = len(dict(case.entry.facts))
    shell.click("永久删除")
    asked = message(shell)
    assert asked.windowTitle() == f"永久删除 1 份申报和其中 {files} 个证件文件？"
    assert asked.other_button is not None
    shell.qtbot.waitUntil(asked.other_button.hasFocus)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert len(entries(shell.session.store)) == 1
    backup = make_backup(shell.session.store.db.path, Reason.DAILY)
    damaged = shell.session.library.root / "library.db.damaged-1"
    damaged.write_bytes(b"unreadable, so it may hold anything")
    shell.click("永久删除")
    shell.click("永久删除", message(shell))
    shell.qtbot.waitUntil(lambda: not shell.session.jobs.busy)
    assert entries(shell.session.store) == []
    assert list(shell.session.store.originals.all()) == []
    still = message(shell)
    assert still.windowTitle() == "1 份自动备份和 1 份损坏的旧资料库里还留着"
    assert "没有读出的内容就找不回来" in still.text_label.text()
    shell.click("删除这 2 份", still)
    shell.qtbot.waitUntil(lambda: not backup.path.exists() and not damaged.exists())
    shell.qtbot.waitUntil(lambda: not shell.session.jobs.busy)


def test_old_trash_goes_at_the_start_and_nothing_is_opened_meanwhile(
    shell: Shell, shelf: list[Entry]
) -> None:
    db = shell.session.store.db
    make_backup(db.path, Reason.DAILY)
    told: list[str] = []
    shell.window.start.deleting.told.connect(lambda text, _undoable: told.append(text))
    to_trash(db, shelf[1].id, datetime.now(UTC) - timedelta(days=31))
    shell.window.start.deleting.empty_old()
    shell.window.commands.open_entry(shelf[0].id)
    assert not shell.session.has_case
    shell.qtbot.waitUntil(lambda: not shell.session.is_busy_alone)
    assert shelf[1].id not in {entry.id for entry in entries(shell.session.store)}
    assert told == [
        "最近删除里有 1 份到期，已永久删除；1 份自动备份里还有填写的内容（没有证件图片）"
    ]
    shell.window.commands.open_entry(shelf[0].id)
    assert shell.session.has_case


def test_a_long_list_shows_its_beginning_and_can_be_narrowed(shell: Shell) -> None:
    for number in range(45):
        district = District.XUHUI if number % 3 else District.JINGAN
        name = f"上海样本{number:03}有限公司"
        put(
            shell.session,
            Submission(district, Service.NEW, shell.session.today, company=company(name)),
        )
    start = shell.window.start
    start.refresh()
    shell.settle()
    assert "未完成的申报 45" in words(shell)
    assert len(start.home.findChildren(CasesCard)[0]._acts) == 12
    shell.click("显示更多（还有 33 份）")
    assert "显示更多（还有 21 份）" in words(shell)
    card = start.home.card
    assert card is not None
    shell.qtbot.waitUntil(lambda: QApplication.focusWidget() is card._acts[12])
    finder = start.home.finder
    choose(finder.district, "jingan")
    shell.settle()
    assert "未完成的申报 15" in words(shell)
    choose(finder.state, "problem")
    shell.settle()
    assert any(line.startswith("没有符合的申报") for line in words(shell))
    shell.click("全部显示")
    assert "未完成的申报 45" in words(shell)


def choose(field: SelectField, value: str) -> None:
    """Choose as a user does."""
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def test_damage_of_the_library_is_told_with_what_was_saved(qtbot: QtBot, tmp_path: Path) -> None:
    session = make_session(tmp_path)
    put(
        session, Submission(District.XUHUI, Service.NEW, session.today, company=company("上海样本"))
    )
    session.close()
    (tmp_path / "library" / "library.db").write_bytes(b"no database")
    session = make_session(tmp_path)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    note = window.start.notes.trouble_note
    said = [label.text() for label in note.findChildren(QLabel)]
    assert said[0] == "资料库文件损坏了，已找回 0 份申报"
    assert "library.db.damaged" in said[1]
    session.close()


def test_exported_cases_open_their_folder(
    shell: Shell, shelf: list[Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(shell.window.start.desktop, "open_folder", opened.append)
    shell.click("打开所在文件夹：上海样板物流一有限公司")
    assert opened == [tmp_path]
    record = shelf[-1].exported
    assert record is not None
    gone = replace(shelf[-1], exported=replace(record, folder=str(tmp_path / "gone"), number=0))
    shell.session.store.save(gone)
    shell.window.start.refresh()
    shell.settle()
    shell.click("打开所在文件夹：上海样板物流二有限公司")
    assert "已经不在" in message(shell).windowTitle()
    message(shell).accept()
    shell.window.start.show_page("done")
    shell.settle()
    rows = shell.window.start.exported.findChildren(QPushButton)
    assert sorted(b.text() for b in rows if b.isVisible()) == sorted(
        ["说明", "几份申报的地址标签一起打印", *["打开所在文件夹", "查看", "删除"] * 2]
    )


def test_a_damaged_entry_is_named_and_kept(shell: Shell) -> None:
    who = (person("张样本"),)
    bad = put(shell.session, Submission(District.XUHUI, Service.NEW, shell.session.today))
    with shell.session.store.db.transaction() as db:
        db.execute("UPDATE submission SET saved = 'never' WHERE id = ?", (bad.id,))
    put(
        shell.session,
        Submission(
            District.XUHUI,
            Service.NEW,
            shell.session.today,
            company=company("上海样本"),
            applicants=who,
        ),
    )
    shell.window.start.refresh()
    shell.settle()
    assert any("已损坏，无法打开" in line for line in words(shell))
    assert "上海样本" in words(shell)


def test_sample_can_be_cancelled_and_leaves_nothing(shell: Shell) -> None:
    shell.click("打开示例")
    job = shell.window.commands.opening.job
    assert job is not None
    with shell.qtbot.waitSignal(job.ended, timeout=60_000):
        shell.click("取消", shell.window.start.progress)
    assert not shell.session.has_case
    assert entries(shell.session.store) == []
    assert shell.window.start.progress.isHidden()


def test_submission_file_is_opened_as_a_case(shell: Shell, tmp_path: Path) -> None:
    from tests.support.samples import sample_in

    path = sample_in(tmp_path, District.MINHANG)
    shell.window.commands.open_file(path)
    shell.qtbot.waitUntil(lambda: shell.session.has_case, timeout=60_000)
    assert shell.session.case.submission.district == District.MINHANG
    assert not shell.session.case.entry.sample
    assert shell.session.settings.open_folder == str(path.parent)


def test_unusable_submission_file_names_key_and_place(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('district = "nowhere"\nservice = "new"\nfoo = 1\n', encoding="utf-8")
    shell.window.commands.open_file(path)
    shell.qtbot.waitUntil(
        lambda: any(m.isVisible() for m in shell.window.findChildren(Message)), timeout=30_000
    )
    text = message(shell).text_label.text()
    assert "district" in text
    assert "foo" in text
    message(shell).accept()


def test_a_library_in_a_synchronised_folder_is_warned_of_once(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    pictures.dress(qapp)
    session = make_session(tmp_path / "OneDrive - 样本公司")
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    window.start.notes.show_shared()
    note = window.start.notes.shared_note
    assert note.isVisible()
    assert note.accessibleName() == "资料库在同步文件夹里"
    next(b for b in note.findChildren(QPushButton) if b.text() == "知道了，不再提醒").click()
    assert not note.isVisible()
    session.close()
    again = make_session(tmp_path / "OneDrive - 样本公司")
    later = MainWindow(again)
    qtbot.addWidget(later)
    later.show()
    assert not later.start.notes.shared_note.isVisible()
    again.close()
    qapp.setStyleSheet("")
