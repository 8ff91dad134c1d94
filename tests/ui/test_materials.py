"""The materials page: files come in by every way, refused ones are told, and every act can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.checklist import ItemState
from jifen_desktop.domain.findings import Place
from jifen_desktop.domain.ids import PointsPath
from jifen_desktop.domain.submission import Document
from jifen_desktop.library.entry import Entry
from jifen_desktop.services.edit import add_applicant, documents_for, set_documents
from jifen_desktop.services.take_in import TakenIn
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import SchemeChoice
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from jifen_desktop.ui.wizard.pages.materials.chooser import Chooser
from jifen_desktop.ui.wizard.pages.materials.desk import Notice
from jifen_desktop.ui.wizard.pages.materials.views import Kind, Spot, person_views
from tests import pictures
from tests.intake.makers import jpeg
from tests.support.cases import make_session, open_sample
from tests.ui import gates
from tests.ui.materials import (
    await_end,
    chooser_of,
    drop,
    files,
    image_file,
    locked_pdf,
    page_on,
    spot_of,
    without,
)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


GONE = ("residence_permit", "diploma.bachelor", "household_register")


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The light theme, and an empty clipboard."""
    pictures.dress(qapp)
    QGuiApplication.clipboard().clear()
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
    """The page on a case in which some papers are missing; the first one's rows are shown."""
    return page_on(qtbot, session, sample, without(sample.submission, *GONE))


# --- what is shown ----------------------------------------------------------------------------


def test_heading_names_what_is_missing(page: MaterialsPage) -> None:
    titles = [label.text() for label in page.head.findChildren(type(page.head._title))]
    name = page.case.submission.applicants[0].name
    assert f"{name}还差 3 项" in titles
    assert "上海市居住证、户籍证明、毕业证书（本科）" in titles
    chips = [b.accessibleName() for b in page.tabs.findChildren(QAbstractButton)]
    assert chips == [f"{name}，待提供，3", "单位，已提供"]


def test_finished_rows_and_groups_fold_away(page: MaterialsPage) -> None:
    shown = {spot.material for spot in page.checklist.material_rows}
    assert shown == set(GONE)
    fold = next(link for link in page.checklist.stops() if link.accessibleName().endswith("已提供"))
    assert isinstance(fold, QAbstractButton)
    fold.click()
    shown = {spot.material for spot in page.checklist.material_rows}
    assert "id_card" in shown
    assert page.checklist.focused_spot() == spot_of(page, "id_card")


def test_sets_of_which_one_is_enough_are_explained(
    qtbot: QtBot, session: Session, sample: Entry
) -> None:
    paths = (PointsPath.EDUCATION, PointsPath.SKILLS)
    applicant = replace(sample.submission.applicants[0], points_paths=paths)
    page = page_on(qtbot, session, sample, sample.submission.with_applicant(applicant))
    view = person_views(page.case)[0]
    group = next(g for g in view.groups if g.key == "skills")
    assert group.explained.startswith("交齐下面任意一组就行：职称证书、职称评审表、聘任表；或者")
    assert {row.kind for row in group.rows} == {Kind.TODO}
    assert view.missing == ("职称、技能材料",)


def test_thumbnails_come_later_and_off_the_gui_thread(qtbot: QtBot, page: MaterialsPage) -> None:
    page.checklist.focus_spot(spot_of(page, "id_card"))
    row = page.checklist.material_rows[spot_of(page, "id_card")]
    qtbot.waitUntil(lambda: all(isinstance(c, QImage) for c in row._contents), timeout=20_000)
    assert len(row._contents) == 2


def test_a_finding_leads_to_its_row(page: MaterialsPage) -> None:
    key = page.case.submission.applicants[0].key
    page.show_person("")
    assert page.focus_place(Place("material", key, "chsi_filing.bachelor"))
    assert page.checklist.focused_spot() == Spot(key, "chsi_filing.bachelor")
    assert page.focus_place(Place("material"))
    assert not page.focus_place(Place("company.name"))


