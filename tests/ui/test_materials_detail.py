"""The details of a row: order, pages, moving, reuse, 不适用, doubts; all by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.checklist import ItemState
from jifen_desktop.domain.submission import Document
from jifen_desktop.library.entry import Entry
from jifen_desktop.services.edit import documents_for, set_documents
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import SchemeChoice
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from jifen_desktop.ui.wizard.pages.materials.detail import Detail
from jifen_desktop.ui.wizard.pages.materials.detail.papers import MIME
from jifen_desktop.ui.wizard.pages.materials.views import RowView, Spot, person_views
from tests import pictures
from tests.support.cases import make_session, open_sample
from tests.ui import gates
from tests.ui.materials import await_end, drop, image_file, page_on, show, without

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The light theme."""
    pictures.dress(qapp)
    yield
    qapp.setStyleSheet("")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Session]:
    """One session for all tests here."""
    made = make_session(tmp_path_factory.mktemp("session"))
    made.pool.run(abs, 0)  # its processes run before the first test looks for what is left over
    yield made
    made.close()


@pytest.fixture(scope="module")
def sample(session: Session, tmp_path_factory: pytest.TempPathFactory) -> Entry:
    """The filled sample, drawn and read once."""
    return open_sample(session, tmp_path_factory.mktemp("sample")).entry


@pytest.fixture
def page(qtbot: QtBot, session: Session, sample: Entry) -> MaterialsPage:
    """The page on a case with one row empty and one ID card with one side only."""
    submission = without(sample.submission, "chsi_status.bachelor")
    owner = submission.applicants[0].key
    card = documents_for(submission, owner, "residence_permit")
    submission = set_documents(submission, owner, "residence_permit", card[:1])
    return page_on(qtbot, session, sample, submission)


def row_of(page: MaterialsPage, material: str) -> RowView:
    """A row of the first applicant."""
    spot = Spot(page.case.submission.applicants[0].key, material)
    return next(r for v in person_views(page.case) for r in v.rows if r.spot == spot)


def open_detail(qtbot: QtBot, page: MaterialsPage, material: str) -> Detail:
    """The details of a row, shown."""
    detail = page.open_detail(row_of(page, material))
    detail.show()
    detail.activateWindow()
    qtbot.waitUntil(detail.isActiveWindow)
    pictures.settle(detail)
    return detail


def names(page: MaterialsPage, material: str) -> list[str]:
    """The names of a row's files."""
    return [d.name for d in files(page, material)]


def files(page: MaterialsPage, material: str) -> tuple[Document, ...]:
    """The files of a row."""
    owner = page.case.submission.applicants[0].key
    return documents_for(page.case.submission, owner, material)


