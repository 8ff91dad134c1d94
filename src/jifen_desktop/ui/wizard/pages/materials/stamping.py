"""Papers that need the company's seal: printed from here, and put back as a pile of scans or photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import STAMPS
from jifen_desktop.services.pile import Pile, stamped_back
from jifen_desktop.services.print_pack import print_bytes
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.printing_preview import PrintPreview, show_preview
from jifen_desktop.ui.thumbnails import Thumbnails
from jifen_desktop.ui.wizard.pages.materials.desk import Desk
from jifen_desktop.ui.wizard.pages.materials.picking import pick_files
from jifen_desktop.ui.wizard.pages.materials.pile import PileDialog

if TYPE_CHECKING:
    from jifen_desktop.ui.wizard.pages.materials.page import MaterialsPage

_HOW = "打印后逐页盖章，再扫描或拍照，整叠拖进来。软件不会画章。"


class StampCard(w.Card):
    """How many sheets need the seal and how many are back; hidden where none does."""

    print_asked = Signal()
    pick_asked = Signal()

    def __init__(self) -> None:
        super().__init__(padding=16, gap=8)
        self._state = w.hint("")
        self.print_button = w.SecondaryButton("打印盖章件", icon="printer")
        self.print_button.clicked.connect(self.print_asked)
        self.pick_button = w.SecondaryButton("放入盖好章的", icon="folder-open")
        self.pick_button.clicked.connect(self.pick_asked)
        self.add(w.body("加盖公章", bold=True))
        self.add(self._state, 4)
        self.add(w.hint(_HOW), 4)
        self.add(w.Flow(self.print_button, self.pick_button, gap=8))

    def show_picture(self, picture: Picture) -> None:
        """Show what is left to do."""
        stamps = picture.outputs.stamps
        self.setVisible(bool(stamps))
        back = stamped_back(picture.submission, stamps)
        self._state.setText(f"{len(stamps)} 页要盖章，已放回 {back} 页")


class Stamping(QObject):
    """What is behind the card: the preview, the question which page is which."""

    def __init__(
        self, page: MaterialsPage, card: StampCard, desk: Desk, thumbnails: Thumbnails
    ) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._thumbnails = thumbnails
        self.dialog: PileDialog | None = None
        card.print_asked.connect(self.print_out)
        card.pick_asked.connect(self._pick)
        desk.pile_asked.connect(self._ask)

    def print_out(self) -> PrintPreview:
        """Show the sheets, then the system's print dialog."""
        session, picture = self._page.session, self._page.case.picture
        pool, context, sheets = session.pool, picture.context, picture.outputs.stamps
        title = STAMPS.removesuffix(".pdf")
        return show_preview(session, self._page, title, lambda: print_bytes(context, sheets, pool))

    def _pick(self) -> None:
        paths = pick_files(self._page, self._page.session, "盖好章的扫描件或照片")
        if paths:
            self._desk.add_pile(paths)

    def _ask(self, pile: Pile) -> None:
        sheets = self._page.case.picture.outputs.stamps
        dialog = PileDialog(self._page, pile, sheets, self._thumbnails)
        dialog.accepted.connect(lambda: self._desk.place_pages(pile.taken, dialog.choices()))
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        QTimer.singleShot(0, dialog, dialog.open)  # after a question about rows has closed

    def _forget(self) -> None:
        self.dialog = None
