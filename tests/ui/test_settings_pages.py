"""Settings: saved while typed, checked, exchanged, and taken over by the open case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from jifen_desktop.domain.ids import District, Purpose
from jifen_desktop.domain.submission import Centre
from jifen_desktop.library.centres import read_centres, write_centres
from jifen_desktop.library.settings import load_settings
from jifen_desktop.ui import theme
from jifen_desktop.ui.dialogs import Message
from jifen_desktop.ui.settings import CentrePage, CompanyPage, PrivacyPage, SettingsDialog
from jifen_desktop.ui.settings.data import DataPage
from jifen_desktop.ui.settings.look import LookPage
from jifen_desktop.ui.theme.tokens import DARK
from tests.support.shelves import company
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def show(shell: Shell, key: str) -> object:
    """A page of the start screen."""
    shell.window.start.show_page(key)
    shell.settle()
    return shell.window.start.stack.currentWidget()


def centre_page(shell: Shell) -> CentrePage:
    """The page of centre data."""
    page = show(shell, "centre")
    assert isinstance(page, CentrePage)
    return page


def field(page: CentrePage, key: str) -> QLineEdit:
    """A field of the centre's page."""
    found = page.fields.rows[key].field
    assert isinstance(found, QLineEdit)
    return found


def test_company_is_saved_while_it_is_typed(shell: Shell) -> None:
    page = show(shell, "company")
    assert isinstance(page, CompanyPage)
    shell.type_into(page.fields.fields["name"].field, "上海样本")
    QTest.keyClick(page.fields.fields["name"].field, Qt.Key.Key_Tab)
    assert load_settings(shell.session.library.settings_path)[0].company.name == "上海样本"
    shell.type_into(page.fields.fields["credit_code"].field, "123")
    QTest.keyClick(page.fields.fields["credit_code"].field, Qt.Key.Key_Tab)
    assert "信用代码不对" in page.fields.fields["credit_code"].row.error()


def test_changed_default_flows_into_a_case_that_still_has_the_old_one(shell: Shell) -> None:
    old = company("上海样本")
    shell.session.save_settings(replace(shell.session.settings, company=old))
    shell.window.act("new")
    page = CompanyPage(shell.session)
    shell.qtbot.addWidget(page)
    page.fields.fields["name"].field.setText("上海样本二")
    page.apply()
    assert shell.session.case.submission.company.name == "上海样本二"
    shell.session.change(replace(shell.session.case.submission, company=company("上海别的公司")))
    page.fields.fields["name"].field.setText("上海样本三")
    page.apply()
    assert shell.session.case.submission.company.name == "上海别的公司"


def test_centre_shows_the_mailboxes_that_the_district_uses(shell: Shell) -> None:
    page = centre_page(shell)

    def shown() -> set[str]:
        return {
            k.removeprefix("mailbox.")
            for k, cell in page.fields._cells.items()
            if k.startswith("mailbox.") and not cell.isHidden()
        }

    assert shown() == {Purpose.POINTS, Purpose.EDUCATION, Purpose.ACCOUNTS}
    page._choose(District.JINGAN)
    assert shown() == {Purpose.POINTS, Purpose.EDUCATION, Purpose.EDUCATION_WORD}
    page._choose(District.PUDONG)
    assert shown() == set()
    assert not page.fields._none.isHidden()


def test_wrong_mailbox_is_told_and_not_kept(shell: Shell) -> None:
    page = centre_page(shell)
    shell.type_into(field(page, "mailbox.points"), "points@example")
    QTest.keyClick(field(page, "mailbox.points"), Qt.Key.Key_Tab)
    assert "一个邮箱" in page.fields.rows["mailbox.points"].error()
    assert shell.session.settings.centre(District.XUHUI) == Centre()
    shell.type_into(field(page, "mailbox.points"), "points@example.com")
    QTest.keyClick(field(page, "mailbox.points"), Qt.Key.Key_Tab)
    assert page.fields.rows["mailbox.points"].error() == ""
    kept = shell.session.settings.centre(District.XUHUI)
    assert kept.mailbox(Purpose.POINTS) == "points@example.com"
    assert shell.window.start.rail._buttons["centre"].note == "1 / 16"


def test_one_mailbox_for_all(shell: Shell) -> None:
    page = centre_page(shell)
    shell.type_into(field(page, "mailbox.points"), "all@example.com")
    shell.click("其余邮箱也用第一个")
    kept = shell.session.settings.centre(District.XUHUI)
    assert {a for _, a in kept.mailboxes} == {"all@example.com"}
    assert len(kept.mailboxes) == 3


