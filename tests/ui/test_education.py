"""The education page: answers reach the case, the table follows them, nothing is cut or unreachable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.findings import Place
from jifen_desktop.domain.ids import District, Level, Origin, PointsPath, Report, Service
from jifen_desktop.domain.submission import Applicant, Education
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import SchemeChoice
from jifen_desktop.ui.wizard.pages.education import EducationPage
from jifen_desktop.ui.wizard.pages.education.table import make_table, short_clause
from jifen_desktop.ui.wizard.pages.education.why import why_dialog
from tests import pictures
from tests.support.cases import make_session, open_new, open_sample
from tests.ui import gates

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The light theme."""
    pictures.dress(qapp)
    yield
    qapp.setStyleSheet("")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Session]:
    """One session for all tests here; each opens a case of its own."""
    made = make_session(tmp_path_factory.mktemp("session"))
    made.pool.run(abs, 0)  # its processes run before the first test looks for what is left over
    yield made
    made.close()


def show(qtbot: QtBot, widget: QWidget, size: tuple[int, int] = (896, 656)) -> None:
    """Show a widget as the active window."""
    qtbot.addWidget(widget)
    widget.resize(*size)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    pictures.settle(widget)


def page_on(
    qtbot: QtBot,
    session: Session,
    folder: Path,
    district: District = District.XUHUI,
    service: Service | None = None,
    people: int = 1,
) -> EducationPage:
    """The page on a sample; it follows the case as the wizard would have it do."""
    open_sample(session, folder, district, service, people)
    page = EducationPage(session)
    page.show_case()
    session.saved.connect(page.show_case)
    show(qtbot, page)
    return page


def set_levels(page: EducationPage, *levels: Education) -> Applicant:
    """Give the applicant shown these levels."""
    changed = replace(page.applicant, education=levels)
    page.session.change(page.case.submission.with_applicant(changed))
    pictures.settle(page)
    return page.applicant


