"""Sizes in pixels of edited pages and of cards on a sheet; without Pillow, so that planning needs none."""

import math
from typing import Final

from jifen_desktop.domain.edits import Box, Corners, Edit
from jifen_desktop.imaging import limits

_DEEPEST: Final = 8.0  # how many times more pixels a preview of a small crop asks for, a side
CARD_MM: Final = (85.6, 54.0)  # ISO/IEC 7810 ID-1, to a twentieth of a millimetre
A4_MM: Final = (210.0, 297.0)
SHEET_SLACK: Final = 0.03  # a camera's 4:3 and 3:2 are twice as far from A4's shape
SLACK: Final = 0.08  # how far a crop's shape may be off a card's and is still taken for the card


def pixels(mm: float) -> int:
    """Pixels at the sheet's 300 dpi."""
    return round(mm / 25.4 * limits.DPI)


SHEET: Final = (pixels(A4_MM[0]), pixels(A4_MM[1]))
CARD: Final = (pixels(CARD_MM[0]), pixels(CARD_MM[1]))


def edited_size(size: tuple[int, int], edit: Edit) -> tuple[int, int]:
    """(width, height) in pixels of what `edited` gives for a picture of that size."""
    if edit.turns % 2:
        size = size[1], size[0]
    if edit.corners is not None:
        size = straight_size(size, edit.corners)
    left, top, right, bottom = crop_pixels(size, edit.crop)
    return right - left, bottom - top


def reach(edit: Edit) -> float:
    """How many times larger than its preview the whole page has to be decoded, so that a small crop isn't blurred."""
    left, top, right, bottom = edit.crop
    wide, high = right - left, bottom - top
    if edit.corners is not None:
        xs, ys = zip(*edit.corners, strict=True)
        wide, high = wide * (max(xs) - min(xs)), high * (max(ys) - min(ys))
    return min(_DEEPEST, 1 / max(wide, high, 1e-3))


def crop_pixels(size: tuple[int, int], crop: Box) -> tuple[int, int, int, int]:
    """The crop's (left, top, right, bottom) in whole pixels, at least one each way."""
    left, right = _span(size[0], crop[0], crop[2])
    top, bottom = _span(size[1], crop[1], crop[3])
    return left, top, right, bottom


def _span(length: int, start: float, end: float) -> tuple[int, int]:
    first = min(length - 1, round(start * length))
    return first, max(first + 1, round(end * length))


def straight_size(size: tuple[int, int], corners: Corners) -> tuple[int, int]:
    """(width, height) of the straightened picture: the longer of each pair of opposite sides, so that no detail goes.

    At most as many as a rendered page: A4 at 600 dpi is 35 megapixels, and more would take longer than a file may.
    """
    wide, high = size
    a, b, c, d = ((x * wide, y * high) for x, y in corners)
    width, height = max(math.dist(a, b), math.dist(d, c)), max(math.dist(a, d), math.dist(b, c))
    shrink = min(
        1.0,
        (limits.JPEG_SIDE - 1) / max(width, height),
        math.sqrt(limits.PAGE_PIXELS / max(1.0, width * height)),
    )
    return max(1, round(width * shrink)), max(1, round(height * shrink))


def is_card_shaped(size: tuple[int, int]) -> bool:
    """Whether a picture of that size in pixels has a card's shape, lying: only then is its size on the sheet true."""
    shape = CARD_MM[0] / CARD_MM[1]
    return abs(size[0] / size[1] / shape - 1) <= SLACK


def is_sheet_shaped(size: tuple[int, int]) -> bool:
    """Whether a picture of that size in pixels has A4's shape, as the scan of a sheet that a card lay on."""
    return abs(max(size) / min(size) / (A4_MM[1] / A4_MM[0]) - 1) <= SHEET_SLACK


def printed_card(size: tuple[int, int]) -> tuple[float, float]:
    """(width, height) in mm of a card's picture on paper: a card's own where it is cut to the card, lying or standing.

    Any other is as long as a card, so that what it shows is never larger than it is and hardly smaller.
    """
    long, short = CARD_MM
    lying = size[0] >= size[1]
    if is_card_shaped(size if lying else (size[1], size[0])):
        return (long, short) if lying else (short, long)
    scale = long / max(size)
    return size[0] * scale, size[1] * scale


def side_size(size: tuple[int, int]) -> tuple[int, int]:
    """(width, height) in pixels on the sheet of a picture of that size."""
    if is_card_shaped(size):
        return CARD
    scale = min(CARD[0] / size[0], CARD[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
