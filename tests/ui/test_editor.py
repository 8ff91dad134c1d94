"""The editor: every tool by mouse and by keyboard, what is shown, what goes out, and where nothing may be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.edits import NO_EDIT, WHOLE, Edit
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import District, Method, Service
from jifen_desktop.imaging.geometry import SHEET
from jifen_desktop.library.entry import Entry
from jifen_desktop.services.edit import documents_for, set_documents, set_one_sheet
from jifen_desktop.services.export import export
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import SchemeChoice
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from jifen_desktop.ui.wizard.pages.materials.detail import Detail
from jifen_desktop.ui.wizard.pages.materials.editor import Editor, wishes
from jifen_desktop.ui.wizard.pages.materials.editor.layout import WHOLE_SIZE
from jifen_desktop.ui.wizard.pages.materials.editor.pictures import Exported, toned
from jifen_desktop.ui.wizard.pages.materials.views import RowView, person_views
from tests import pictures
from tests.intake.makers import opened
from tests.support.cases import make_session, open_sample
from tests.support.exports import content
from tests.ui import gates
from tests.ui.materials import page_on, spot_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


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


@pytest.fixture(scope="module")
def jingan(session: Session, tmp_path_factory: pytest.TempPathFactory) -> Entry:
    """The sample of the district that wants its files as they are."""
    folder = tmp_path_factory.mktemp("jingan")
    return open_sample(session, folder, District.JINGAN, Service.NEW).entry


@pytest.fixture
def page(qtbot: QtBot, session: Session, sample: Entry) -> MaterialsPage:
    """The page on a filled case of its own."""
    return page_on(qtbot, session, sample, sample.submission)


def row_of(page: MaterialsPage, material: str) -> RowView:
    """A row of the first applicant."""
    spot = spot_of(page, material)
    return next(r for v in person_views(page.case) for r in v.rows if r.spot == spot)


def open_editor(
    qtbot: QtBot, page: MaterialsPage, material: str = "id_card", at: tuple[int, int] = (0, 0)
) -> Editor:
    """The editor of a page of a row of the first applicant, shown."""
    row = row_of(page, material)
    editor = Editor(page, page.desk, row.item.material, row.spot, at)
    editor.resize(1000, 676)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    await_picture(qtbot, editor)
    return editor


def await_picture(qtbot: QtBot, editor: Editor) -> None:
    """Wait until the wanted picture is shown."""

    def is_shown() -> bool:
        canvas = editor.parts.canvas
        waiting = editor.parts.about.text().startswith("正在")
        return not waiting and (canvas.currentWidget() is canvas.pixels or canvas.stage.has_image())

    qtbot.waitUntil(is_shown, timeout=30_000)
    pictures.settle(editor)


def edit_of(page: MaterialsPage, material: str = "id_card", place: int = 0, index: int = 0) -> Edit:
    """What the case keeps."""
    spot = spot_of(page, material)
    return documents_for(page.case.submission, spot.owner, material)[place].edit_of(index)


def shown(editor: Editor) -> QImage:
    """The picture on the stage."""
    return editor.parts.canvas.stage._image


# --- tools ------------------------------------------------------------------------------------


def test_r_turns_and_undo_turns_back(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page)
    before = shown(editor).size()
    QTest.keyClick(editor, Qt.Key.Key_R)
    assert edit_of(page) == Edit(turns=1)
    await_picture(qtbot, editor)
    qtbot.waitUntil(lambda: shown(editor).size() == before.transposed(), timeout=20_000)
    QTest.keyClick(editor, Qt.Key.Key_R, SHIFT)
    QTest.keyClick(editor, Qt.Key.Key_R, SHIFT)
    assert edit_of(page) == Edit(turns=3)
    for turns in (0, 1, 0):
        QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
        assert edit_of(page) == Edit(turns=turns)
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL | SHIFT)
    QTest.keyClick(editor, Qt.Key.Key_Y, CTRL)
    assert edit_of(page) == NO_EDIT
    assert page.desk.history.undo_text.startswith("撤销旋转「")
    editor.accept()


def test_the_crop_by_mouse(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page)
    stage = editor.parts.canvas.stage
    corner = stage.crop.handles[0]
    rect = stage.page_rect()
    middle = corner.rect().center()
    QTest.mousePress(corner, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(corner, middle + QPoint(round(rect.width() / 4), round(rect.height() / 2)))
    assert edit_of(page) == NO_EDIT, "taken over when it is let go"
    QTest.mouseRelease(corner, Qt.MouseButton.LeftButton)
    left, top, right, bottom = edit_of(page).crop
    assert [left, top] == pytest.approx([0.25, 0.5], abs=0.02)
    assert (right, bottom) == (1.0, 1.0)
    assert "改后" in editor.parts.about.text()
    editor.parts.side.clear_link.click()
    assert edit_of(page).crop == WHOLE
    editor.accept()


def test_the_crop_by_keyboard_is_one_act(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page)
    stage = editor.parts.canvas.stage
    width = stage.page_rect().width()
    right = stage.crop.handles[3]
    assert right.accessibleName() == "裁剪框右边"
    right.setFocus()
    for _press in range(3):
        QTest.keyClick(right, Qt.Key.Key_Left)
    QTest.keyClick(right, Qt.Key.Key_Left, SHIFT)
    assert stage.crop.box[2] == pytest.approx(1 - 13 / width)
    assert right.hasFocus()
    qtbot.waitUntil(lambda: edit_of(page) != NO_EDIT)
    assert edit_of(page).crop == pytest.approx((0, 0, 1 - 13 / width, 1))
    assert right.hasFocus(), "the keyboard stays where it was"
    editor.parts.side.undo.click()
    assert edit_of(page) == NO_EDIT
    editor.accept()


def test_handles_stay_inside_and_apart(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page)
    stage = editor.parts.canvas.stage
    bottom = stage.crop.handles[5]
    for _press in range(200):
        QTest.keyClick(bottom, Qt.Key.Key_Up, SHIFT)
    assert stage.crop.box[3] - stage.crop.box[1] == pytest.approx(0.02)
    whole = stage.crop.handles[8]
    for _press in range(200):
        QTest.keyClick(whole, Qt.Key.Key_Down, SHIFT)
    assert stage.crop.box[3] == pytest.approx(1)
    assert stage.crop.box[3] - stage.crop.box[1] == pytest.approx(0.02)
    editor.accept()
    assert edit_of(page).is_sound


def test_the_corners_by_keyboard(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page, "diploma.bachelor")
    QTest.keyClick(editor, Qt.Key.Key_P)
    await_picture(qtbot, editor)
    stage = editor.parts.canvas.stage
    assert all(handle.isVisible() for handle in stage.corners.handles)
    assert not any(handle.isVisible() for handle in stage.crop.handles)
    rect = stage.page_rect()
    first = stage.corners.handles[0]
    for _press in range(3):
        QTest.keyClick(first, Qt.Key.Key_Right, SHIFT)
        QTest.keyClick(first, Qt.Key.Key_Down, SHIFT)
    editor.parts.done_button.click()
    corners = edit_of(page, "diploma.bachelor").corners
    assert corners is not None, "what was not taken over yet is, at closing"
    assert list(corners[0]) == pytest.approx([30 / rect.width(), 30 / rect.height()])
    assert corners[1:] == ((1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def test_corners_never_cross(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page)
    editor.choose_tool("corners")
    await_picture(qtbot, editor)
    frame = editor.parts.canvas.stage.corners
    for _press in range(150):
        QTest.keyClick(frame.handles[0], Qt.Key.Key_Right, SHIFT)
        QTest.keyClick(frame.handles[0], Qt.Key.Key_Down, SHIFT)
    editor.accept()
    assert edit_of(page).is_sound


def test_sliders_show_at_once_and_are_one_act(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page)
    before = QImage(shown(editor))
    slider = editor.parts.side.contrast.slider
    slider.setFocus()
    for _press in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Right, SHIFT)
    qtbot.waitUntil(lambda: shown(editor) == toned(before, (0, 30)), timeout=10_000)
    qtbot.waitUntil(lambda: edit_of(page) == Edit(contrast=30))
    assert slider.hasFocus()
    brightness = editor.parts.side.brightness.slider
    QTest.mousePress(brightness, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert edit_of(page) == Edit(contrast=30)
    QTest.mouseRelease(brightness, Qt.MouseButton.LeftButton)
    assert edit_of(page).brightness < -50
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert edit_of(page) == Edit(contrast=30)
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert edit_of(page) == NO_EDIT
    assert editor.parts.side.contrast.value() == 0
    editor.accept()


def test_restoring_the_original_can_be_undone(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page)
    editor.turn(1)
    restore = editor.parts.side.restore
    restore.setFocus()
    QTest.keyClick(restore, Qt.Key.Key_Space)
    assert edit_of(page) == NO_EDIT
    assert not restore.isEnabled()
    assert editor.focusWidget() is editor.parts.side.right, "a greyed button hands the focus over"
    editor.parts.side.undo.click()
    assert edit_of(page) == Edit(turns=1)
    editor.accept()


# --- what is shown ----------------------------------------------------------------------------


def exported(qtbot: QtBot, editor: Editor) -> Exported:
    """What 导出效果 shows."""
    with qtbot.waitSignal(editor.pictures.exported, timeout=30_000) as signal:
        editor.parts.views.set_value("export")
        editor.show_page()
    result = signal.args[1]
    assert isinstance(result, Exported)
    return result


def test_at_100_percent_the_exported_pixels_are_shown(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    editor = open_editor(qtbot, page)
    editor.work.change(Edit(turns=1, crop=(0.1, 0.1, 0.9, 0.8), contrast=20), "裁剪")
    QTest.keyClick(editor, Qt.Key.Key_1)
    await_picture(qtbot, editor)
    assert editor.parts.views.value() == "export"
    seen = editor.parts.canvas.pixels._dots._image
    export(page.case.picture, tmp_path / "out", page.session.pool)
    (archive,) = (tmp_path / "out").glob("*.zip")
    data = content(archive)["01-身份证-人像面.jpg"]
    written = opened(data).convert("RGB")
    assert (seen.width(), seen.height()) == written.size
    whole, row = bytes(seen.constBits()), seen.bytesPerLine()
    lines = (whole[y * row : y * row + 3 * seen.width()] for y in range(seen.height()))
    assert b"".join(lines) == written.tobytes()
    assert "重新编码" in editor.parts.about.text()
    QTest.keyClick(editor, Qt.Key.Key_0)
    await_picture(qtbot, editor)
    assert editor.parts.canvas.currentWidget() is editor.parts.canvas.stage
    editor.accept()


def test_a_picture_too_large_to_be_looked_at_is_no_failure(
    qtbot: QtBot, page: MaterialsPage
) -> None:
    editor = open_editor(qtbot, page)
    editor.set_zoom(WHOLE_SIZE)
    await_picture(qtbot, editor)
    editor.pictures.exported.emit(editor.wish(), JifenError(Code.FILE_TOO_LARGE))
    assert "导出不受影响" in editor.parts.canvas.stage.accessibleName()
    editor.accept()


def test_a_turned_photo_is_said_to_be_copied(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page)
    editor.turn(1)
    assert exported(qtbot, editor).method == Method.COPIED
    editor.accept()


def test_a_page_that_a_mail_may_still_compress_says_so(
    qtbot: QtBot, page: MaterialsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = page.case.picture
    mail, archive = picture.outputs.mails[0], picture.outputs.archives[0]
    editor = open_editor(qtbot, page)
    exported(qtbot, editor)
    assert "压缩" not in editor.parts.about.text()
    monkeypatch.setattr(wishes, "agreed", lambda *_: iter([(mail, archive)]))
    exported(qtbot, editor)
    assert "还可能压缩" in editor.parts.about.text()
    editor.accept()


def test_before_and_after(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page)
    editor.turn(1)
    await_picture(qtbot, editor)
    qtbot.waitUntil(lambda: shown(editor).width() < shown(editor).height(), timeout=20_000)
    QTest.keyClick(editor, Qt.Key.Key_B)
    await_picture(qtbot, editor)
    qtbot.waitUntil(lambda: shown(editor).width() > shown(editor).height(), timeout=20_000)
    assert editor.parts.about.text().startswith("原图")
    QTest.keyClick(editor, Qt.Key.Key_B)
    assert editor.parts.views.value() == "edit"
    qtbot.waitUntil(lambda: shown(editor).width() < shown(editor).height(), timeout=20_000)
    editor.accept()


def test_the_sheet_of_a_card_is_shown_as_it_goes_out(qtbot: QtBot, page: MaterialsPage) -> None:
    spot = spot_of(page, "id_card")
    changed = set_one_sheet(page.case.submission, spot.owner, spot.material, True)
    page.desk.act("合成", "", changed)
    editor = open_editor(qtbot, page)
    found = exported(qtbot, editor)
    assert (found.whole.width(), found.whole.height()) == SHEET
    assert found.small.height() == 1400
    assert "不是证件的形状" in editor.parts.about.text()
    for place in (0, 1):
        spot = spot_of(page, "id_card")
        editor.work.acts.set_edit(place, 0, Edit(crop=(0.0, 0.0, 1.0, 0.841)), "裁剪")
    exported(qtbot, editor)
    assert "85.6×54 mm" in editor.parts.about.text()
    editor.accept()


def test_pages_of_the_row_one_after_the_other(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page, "labour_contract", (0, 1))
    assert editor.parts.where.accessibleName().startswith("第 2 / 3 页")
    QTest.keyClick(editor, Qt.Key.Key_PageDown)
    QTest.keyClick(editor, Qt.Key.Key_R)
    assert edit_of(page, "labour_contract", 0, 2) == Edit(turns=1)
    assert not editor.parts.forth.isEnabled()
    editor.parts.back.click()
    assert editor.work.index == 1
    assert editor.work.edit == NO_EDIT
    editor.accept()


def test_it_closes_when_its_page_is_gone(qtbot: QtBot, page: MaterialsPage) -> None:
    editor = open_editor(qtbot, page)
    spot = spot_of(page, "id_card")
    with qtbot.waitSignal(editor.finished):
        page.desk.act("", "", set_documents(page.case.submission, spot.owner, "id_card", ()))


# --- the way there ----------------------------------------------------------------------------


def open_detail(qtbot: QtBot, page: MaterialsPage) -> Detail:
    detail = page.open_detail(row_of(page, "id_card"))
    detail.show()
    detail.activateWindow()
    qtbot.waitUntil(detail.isActiveWindow)
    pictures.settle(detail)
    return detail


def editor_of(detail: QWidget) -> Editor:
    """The editor that was opened from the details."""
    found = detail.findChild(Editor)
    assert isinstance(found, Editor)
    return found


@pytest.mark.parametrize("way", ["button", "enter", "e", "double click"])
def test_it_opens_from_the_details(qtbot: QtBot, page: MaterialsPage, way: str) -> None:
    detail = open_detail(qtbot, page)
    if way == "button":
        detail.preview.edit_button.click()
    elif way == "double click":
        QTest.mouseDClick(detail.preview.sheet, Qt.MouseButton.LeftButton)
        # the release goes to the editor that covers the sheet, else the button stays down for the tests to come
        QTest.mouseRelease(editor_of(detail), Qt.MouseButton.LeftButton)
    else:
        key = Qt.Key.Key_Return if way == "enter" else Qt.Key.Key_E
        QTest.keyClick(detail.papers.tiles[0], key)
    editor = editor_of(detail)
    editor.turn(1)
    editor.accept()
    assert edit_of(page) == Edit(turns=1)
    assert detail.tray.undo_bar.accessibleName() == "已旋转「身份证-人像面.jpg」"
    assert detail.preview._key is not None
    assert detail.preview._key.edit == Edit(turns=1)
    detail.accept()


def test_typing_e_into_a_field_opens_nothing(qtbot: QtBot, session: Session, sample: Entry) -> None:
    owner = sample.submission.applicants[0].key
    page = page_on(qtbot, session, sample, set_documents(sample.submission, owner, "id_card", ()))
    detail = open_detail(qtbot, page)
    detail.absence.reason.setFocus()
    QTest.keyClicks(detail.absence.reason, "e")
    assert detail.absence.reason.text() == "e"
    assert detail.findChild(Editor) is None
    detail.accept()


def test_the_details_offer_one_sheet_for_a_card(qtbot: QtBot, page: MaterialsPage) -> None:
    detail = open_detail(qtbot, page)
    assert detail.sheet.isVisible()
    assert not detail.sheet.check.isChecked()
    detail.sheet.check.click()
    owner = page.case.submission.applicants[0]
    assert owner.one_sheet == ("id_card",)
    names = [p.name for p in page.case.picture.outputs.archives[0].pages]
    assert "01-身份证.jpg" in names
    QTest.keyClick(detail, Qt.Key.Key_Z, CTRL)
    assert not detail.sheet.check.isChecked()
    assert page.case.submission.applicants[0].one_sheet == ()
    detail.papers.tiles[0].setFocus()
    detail.remove.click()
    assert not detail.sheet.check.isEnabled()
    detail.accept()


# --- where nothing may be changed -------------------------------------------------------------


def test_originals_are_only_looked_at_where_the_district_wants_them(
    qtbot: QtBot, session: Session, jingan: Entry
) -> None:
    page = page_on(qtbot, session, jingan, jingan.submission)
    editor = open_editor(qtbot, page)
    assert "[74]" in editor.parts.side.note.text()
    assert not editor.parts.side.left.isVisible()
    assert not editor.parts.side.tools.isVisible()
    before = page.case.submission
    for key in (Qt.Key.Key_R, Qt.Key.Key_C, Qt.Key.Key_P):
        QTest.keyClick(editor, key)
    assert page.case.submission == before
    assert "原样复制" in editor.parts.about.text()
    editor.accept()
    detail = open_detail(qtbot, page)
    assert not detail.sheet.isVisible()
    detail.accept()


def test_education_papers_may_be_turned_for_the_word_document(
    qtbot: QtBot, session: Session, jingan: Entry
) -> None:
    page = page_on(qtbot, session, jingan, jingan.submission)
    editor = open_editor(qtbot, page, "diploma.bachelor")
    assert "Word" in editor.parts.side.note.text()
    assert not editor.parts.side.tools.isVisible()
    editor.parts.side.right.click()
    assert edit_of(page, "diploma.bachelor") == Edit(turns=1)
    (word,) = page.case.picture.outputs.words
    assert [p.edit for p in word.pages if p.material.id == "diploma.bachelor"] == [Edit(turns=1)]
    editor.accept()


# --- gates ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [1.0, 1.5])
@pytest.mark.parametrize("scheme", [SchemeChoice.LIGHT, SchemeChoice.DARK])
@pytest.mark.parametrize("state", ["crop", "corners", "whole"])
def test_gates(
    qtbot: QtBot,
    qapp: QApplication,
    page: MaterialsPage,
    text: float,
    scheme: SchemeChoice,
    state: str,
) -> None:
    pictures.dress(qapp, scheme, text)
    editor = open_editor(qtbot, page)
    editor.turn(1)
    editor.choose_tool("corners" if state == "corners" else "crop")
    if state == "whole":
        editor.set_zoom("whole")
    await_picture(qtbot, editor)
    assert editor.width() <= 1024
    assert gates.check_all(editor) == []
    editor.accept()


def test_gates_where_nothing_may_be_changed(
    qtbot: QtBot, qapp: QApplication, session: Session, jingan: Entry
) -> None:
    pictures.dress(qapp, SchemeChoice.DARK, 1.5)
    page = page_on(qtbot, session, jingan, jingan.submission)
    editor = open_editor(qtbot, page)
    assert gates.check_all(editor) == []
    editor.accept()


def test_closing_the_window_behind_while_a_picture_is_awaited(
    qtbot: QtBot, page: MaterialsPage
) -> None:
    editor = open_editor(qtbot, page)
    editor.parts.views.set_value("export")
    editor.show_page()
    editor.close()
    other = replace(page.case.submission, confirmed=frozenset({"x"}))
    page.session.change(other)
    QApplication.processEvents()