def click(widget: QWidget) -> None:
    """A real click in the middle."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def segment(control: w.SegmentedControl, words: str) -> QAbstractButton:
    """One part of a segmented control."""
    parts = control.findChildren(QAbstractButton)
    return next(part for part in parts if part.text() == words)


def test_ticking_a_level_shows_its_card_and_its_papers(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    set_levels(page)
    assert page.needed.table.count == 0
    click(page.tiles[Level.BACHELOR])
    assert [e.level for e in page.applicant.education] == [Level.BACHELOR]
    assert page.cards[Level.BACHELOR].isVisible()
    assert page.needed.title.text() == "要准备 5 份学历材料"
    click(page.tiles[Level.ASSOCIATE])
    assert page.needed.title.text() == "要准备 8 份学历材料"
    click(page.tiles[Level.BACHELOR])
    assert not page.cards[Level.BACHELOR].isVisible()
    assert page.needed.title.text() == "要准备 3 份学历材料"


def test_answers_of_a_card_reach_the_case(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page = page_on(qtbot, session, tmp_path)
    set_levels(page, Education(Level.BACHELOR))
    card = page.cards[Level.BACHELOR]
    click(segment(card.degree, "没有学位"))
    assert not page.applicant.education[0].degree
    assert page.needed.table.count == 3
    click(segment(card.report, "书面报告"))
    assert page.applicant.education[0].report is Report.WRITTEN
    assert [row.name for row in page.needed.table.rows] == ["毕业证书", "书面学历认证报告"]
    assert not card.dates_link.isVisible()
    click(segment(card.origin, "境外"))
    assert page.applicant.education[0].origin is Origin.OVERSEAS
    assert not card.degree.isVisible()
    assert not card.report.isVisible()
    assert page.needed.table.count == 2


def test_dates_are_optional_and_kept_as_typed(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    set_levels(page, Education(Level.BACHELOR))
    card = page.cards[Level.BACHELOR]
    assert not card.valid_until.isVisible()
    click(card.dates_link)
    assert card.valid_until.hasFocus()
    QTest.keyClicks(card.valid_until, "2027.3")
    assert card.valid_until.text() == "2027.3"
    assert page.applicant.education[0].report_valid_until is None
    QTest.keyClicks(card.valid_until, ".5")
    assert card.valid_until.text() == "2027.3.5"
    assert page.applicant.education[0].report_valid_until == date(2027, 3, 5)
    card.valid_until.selectAll()
    QTest.keyClick(card.valid_until, Qt.Key.Key_Delete)
    assert page.applicant.education[0].report_valid_until is None


def test_an_unreadable_date_is_told_when_the_field_is_left(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    set_levels(page, Education(Level.BACHELOR))
    card = page.cards[Level.BACHELOR]
    click(card.dates_link)
    QTest.keyClicks(card.valid_until, "2027-13-40")
    card.updated_on.setFocus(Qt.FocusReason.TabFocusReason)
    assert card.valid_until.text() == "2027-13-40"
    assert card.valid_until.accessibleDescription().startswith("看不懂这个日期")
    assert not page.primary()  # going on would lose what was typed
    assert card.valid_until.hasFocus()
    card.valid_until.setFocus(Qt.FocusReason.TabFocusReason)
    card.valid_until.selectAll()
    QTest.keyClicks(card.valid_until, "20270305")
    assert card.valid_until.accessibleDescription() == ""
    assert page.applicant.education[0].report_valid_until == date(2027, 3, 5)


def test_secondary_beside_a_higher_level_adds_nothing(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    set_levels(page, Education(Level.SECONDARY, degree=False))
    assert page.needed.table.count == 1
    set_levels(page, Education(Level.SECONDARY, degree=False), Education(Level.MASTER))
    assert page.needed.table.levels == (Level.MASTER,)
    shown = [label.text() for label in page.cards[Level.SECONDARY].findChildren(w.Label)]
    assert "已有更高学历，高中及以下的毕业证书不用交" in shown


def test_points_paths_decide_whether_levels_are_asked(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    assert page.paths.isVisible()
    click(page.paths.checks[PointsPath.SKILLS])
    assert set(page.applicant.paths) == {PointsPath.EDUCATION, PointsPath.SKILLS}
    click(page.paths.checks[PointsPath.EDUCATION])
    assert page.applicant.paths == (PointsPath.SKILLS,)
    assert page.applicant.education, "what was answered is kept"
    assert not page.tiles[Level.BACHELOR].isVisible()
    assert page.needed.nothing.text() == "没有用教育背景积分，不用准备学历材料。"


def test_children_are_counted_with_the_dependants(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    assert not page.paths.children_field.isVisible()
    click(page.paths.checks[PointsPath.DEPENDANTS])
    assert page.paths.children_field.isVisible()
    page.paths.children_field.setFocus()
    QTest.keyClick(page.paths.children_field, Qt.Key.Key_Down)
    assert page.applicant.children == 2


def test_what_was_shown_ticked_counts_when_going_on(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    open_new(session)
    page = EducationPage(session)
    page.show_case()
    show(qtbot, page)
    assert page.paths.checks[PointsPath.EDUCATION].isChecked()
    before = page.applicant
    assert before.points_paths is None
    assert page.primary()
    assert page.applicant.points_paths == (PointsPath.EDUCATION,)
    assert "education_missing" in {f.code for f in page.case.picture.findings}


def test_every_person_is_asked_in_turn(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page = page_on(qtbot, session, tmp_path, people=3)
    people = page.case.submission.applicants
    set_levels(page)
    chips = page.tabs.findChildren(QAbstractButton)
    assert chips[0].accessibleName().endswith("待提供，正在填")
    click(chips[1])
    assert page.applicant.key == people[1].key
    assert page.case.submission.applicants[0].education == ()
    click(page.tiles[Level.DOCTOR])
    assert page.case.submission.applicants[0].education == ()


def test_a_finding_leads_to_the_date_or_the_levels(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path, people=2)
    second = page.case.submission.applicants[1].key
    place = Place("applicant.education", second, "chsi_filing.bachelor")
    assert page.focus_place(place)
    assert page.applicant.key == second
    assert page.cards[Level.BACHELOR].valid_until.hasFocus()
    assert page.focus_place(Place("applicant.education", second))
    assert page.tiles[Level.SECONDARY].hasFocus()
    assert not page.focus_place(Place("company.name"))


def test_focus_stays_where_it_was(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page = page_on(qtbot, session, tmp_path)
    tile = page.tiles[Level.MASTER]
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(tile, Qt.Key.Key_Space)
    assert tile.hasFocus()
    assert tile.isChecked()


def test_clauses_stand_short_in_the_table_and_whole_in_the_dialog(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    set_levels(page, Education(Level.ASSOCIATE), Education(Level.BACHELOR))
    names = {d.id: d.name for d in session.book.districts.values()}
    table = make_table(page.applicant, page.plan)
    shorts = {
        short_clause(source, "徐汇区", names) for row in table.rows for _, source in row.sources
    }
    assert shorts == {"闵行区 [25]", "静安区 [75]"}
    dialog = why_dialog(page, page.applicant, page.plan)
    show(qtbot, dialog)
    tags = {tag.text() for tag in dialog.findChildren(w.ClauseTag)}
    assert "参照 静安区·温馨提示5 [75]" in tags
    assert gates.check_all(dialog) == []


def test_a_lower_levels_clause_is_never_taken_for_this_districts_own(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    """That the lower set is asked for too is 静安's [75]; 闵行 [25] itself speaks of one level."""
    page = page_on(qtbot, session, tmp_path, District.MINHANG, Service.EDUCATION)
    set_levels(page, Education(Level.BACHELOR))
    assert page.needed._basis.text() == "闵行区的通知里写明"
    set_levels(page, Education(Level.ASSOCIATE), Education(Level.BACHELOR))
    assert page.needed._basis.text() == "虚线框的是参照，本区没有单独写明"
    tags = {tag.text() for tag in page.needed.findChildren(w.ClauseTag)}
    assert {"参照 静安区 [75]", "闵行区 [20、25]"} <= tags