def focused() -> QWidget:
    """What has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_order_changes_by_keyboard_and_can_be_undone(qtbot: QtBot, page: MaterialsPage) -> None:
    before = names(page, "id_card")
    detail = open_detail(qtbot, page, "id_card")
    assert detail.papers.tiles[0].hasFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Down, ALT)
    assert names(page, "id_card") == before[::-1]
    assert detail.papers.tiles[1].hasFocus(), "the focus goes along"
    QTest.keyClick(focused(), Qt.Key.Key_Up, ALT)
    assert names(page, "id_card") == before
    detail.down.click()
    QTest.keyClick(detail, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(page, "id_card") == before
    detail.accept()


def test_order_changes_by_dragging(qtbot: QtBot, page: MaterialsPage) -> None:
    before = names(page, "id_card")
    detail = open_detail(qtbot, page, "id_card")
    mime = QMimeData()
    mime.setData(MIME, b"0")
    action, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    nothing = Qt.KeyboardModifier.NoModifier
    below = detail.papers.rect().bottomLeft()
    for event in (
        QDragEnterEvent(below, action, mime, button, nothing),
        QDragMoveEvent(below, action, mime, button, nothing),
        QDropEvent(QPointF(below), action, mime, button, nothing),
    ):
        QApplication.sendEvent(detail.papers, event)
    assert names(page, "id_card") == before[::-1]
    detail.accept()


def test_delete_removes_and_undo_brings_back(qtbot: QtBot, page: MaterialsPage) -> None:
    before = names(page, "id_card")
    detail = open_detail(qtbot, page, "id_card")
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    assert names(page, "id_card") == before[1:]
    assert detail.tray.undo_bar.isVisible()
    assert detail.tray.undo_bar.accessibleName() == f"已移除「{before[0]}」"
    detail.remove.click()
    assert names(page, "id_card") == []
    assert detail.absence.isVisible()
    detail.tray.undo_bar.undo_button.click()
    detail.tray.undo_bar.undo_button.click()
    assert names(page, "id_card") == before
    detail.accept()


def test_pages_of_a_document_are_chosen(qtbot: QtBot, page: MaterialsPage) -> None:
    detail = open_detail(qtbot, page, "labour_contract")
    preview = detail.preview
    qtbot.waitUntil(lambda: not preview.sheet._image.isNull(), timeout=20_000)
    preview.forth.click()
    preview.export_check.click()
    (document,) = files(page, "labour_contract")
    assert document.pages == (0, 2)
    assert row_of(page, "labour_contract").item.pages == 2
    preview.back.click()
    preview.export_check.click()
    assert files(page, "labour_contract")[0].pages == (2,)
    preview.forth.click()
    preview.forth.click()
    preview.export_check.click()
    assert files(page, "labour_contract")[0].pages == (2,), "one page stays"
    assert preview._only.isVisible()
    preview.back.click()
    preview.export_check.click()
    preview.back.click()
    preview.export_check.click()
    assert files(page, "labour_contract")[0].pages == ()
    detail.accept()


def test_a_file_moves_to_another_row(qtbot: QtBot, page: MaterialsPage) -> None:
    before = names(page, "diploma.bachelor")
    detail = open_detail(qtbot, page, "diploma.bachelor")
    detail.acts.move_to(0, "chsi_status.bachelor")
    assert names(page, "diploma.bachelor") == []
    assert names(page, "chsi_status.bachelor") == before
    options = [detail.move_field.itemData(i) for i in range(detail.move_field.count())]
    assert "chsi_status.bachelor" in options
    assert "business_licence" not in options, "the company's rows are somebody else's"
    detail.accept()


def test_a_file_of_the_case_is_used_again(qtbot: QtBot, page: MaterialsPage) -> None:
    detail = open_detail(qtbot, page, "chsi_status.bachelor")
    field = detail.reuse.field
    assert field is not None
    wanted = files(page, "diploma.bachelor")[0]
    field.setCurrentIndex(field.findData(wanted.sha256))
    field.activated.emit(field.currentIndex())
    assert names(page, "chsi_status.bachelor") == [wanted.name]
    assert row_of(page, "chsi_status.bachelor").item.state is ItemState.TO_CONFIRM
    detail.accept()


def test_a_row_is_marked_as_not_applicable_with_a_reason(qtbot: QtBot, page: MaterialsPage) -> None:
    detail = open_detail(qtbot, page, "chsi_status.bachelor")
    detail.absence.mark_button.click()
    assert row_of(page, "chsi_status.bachelor").item.state is ItemState.TO_PROVIDE
    assert detail.absence.reason.hasFocus()
    detail.absence.reason.insert("毕业后查不到学籍")
    QTest.keyClick(detail.absence.reason, Qt.Key.Key_Return)
    item = row_of(page, "chsi_status.bachelor").item
    assert (item.state, item.reason) == (ItemState.NOT_NEEDED, "不适用：毕业后查不到学籍")
    assert detail.isVisible(), "Enter in the field does not close the dialog"
    detail.absence.clear_button.click()
    assert row_of(page, "chsi_status.bachelor").item.state is ItemState.TO_PROVIDE
    detail.accept()


def test_a_doubt_is_confirmed_and_taken_back(qtbot: QtBot, page: MaterialsPage) -> None:
    row = page.checklist.material_rows[row_of(page, "residence_permit").spot]
    assert row.action is not None
    assert row.action.caption == "去确认"
    detail = open_detail(qtbot, page, "residence_permit")
    assert detail.doubts.links[0].hasFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert row_of(page, "residence_permit").item.state is ItemState.PROVIDED
    assert detail.doubts.links[0].caption == "撤回确认"
    assert detail.doubts.links[0].hasFocus()
    detail.doubts.links[0].click()
    assert row_of(page, "residence_permit").item.state is ItemState.TO_CONFIRM
    detail.accept()
    back = page.focusWidget()
    row = page.checklist.material_rows[row.view.spot]
    assert back is not None
    assert row.isAncestorOf(back), "the focus is back at the row"


def test_files_dropped_on_the_details_go_into_the_row(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    detail = open_detail(qtbot, page, "chsi_status.bachelor")
    assert detail.zone.isVisible()
    drop(detail.zone, image_file(tmp_path, "学籍.jpg"))
    await_end(qtbot, page)
    assert names(page, "chsi_status.bachelor") == ["学籍.jpg"]
    assert detail.preview.isVisible()
    detail.accept()


def test_a_row_that_is_no_longer_listed_closes_its_details(
    qtbot: QtBot, page: MaterialsPage, sample: Entry
) -> None:
    owner = page.case.submission.applicants[0].key
    licence = files(page, "diploma.bachelor")
    page.session.change(set_documents(page.case.submission, owner, "award_certificate", licence))
    page.show_case()
    detail = open_detail(qtbot, page, "award_certificate")
    with qtbot.waitSignal(detail.finished):
        detail.remove.click()


def test_escape_closes_and_the_clause_is_told(qtbot: QtBot, page: MaterialsPage) -> None:
    detail = open_detail(qtbot, page, "chsi_filing.bachelor")
    assert "参照 闵行区·温馨提示1 [25]" in {t.text() for t in detail.findChildren(w.ClauseTag)}
    with qtbot.waitSignal(detail.finished):
        QTest.keyClick(detail, Qt.Key.Key_Escape)


@pytest.mark.parametrize("text", [1.0, 1.5])
@pytest.mark.parametrize("scheme", [SchemeChoice.LIGHT, SchemeChoice.DARK])
@pytest.mark.parametrize(
    "material", ["id_card", "labour_contract", "residence_permit", "chsi_status.bachelor"]
)
def test_gates(
    qtbot: QtBot,
    qapp: QApplication,
    page: MaterialsPage,
    text: float,
    scheme: SchemeChoice,
    material: str,
) -> None:
    pictures.dress(qapp, scheme, text)
    detail = Detail(page, page.desk, page.thumbnails, row_of(page, material))
    show(qtbot, detail, (960, 640))
    assert gates.check_all(detail) == []