# --- taking in --------------------------------------------------------------------------------


def test_files_and_folders_dropped_on_a_row_go_into_it(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    folder = tmp_path / "照片"
    folder.mkdir()
    image_file(folder, "2.jpg", 180)
    image_file(folder, "10.jpg", 210)
    single = image_file(tmp_path, "正面.jpg")
    drop(page.checklist.material_rows[spot_of(page, "residence_permit")], single, folder)
    assert page.busy()
    qtbot.waitUntil(page.tray.progress.isVisible)
    await_end(qtbot, page)
    names = [d.name for d in files(page, "residence_permit")]
    assert names == ["正面.jpg", "2.jpg", "10.jpg"]
    assert not page.tray.progress.isVisible()
    row = page.checklist.material_rows[spot_of(page, "residence_permit")]
    doubted = [f.code for f in row.view.doubts]
    assert doubted == ["page_small"] * 3, "these tiny pictures; a row just completed stays in view"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (
            "证件.docx",
            b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml",
            "「证件.docx」不是图片或 PDF",
        ),
        ("半张.jpg", jpeg()[:400], "「半张.jpg」已损坏，无法完整打开"),
        ("锁.pdf", locked_pdf(), "「锁.pdf」有打开密码"),
        ("空.jpg", b"", "「空.jpg」是空文件"),
    ],
)
def test_a_refused_file_is_told_in_one_line_and_changes_nothing(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    before = page.case.submission
    bad = tmp_path / name
    bad.write_bytes(data)
    drop(page.checklist.material_rows[spot_of(page, "residence_permit")], bad)
    await_end(qtbot, page)
    assert page.case.submission == before
    banner = page.tray.banner
    assert banner.isVisible()
    told = banner._detail.text()
    assert told.startswith(words)
    assert "\n" not in told
    assert banner.accessibleName() == "1 个文件没有添加"
    page.tray.close_link.click()
    assert not page.tray.isVisible()


def test_many_refusals_leave_the_page_in_sight_and_can_all_be_read(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    for number in range(30):
        (tmp_path / f"空{number:02}.jpg").write_bytes(b"")
    drop(page, tmp_path)
    await_end(qtbot, page)
    assert page.tray.banner.accessibleName() == "30 个文件没有添加"
    assert page.tray.height() < page.height() // 3
    assert gates.check_all(page) == []
    (link,) = page.tray.banner._links
    assert link.caption == "查看全部 30 条"
    link.click()
    dialog = page.findChild(PageDialog)
    assert isinstance(dialog, PageDialog)
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert all(f"「空{number:02}.jpg」是空文件" in words for number in range(30))
    dialog.accept()


def test_replacing_takes_only_the_unusable_file_out(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    spot = spot_of(page, "residence_permit")
    names = ("一.jpg", "锁.pdf", "三.jpg")
    paths = [
        image_file(tmp_path, "一.jpg"),
        tmp_path / "锁.pdf",
        image_file(tmp_path, "三.jpg", 300),
    ]
    paths[1].write_bytes(locked_pdf())
    session = page.session
    kept, known = [], []
    for path, name in zip(paths, names, strict=True):
        sha, copy = session.store.originals.add_file(path)
        kept.append(Document(copy, name, sha))
        known.append((sha, session.intake.inspect(copy)))
    submission = set_documents(page.case.submission, spot.owner, spot.material, tuple(kept))
    session.attach(TakenIn(tuple(kept), tuple(known)), submission)
    row = page.checklist.material_rows[spot]
    assert row.view.item.state is ItemState.PROBLEM
    page.desk.add_files([image_file(tmp_path, "二.jpg", 270)], spot, replaces=True)
    await_end(qtbot, page)
    assert [d.name for d in files(page, "residence_permit")] == ["一.jpg", "二.jpg", "三.jpg"]
    assert page.desk.undo()
    assert [d.name for d in files(page, "residence_permit")] == list(names)


def test_usable_files_go_in_beside_refused_ones(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    bad = tmp_path / "说明.txt"
    bad.write_text("不是图片", encoding="utf-8")
    row = page.checklist.material_rows[spot_of(page, "residence_permit")]
    drop(row, bad, image_file(tmp_path, "好.jpg"))
    await_end(qtbot, page)
    assert [d.name for d in files(page, "residence_permit")] == ["好.jpg"]
    assert page.tray.banner.isVisible()
    assert page.tray.undo_bar.isVisible()


def test_the_same_file_is_not_put_twice_into_a_row(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    image = image_file(tmp_path, "正面.jpg")
    for _time in range(2):
        drop(page.checklist.material_rows[spot_of(page, "residence_permit")], image)
        await_end(qtbot, page)
    assert len(files(page, "residence_permit")) == 1
    assert "已经在“上海市居住证”里" in page.tray.banner._detail.text()


def test_the_row_s_button_opens_the_file_dialog_in_the_last_folder(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    image = image_file(tmp_path, "居住证.jpg")

    def choose(_parent: QWidget, _title: str, start: str, kinds: str) -> tuple[list[str], str]:
        asked.append((start, kinds))
        return [str(image)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    row = page.checklist.material_rows[spot_of(page, "residence_permit")]
    assert row.action is not None
    QTest.mouseClick(row.action, Qt.MouseButton.LeftButton)
    await_end(qtbot, page)
    assert [d.name for d in files(page, "residence_permit")] == ["居住证.jpg"]
    assert page.session.settings.open_folder == str(tmp_path)
    assert asked[0][1].startswith("图片、PDF 和 ZIP (*.jpg")


def test_cancelling_leaves_everything_as_it_was(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    before = page.case.submission
    images = [image_file(tmp_path, f"{n}.jpg", 240 + 3 * n) for n in range(12)]
    drop(page.checklist.material_rows[spot_of(page, "residence_permit")], *images)
    page.tray.progress.cancel_button.click()
    await_end(qtbot, page)
    assert page.case.submission == before
    assert page.tray.banner.accessibleName() == "已取消，没有添加文件"


@pytest.mark.parametrize("replaces", [False, True])
def test_files_for_somebody_who_is_removed_meanwhile_are_told(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path, replaces: bool
) -> None:
    """Undoing works while files are read, also of adding the applicant they are for."""
    here = page.case.submission
    page.desk.history.do("添加申请人", "", lambda: page.session.change(add_applicant(here)))
    spot = Spot(page.case.submission.applicants[-1].key, "id_card")
    told: list[Notice] = []
    page.desk.told.connect(told.append)
    page.desk.add_files([image_file(tmp_path, "a.jpg")], spot, replaces=replaces)
    assert page.desk.undo()
    await_end(qtbot, page)
    assert page.case.submission == here
    assert [notice.detail for notice in told] == ["要放入的申请人已经移除"]


def test_a_drop_on_the_page_asks_where_each_file_goes(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    first = image_file(tmp_path, "居住证 正面.jpg")
    second = image_file(tmp_path, "IMG_2031.jpg", 300)
    drop(page, first, second)
    await_end(qtbot, page)
    chooser = chooser_of(page)
    qtbot.waitUntil(lambda: len(chooser.lines()) == 2)
    fields = {line.choice.name: line.field for line in chooser.lines()}
    assert fields["居住证 正面.jpg"].currentText().endswith("上海市居住证")
    assert fields["IMG_2031.jpg"].currentText() == "先不放"
    assert chooser.add_button.caption == "添加 1 个文件"
    assert chooser.left_out.text() == "还有 1 个没有选位置，不会添加"
    assert gates.check_all(chooser) == []
    chooser.add_button.click()
    pictures.settle(page)
    assert [d.name for d in files(page, "residence_permit")] == ["居住证 正面.jpg"]
    assert files(page, "diploma.bachelor") == ()


def test_where_files_go_can_be_chosen_while_they_are_read(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    images = [image_file(tmp_path, f"{n}.jpg", 240 + 3 * n) for n in range(30)]
    broken = tmp_path / "坏的.jpg"
    broken.write_bytes(b"\xff\xd8 no picture")
    drop(page, broken, *images)
    page.choosing._open()
    chooser = chooser_of(page)
    qtbot.waitUntil(lambda: len(chooser.lines()) >= 2)
    assert not chooser.add_button.isEnabled()
    spot = spot_of(page, "residence_permit")
    chooser.lines()[1].field.setCurrentIndex(1)
    chooser.lines()[1].field.activated.emit(1)
    await_end(qtbot, page)
    assert chooser.add_button.caption == "添加 1 个文件"
    assert [d.name for d, _ in chooser.choices()] == ["0.jpg"]
    assert len(chooser.files) == 30
    assert chooser.choices()[0][1].owner == spot.owner
    chooser.reject()


def test_closing_the_question_stops_the_reading(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    before = page.case.submission
    drop(page, *(image_file(tmp_path, f"{n}.jpg", 240 + 3 * n) for n in range(12)))
    page.choosing._open().reject()
    await_end(qtbot, page)
    assert page.case.submission == before
    assert page.findChild(Chooser) is None or not chooser_of(page).isVisible()
    assert page.tray.banner.accessibleName() == "已取消，没有添加文件"


def test_refusing_the_choice_adds_nothing(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    before = page.case.submission
    drop(page.aside.zone, image_file(tmp_path, "居住证.jpg"))
    await_end(qtbot, page)
    chooser_of(page).cancel_button.click()
    assert page.case.submission == before


def test_a_folder_for_each_person_is_spread_and_undone_in_one_step(
    qtbot: QtBot, session: Session, sample: Entry, tmp_path: Path
) -> None:
    (first,) = sample.submission.applicants
    people = (replace(first, name="张样本"), replace(first, key="other", name="李样本"))
    before = replace(sample.submission, applicants=people)
    for person in people:
        before = set_documents(before, person.key, "residence_permit", ())
    page = page_on(qtbot, session, sample, before)
    for number, name in enumerate(("01 张样本", "李样本（补）")):
        folder = tmp_path / "大家的材料" / name
        folder.mkdir(parents=True)
        image_file(folder, "居住证.jpg", 240 + 3 * number)
    unknown = image_file(tmp_path / "大家的材料" / "李样本（补）", "IMG_2031.jpg", 300)
    drop(page, tmp_path / "大家的材料")
    await_end(qtbot, page)
    words = "已分给 张样本 1 个、李样本 1 个；还有 1 个没有放"
    assert page.tray.undo_bar.accessibleName() == words
    for person in people:
        given = documents_for(page.case.submission, person.key, "residence_permit")
        assert [d.name for d in given] == ["居住证.jpg"]
    chooser = chooser_of(page)
    assert [file.name for file in chooser.files] == [unknown.name]
    qtbot.waitUntil(lambda: len(chooser.lines()) == 1)
    field = chooser.lines()[0].field
    rows = [field.itemText(i) for i in range(1, field.count())]
    assert rows
    assert all(row.startswith("李样本 · ") for row in rows)
    chooser.reject()
    page.undo()
    assert page.case.submission == before


# --- pasting and undoing ----------------------------------------------------------------------


def test_a_picture_is_pasted_into_the_row_in_focus(qtbot: QtBot, page: MaterialsPage) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    page.checklist.focus_spot(spot_of(page, "residence_permit"))
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    await_end(qtbot, page)
    assert [d.name for d in files(page, "residence_permit")] == ["粘贴的图片1.png"]


def test_files_are_pasted_and_asked_for_without_a_row(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(image_file(tmp_path, "户口本.jpg")))])
    QGuiApplication.clipboard().setMimeData(mime)
    page.aside.paste_button.click()
    await_end(qtbot, page)
    chooser = chooser_of(page)
    assert chooser.choices()[0][1] == spot_of(page, "household_register")
    chooser.reject()


def test_an_empty_clipboard_is_told(page: MaterialsPage) -> None:
    page.aside.paste_button.click()
    assert page.tray.banner.accessibleName() == "剪贴板里没有图片或文件"
    assert not page.busy()


def test_words_in_the_clipboard_are_no_picture(page: MaterialsPage) -> None:
    mime = QMimeData()
    mime.setHtml('<img src="https://example.invalid/a.jpg"><b>身份证</b>')
    mime.setText("身份证")
    QGuiApplication.clipboard().setMimeData(mime)
    page.aside.paste_button.click()
    assert page.tray.banner.accessibleName() == "剪贴板里没有图片或文件"
    assert not page.busy()
    QGuiApplication.clipboard().clear()


def test_ctrl_z_undoes_one_act_after_the_other(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    start = page.case.submission
    drop(
        page.checklist.material_rows[spot_of(page, "residence_permit")],
        image_file(tmp_path, "一.jpg"),
    )
    await_end(qtbot, page)
    middle = page.case.submission
    drop(
        page.checklist.material_rows[spot_of(page, "residence_permit")],
        image_file(tmp_path, "二.jpg", 300),
    )
    await_end(qtbot, page)
    page.checklist.focus_spot(spot_of(page, "residence_permit"))
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.case.submission == middle
    page.tray.undo_bar.undo_button.click()
    assert page.case.submission == start
    assert not page.tray.undo_bar.isVisible()


def test_undo_takes_back_the_last_change_first_wherever_it_was_made(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    before = page.case.submission
    drop(
        page.checklist.material_rows[spot_of(page, "residence_permit")],
        image_file(tmp_path, "一.jpg"),
    )
    await_end(qtbot, page)
    added = page.case.submission
    company = replace(added.company, phone="021-00000009")
    page.session.change(replace(added, company=company))
    assert page.desk.undo()
    assert page.case.submission == added
    assert page.desk.undo()
    assert page.case.submission == before


def test_what_was_changed_elsewhere_is_not_offered_to_be_undone(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    row = page.checklist.material_rows[spot_of(page, "residence_permit")]
    drop(row, image_file(tmp_path, "一.jpg"))
    await_end(qtbot, page)
    assert page.tray.undo_bar.isVisible()
    page.hide()
    company = replace(page.case.submission.company, phone="021-00000009")
    page.session.change(replace(page.case.submission, company=company))
    page.show()
    assert not page.tray.undo_bar.isVisible()


# --- gates ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [1.0, 1.5])
@pytest.mark.parametrize("scheme", [SchemeChoice.LIGHT, SchemeChoice.DARK])
@pytest.mark.parametrize("size", [(896, 656), (800, 600)])
def test_gates(
    qtbot: QtBot,
    qapp: QApplication,
    session: Session,
    sample: Entry,
    text: float,
    scheme: SchemeChoice,
    size: tuple[int, int],
) -> None:
    pictures.dress(qapp, scheme, text)
    paths = (PointsPath.EDUCATION, PointsPath.SKILLS, PointsPath.DEPENDANTS)
    submission = without(sample.submission, *GONE)
    applicant = replace(submission.applicants[0], points_paths=paths)
    page = page_on(qtbot, session, sample, submission.with_applicant(applicant))
    page.aside.paste_button.click()
    page.resize(*size)
    pictures.settle(page)
    assert gates.check_all(page) == []


def test_tab_goes_through_the_rows_before_the_right_column(page: MaterialsPage) -> None:
    visited = gates.tab_sequence(page)
    rows = [visited.index(stop) for stop in page.checklist.stops()]
    assert rows == sorted(rows)
    assert visited.index(page.aside.pick_button) > rows[-1]
