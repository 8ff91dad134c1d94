"""The scanned pages in the order of the paper: scan by scan, and both sides of a pile that is turned by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from jifen_desktop.services.scan_pages import both_sides
from jifen_desktop.ui.scanning.sheets import PageTile


@dataclass
class Pile:
    """One scan's pages; with `by_hand` the backs follow in a scan of their own."""

    by_hand: bool = False
    fronts: list[PageTile] = field(default_factory=list)
    backs: list[PageTile] = field(default_factory=list)
    turned: bool = False  # the backs are being scanned, or were
    cut_short: bool = (
        False  # the scan of this side broke off: the rest of it comes before the other side
    )

    def tiles(self) -> list[PageTile]:
        """Its pages in the order of the paper."""
        return both_sides(self.fronts, self.backs) if self.turned else list(self.fronts)

    def add(self, tile: PageTile) -> None:
        """The next page of the side that is being scanned."""
        (self.backs if self.turned else self.fronts).append(tile)

    def turn_backs(self) -> None:
        """Turn the backs upside down: a pile that was turned over its short side comes out so."""
        for tile in self.backs:
            tile.turn(2)

    @property
    def side(self) -> str:
        """What the pages of the scan under way are called, or of the last one; nothing where there is one side."""
        return ("背面" if self.turned else "正面") if self.by_hand else ""

    @property
    def waits_for_backs(self) -> bool:
        """Whether the next scan is that of the backs."""
        return self.by_hand and bool(self.fronts) and not self.turned and not self.cut_short

    def end_scan(self, *, broke_off: bool) -> None:
        """A scan of it is over; without a page of its side that side can be tried anew."""
        if self.turned and not self.backs:
            self.turned = False
            broke_off = False
        self.cut_short = broke_off and self.by_hand and bool(self.fronts)

    @property
    def uneven(self) -> bool:
        """Whether both piles are there and don't fit."""
        return bool(self.backs) and len(self.fronts) != len(self.backs)


class Piles:
    """All piles of a dialog; the last one is that of the scan under way, or of the latest."""

    def __init__(self) -> None:
        self._piles: list[Pile] = []

    @property
    def last(self) -> Pile:
        """The latest pile, an empty one where nothing was scanned."""
        return self._piles[-1] if self._piles else Pile()

    @property
    def have_backs(self) -> bool:
        """Whether any pile was turned over by hand."""
        return any(pile.backs for pile in self._piles)

    def tiles(self) -> list[PageTile]:
        """All pages in their order."""
        return [tile for pile in self._piles for tile in pile.tiles()]

    def rest(self, *, by_hand: bool) -> str:
        """The side whose scan broke off and is gone on with, unless the user wants both sides no more."""
        return self.last.side if by_hand and self.last.cut_short else ""

    def waiting(self, *, by_hand: bool) -> int:
        """How many fronts wait for their backs, unless the user wants both sides no more."""
        return len(self.last.fronts) if by_hand and self.last.waits_for_backs else 0

    def begin(self, *, by_hand: bool) -> None:
        """A scan begins: the backs of the last pile, the rest of one of its sides, or a new pile."""
        if by_hand and self.last.waits_for_backs:
            self.last.turned = True
        elif not self.rest(by_hand=by_hand):
            self._piles.append(Pile(by_hand=by_hand))

    def end_scan(self, *, broke_off: bool) -> None:
        """A scan is over; a pile without pages goes."""
        self.last.end_scan(broke_off=broke_off)
        if self._piles and not self.last.fronts:
            self._piles.pop()

    def turn_backs(self) -> None:
        """Turn the backs of every pile upside down."""
        for pile in self._piles:
            pile.turn_backs()
