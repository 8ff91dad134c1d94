"""The way to go where somebody is asked: who asks, who goes to the window, the papers, and what is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.ids import District, Level, Service
from jifen_desktop.domain.submission import Applicant, Centre, Company, Submission, Visitor
from jifen_desktop.services.case import Case
from jifen_desktop.services.outputs import GUIDE, VISIT_CARDS
from jifen_desktop.services.summary import save_entry
from jifen_desktop.ui.printing_preview import PrintPreview
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.settings import CentrePage, SettingsDialog
from jifen_desktop.ui.wizard.pages.export import ExportPage
from jifen_desktop.ui.wizard.pages.export.guide import GuideView
from jifen_desktop.ui.wizard.pages.export.people import PersonFields
from tests import pictures
from tests.support.cases import make_session
from tests.support.submissions import NUMBERS, ON
from tests.ui.gates import name_of, shown_widgets, visible_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
WAIT = 60_000
WINDOW = Submission(
    District.PUDONG,
    Service.NEW,
    ON,
    company=Company("上海样本信息技术有限公司", contact="王样本"),
    applicants=(Applicant("1", "张样本", NUMBERS[0]),),
)


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    pictures.dress(qapp)
    made = make_session(tmp_path)
    made.settings = replace(made.settings, export_folder=str(tmp_path))
    yield made
    made.close()
    qapp.setStyleSheet("")


def shown(qtbot: QtBot, session: Session, submission: Submission) -> ExportPage:
    """The page on that submission."""
    entry = save_entry(session.book, session.store, session.store.new(submission))
    session.open(Case(session.book, session.store, entry))
    page = ExportPage(session)
    qtbot.addWidget(page)
    session.case_changed.connect(page.show_case)
    page.resize(900, 700)
    page.show()
    page.show_case()
    qtbot.waitUntil(lambda: page.target.folder is not None, timeout=WAIT)
    return page


def guide(page: ExportPage) -> GuideView:
    assert isinstance(page.view, GuideView)
    return page.view


def visitor(page: ExportPage, number: int = 0) -> PersonFields:
    """The fields of one who goes to the window."""
    card = guide(page).visitors
    assert card is not None
    return card.people[number]


def asker(page: ExportPage, number: int = 0) -> PersonFields:
    """The fields of one for whom it is asked."""
    card = guide(page).askers
    assert card is not None
    return card.people[number]


def button(page: QWidget, name: str) -> QPushButton:
    """The first button of that accessible name."""
    pictures.settle(page)
    return next(b for b in page.findChildren(QPushButton) if b.isVisible() and name_of(b) == name)


def words_on(page: QWidget) -> str:
    """All that is to be read."""
    pictures.settle(page)
    return "\n".join(visible_text(widget) for widget in shown_widgets(page))


def test_who_goes_to_the_window_is_kept_and_can_be_undone(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session, WINDOW)
    view, fields = guide(page), visitor(page)
    assert fields.name.text() == "张样本"
    fields.name.setText("王样本")
    fields.name.editingFinished.emit()
    assert page.view is view
    assert session.case.submission.visitors == (Visitor("王样本", NUMBERS[0]),)
    assert session.case.submission.applicants == WINDOW.applicants
    button(page, "再加一位到访人").click()
    visitor(page, 1).name.setText("李样本")
    visitor(page, 1).name.editingFinished.emit()
    names = [v.name for v in session.case.submission.visitors]
    assert names == ["王样本", "李样本"]
    button(page, "移除：到访人 1").click()
    assert [v.name for v in session.case.submission.visitors] == ["李样本"]
    stored = session.store.load(session.case.entry.id).submission
    assert stored.visitors == (Visitor("李样本"),)
    assert session.history.undo_text == "撤销修改到访人"
    session.history.undo()
    assert [v.name for v in session.case.submission.visitors] == names


def test_an_impossible_number_is_told_and_stops_the_export(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = shown(qtbot, session, WINDOW)
    fields = visitor(page)
    fields.number.set_number(NUMBERS[0][:-1] + "1")
    fields.number.editingFinished.emit()
    assert "最后一位对不上" in words_on(page)
    page.primary()
    assert not page.busy()
    assert not list(tmp_path.glob("*浦东*"))
    fields.number.set_number(NUMBERS[1])
    fields.number.editingFinished.emit()
    assert "最后一位对不上" not in words_on(page)
    assert session.case.submission.visitors[0].id_number == NUMBERS[1]


def test_for_whom_it_is_asked_and_the_papers_that_follow(qtbot: QtBot, session: Session) -> None:
    asked = replace(WINDOW, district=District.CHANGNING, applicants=())
    page = shown(qtbot, session, asked)
    assert guide(page).visitors is None
    assert "毕业证书" not in words_on(page)
    fields = asker(page)
    fields.name.setText("李样本")
    fields.name.editingFinished.emit()
    (person,) = session.case.submission.applicants
    assert person.name == "李样本"
    level = asker(page)._level
    assert level is not None
    level.set_value(Level.BACHELOR)
    level.value_chosen.emit(str(Level.BACHELOR))
    (person,) = session.case.submission.applicants
    assert [e.level for e in person.education] == [Level.BACHELOR]
    button(page, next(n for n in _names(page) if n.startswith("展开另外"))).click()
    assert "毕业证书（本科）" in words_on(page)


def _names(page: QWidget) -> list[str]:
    pictures.settle(page)
    return [name_of(b) for b in page.findChildren(QPushButton) if b.isVisible()]


def test_every_file_can_be_printed_as_it_stands(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session, WINDOW)
    for name in (GUIDE, "窗口准备单.pdf", VISIT_CARDS):
        button(page, f"打印：{name}").click()
        preview = page.findChildren(PrintPreview)[-1]
        qtbot.waitUntil(preview.sheet.has_image, timeout=WAIT)
        assert preview.windowTitle() == f"打印预览：{name.removesuffix('.pdf')}"
        preview.reject()


def test_papers_asked_for_afterwards_are_a_submission_of_their_own(
    qtbot: QtBot, session: Session
) -> None:
    address = "上海市样本区样本路2号"
    page = shown(qtbot, session, replace(WINDOW, centre=Centre(address=address)))
    assert f"寄到：{address}" in words_on(page)
    first = session.case.entry.id
    with qtbot.waitSignal(session.case_changed):
        button(page, "另开一份补充材料").click()
    assert session.case.entry.id != first
    made = session.case.submission
    assert (made.district, made.service) == (District.PUDONG, Service.SUPPLEMENT)
    assert made.applicants[0].name == "张样本"
    assert made.centre.address == address
    kept = session.store.load(first).submission
    assert kept == replace(WINDOW, centre=Centre(address=address))


def test_what_the_notice_has_lost_leads_to_its_field(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session, WINDOW)
    for name, place in (("填写电话：中心", "centre.phone"), ("填写收件地址", "centre.address")):
        with qtbot.waitSignal(page.settings_asked) as asked:
            button(page, name).click()
        assert asked.args == [place]
        dialog = SettingsDialog(session, page, place)
        qtbot.addWidget(dialog)
        dialog.show()
        pictures.settle(dialog)
        field = place.partition(".")[2]
        centre = dialog.findChild(CentrePage)
        assert centre is not None
        assert dialog.focusWidget() is centre.fields.rows[field].field
        dialog.reject()
