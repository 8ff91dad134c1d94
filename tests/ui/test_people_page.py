"""Company and applicants: typing, checking, pasting, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jifen_desktop.domain.ids import District, PointsPath, Service
from jifen_desktop.domain.submission import Applicant, Centre, Company, Document
from jifen_desktop.flow.step import Step
from jifen_desktop.services.edit import set_pair
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.pages.people import PeoplePage
from jifen_desktop.ui.wizard.pages.people.fields import NumberField
from tests.support.library import entries
from tests.support.shelves import NUMBER, company
from tests.ui import gates
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

WRONG = "310101199001010019"


@pytest.fixture
def page(shell: Shell) -> PeoplePage:
    """The page of a new case."""
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    shell.settle()
    shown = shell.window.frame.page
    assert isinstance(shown, PeoplePage)
    return shown


def people(shell: Shell) -> tuple[Applicant, ...]:
    """The applicants of the case."""
    return shell.session.case.submission.applicants


def leave(field: object) -> None:
    """Go on with Tab."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert field is not QApplication.focusWidget()


def test_wrong_number_is_told_when_the_field_is_left_not_while_typing(
    shell: Shell, page: PeoplePage
) -> None:
    field = page.cards[people(shell)[0].key].fields["id_number"]
    shell.type_into(field.field, WRONG)
    page._timer.timeout.emit()
    assert field.row.error() == ""
    leave(field.field)
    assert field.row.error() == "身份证号码最后一位对不上。与证件逐位核对，改好才能导出"
    assert field.field.accessibleDescription() == field.row.error()
    field.field.setFocus()
    QTest.keyClick(field.field, Qt.Key.Key_End)
    QTest.keyClick(field.field, Qt.Key.Key_Backspace)
    shell.type_on("2")
    leave(field.field)
    assert field.row.error() == ""
    assert people(shell)[0].id_number == NUMBER


def test_number_is_whole_only_while_it_is_edited(shell: Shell, page: PeoplePage) -> None:
    field = page.cards[people(shell)[0].key].fields["id_number"].field
    assert isinstance(field, NumberField)
    shell.type_into(field, NUMBER)
    assert field.text() == NUMBER
    leave(field)
    assert field.text() == "310***********0012"
    assert field.number() == NUMBER
    assert people(shell)[0].id_number == NUMBER
    field.setFocus()
    assert field.text() == NUMBER


def test_empty_fields_are_not_nagged_about_before_going_on(shell: Shell, page: PeoplePage) -> None:
    field = page.company.fields.fields["name"]
    field.field.setFocus()
    leave(field.field)
    assert field.row.error() == ""
    shell.click("继续：学历与学位")
    assert field.row.error() == "单位名称还没填写。填写单位名称"


def test_the_mailbox_is_left_out_at_will_but_where_one_fixed_sender_is_asked_for(
    shell: Shell, page: PeoplePage
) -> None:
    label = page.company.fields.fields["email"].row._label
    assert label.text() == "电子邮箱（可不填）"
    shell.session.change(
        set_pair(shell.session.case.submission, District.JINGAN, Service.NEW, Centre())
    )
    shell.settle()
    assert label.text() == "电子邮箱（发件用的固定邮箱）"


def test_typing_is_saved_after_a_pause_and_survives_other_changes(
    shell: Shell, page: PeoplePage
) -> None:
    field = page.company.fields.fields["name"].field
    shell.type_into(field, "上海样")
    assert page._timer.isActive()
    shell.session.change(replace(shell.session.case.submission, confirmed=frozenset({"x"})))
    assert field.text() == "上海样"
    with shell.qtbot.waitSignal(shell.session.saved, timeout=5000):
        pass
    assert entries(shell.session.store)[0].submission.company.name == "上海样"
    shell.type_on("本")
    assert field.text() == "上海样本"
    assert field.hasFocus()


def test_permit_date_is_read_in_any_form_and_told_where_it_matters(
    shell: Shell, page: PeoplePage
) -> None:
    label = page.cards[people(shell)[0].key].fields["permit_valid_until"].row._label
    assert label.text() == "居住证有效期至（可不填）"
    changed = set_pair(shell.session.case.submission, District.JINGAN, Service.NEW, Centre())
    shell.session.change(changed)
    card = page.cards[people(shell)[0].key]
    field = card.fields["permit_valid_until"]
    assert field.row._label.text() == "居住证有效期至"
    assert not card._permit_note.isHidden()
    shell.type_into(field.field, "2026年12月1日")
    leave(field.field)
    assert people(shell)[0].permit_valid_until == date(2026, 12, 1)
    assert "须至少到 2027-01-23" in field.row.error()
    field.field.setFocus()
    field.field.selectAll()
    shell.type_on("明年")
    leave(field.field)
    assert "日期写成" in field.row.error()
    assert people(shell)[0].permit_valid_until == date(2026, 12, 1)


