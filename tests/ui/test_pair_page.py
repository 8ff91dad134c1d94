"""The pair page: every pair has an answer, and what is chosen there is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from jifen_desktop.domain.ids import ChannelKind, District, Purpose, Service
from jifen_desktop.domain.submission import Applicant, Centre
from jifen_desktop.ui.settings import SettingsDialog
from jifen_desktop.ui.wizard.pages.pair import PairPage
from tests.support.library import entries
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def page(shell: Shell) -> PairPage:
    """The page of a new case."""
    shell.window.act("new")
    shell.settle()
    shown = shell.window.frame.page
    assert isinstance(shown, PairPage)
    return shown


def choose(page: PairPage, district: District, service: Service) -> None:
    """Click district and business."""
    for group, value in ((page.choices.districts, district), (page.choices.services, service)):
        button = next(b for b in group.buttons() if getattr(b, "value", "") == value)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def words(page: PairPage) -> str:
    """Everything that the panel says."""
    return "\n".join(label.text() for label in page.answer.findChildren(QLabel) if label.text())


def test_every_pair_has_an_answer_and_a_way_on(shell: Shell, page: PairPage) -> None:
    for district in District:
        for service in Service:
            choose(page, district, service)
            submission = shell.session.case.submission
            assert (submission.district, submission.service) == (district, service)
            plan = shell.session.case.picture.plans.base
            assert plan.district_name in words(page)
            steps = [note.text for note in plan.steps]
            assert all(step in words(page) for step in steps)
            assert plan.channels or steps or "先打电话" in words(page)
            assert page.primary_text().startswith("继续：")
        QApplication.sendPostedEvents(None, 52)  # deferred deletes


def test_outcome_lines_follow_the_district(page: PairPage) -> None:
    def line(service: Service) -> str:
        return page.choices.tiles[service].accessibleName()

    choose(page, District.XUHUI, Service.NEW)
    assert line(Service.NEW) == "积分申请（新办），邮件、快递"
    assert line(Service.CHANGE_PERSONAL) == "个人信息变更，通知未说明"
    choose(page, District.JINGAN, Service.NEW)
    assert line(Service.ADD_DEPENDANT) == "添加随员，邮件"
    choose(page, District.BAOSHAN, Service.NEW)
    assert line(Service.EDUCATION) == "教育背景核实，并入新办"
    choose(page, District.PUDONG, Service.NEW)
    assert line(Service.NEW) == "积分申请（新办），到窗口办理"
    choose(page, District.PUTUO, Service.NEW)
    assert line(Service.NEW) == "积分申请（新办），先致电，再预约"


def test_arrow_keys_move_between_districts(shell: Shell, page: PairPage) -> None:
    tile = page.choices.districts.checkedButton()
    assert tile is not None
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Right)
    assert shell.session.case.submission.district == District.HUANGPU


def test_channels_to_prepare_are_kept_and_one_always_stays(shell: Shell, page: PairPage) -> None:
    choose(page, District.XUHUI, Service.NEW)
    email, courier = (page.answer.ways[k] for k in (ChannelKind.EMAIL, ChannelKind.COURIER))
    assert email.isChecked()
    assert courier.isChecked()

    def chosen() -> list[ChannelKind]:
        return list(shell.session.case.submission.channels)

    QTest.mouseClick(courier, Qt.MouseButton.LeftButton)
    assert chosen() == [ChannelKind.EMAIL]
    QTest.mouseClick(email, Qt.MouseButton.LeftButton)
    assert email.isChecked()
    assert chosen() == [ChannelKind.EMAIL]
    QTest.mouseClick(courier, Qt.MouseButton.LeftButton)
    assert chosen() == []


def test_preference_is_named_where_the_centre_has_one(page: PairPage) -> None:
    def preferred() -> list[str]:
        return [way.accessibleName() for way in page.answer.ways.values()]

    choose(page, District.MINHANG, Service.NEW)
    assert preferred() == ["电子邮件，中心优先", "快递"]
    choose(page, District.XUHUI, Service.NEW)
    assert preferred() == ["电子邮件", "快递"]


def test_what_the_archive_holds_is_told(page: PairPage) -> None:
    choose(page, District.MINHANG, Service.NEW)
    assert "命名为 〔姓名〕.zip；里面是 JPG 图片" in words(page)
    choose(page, District.JINGAN, Service.NEW)
    assert "里面是原文件，格式不变" in words(page)


def test_ticks_are_kept_and_keep_the_focus(shell: Shell, page: PairPage) -> None:
    choose(page, District.JINGAN, Service.NEW)
    code, check = next(iter(page.answer.checks.items()))
    shell.settle()
    check.setFocus()
    QTest.keyClick(check, Qt.Key.Key_Space)
    assert code in shell.session.case.submission.confirmed
    assert QApplication.focusWidget() is check
    choose(page, District.XUHUI, Service.NEW)
    assert page.answer.checks[code].isChecked()


def test_missing_mailbox_leads_to_the_centres_data(shell: Shell, page: PairPage) -> None:
    choose(page, District.XUHUI, Service.NEW)
    shell.settle()
    assert "通知里已缺失" in words(page)
    shell.click("填写邮箱")
    dialog = shell.window.findChildren(SettingsDialog)[0]
    field = QApplication.focusWidget()
    assert field is not None
    shell.type_into(_mailbox(dialog), "points@example.com")
    shell.click("完成", dialog)
    centre = shell.session.case.submission.centre
    assert centre.mailbox(Purpose.POINTS) == "points@example.com"
    assert shell.session.settings.centre(District.XUHUI) == centre
    assert "points@example.com" in words(page)


def _mailbox(dialog: SettingsDialog) -> QLabel:
    from jifen_desktop.ui.settings import CentrePage

    centre = dialog.findChildren(CentrePage)[0]
    return centre.fields.rows["mailbox.points"].field  # type: ignore[return-value]


def test_other_district_brings_its_own_centre_data(shell: Shell, page: PairPage) -> None:
    kept = Centre(phone="021-00000000")
    shell.session.save_settings(shell.session.settings.with_centre(District.MINHANG, kept))
    choose(page, District.MINHANG, Service.NEW)
    assert shell.session.case.submission.centre == kept
    choose(page, District.XUHUI, Service.NEW)
    assert shell.session.case.submission.centre == Centre()


def test_company_business_needs_no_applicant_card(shell: Shell, page: PairPage) -> None:
    choose(page, District.XUHUI, Service.RESET_COMPANY)
    assert shell.session.case.submission.applicants == ()
    choose(page, District.XUHUI, Service.NEW)
    assert len(shell.session.case.submission.applicants) == 1


def test_renewal_tells_the_earliest_day(shell: Shell, page: PairPage) -> None:
    choose(page, District.BAOSHAN, Service.RENEWAL)
    shell.settle()
    shell.type_into(page.renewal.day, "2026-11-20")
    QTest.keyClick(page.renewal.day, Qt.Key.Key_Return)
    applicant = shell.session.case.submission.applicants[0]
    assert applicant.permit_renewed_on == date(2026, 11, 20)
    assert "2026-11-25" in page.renewal._answer.text()
    choose(page, District.XUHUI, Service.RENEWAL)
    assert page.renewal.isHidden()


def test_companion_is_prepared_once_then_opened(shell: Shell, page: PairPage) -> None:
    choose(page, District.XUHUI, Service.NEW)
    first = shell.session.case.entry.id
    shell.settle()
    shell.click("同时准备教育背景核实")
    rows = shell.session.store.db.rows("SELECT service FROM submission")
    assert {row[0] for row in rows} == {Service.NEW, Service.EDUCATION}
    shell.click("打开已另开的教育背景核实")
    assert shell.session.case.entry.id != first
    assert shell.session.case.submission.service == Service.EDUCATION
    assert len(entries(shell.session.store)) == 2


def test_list_is_copied_before_anything_is_entered(shell: Shell, page: PairPage) -> None:
    shell.click("复制准备清单")
    text = QGuiApplication.clipboard().text()
    assert "准备清单" in text
    assert "身份证" in text
    assert "依据2020年通知，办理前请向中心核实" in text
    assert not page.said.isHidden()
    choose(page, District.XUHUI, Service.RENEWAL)
    shell.settle()
    shell.click("复制办理说明")
    assert "办理说明" in QGuiApplication.clipboard().text()


def test_list_is_saved_as_pdf(shell: Shell, page: PairPage, tmp_path: Path) -> None:
    target = tmp_path / "清单.pdf"
    with shell.qtbot.waitSignal(page.printer.said, timeout=30_000) as told:
        page.printer.write(page._the_sheet(), target)
    assert target.read_bytes().startswith(b"%PDF")
    assert str(target) in str(told.args)
    target.with_name("x").mkdir()


def test_another_pair_comes_with_the_way_back_once_somebody_was_entered(
    shell: Shell, page: PairPage
) -> None:
    choose(page, District.MINHANG, Service.NEW)
    assert page.undo_line.isHidden(), "nothing hangs on it yet"
    before = replace(shell.session.case.submission, applicants=(Applicant("1", "张样本"),))
    shell.session.change(before)
    choose(page, District.JINGAN, Service.NEW)
    words = "已换成静安区 · "
    assert page.undo_line.bar.accessibleName().startswith(words)
    assert page.undo_line.isVisible()
    page.undo_line.bar.undo_button.click()
    assert shell.session.case.submission == before
    assert page.undo_line.isHidden()
    choose(page, District.JINGAN, Service.NEW)
    shell.session.change(
        replace(shell.session.case.submission, applicants=(Applicant("1", "李样本"),))
    )
    assert page.undo_line.isHidden(), "its 撤销 would take back another act"
