"""The pages of dates, holidays and exports: narrowed, printed, opened; years and receipts kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from jifen_desktop.delivery.fonts import missing_characters
from jifen_desktop.delivery.sheet import sheet_text
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Submission
from jifen_desktop.library.holiday_file import read_holidays
from jifen_desktop.library.lists import to_trash
from jifen_desktop.library.settings import load_settings
from jifen_desktop.services.dates import EVER, Matter
from jifen_desktop.services.receipts import receipt_of
from jifen_desktop.ui.dialogs import Message, PageDialog
from jifen_desktop.ui.start.dates import DatesPage
from jifen_desktop.ui.start.holidays import HolidaysPage
from jifen_desktop.ui.start.receipts import ReceiptPage, ReceiptsPage
from tests.support.holidays import DAYS_2027, NOTICE_2027
from tests.support.records import FILES, make_record
from tests.support.shelves import company, person, put
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
WAIT = 60_000
RENEWED = date(2026, 12, 30)


def words_on(root: QWidget) -> str:
    """Every visible word of a page."""
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def dates_page(shell: Shell) -> DatesPage:
    """The page of dates with a renewal and a permit, all of them shown."""
    renewal = person("孙样本", permit_renewed_on=RENEWED)
    permit = person("赵样本", permit_valid_until=date(2027, 6, 1))
    for service, who in ((Service.RENEWAL, renewal), (Service.NEW, permit)):
        mine = company(f"上海{who.name}有限公司")
        put(
            shell.session,
            Submission(
                District.BAOSHAN, service, shell.session.today, company=mine, applicants=(who,)
            ),
        )
    shell.window.start.show_page("dates")
    page = shell.window.start.stack.currentWidget()
    assert isinstance(page, DatesPage)
    page.reach.set_value(str(EVER))
    page.refresh()
    shell.qtbot.waitUntil(lambda: not page.reading.waits)
    shell.settle()
    return page


def test_dates_are_narrowed_opened_and_copied(shell: Shell) -> None:
    page = dates_page(shell)
    assert [d.person for d in page.shown()] == ["孙样本", "赵样本", "赵样本", "赵样本"]
    page.search.setText("赵样本")
    page.matter.set_value(Matter.RENEWAL)
    page._narrow()
    shell.settle()
    assert page.shown() == ()
    assert "没有符合的日期" in words_on(page)
    page.search.setText("孙样本")
    page.refresh()
    shell.qtbot.waitUntil(lambda: not page.reading.waits)
    shell.settle()
    assert "待核对" in words_on(page)
    shell.click("日期一览：复制文字")
    assert QApplication.clipboard().text() == sheet_text(page.sheet())
    assert "可办积分确认（续办）" in QApplication.clipboard().text()
    assert "已复制日期一览" in words_on(page)
    shell.click("打开：可办积分确认（续办），孙样本")
    assert shell.session.case.submission.applicants[0].name == "孙样本"


def holidays_page(shell: Shell) -> HolidaysPage:
    """The dialog's page."""
    shell.click("录入或导入节假日安排")
    (page,) = shell.window.findChildren(HolidaysPage)
    return page


def test_a_pasted_notice_makes_a_day_certain_and_its_removal_uncertain(shell: Shell) -> None:
    dates = dates_page(shell)
    assert (dates.shown()[0].day, dates.shown()[0].certain) == (date(2027, 1, 4), False)
    page = holidays_page(shell)
    page.editor.setPlainText(NOTICE_2027.replace("2027年节", "2028年节"))
    assert not page.keep_button.isEnabled()
    page.editor.setPlainText(NOTICE_2027)
    shell.settle()
    assert "读出 2027 年" in words_on(page)
    shell.click("保存 2027 年", page)
    kept, _ = load_settings(shell.session.library.settings_path)
    assert dict(kept.holidays) == {2027: DAYS_2027}
    assert (dates.shown()[0].day, dates.shown()[0].certain) == (date(2027, 1, 5), True)
    shell.click("删除：2027 年", page)
    assert dict(shell.session.settings.holidays) == {}
    assert (dates.shown()[0].day, dates.shown()[0].certain) == (date(2027, 1, 4), False)


def test_years_that_the_program_brings_are_not_entered(shell: Shell) -> None:
    dates_page(shell)
    page = holidays_page(shell)
    page.editor.setPlainText(NOTICE_2027.replace("2027年节", "2026年节"))
    assert not page.keep_button.isEnabled()