def test_each_mailbox_has_its_limit(shell: Shell) -> None:
    page = centre_page(shell)
    limit = field(page, "mailbox_limits.points")
    assert limit.placeholderText() == "50"
    for wrong in ("0", "1001", "25.5", "两"):
        shell.type_into(limit, wrong)
        QTest.keyClick(limit, Qt.Key.Key_Tab)
        assert "1 到 1000" in page.fields.rows["mailbox_limits.points"].error()
        assert shell.session.settings.centre(District.XUHUI) == Centre()
        limit.clear()
    shell.type_into(limit, "25")
    QTest.keyClick(limit, Qt.Key.Key_Tab)
    kept = shell.session.settings.centre(District.XUHUI)
    assert kept.mail_limit(Purpose.POINTS) == 25 << 20
    assert kept.mail_limit(Purpose.EDUCATION) == 50 << 20
    shell.type_into(field(page, "mailbox.points"), "all@example.com")
    shell.click("其余邮箱也用第一个")
    kept = shell.session.settings.centre(District.XUHUI)
    assert {n for _, n in kept.mailbox_limits} == {25}


def test_brackets_are_a_pair(shell: Shell) -> None:
    page = centre_page(shell)
    field(page, "brackets").setText("(")
    page.apply()
    assert "一对括号" in page.fields.rows["brackets"].error()
    field(page, "brackets").setText("()")
    page.apply()
    assert shell.session.settings.centre(District.XUHUI).brackets == "()"


def test_district_keeps_what_is_typed_when_another_is_chosen(shell: Shell) -> None:
    page = centre_page(shell)
    field(page, "phone").setText("021-00000000")
    page._choose(District.MINHANG)
    assert field(page, "phone").text() == ""
    assert shell.session.settings.centre(District.XUHUI).phone == "021-00000000"
    page._choose(District.XUHUI)
    assert field(page, "phone").text() == "021-00000000"


def test_exchange_with_a_colleague(shell: Shell, tmp_path: Path) -> None:
    page = centre_page(shell)
    theirs = Centre(mailboxes=((Purpose.POINTS, "points@example.com"),), phone="021-00000000")
    write_centres(tmp_path / "theirs.toml", {District.MINHANG: theirs})
    page.exchange.import_file(tmp_path / "theirs.toml")
    assert shell.session.settings.centre(District.MINHANG) == theirs
    assert page.exchange.state.text() == "已导入：闵行区"
    page.exchange.export_file(tmp_path / "ours.toml")
    assert read_centres(tmp_path / "ours.toml") == {District.MINHANG: theirs}


def test_bad_file_changes_nothing_and_names_every_key(shell: Shell, tmp_path: Path) -> None:
    page = centre_page(shell)
    path = tmp_path / "bad.toml"
    path.write_text(
        'kind = "jifen-centre-data"\nversion = 1\n[centres.xuhui]\nphone = 1\nfax = "2"\n',
        encoding="utf-8",
    )
    page.exchange.import_file(path)
    told = next(m for m in page.findChildren(Message) if m.isVisible())
    assert "centres.xuhui.phone" in told.text_label.text()
    assert "centres.xuhui.fax" in told.text_label.text()
    assert shell.session.settings.centres == ()
    told.accept()


def test_open_case_takes_over_its_centre(shell: Shell) -> None:
    shell.window.act("new")
    dialog = SettingsDialog(shell.session, shell.window, "centre.mailbox.points")
    dialog.open()
    shell.settle()
    assert dialog.sections.value() == "centre"
    page = dialog.findChildren(CentrePage)[0]
    assert field(page, "mailbox.points").hasFocus()
    shell.type_into(field(page, "phone"), "021-00000000")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert shell.session.case.submission.centre.phone == "021-00000000"