def test_rider_is_offered_only_where_it_is_allowed(shell: Shell, page: PeoplePage) -> None:
    card = page.cards[people(shell)[0].key]
    assert not card._kind_row.isHidden()
    segment = card.kind._segments[1]
    QTest.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert people(shell)[0].service == Service.RENEWAL
    QTest.mouseClick(card.kind._segments[0], Qt.MouseButton.LeftButton)
    assert people(shell)[0].service is None
    QTest.mouseClick(segment, Qt.MouseButton.LeftButton)
    changed = set_pair(shell.session.case.submission, District.HONGKOU, Service.NEW, Centre())
    shell.session.change(changed)
    assert not card._kind_row.isHidden()
    assert "不能随带" in card._kind_row.error()
    QTest.mouseClick(card.kind._segments[0], Qt.MouseButton.LeftButton)
    assert people(shell)[0].service is None
    assert card._kind_row.isHidden()


def test_children_are_asked_for_with_dependants(shell: Shell, page: PeoplePage) -> None:
    key = people(shell)[0].key
    card = page.cards[key]
    assert card._children_row.isHidden()
    changed = replace(people(shell)[0], points_paths=(PointsPath.DEPENDANTS,))
    shell.session.change(shell.session.case.submission.with_applicant(changed))
    assert not card._children_row.isHidden()
    card.child_count.setCurrentIndex(2)
    card.child_count.activated.emit(2)
    assert people(shell)[0].children == 2


def test_removed_person_comes_back_with_the_files(
    shell: Shell, page: PeoplePage, tmp_path: object
) -> None:
    shell.click("添加申请人")
    assert len(people(shell)) == 2
    assert QApplication.focusWidget() is page.cards[people(shell)[1].key].fields["name"].field
    store = shell.session.store.originals
    sha, path = store.add_bytes(b"a picture")
    gone = replace(
        people(shell)[0], name="张样本", documents=(("id_card", (Document(path, "a.jpg", sha),)),)
    )
    shell.session.change(shell.session.case.submission.with_applicant(gone))
    shell.settle()
    shell.click("移除张样本")
    assert [a.name for a in people(shell)] == [""]
    assert page.undo_bar.accessibleName() == "已移除「张样本」和 1 个文件"
    assert QApplication.focusWidget() is page.undo_bar.undo_button
    QTest.keyClick(page.undo_bar.undo_button, Qt.Key.Key_Space)
    assert people(shell)[0] == gone
    assert page.undo_bar.isHidden()
    shell.settle()
    shell.click("移除张样本")
    page.setFocus()
    shell.window.act("undo")
    assert people(shell)[0] == gone
    assert page.undo_bar.isHidden(), "what it names is undone"
    assert list(page.cards) == [a.key for a in people(shell)]


def test_another_company_comes_with_the_way_back(shell: Shell, page: PeoplePage) -> None:
    first, other = Company(name="上海样本信息技术有限公司"), Company(name="上海示范贸易有限公司")
    shell.session.change(replace(shell.session.case.submission, company=first))
    shell.session.save_settings(shell.session.settings.with_default(other))
    shell.settle()
    shell.click("用默认单位")
    assert shell.session.case.submission.company == other
    assert page.undo_bar.accessibleName() == "单位已换成「上海示范贸易有限公司」"
    shell.click("撤销：单位已换成「上海示范贸易有限公司」")
    assert shell.session.case.submission.company == first
    assert page.undo_bar.isHidden()


def test_the_only_person_leaves_an_empty_card(shell: Shell, page: PeoplePage) -> None:
    before = people(shell)[0].key
    shell.click("移除申请人 1")
    assert len(people(shell)) == 1
    assert people(shell)[0].key != before


def test_one_name_is_pasted_as_usual(shell: Shell, page: PeoplePage) -> None:
    QGuiApplication.clipboard().setText("张样本")
    field = page.cards[people(shell)[0].key].fields["name"].field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "张样本"


def test_default_company_fills_new_cases(shell: Shell, page: PeoplePage) -> None:
    shell.session.change(replace(shell.session.case.submission, company=company("上海样本")))
    shell.settle()
    shell.click("存为默认单位")
    assert shell.session.settings.company == company("上海样本")
    shell.window.act("new")
    assert shell.session.case.submission.company == company("上海样本")


def test_short_name_is_asked_for_where_file_names_need_it(shell: Shell, page: PeoplePage) -> None:
    field = page.company.fields.fields["short_name"]
    assert field.isHidden()
    changed = set_pair(shell.session.case.submission, District.JINGAN, Service.NEW, Centre())
    shell.session.change(changed)
    assert not field.isHidden()


