"""Scanning in the window, run as a program of its own: `python -m tests.journey.scan_walk PLAN`.

PLAN names the submission to open, the network scanner's address, and the file to write the acts to.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from jifen_desktop.flow.step import Step
from jifen_desktop.scanning.escl.backend import Escl
from jifen_desktop.scanning.escl.pins import Pins
from jifen_desktop.scanning.port import Source
from jifen_desktop.scanning.sane import SaneBackend
from jifen_desktop.services.scanning import Scanners
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.scanning.dialog import ScanDialog
from jifen_desktop.ui.scanning.scanners import Reach
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from jifen_desktop.ui.wizard.pages.materials.views import Spot
from tests.journey.walk import Walker, main

PAGES = 10
DPI = "150"


def nearby(session: Session) -> None:
    """SANE's test device, and network scanners on this computer alone."""
    run = session.pool.run
    own = Escl(Pins(session.library.scanners_path), run, interfaces=["127.0.0.1"])
    Reach(session, Scanners([SaneBackend(run), own]))


class ScanWalker(Walker):
    """Ten pages from each scanner, then the export."""

    def walk(self) -> None:
        self.window.activateWindow()
        self.until(self.window.isActiveWindow, "the window's focus")
        self.until(lambda: self.window.frame.session.has_case, "the submission")
        self.window.frame.go_to(Step.MATERIALS)
        self.arrived(Step.MATERIALS)
        page = self.window.frame.page
        assert isinstance(page, MaterialsPage)
        nearby(page.session)
        self.scan(page, "degree.bachelor", "")
        self.scan(page, "chsi_filing.bachelor", self.plan["address"])
        self.click("继续")
        self.review()
        self.export()

    def scan(self, page: MaterialsPage, material: str, address: str) -> None:
        """Ten pages into a row, from the scanner that was found or from the one at an address."""
        key = page.case.submission.applicants[0].key
        page.checklist.focus_spot(Spot(key, material))
        row = page.checklist.material_rows[Spot(key, material)]
        before = row.view.item.pages
        self.press(row.scan)
        self.acts.append("click scan")
        dialog = self.until(lambda: page.findChild(ScanDialog), "the dialog")
        if address:
            self.add(dialog, address)
        self.until(lambda: dialog._caps is not None, "what the scanner can")
        form = dialog.panel.form
        self.choose(form.source, Source.FEEDER.value)
        self.choose(form.dpi, DPI)
        self.press(dialog.scan_button)
        self.until(lambda: dialog.running, "the scan")
        self.until(lambda: not dialog.running, "the end of the scan")
        assert len(dialog.tiles()) == PAGES, (len(dialog.tiles()), dialog.banner.accessibleName())
        self.press(self.find(QAbstractButton, f"放入 {PAGES} 页", dialog))
        self.acts.append(f"take {PAGES} pages")
        self.until(lambda: page.findChild(ScanDialog) is None, "the end of the dialog")
        row = page.checklist.material_rows[Spot(key, material)]
        assert row.view.item.pages == before + PAGES

    def add(self, dialog: ScanDialog, address: str) -> None:
        """The network scanner, by its address."""
        self.press(dialog.panel.device.add_link)
        dialog.panel.device.address.insert(address)
        self.press(dialog.panel.device.address_button)
        field = dialog.panel.device
        self.until(lambda: field.device is not None and field.device.backend == "escl", address)
        self.acts.append("add by address")

    def choose(self, field: w.SelectField, value: str) -> None:
        """An entry of a list."""
        index = field.findData(value)
        assert index >= 0, value
        field.setCurrentIndex(index)
        field.activated.emit(index)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), ScanWalker))
