"""The scan dialog: looking for scanners, scanning, a card, both sides by hand, and a jam."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QWidget

from jifen_desktop.domain.errors import Code
from jifen_desktop.scanning.port import Device, Source
from jifen_desktop.ui.scanning.dialog import ScanDialog
from jifen_desktop.ui.scanning.scanners import Reach
from jifen_desktop.ui.wizard.pages.materials.scanning import open_scan
from jifen_desktop.ui.wizard.pages.materials.views import Spot, person_views
from tests.pictures import scene
from tests.scenes.materials import await_pictures, materials_page
from tests.support.scanner import DEVICE, OTHER, Double, Known, sheet
from tests.ui.materials import without


def await_that(true: Callable[[], bool]) -> None:
    """Let the dialog work until something holds."""
    for _round in range(6000):
        QApplication.processEvents()
        if true():
            return
        QThread.msleep(5)
    raise AssertionError("nothing came of it")


def dialog_on(scanner: Double, material: str = "degree.bachelor") -> ScanDialog:
    """The dialog of a row, with that scanner known."""
    frame, page = materials_page(people=1)
    session = page.session
    Reach(session, Known([scanner]))
    session.change(without(session.case.submission, material))
    spot = Spot(session.case.submission.applicants[0].key, material)
    view = next(r for v in person_views(page.case) for r in v.rows if r.spot == spot)
    dialog = open_scan(frame, page.desk, view)
    dialog.destroyed.connect(frame.deleteLater)
    await_that(lambda: not dialog.panel.finder.searching)
    if scanner.devices:
        await_that(lambda: dialog._caps is not None)
    return dialog


def scan(dialog: ScanDialog) -> None:
    """Press the button and wait for the end."""
    dialog.scan()
    await_that(lambda: not dialog.running)
    await_that(lambda: not dialog._thumbnails.busy)


def feeder(dialog: ScanDialog, *, by_hand: bool = False) -> None:
    form = dialog.panel.form
    form.source.set_value(Source.FEEDER.value)
    form.hand.setChecked(by_hand)
    form._choose()


@scene("scanning-nobody")
def nobody() -> QWidget:
    """No scanner; an address is asked for."""
    dialog = dialog_on(Double(devices=()))
    dialog.panel.device.add_link.click()
    dialog.panel.device.address_button.click()
    return dialog


@scene("scanning-ready")
def ready() -> QWidget:
    """Two scanners were found; the details are shown."""
    wia = Device("double", "three", "样本多功能一体机 三楼", "192.0.2.12")
    dialog = dialog_on(Double(devices=(DEVICE, OTHER, wia)))
    dialog.panel.details_link.click()
    return dialog


@scene("scanning-running")
def running() -> QWidget:
    """The third page is under way; one is blank, one was levelled."""
    pages = [sheet(1), sheet(2, blank=True), sheet(3, lean=2.0), sheet(4)]
    scanner = Double(scans=[[*pages[:3]], [pages[3]]])
    dialog = dialog_on(scanner)
    feeder(dialog)
    scan(dialog)
    await_that(lambda: dialog.tiles()[1].blank and not dialog.tiles()[2].edit.is_identity)
    await_that(lambda: not dialog._thumbnails.busy)
    scanner.hold.clear()
    dialog.scan()
    await_that(lambda: dialog.progress.value() > 0)
    dialog.destroyed.connect(scanner.hold.set)
    return dialog


@scene("scanning-card")
def card() -> QWidget:
    """The front of a card, cut to its edges; the back comes next."""
    dialog = dialog_on(Double(scans=[[sheet(5, card=True)]]), "id_card")
    scan(dialog)
    await_that(lambda: dialog.tiles()[0].edit.corners is not None)
    await_that(lambda: not dialog._thumbnails.busy)
    return dialog


@scene("scanning-uneven")
def uneven() -> QWidget:
    """Both sides by hand, and a back is missing."""
    pages = [sheet(n) for n in range(1, 12)]
    dialog = dialog_on(Double(scans=[[*pages[:6]], [*pages[6:]]]))
    feeder(dialog, by_hand=True)
    scan(dialog)
    scan(dialog)
    return dialog


@scene("scanning-jam")
def jam() -> QWidget:
    """A jam after two pages."""
    dialog = dialog_on(Double(scans=[[sheet(1), sheet(2), Code.SCAN_JAM]]))
    feeder(dialog)
    scan(dialog)
    return dialog


@scene("scanning-rows")
def rows() -> QWidget:
    """The checklist, where every row can be scanned into."""
    frame, page = materials_page(people=1)
    session = page.session
    session.change(without(session.case.submission, "degree.bachelor", "id_card"))
    page.show_person(session.case.submission.applicants[0].key)
    await_pictures(frame, page)
    return frame