def test_years_go_to_a_colleague_and_come_back(shell: Shell, tmp_path: Path) -> None:
    dates_page(shell)
    page = holidays_page(shell)
    page.editor.setPlainText(NOTICE_2027)
    page.keep_read()
    shared = tmp_path / "安排.toml"
    page.export_file(shared)
    shell.qtbot.waitUntil(lambda: "已导出" in words_on(page), timeout=WAIT)
    assert read_holidays(shared) == {2027: DAYS_2027}
    page._remove(2027)
    page.import_file(shared)
    shell.qtbot.waitUntil(lambda: "已导入 2027 年" in words_on(page), timeout=WAIT)
    assert dict(shell.session.settings.holidays) == {2027: DAYS_2027}


@pytest.mark.parametrize("content", [b"\x00\xff", "2027年没有日期".encode(), None])
def test_a_file_that_can_not_be_used_changes_nothing(
    shell: Shell, tmp_path: Path, content: bytes | None
) -> None:
    dates_page(shell)
    page = holidays_page(shell)
    path = tmp_path / "安排.toml"
    if content is not None:
        path.write_bytes(content)
    page.import_file(path)
    shell.qtbot.waitUntil(lambda: bool(page.findChildren(Message)), timeout=WAIT)
    assert dict(shell.session.settings.holidays) == {}
    page.findChildren(Message)[0].reject()


# --- receipts -------------------------------------------------------------------------------------


def receipts_page(shell: Shell, *, files: bool = False) -> ReceiptsPage:
    """The page with one export, whose first file lies there where `files`."""
    folder = shell.folder / "导出"
    record = make_record(folder)
    if files:
        folder.mkdir()
        (folder / FILES[0][0]).write_bytes(FILES[0][0].encode())  # as the record's hash says
        (folder / FILES[1][0]).write_bytes(b"changed")
    entry = put(
        shell.session,
        Submission(
            District.JINGAN, Service.NEW, shell.session.today, company=company("上海样本公司")
        ),
    )
    shell.session.store.save(replace(entry, exported=record))
    shell.window.start.show_page("receipts")
    page = shell.window.start.stack.currentWidget()
    assert isinstance(page, ReceiptsPage)
    shell.settle()
    return page


def test_exports_are_searched(shell: Shell) -> None:
    page = receipts_page(shell)
    assert "快递到 上海市样本区样本路2号" in words_on(page)
    for text, told in (("points@example", "邮件 2 封到"), ("没有的词", "没有找到“没有的词”")):
        page.search.setText(text)
        page.refresh()
        shell.qtbot.waitUntil(lambda: not page.reading.waits)
        shell.settle()
        assert told in words_on(page)


def receipt_page(shell: Shell) -> ReceiptPage:
    """The receipt, once its files were looked at."""
    found = next(
        b
        for b in shell.window.findChildren(QWidget)
        if b.isVisible() and b.accessibleName().startswith("回执：上海样本信息技术有限公司")
    )
    found.click()  # type: ignore[attr-defined]
    (page,) = shell.window.findChildren(ReceiptPage)
    shell.qtbot.waitUntil(lambda: "不在原处" in words_on(page), timeout=WAIT)
    return page


def test_a_receipt_says_where_to_and_what_became_of_the_files(shell: Shell) -> None:
    receipts_page(shell, files=True)
    page = receipt_page(shell)
    said = words_on(page)
    for wanted in ("points@example.invalid", "导出时没有填写邮箱", "021-00000000 · 积分办理"):
        assert wanted in said
    for told in ("还在原处，内容没变", "导出后改动过", "不在原处"):
        assert told in said
    assert all(sha256 in said for _, sha256 in make_record(Path()).files)
    shell.click("复制文字", page)
    found = receipt_of(shell.session.store, 1)
    assert found is not None
    assert "导出回执" in QApplication.clipboard().text()
    target = shell.folder / "回执.pdf"
    page.printer.write(page.sheet(), target)
    shell.qtbot.waitUntil(lambda: "已存为" in words_on(page), timeout=WAIT)
    missing = "".join(missing_characters("欧阳𬭎"))
    assert (f"“{missing}”缺少字体" in words_on(page)) is bool(missing)
    assert target.read_bytes().startswith(b"%PDF")


def test_a_receipt_leads_to_its_submission_and_folder(shell: Shell) -> None:
    page = receipts_page(shell)
    asked: list[object] = []
    page.folder_asked.connect(asked.append)
    shown = receipt_page(shell)
    shell.click("打开所在文件夹", shown)
    assert asked == [shell.folder / "导出"]
    for message in shell.window.findChildren(Message):
        message.reject()
    shell.click("打开申报", shown)
    assert shell.session.case.submission.company.name == "上海样本公司"


def test_a_receipt_that_was_deleted_meanwhile_is_not_opened(shell: Shell) -> None:
    page = receipts_page(shell)
    entry = receipt_of(shell.session.store, 1)
    assert entry is not None
    to_trash(shell.session.store.db, entry.entry)
    page.show_receipt(1)
    shell.settle()
    assert not page.findChildren(PageDialog)
    assert "还没有导出过" in words_on(page)
