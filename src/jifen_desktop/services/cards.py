"""How large a card is on paper: told by its picture's shape, or by the A4 that it was scanned on."""

from collections.abc import Sequence
from typing import Final

from jifen_desktop.domain.edits import WHOLE, Box, Edit
from jifen_desktop.domain.pages import CELLS, PageFacts
from jifen_desktop.imaging.geometry import (
    A4_MM,
    CARD_MM,
    edited_size,
    is_card_shaped,
    is_sheet_shaped,
    printed_card,
)
from jifen_desktop.review.alike import cells_of

Size = tuple[float, float]

_EDGE: Final = 1  # cells at the scan's edge, where shadows lie
_INKED: Final = 5  # grey levels below the paper
_AIR: Final = 5.0  # mm around what is inked: a card's edges are pale
_ROOM: Final = (180.0, 102.0)  # mm that a side may take, so that two stand on one page


def size_on_paper(page: PageFacts, edit: Edit) -> tuple[Size, Edit] | None:
    """(width, height) in mm of a card's picture and the edit that shows it so; None for a sheet with more on it.

    Of a scan of the whole A4 that it lay on the empty rest is left out, and it stays as large as it lay there.
    """
    size = edited_size((page.width, page.height), edit)
    if not is_sheet_shaped(size):
        return printed_card(size), edit
    box = _window(page) if edit.crop == WHOLE and edit.corners is None and not edit.turns else None
    if box is None:
        return None
    wide, high = A4_MM if page.width < page.height else A4_MM[::-1]
    left, top, right, bottom = box
    shown = Edit(crop=box, brightness=edit.brightness, contrast=edit.contrast)
    return ((right - left) * wide, (bottom - top) * high), shown


def is_cut(page: PageFacts, edit: Edit) -> bool:
    """Whether the picture tells how large the card is: cut to its edges, or with the whole A4 around it."""
    size = edited_size((page.width, page.height), edit)
    return is_sheet_shaped(size) or is_card_shaped((max(size), min(size)))


def _window(page: PageFacts) -> Box | None:
    """The part of a scanned A4 that holds all that is on it, no smaller than a card; None where that is too much."""
    cells = cells_of(page.quality.cells) if page.quality else b""
    if not cells:
        return None
    paper = sorted(cells)[len(cells) * 3 // 4]
    inner = range(_EDGE, CELLS - _EDGE)
    inked = [(x, y) for y in inner for x in inner if cells[y * CELLS + x] < paper - _INKED]
    if not inked:
        return None
    sheet = A4_MM if page.width < page.height else A4_MM[::-1]
    spans = [_span([place[way] for place in inked], sheet[way], CARD_MM[way]) for way in (0, 1)]
    if any(end - start > most for (start, end), most in zip(spans, _ROOM, strict=True)):
        return None
    (left, right), (top, bottom) = spans
    return left / sheet[0], top / sheet[1], right / sheet[0], bottom / sheet[1]


def _span(places: Sequence[int], length: float, card: float) -> Size:
    """From where to where, in mm: the cells with some air, and never less than a card with as much."""
    cell = length / CELLS
    start, end = min(places) * cell, (max(places) + 1) * cell
    half = max((end - start) / 2 + _AIR, card / 2 + _AIR)
    middle = (start + end) / 2
    return max(0.0, middle - half), min(length, middle + half)
