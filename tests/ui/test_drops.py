"""Files dropped wherever one has a use: what is said while they are above, what is taken, what is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from jifen_desktop.domain.ids import District, Purpose, Service
from jifen_desktop.domain.submission import Centre
from jifen_desktop.flow.step import Step
from jifen_desktop.library.bundle import SUFFIX
from jifen_desktop.library.centres import write_centres
from jifen_desktop.library.holiday_file import write_holidays
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import Message
from jifen_desktop.ui.dropped import left_out, usable
from jifen_desktop.ui.settings.exchange import ExchangeCard
from jifen_desktop.ui.settings.mail_text import MailTextPage
from jifen_desktop.ui.start.backups import BackupsPage
from jifen_desktop.ui.start.holidays import HolidaysPage
from jifen_desktop.ui.widgets.dropover import Veil
from jifen_desktop.ui.wizard.pages.people.roster_dialog import RosterDialog
from tests.support.holidays import DAYS_2027
from tests.support.samples import ON, sample_in
from tests.ui.conftest import Shell
from tests.ui.materials import drop, image_file

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def drag(target: QWidget, *paths: Path) -> None:
    """Hold files above a widget."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(9, 9), COPY, mime, LEFT, PLAIN))


def veil_of(target: QWidget) -> Veil:
    """The frame over a page."""
    return next(c for c in target.children() if isinstance(c, Veil))


def roster(folder: Path) -> Path:
    """A roster of two."""
    path = folder / "名单.csv"
    path.write_text("姓名\n张样本\n李样本\n", encoding="utf-8")
    return path


def test_of_several_files_the_first_that_can_be_used_is_taken() -> None:
    paths = ["/甲.jpg", "/乙.TOML", "/丙.toml", "/丁.pdf", "/戊.png"]
    assert usable(paths, (".toml",)) == [Path("/乙.TOML"), Path("/丙.toml")]
    assert left_out(paths, Path("/乙.TOML")) == "没有用「甲.jpg」、「丙.toml」、「丁.pdf」等 4 个"
    assert left_out(["/乙.TOML"], Path("/乙.TOML")) == ""


def test_the_page_says_what_letting_go_would_do(shell: Shell, tmp_path: Path) -> None:
    start = shell.window.start
    veil = veil_of(start)
    drag(start, tmp_path / "报送.toml")
    assert veil.isVisible()
    assert (veil.is_welcome, veil.words) == (True, "松开鼠标，打开「报送.toml」")
    assert veil.geometry() == start.rect()
    QApplication.sendEvent(start, QDragLeaveEvent())
    assert not veil.isVisible()
    drag(start, tmp_path / "照片.jpg")
    assert not veil.is_welcome
    assert "材料" in veil.words
    drop(start, tmp_path / "照片.jpg")
    assert not veil.isVisible()
    assert not shell.session.has_case


def test_text_that_is_dragged_is_not_for_the_page(shell: Shell) -> None:
    mime = QMimeData()
    mime.setText("样本")
    start = shell.window.start
    event = QDropEvent(QPointF(9, 9), COPY, mime, LEFT, PLAIN)
    QApplication.sendEvent(start, event)
    assert not event.isAccepted()
    assert not veil_of(start).isVisible()


def test_a_submission_dropped_on_the_start_screen_opens_and_the_rest_is_named(
    shell: Shell, tmp_path: Path
) -> None:
    file = sample_in(tmp_path, District.XUHUI, Service.NEW)
    drop(shell.window.start, image_file(tmp_path, "照片.jpg"), file)
    assert shell.window.start.notes.undo_bar.accessibleName() == "没有用「照片.jpg」"
    shell.qtbot.waitUntil(lambda: shell.session.has_case, timeout=30_000)
    assert shell.session.case.submission.district is District.XUHUI


def test_nothing_is_taken_while_the_library_is_at_work(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(shell.session), "is_busy_alone", True)
    drag(shell.window.start, tmp_path / "报送.toml")
    assert not veil_of(shell.window.start).is_welcome


def test_a_backup_dropped_on_the_start_screen_is_asked_about(shell: Shell, tmp_path: Path) -> None:
    backup = tmp_path / f"备份{SUFFIX}"
    backup.write_bytes(b"")
    drop(shell.window.start, backup)
    (asked,) = [m for m in shell.window.findChildren(Message) if m.isVisible()]
    assert asked.windowTitle() == f"用「{backup.name}」替换现在的内容？"
    asked.reject()


def test_a_roster_dropped_on_the_start_screen_begins_a_submission(
    shell: Shell, tmp_path: Path
) -> None:
    drop(shell.window.start, roster(tmp_path))
    assert shell.window.frame.step is Step.PEOPLE
    shell.qtbot.waitUntil(lambda: bool(dialogs(shell)), timeout=30_000)
    dialogs(shell)[0].accept()
    shell.settle()
    names = [a.name for a in shell.session.case.submission.applicants]
    assert names == ["张样本", "李样本"]