def test_business_of_the_company_alone_is_not_held_up_by_people_it_has_no_use_for(
    shell: Shell, page: PeoplePage
) -> None:
    card = page.cards[people(shell)[0].key]
    shell.type_into(page.company.fields.fields["name"].field, "上海样本有限公司")
    shell.type_into(card.fields["id_number"].field, WRONG)
    page.apply()
    shown = shell.session.case.submission
    shell.session.change(set_pair(shown, shown.district, Service.RESET_COMPANY, Centre()))
    shell.settle()
    assert not card.isVisible()
    assert not page.add_button.isVisible()
    assert "1 位申请人都留着" in page._no_people_words.text()
    QGuiApplication.clipboard().setText("张样本\t李样本")
    page.paste()
    assert len(people(shell)) == 1
    shell.window.frame.go_on()
    assert shell.window.frame.step is Step.MATERIALS
    shell.session.change(set_pair(shown, shown.district, Service.NEW, Centre()))
    assert people(shell)[0].id_number == WRONG


def test_a_date_that_would_be_lost_is_mended_before_going_on(
    shell: Shell, page: PeoplePage
) -> None:
    shell.type_into(page.company.fields.fields["name"].field, "上海样本有限公司")
    card = page.cards[people(shell)[0].key]
    shell.type_into(card.fields["name"].field, "张样本")
    date_field = card.fields["permit_valid_until"]
    shell.type_into(date_field.field, "明年五月")
    page.company.fields.fields["name"].field.setFocus()
    shell.window.frame.go_on()
    assert shell.window.frame.page is page
    assert date_field.field.hasFocus()
    assert "2026-11-23" in date_field.row.error()
    date_field.field.clear()
    shell.type_on("２０２７年５月１日")
    shell.window.frame.go_on()
    assert shell.window.frame.step is Step.EDUCATION
    assert people(shell)[0].permit_valid_until == date(2027, 5, 1)


def test_full_width_signs_of_an_input_method_are_taken_as_meant(
    shell: Shell, page: PeoplePage
) -> None:
    field = page.cards[people(shell)[0].key].fields["id_number"]
    wide = "".join(chr(ord(c) + 0xFEE0) for c in NUMBER.lower())
    shell.type_into(field.field, f"{wide[:6]} {wide[6:]}")
    leave(field.field)
    assert people(shell)[0].id_number == NUMBER
    assert field.row.error() == ""
    phone = page.company.fields.fields["phone"]
    shell.type_into(phone.field, "０２１－５５５５００００")
    leave(phone.field)
    assert shell.session.case.submission.company.phone == "021-55550000"
    assert phone.field.text() == "021-55550000"


def test_a_field_is_led_to_together_with_its_label(
    shell: Shell, page: PeoplePage, qapp: QApplication
) -> None:
    ring = w.FocusRing(qapp)
    shell.window.resize(1024, 560)
    shell.settle()
    area = page.findChild(w.Page)
    assert area is not None
    last = page.cards[people(shell)[0].key].fields["permit_valid_until"].field
    last.setFocus(Qt.FocusReason.OtherFocusReason)
    assert area.verticalScrollBar().value() > 0
    first = page.company.fields.fields["name"]
    first.field.setFocus(Qt.FocusReason.OtherFocusReason)
    assert first.row.mapTo(area.viewport(), QPoint(0, 0)).y() >= 0
    last.setFocus(Qt.FocusReason.OtherFocusReason)
    shell.window.frame.go_to(Step.PAIR)
    shell.window.frame.go_to(Step.PEOPLE)
    assert area.verticalScrollBar().value() == 0
    ring.deleteLater()


def test_many_people_are_lines_until_one_is_opened(shell: Shell, page: PeoplePage) -> None:
    numbers = (NUMBER, WRONG, "")
    added = tuple(Applicant(f"k{i}", f"张样本{'甲乙丙丁戊'[i]}", numbers[i % 3]) for i in range(5))
    shell.session.change(replace(shell.session.case.submission, applicants=added))
    shell.settle()
    assert not any(card.fields for card in page.cards.values())
    assert page.cards["k0"]._told.text() == "310***********0012"
    assert page.cards["k1"]._wrong.text() == "1 处要改"
    page.apply()
    assert people(shell) == added
    shell.click("展开张样本乙")
    card = page.cards["k1"]
    assert QApplication.focusWidget() is card.fields["name"].field
    field = card.fields["id_number"]
    field.field.setFocus()
    field.field.selectAll()
    shell.type_on(NUMBER)
    leave(field.field)
    assert [a.id_number for a in people(shell)][1] == NUMBER
    assert gates.check_tab_order(shell.window) == []
    sequence = gates.tab_sequence(shell.window)
    assert sequence.index(card.remove_button) + 1 == sequence.index(card.fields["name"].field)
    shell.click("收起张样本乙")
    assert page.cards["k1"]._wrong.text() == ""
    assert page.cards["k1"]._told.text() == "310***********0012"
    found = next(f for f in shell.session.case.picture.findings if f.place.applicant == "k4")
    assert page.focus_place(replace(found.place, field="applicant.id_number"))
    assert QApplication.focusWidget() is page.cards["k4"].fields["id_number"].field
    shell.settle()
    assert gates.check_no_clipping(shell.window) == []
    shell.click("移除张样本甲")
    assert all(card.is_open for card in page.cards.values())
