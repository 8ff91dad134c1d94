"""Scanning into a row: pages come one by one, stay whatever happens, and go the way of every other file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.submission import Document
from jifen_desktop.intake.read import Intake
from jifen_desktop.intake.scan_look import look_at
from jifen_desktop.scanning.port import Caps, Device, Mode, Source, SourceCaps
from jifen_desktop.ui.dialogs import Message
from jifen_desktop.ui.scanning.dialog import ScanDialog
from jifen_desktop.ui.scanning.scanners import Reach
from jifen_desktop.ui.scanning.words import details
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from tests import pictures
from tests.support.cases import make_session, open_sample
from tests.support.inline import InlinePool
from tests.support.scanner import DEVICE, OTHER, Double, Known, sheet
from tests.ui import gates
from tests.ui.materials import files, show, spot_of, without

WAIT = 20_000
ROW = "degree.bachelor"


@pytest.fixture
def scanner() -> Double:
    """A scanner with nothing in it."""
    return Double()


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path, scanner: Double) -> Iterator[Session]:
    """A session that works in this process, with that scanner alone."""
    pictures.dress(qapp)
    made = make_session(tmp_path / "session")
    made.pool = InlinePool()
    made.intake = Intake(made.pool)
    Reach(made, Known([scanner]))
    yield made
    scanner.hold.set()
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def page(qtbot: QtBot, session: Session, tmp_path: Path) -> MaterialsPage:
    """A sample whose degree and card are missing."""
    case = open_sample(session, tmp_path)
    session.change(without(case.submission, ROW, "id_card"))
    made = MaterialsPage(session)
    session.saved.connect(made.show_case)
    made.show_case()
    show(qtbot, made, (1000, 700))
    return made


def opened(qtbot: QtBot, page: MaterialsPage, material: str = ROW) -> ScanDialog:
    """The dialog of a row, once its scanner has told what it can."""
    row = page.checklist.material_rows[spot_of(page, material)]
    row.scan.click()
    dialog = page.findChild(ScanDialog)
    assert isinstance(dialog, ScanDialog)
    qtbot.waitUntil(lambda: known(dialog), timeout=WAIT)
    pictures.settle(dialog)
    return dialog


def known(dialog: ScanDialog) -> bool:
    """Whether the scanner can be used."""
    return dialog._caps is not None and not dialog.panel.finder.searching


def scanned(qtbot: QtBot, dialog: ScanDialog) -> None:
    """Press the button, and wait until the scan has ended."""
    button = dialog.again_button if dialog.tiles() else dialog.scan_button
    button.click()
    assert dialog.running
    qtbot.waitUntil(lambda: not dialog.running, timeout=WAIT)
    pictures.settle(dialog)


def taken(qtbot: QtBot, page: MaterialsPage, dialog: ScanDialog) -> None:
    """Put the pages into the row."""
    dialog.take_button.click()
    qtbot.waitUntil(lambda: page.findChild(ScanDialog) is None, timeout=WAIT)


def data(document: Document) -> bytes:
    return document.path.read_bytes()


def test_pages_go_into_the_row(
    qtbot: QtBot, session: Session, page: MaterialsPage, scanner: Double
) -> None:
    sheets = [sheet(1), sheet(2)]
    scanner.scans = [[*sheets]]
    dialog = opened(qtbot, page)
    assert gates.check_all(dialog) == []
    dialog.panel.form.source.setCurrentIndex(1)
    dialog.panel.form._choose()
    scanned(qtbot, dialog)
    assert [t.title.text() for t in dialog.tiles()] == ["第 1 页", "第 2 页"]
    assert gates.check_all(dialog) == []
    taken(qtbot, page, dialog)
    assert [data(d) for d in files(page, ROW)] == sheets
    assert [d.name for d in files(page, ROW)] == ["扫描件1.jpg", "扫描件2.jpg"]
    request = scanner.asked[0]
    assert (request.source, request.dpi, request.pages) == (Source.FEEDER, 300, None)
    assert scanner.freed == 1
    page.undo()
    assert files(page, ROW) == ()


def test_pages_show_while_the_next_one_scans(
    qtbot: QtBot, page: MaterialsPage, scanner: Double
) -> None:
    scanner.scans = [[sheet(1), sheet(2)]]
    dialog = opened(qtbot, page)
    scanner.hold.clear()
    dialog.scan_button.click()
    qtbot.waitUntil(lambda: "第 1 页" in words_of(dialog), timeout=WAIT)
    assert not dialog.panel.isEnabled()
    assert not dialog.take_button.isVisible()
    scanner.hold.set()
    qtbot.waitUntil(lambda: len(dialog.tiles()) == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: not dialog.running, timeout=WAIT)
    dialog.ask_to_leave().act_button.click()


def words_of(dialog: ScanDialog) -> str:
    return dialog.progress._words.text()


def test_stopping_keeps_what_is_there(qtbot: QtBot, page: MaterialsPage, scanner: Double) -> None:
    scanner.scans = [[sheet(1)], [sheet(2)]]
    dialog = opened(qtbot, page)
    scanned(qtbot, dialog)
    scanner.hold.clear()
    dialog.again_button.click()
    dialog.progress.cancel_button.click()
    qtbot.waitUntil(lambda: not dialog.running, timeout=1500)
    assert len(dialog.tiles()) == 1
    assert dialog.banner.isHidden()
    assert scanner.freed == 2
    taken(qtbot, page, dialog)
    assert len(files(page, ROW)) == 1


@pytest.mark.parametrize("code", [Code.SCAN_JAM, Code.SCAN_CONNECTION_LOST])
def test_a_failure_keeps_what_is_there(
    qtbot: QtBot, page: MaterialsPage, scanner: Double, code: Code
) -> None:
    scanner.scans = [[sheet(1), sheet(2), code]]
    dialog = opened(qtbot, page)
    feeder(dialog)
    scanned(qtbot, dialog)
    assert len(dialog.tiles()) == 2
    assert dialog.banner.isVisible()
    assert "已扫的 2 页还在" in dialog.banner._detail.text()
    assert gates.check_all(dialog) == []
    taken(qtbot, page, dialog)
    assert len(files(page, ROW)) == 2


def feeder(dialog: ScanDialog, *, by_hand: bool = False) -> None:
    """Scan from the feeder."""
    form = dialog.panel.form
    form.source.set_value(Source.FEEDER.value)
    form._choose()
    if by_hand:
        form.hand.click()


def test_an_empty_feeder_is_a_line(qtbot: QtBot, page: MaterialsPage, scanner: Double) -> None:
    scanner.scans = [[Code.SCAN_FEEDER_EMPTY], [sheet(1)]]
    dialog = opened(qtbot, page)
    feeder(dialog)
    scanned(qtbot, dialog)
    assert dialog.banner.isHidden()
    assert "进纸器里没有纸" in dialog.told.text()
    assert dialog.findChildren(Message) == []
    scanned(qtbot, dialog)
    assert dialog.told.text() == ""
    dialog.ask_to_leave().act_button.click()


def test_both_sides_by_hand(qtbot: QtBot, page: MaterialsPage, scanner: Double) -> None:
    one, two, three, four = (sheet(n) for n in range(1, 5))
    scanner.scans = [[one, three], [Code.SCAN_FEEDER_EMPTY], [four, two]]
    dialog = opened(qtbot, page)
    feeder(dialog, by_hand=True)
    assert dialog.scan_button.caption == "扫描正面"
    scanned(qtbot, dialog)
    assert "把这 2 张纸整叠翻面" in dialog.told.text()
    assert dialog.again_button.caption == "扫描背面"
    dialog.panel.form.hand.click()  # the user wants one side after all, and then both again
    assert dialog.again_button.caption == "继续扫描"
    dialog.panel.form.hand.click()
    assert dialog.again_button.caption == "扫描背面"
    scanned(qtbot, dialog)
    assert dialog.again_button.caption == "扫描背面"
    scanned(qtbot, dialog)
    sides = [t.title.text() for t in dialog.tiles()]
    assert sides == ["第 1 页 · 正面", "第 2 页 · 背面", "第 3 页 · 正面", "第 4 页 · 背面"]
    assert gates.check_all(dialog) == []
    dialog.backs_link.click()
    dialog.tiles()[0].turn_link.click()
    taken(qtbot, page, dialog)
    assert [d.edit_of(0).turns for d in files(page, ROW)] == [1, 2, 0, 2]
    assert [data(d) for d in files(page, ROW)] == [one, two, three, four]


def test_a_side_that_broke_off_is_gone_on_with(
    qtbot: QtBot, page: MaterialsPage, scanner: Double
) -> None:
    sheets = [sheet(n) for n in range(1, 7)]
    one, two, three, four, five, six = sheets
    scanner.scans = [
        [one, Code.SCAN_JAM],
        [three, five],
        [six, Code.SCAN_CONNECTION_LOST],
        [Code.SCAN_JAM],
        [four, two],
    ]
    dialog = opened(qtbot, page)
    feeder(dialog, by_hand=True)
    scanned(qtbot, dialog)
    assert dialog.banner.isVisible()
    assert "正面没有扫完" in dialog.told.text()
    assert dialog.again_button.caption == "接着扫正面"
    assert gates.check_all(dialog) == []
    scanned(qtbot, dialog)
    assert "把这 3 张纸整叠翻面" in dialog.told.text()
    for caption in ("扫描背面", "接着扫背面", "接着扫背面"):
        assert dialog.again_button.caption == caption
        scanned(qtbot, dialog)
    assert dialog.told.text() == ""
    assert dialog.again_button.caption == "扫描正面"
    taken(qtbot, page, dialog)
    assert [data(d) for d in files(page, ROW)] == sheets


def test_nothing_left_of_a_side_that_broke_off(
    qtbot: QtBot, page: MaterialsPage, scanner: Double
) -> None:
    one, two = sheet(1), sheet(2)
    scanner.scans = [[one, Code.SCAN_TIMEOUT], [Code.SCAN_FEEDER_EMPTY], [two]]
    dialog = opened(qtbot, page)
    feeder(dialog, by_hand=True)
    scanned(qtbot, dialog)
    scanned(qtbot, dialog)
    assert "把这 1 张纸整叠翻面" in dialog.told.text()
    assert dialog.again_button.caption == "扫描背面"
    scanned(qtbot, dialog)
    taken(qtbot, page, dialog)
    assert [data(d) for d in files(page, ROW)] == [one, two]


def test_piles_that_do_not_fit_are_both_kept(
    qtbot: QtBot, page: MaterialsPage, scanner: Double
) -> None:
    one, two, three = (sheet(n) for n in range(1, 4))
    scanner.scans = [[one, two], [three]]
    dialog = opened(qtbot, page)
    feeder(dialog, by_hand=True)
    scanned(qtbot, dialog)
    scanned(qtbot, dialog)
    assert "正面 2 页、背面 1 页" in dialog.told.text()
    taken(qtbot, page, dialog)
    assert [data(d) for d in files(page, ROW)] == [one, two, three]


def test_blank_pages_are_flagged_and_kept(
    qtbot: QtBot, page: MaterialsPage, scanner: Double
) -> None:
    scanner.scans = [[sheet(1), sheet(2, blank=True)]]
    dialog = opened(qtbot, page)
    feeder(dialog)
    scanned(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.tiles()[1].blank, timeout=WAIT)
    assert not dialog.tiles()[0].blank
    assert dialog.take_button.caption == "放入 2 页"
    assert dialog.tiles()[1].flag.isVisible()
    dialog.tiles()[1].keep.click()
    assert dialog.take_button.caption == "放入 1 页"
    taken(qtbot, page, dialog)
    assert len(files(page, ROW)) == 1


def test_pages_are_looked_at_after_the_scan_has_ended(
    qtbot: QtBot,
    page: MaterialsPage,
    scanner: Double,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late: list[tuple[Future[object], Callable[..., object], tuple[object, ...]]] = []
    at_once = session.pool.submit

    def submit(fn: Callable[..., object], *args: object, **more: float) -> Future[object]:
        if fn is not look_at:
            return at_once(fn, *args, **more)
        late.append((Future(), fn, args))
        return late[-1][0]

    monkeypatch.setattr(session.pool, "submit", submit)
    scanner.scans = [[sheet(0, blank=True)]]
    dialog = opened(qtbot, page)
    scanned(qtbot, dialog)
    assert not dialog.tiles()[0].blank
    for future, fn, args in late:
        future.set_result(fn(*args))
    qtbot.waitUntil(lambda: dialog.tiles()[0].blank, timeout=WAIT)
    dialog.ask_to_leave().act_button.click()


def test_a_card_is_cut_and_stands_on_one_sheet(
    qtbot: QtBot, page: MaterialsPage, scanner: Double
) -> None:
    scanner.scans = [[sheet(1, card=True)], [sheet(2, card=True)]]
    dialog = opened(qtbot, page, "id_card")
    names = dialog._target.page_names
    assert dialog.scan_button.caption == f"扫描{names[0]}"
    scanned(qtbot, dialog)
    assert dialog.again_button.caption == f"扫描{names[1]}"
    assert names[1] in dialog.told.text()
    scanned(qtbot, dialog)
    qtbot.waitUntil(lambda: all(t.edit.corners for t in dialog.tiles()), timeout=WAIT)
    dialog.tiles()[1].cut_link.click()
    assert dialog.tiles()[1].edit.is_identity
    assert dialog.tiles()[1].cut_link.caption == "裁正"
    dialog.tiles()[1].cut_link.click()
    dialog.panel.sheet.setChecked(True)
    taken(qtbot, page, dialog)
    both = files(page, "id_card")
    assert all(d.edit_of(0).corners for d in both)
    assert len(both) == 2
    assert "id_card" in page.case.submission.applicants[0].one_sheet
    page.undo()
    assert files(page, "id_card") == ()
    assert "id_card" not in page.case.submission.applicants[0].one_sheet


def test_a_page_takes_the_place_of_another(
    qtbot: QtBot, page: MaterialsPage, scanner: Double
) -> None:
    scanner.scans = [[sheet(1)], [sheet(2)], [sheet(3)]]
    dialog = opened(qtbot, page)
    scanned(qtbot, dialog)
    scanned(qtbot, dialog)
    taken(qtbot, page, dialog)
    detail = page.open_detail(page.checklist.material_rows[spot_of(page, ROW)].view)
    again = detail.scan()
    assert again is not None
    qtbot.waitUntil(lambda: known(again), timeout=WAIT)
    again.panel.place.set_value("replace:0")
    scanned(qtbot, again)
    again.take_button.click()
    qtbot.waitUntil(lambda: data(files(page, ROW)[0]) == sheet(3), timeout=WAIT)
    assert [data(d) for d in files(page, ROW)] == [sheet(3), sheet(2)]
    qtbot.waitUntil(lambda: detail.findChild(ScanDialog) is None, timeout=WAIT)
    detail.accept()


def test_the_last_scanner_and_its_settings_are_remembered(
    qtbot: QtBot, session: Session, page: MaterialsPage, scanner: Double
) -> None:
    scanner.devices = (OTHER, DEVICE)
    scanner.scans = [[sheet(1)]]
    dialog = opened(qtbot, page)
    dialog.panel.device.field.set_value("1")
    dialog.panel.device._pick("1")
    qtbot.waitUntil(lambda: dialog._caps is not None, timeout=WAIT)
    form = dialog.panel.form
    form.mode.set_value(Mode.GRAY.value)
    form.dpi.set_value("600")
    form._choose()
    scanned(qtbot, dialog)
    taken(qtbot, page, dialog)
    choice = session.settings.scan_choice(ROW)
    assert (choice.name, choice.mode, choice.dpi) == (DEVICE.name, "gray", 600)
    scanner.devices = (OTHER, replace(DEVICE, id="moved"))
    again = opened(qtbot, page, "id_card")
    assert again.panel.device.device == replace(DEVICE, id="moved")
    assert again.panel.form.wish.dpi == 600
    again.reject()


def test_what_a_scanner_cannot_do_is_said(
    qtbot: QtBot, page: MaterialsPage, scanner: Double
) -> None:
    scanner.caps = Caps(((Source.FEEDER, SourceCaps((Mode.GRAY,), (200, 400))),))
    dialog = opened(qtbot, page)
    told = dialog.panel.form.changes.text()
    assert "改用进纸器" in told
    assert "改为灰度" in told
    assert "400 dpi" in told
    assert gates.check_all(dialog) == []
    dialog.reject()


def test_what_it_cannot_do_is_said_after_every_choice(
    qtbot: QtBot, page: MaterialsPage, scanner: Double
) -> None:
    glass = SourceCaps((Mode.COLOR, Mode.GRAY), (300,), (200.0, 200.0))
    tray = SourceCaps((Mode.GRAY,), (200,))
    scanner.caps = Caps(((Source.FLATBED, glass), (Source.FEEDER, tray)))
    dialog = opened(qtbot, page)
    form = dialog.panel.form
    too_large = form.changes.text()
    assert "只扫 200 × 200 毫米" in too_large
    form.mode.set_value(Mode.GRAY.value)
    form._choose()
    assert form.changes.text() == too_large
    form.paper.set_value("a5")
    form._choose()
    assert "只扫 148 × 200 毫米" in form.changes.text()
    form.paper.set_value("card")
    form._choose()
    assert form.changes.isHidden()
    feeder(dialog)
    assert form.changes.text() == "不能用 300 dpi，改为 200 dpi"
    assert gates.check_all(dialog) == []
    dialog.reject()


def test_a_scanner_that_does_not_answer(qtbot: QtBot, page: MaterialsPage, scanner: Double) -> None:
    scanner.caps = JifenError(Code.SCAN_OFFLINE, name=DEVICE.name)
    page.checklist.material_rows[spot_of(page, ROW)].scan.click()
    dialog = page.findChild(ScanDialog)
    assert isinstance(dialog, ScanDialog)
    qtbot.waitUntil(dialog.banner.isVisible, timeout=WAIT)
    assert not dialog.scan_button.isEnabled()
    dialog.reject()


def test_a_scanner_is_added_by_its_address(
    qtbot: QtBot, page: MaterialsPage, scanner: Double
) -> None:
    scanner.devices = ()
    page.checklist.material_rows[spot_of(page, ROW)].scan.click()
    dialog = page.findChild(ScanDialog)
    assert isinstance(dialog, ScanDialog)
    field = dialog.panel.device
    qtbot.waitUntil(lambda: "没有找到扫描仪" in field.told.text(), timeout=WAIT)
    field.add_link.click()
    field.address.setText("nowhere")
    QTest.keyClick(field.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "没有找到网络扫描仪" in field.address_row.error(), timeout=WAIT)
    field.address.setText(OTHER.address)
    field.address_button.click()
    qtbot.waitUntil(lambda: dialog._caps is not None, timeout=WAIT)
    assert field.device == OTHER
    assert field.address_row.isHidden()
    dialog.reject()


def test_looking_again_leaves_the_chosen_scanner(
    qtbot: QtBot, page: MaterialsPage, scanner: Double
) -> None:
    scanner.devices = (DEVICE, OTHER)
    dialog = opened(qtbot, page)
    field = dialog.panel.device
    chosen: list[Device] = []
    field.chosen.connect(chosen.append)
    field._pick("1")
    for there in ((DEVICE, OTHER), (DEVICE,)):  # who answers later, and who doesn't any more
        scanner.devices = there
        field.again_link.click()
        qtbot.waitUntil(lambda: not dialog.panel.finder.searching, timeout=WAIT)
        pictures.settle(dialog)
        assert field.device == OTHER
        assert set(field._devices) == {DEVICE, OTHER}
    assert chosen == [OTHER]
    dialog.reject()


def test_closing_asks_about_pages(qtbot: QtBot, page: MaterialsPage, scanner: Double) -> None:
    scanner.scans = [[sheet(1)]]
    dialog = opened(qtbot, page)
    scanned(qtbot, dialog)
    dialog.reject()
    question = dialog.findChild(Message)
    assert isinstance(question, Message)
    assert question.other_button is not None
    question.other_button.click()
    assert dialog.isVisible()
    dialog.ask_to_leave().act_button.click()
    qtbot.waitUntil(lambda: page.findChild(ScanDialog) is None, timeout=WAIT)
    assert files(page, ROW) == ()


def test_what_was_not_tried_is_said() -> None:
    for way, word in (("wia", "真机"), ("imagecapture", "真机"), ("sane", "SANE")):
        assert word in details(Device(way, "1", "样本扫描仪"))
    assert "没有在真机上" not in details(Device("escl", "1", "样本扫描仪", "192.0.2.10"))
    assert "只和您选的这台扫描仪通信" in details(None)


def test_nobody_is_looked_for_before_the_dialog_opens(page: MaterialsPage, scanner: Double) -> None:
    assert scanner.searched == 0
    assert page.checklist.material_rows