@pytest.mark.parametrize("size", [(896, 656), (800, 600)])
@pytest.mark.parametrize("text", [1.0, 1.5])
@pytest.mark.parametrize("scheme", [SchemeChoice.LIGHT, SchemeChoice.DARK])
def test_gates(
    qtbot: QtBot,
    qapp: QApplication,
    session: Session,
    tmp_path: Path,
    size: tuple[int, int],
    text: float,
    scheme: SchemeChoice,
) -> None:
    pictures.dress(qapp, scheme, text)
    page = page_on(qtbot, session, tmp_path, District.JINGAN, Service.NEW, people=3)
    set_levels(
        page,
        Education(Level.SECONDARY, degree=False),
        Education(Level.ASSOCIATE, report_valid_until=date(2026, 11, 26)),
        Education(Level.BACHELOR, report=Report.WRITTEN),
        Education(Level.MASTER, Origin.OVERSEAS),
        Education(Level.DOCTOR),
    )
    page.cards[Level.DOCTOR].show_dates(True)
    page.resize(*size)
    pictures.settle(page)
    assert gates.check_all(page) == []


def test_a_level_that_is_taken_away_can_be_brought_back_with_its_dates(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    held = Education(Level.BACHELOR, report_valid_until=date(2027, 1, 1))
    before = set_levels(page, held)
    QTest.mouseClick(page.tiles[Level.BACHELOR], Qt.MouseButton.LeftButton)
    assert not page.applicant.education
    assert page.undo_line.bar.accessibleName() == f"已去掉{before.name}的本科学历"
    page.undo_line.bar.undo_button.click()
    assert page.applicant.education == (held,)
    assert page.undo_line.isHidden()
    QTest.mouseClick(page.tiles[Level.MASTER], Qt.MouseButton.LeftButton)
    assert page.undo_line.isHidden(), "to add one is no loss"