def dialogs(shell: Shell) -> list[RosterDialog]:
    """The rosters that are shown."""
    page = shell.window.frame.page
    assert page is not None
    return [d for d in page.findChildren(RosterDialog) if d.isVisible()]


def test_the_people_page_takes_rosters_and_refuses_photos(shell: Shell, tmp_path: Path) -> None:
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    page = shell.window.frame.page
    assert page is not None
    photo = image_file(tmp_path, "照片.jpg")
    drag(page, photo)
    assert not veil_of(page).is_welcome
    drop(page, photo, roster(tmp_path))
    shell.qtbot.waitUntil(lambda: bool(dialogs(shell)), timeout=30_000)
    assert page.undo_bar.accessibleName() == "没有用「照片.jpg」"  # type: ignore[attr-defined]
    dialogs(shell)[0].reject()
    field = page.findChildren(QLineEdit)[0]
    drag(field, photo)
    assert veil_of(page).isVisible(), "a path is no text for a field"


@pytest.mark.parametrize("name", ["中心资料.toml", "照片.jpg"])
def test_centre_data_are_imported_by_a_drop(shell: Shell, tmp_path: Path, name: str) -> None:
    shell.window.start.show_page("centre")
    card = shell.window.start.findChildren(ExchangeCard)[0]
    path = tmp_path / name
    boxes = ((Purpose.POINTS, "points@example.com"),)
    write_centres(path, {District.XUHUI: Centre(mailboxes=boxes)})
    drag(card, path)
    assert veil_of(card).is_welcome == name.endswith("toml")
    drop(card, path, path)
    assert card.state.isHidden(), "one file at a time"
    drop(card, path)
    assert card.state.text() == ("已导入：徐汇区" if name.endswith("toml") else "")


@pytest.mark.parametrize("kind", ["page", "row"])
def test_a_file_is_copied_whatever_key_is_held(shell: Shell, tmp_path: Path, kind: str) -> None:
    """With Shift held a file manager offers to move, and deletes its file where that is agreed to."""
    zone = w.DropZone("拖到这里")
    shell.qtbot.addWidget(zone)
    zone.show()
    target: QWidget = shell.window.start if kind == "page" else zone
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / f"备份{SUFFIX}"))])
    both, shift = Qt.DropAction.MoveAction | COPY, Qt.KeyboardModifier.ShiftModifier
    point = target.rect().center()
    for event in (
        QDragEnterEvent(point, both, mime, LEFT, shift),
        QDragMoveEvent(point, both, mime, LEFT, shift),
        QDropEvent(QPointF(point), both, mime, LEFT, shift),
    ):
        event.setDropAction(Qt.DropAction.MoveAction)
        event.ignore()
        QApplication.sendEvent(target, event)
        assert (event.isAccepted(), event.dropAction()) == (True, COPY), event


def test_a_mails_text_takes_no_files(shell: Shell, tmp_path: Path) -> None:
    page = MailTextPage(shell.session, District.MINHANG)
    shell.qtbot.addWidget(page)
    page.show()
    before = page.editor.toPlainText()
    drop(page.editor, tmp_path / "照片.jpg")
    assert not page.editor.viewport().acceptDrops()
    assert page.editor.toPlainText() == before


def test_backups_and_holidays_are_taken_by_a_drop(shell: Shell, tmp_path: Path) -> None:
    backups = BackupsPage((), ON)
    shell.qtbot.addWidget(backups)
    with shell.qtbot.waitSignal(backups.file_dropped) as told:
        drop(backups, tmp_path / f"备份{SUFFIX}")
    assert told.args == [tmp_path / f"备份{SUFFIX}"]
    holidays = HolidaysPage(shell.session)
    shell.qtbot.addWidget(holidays)
    drag(holidays, tmp_path / "照片.jpg")
    assert not veil_of(holidays).is_welcome
    assert not holidays.editor.acceptDrops()
    file = tmp_path / "节假日.toml"
    write_holidays(file, {2027: DAYS_2027})
    drop(holidays, file)
    shell.qtbot.waitUntil(lambda: bool(shell.session.settings.holidays), timeout=10_000)
    assert dict(shell.session.settings.holidays) == {2027: DAYS_2027}


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_photo_dropped_on_the_program_s_icon_is_told_where_it_goes(
    shell: Shell, tmp_path: Path
) -> None:
    shell.window.act("new")
    shell.window.come_forward(str(tmp_path / "照片 1.jpg"))
    message = next(m for m in shell.window.findChildren(Message) if m.isVisible())
    assert message.title_label.text() == "「照片 1.jpg」不是申报文件"
    assert "拖进“材料”" in message.text_label.text()
    message.accept()
    assert shell.session.has_case, "what was open stays open"