def test_privacy_names_the_real_folder(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    page = show(shell, "privacy")
    assert isinstance(page, PrivacyPage)
    opened: list[Path] = []
    monkeypatch.setattr(page._desktop, "open_folder", opened.append)
    page._open(shell.session.library.root / "not" / "there")
    assert opened[0].is_dir()


def test_look_acts_at_once(shell: Shell) -> None:
    dialog = SettingsDialog(shell.session, shell.window)
    dialog.open()
    shell.settle()
    page = dialog.stack.currentWidget()
    assert isinstance(page, LookPage)
    page._set_scheme("dark")
    page._set_scale("1.3")
    assert theme.tokens() is DARK
    assert shell.session.settings.text_scale == 1.3
    dialog.reject()


def test_one_wrong_field_keeps_no_other_from_being_saved_and_is_not_lost(shell: Shell) -> None:
    page = centre_page(shell)
    shell.type_into(field(page, "mailbox.points"), "points@example.com")
    shell.type_into(field(page, "mailbox.education"), "不是邮箱")
    shell.type_into(field(page, "phone"), "０２１－１２３")
    page.apply()
    kept = shell.session.settings.centre(District.XUHUI)
    assert kept == Centre(mailboxes=((Purpose.POINTS, "points@example.com"),), phone="021-123")
    assert "还没有保存" in page.state.text()
    page._choose(District.JINGAN)
    assert page.fields.rows["mailbox.education"].error() == ""
    page._choose(District.XUHUI)
    assert field(page, "mailbox.education").text() == "不是邮箱"
    assert page.fields.rows["mailbox.education"].error()
    field(page, "mailbox.education").setText("edu@example.com")
    page.apply()
    assert page.fields.rows["mailbox.education"].error() == ""
    saved = shell.session.settings.centre(District.XUHUI)
    assert saved.mailbox(Purpose.EDUCATION) == "edu@example.com"


def test_the_settings_say_what_is_not_saved_before_they_close(shell: Shell) -> None:
    dialog = SettingsDialog(shell.session, shell.window, "centre")
    dialog.open()
    shell.settle()
    page = dialog.findChild(CentrePage)
    assert page is not None
    field(page, "mailbox.points").setText("不是邮箱")
    dialog.show_section("look")
    shell.click("完成", dialog)
    assert dialog.isVisible()
    assert field(page, "mailbox.points").hasFocus()
    field(page, "mailbox.points").clear()
    with shell.qtbot.waitSignal(dialog.accepted):
        shell.click("完成", dialog)


def test_a_checked_address_is_kept_with_its_day_until_it_changes(shell: Shell) -> None:
    page = centre_page(shell)
    today = shell.session.today
    page.fields.check_link.click()
    kept = shell.session.settings.centre(District.XUHUI)
    assert kept.address_confirmed_on == today
    assert "南宁路969号" in kept.address_confirmed
    stored = load_settings(shell.session.library.settings_path)[0].centre(District.XUHUI)
    assert stored == kept
    assert f"{today.isoformat()} 向中心核对过" in page.fields._checked.text()
    shell.type_into(field(page, "address"), "上海市样本区样本路2号")
    QTest.keyClick(field(page, "address"), Qt.Key.Key_Tab)
    assert page.fields._checked.text() == "收件地址还没有向中心核对"
    field(page, "address").setFocus()
    field(page, "address").selectAll()
    QTest.keyClick(field(page, "address"), Qt.Key.Key_Delete)
    QTest.keyClick(field(page, "address"), Qt.Key.Key_Tab)
    assert "向中心核对过" in page.fields._checked.text()
    page.fields.check_link.click()
    assert shell.session.settings.centre(District.XUHUI).address_confirmed_on is None


def test_the_page_of_data_exchanges_centre_data_too(shell: Shell, tmp_path: Path) -> None:
    dialog = SettingsDialog(shell.session, shell.window, "centre")
    dialog.open()
    dialog.show_section("data")
    shell.settle()
    page = dialog.findChild(DataPage)
    centre = dialog.findChild(CentrePage)
    assert page is not None
    assert centre is not None
    shell.click("把中心资料导出为文件", page)
    assert page.exchange.state.text() == "还没有填写过中心资料，没有可以导出的"
    page.exchange.export_file(tmp_path / "nothing.toml")
    assert not (tmp_path / "nothing.toml").exists()
    theirs = Centre(phone="021-00000000")
    write_centres(tmp_path / "theirs.toml", {District.XUHUI: theirs})
    page.exchange.import_file(tmp_path / "theirs.toml")
    assert page.exchange.state.text() == "已导入：徐汇区"
    assert field(centre, "phone").text() == "021-00000000"
    page.exchange.export_file(tmp_path / "ours.toml")
    assert read_centres(tmp_path / "ours.toml") == {District.XUHUI: theirs}
    shell.click("到单位资料里填写", page)
    assert dialog.sections.value() == "company"
    dialog.accept()
