"""The settings of a scan beside its pages: which scanner, how, where the pages go, and what is known of the way."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from jifen_desktop.scanning.port import Caps, Device, Request
from jifen_desktop.scanning.snap import snapped
from jifen_desktop.services.page_edits import SIDES
from jifen_desktop.services.scan_pages import Where
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.part import Part
from jifen_desktop.ui.scanning import words
from jifen_desktop.ui.scanning.choosing import DeviceField
from jifen_desktop.ui.scanning.finding import Finder
from jifen_desktop.ui.scanning.target import Target
from jifen_desktop.ui.scanning.wishes import WishForm, wish_of
from jifen_desktop.ui.select import ElidedSelect, Options
from jifen_desktop.ui.session import Session

_WIDTH: Final = 372
_END: Final = "end"


class Panel(w.Page):
    """What a scan is made with; the dialog asks it, and shows in it what a scanner can."""

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__("怎样扫描")
        self._session = session
        self._target = target
        last = session.settings.scan_choice(target.material)
        self.finder = Finder(session, self)
        self.device = DeviceField(self.finder, last)
        self.form = WishForm(wish_of(last))
        self.place = ElidedSelect("放在哪里", Options(_places(target)), width=300)
        self.place.set_value(_END)
        self.place_row = w.FieldRow("放在哪里", self.place)
        self.sheet = w.CheckLine("两面放在一张 A4 上，按证件实际大小")
        self.sheet.setChecked(target.share)
        self.details_link = w.LinkButton("详情", small=True)
        self.details_link.clicked.connect(self._show_details)
        self.details = w.hint(words.details(None))
        self.details.hide()
        details = Part("", w.Flow(self.details_link), self.details, gap=4)
        self.add(Part("", self.device, self.form, self.place_row, self.sheet, details, gap=16))
        self.place_row.setVisible(
            bool(target.files)
        )  # with a parent: it would be a window of its own
        self.sheet.setVisible(target.shares)
        self.setFixedWidth(theme.scaled(_WIDTH))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_device(self, device: Device) -> None:
        """Another scanner was chosen."""
        self.details.setText(words.details(device))

    def request(self, device: Device, caps: Caps) -> Request:
        """The scan as the device can do it."""
        return snapped(self.form.wish.request(device), caps)[0]

    def remember(self, device: Device) -> None:
        """Scan this row so the next time, too."""
        choice = self.form.wish.choice(device)
        settings = self._session.settings.with_scan_choice(self._target.material, choice)
        if settings != self._session.settings:
            self._session.save_settings(settings)

    def where(self) -> Where:
        """Where the pages go among the row's files."""
        how, _, index = self.place.value().partition(":")
        return Where(int(index), how == "replace") if index else Where()

    def one_sheet(self, pages: int) -> bool:
        """Whether both sides are to stand on one A4: wanted, and there will be two."""
        return self._target.shares and self.sheet.isChecked() and pages == SIDES

    def _show_details(self) -> None:
        shown = self.details.isHidden()
        self.details.setVisible(shown)
        self.details_link.set_caption("收起详情" if shown else "详情")


def _places(target: Target) -> list[tuple[str, str]]:
    places = [(_END, "放在最后")]
    for number, name in enumerate(target.files):
        places.append((f"replace:{number}", f"代替第 {number + 1} 个「{name}」"))
        places.append((f"before:{number}", f"放在第 {number + 1} 个「{name}」前面"))
    return places
