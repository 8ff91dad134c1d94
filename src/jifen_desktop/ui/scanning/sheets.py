"""The pages that were scanned, in the order in which they go into the row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.edits import NO_EDIT, Edit, turned
from jifen_desktop.intake.scan_look import ScanLook
from jifen_desktop.scanning.port import Page
from jifen_desktop.services.scan_pages import is_blank
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Tone
from jifen_desktop.ui.thumbnails import PageKey, Thumbnails

_BOX: Final = 360  # pixels asked for: twice the tile's
_WIDE, _HIGH = 132, 176
_STANDS: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom  # over its words
T = TypeVar("T")


class PageTile(w.Column):
    """One page: its picture, its number, whether it looks blank, whether it is kept, and the proposed cut.

    `changed()` follows the user's choices.
    """

    changed = Signal()

    def __init__(self, page: Page, thumbnails: Thumbnails, side: str, *, edits: bool) -> None:
        super().__init__(gap=2)
        self.page = page
        self.blank = False
        self._thumbnails = thumbnails
        self._side = side
        self._edits = edits
        self._proposed = NO_EDIT
        self._cut = False
        self._turns = 0
        self.picture = w.Thumbnail(w.Placeholder.FILE, size=(_WIDE, _HIGH), align=_STANDS)
        self.title = w.body("", bold=True)
        self.flag = w.hint("像是空白页", Tone.WARN)
        self.flag.hide()
        self.keep = w.CheckLine("放入")
        self.keep.setChecked(True)
        self.keep.clicked.connect(self.changed)
        self.cut_link = w.LinkButton("", small=True)
        self.cut_link.clicked.connect(self._toggle)
        self.cut_link.hide()
        self.turn_link = w.LinkButton("右转", small=True)
        self.turn_link.clicked.connect(lambda _checked=False: self.turn(1))
        links = w.Flow(self.turn_link, self.cut_link, gap=12)
        self.turn_link.setVisible(edits)  # with a parent: it would be a window of its own
        for part in (self.picture, self.title, self.keep, links, self.flag):
            self.add(part)
        self.add_stretch()
        self._load()

    def set_number(self, number: int) -> None:
        """The place among the pages, from 1."""
        self.number = number
        self.title.setText(f"第 {number} 页" + (f" · {self._side}" if self._side else ""))
        self.picture.setAccessibleName(f"第 {number} 页的图片")
        self.keep.setAccessibleName(f"放入第 {number} 页")
        self.turn_link.setAccessibleName(f"第 {number} 页右转")
        self._name_cut()

    def turn(self, quarters: int) -> None:
        """Show it so many quarters clockwise further."""
        if self._edits:
            self._turns = (self._turns + quarters) % 4
            self._load()

    def show_look(self, look: ScanLook) -> None:
        """Say that it looks blank; show it cut or levelled where that is sure, which can be taken back."""
        self.blank = is_blank(look.ink)
        self.flag.setVisible(self.blank)
        if self._edits and not look.edit.is_identity:
            self._proposed = look.edit
            self.cut_link.show()
            self._toggle()

    @property
    def edit(self) -> Edit:
        """What is changed about the page now."""
        return turned(self._proposed if self._cut else NO_EDIT, self._turns)

    def _toggle(self) -> None:
        self._cut = not self._cut
        self._name_cut()
        self._load()
        self.changed.emit()

    def _name_cut(self) -> None:
        words = "用原图" if self._cut else "裁正"
        self.cut_link.set_caption(words)
        self.cut_link.setAccessibleName(f"第 {self.number} 页{words}")

    number = 0

    def _load(self) -> None:
        wanted = self.edit
        key = PageKey(self.page.path, 0, theme.scaled(_BOX), wanted)

        def put(image: QImage | None) -> None:
            if self.edit == wanted:
                self.picture.set_content(w.Placeholder.BROKEN if image is None else image)

        self._thumbnails.load(key, self, put)


class PageGrid(w.TileGrid):
    """The tiles of all piles, in order."""

    def __init__(self) -> None:
        super().__init__(4, gap=16, row_gap=20)
        self._tiles: list[PageTile] = []

    def show_tiles(self, tiles: Sequence[PageTile]) -> None:
        """Show these, numbered from 1; new ones are taken in, none is taken away."""
        for tile in tiles:
            if tile not in self._tiles:
                self.add(tile)
        self._tiles = list(tiles)
        for number, tile in enumerate(tiles, 1):
            tile.set_number(number)
        self._widgets = list(tiles)
        for first, second in pairwise(tiles):
            second.raise_()  # children are read in their order
            QWidget.setTabOrder(first.cut_link, second.keep)
        self._place()
        self.updateGeometry()
