"""Where the paper lies in a scan: the edges of a card or slip on the empty glass, or how far lines of print lean.

Only what is sure is told. A card is one full rectangle on an even ground; white paper under a white lid shows no edges
and gives none. Lines are sure where turning them level makes them much clearer and cuts nothing off.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from jifen_desktop.domain.edits import Corners, Point, is_convex

SIDE: Final = 800  # pixels on the long side: 0.4 mm of an A4
_RING: Final = 0.02  # of a side: the glass around
_EVEN: Final = (
    0.8  # the share of the ring that has to be ground: a card in the corner covers a seventh
)
_STANDS_OFF: Final = 14  # grey levels; a lid varies by some five
_GAP: Final = 8  # pixels: pale parts of a card, up to twice as wide, belong to it
_DUST: Final = 2
_FULL: Final = 0.96  # of a rectangle's area has to be the card's
_LEAST: Final = 0.015  # of the page's area
_MOST: Final = 0.9
_LEAN: Final = 30.0  # degrees: beyond it nobody knows which side is the upper one
_LINES: Final = 480  # pixels on the long side, for lines of print
_SKEW: Final = 4.0  # degrees; a feeder gives no more
_SKEW_LEAST: Final = 0.4  # less isn't seen
_CLEARER: Final = 1.35
_CUT_OFF: Final = 0.001  # the share of the ink that may be lost
_INK: Final = 40  # grey levels


def found_corners(grey: Image.Image) -> Corners | None:
    """The corners (fractions; top left, top right, bottom right, bottom left) that straighten the page, or None.

    `grey` is an upright scan of mode L.
    """
    return _card(_fitted(grey, SIDE)) or _level(_fitted(grey, _LINES))


def _fitted(grey: Image.Image, side: int) -> Image.Image:
    share = min(1.0, side / max(grey.size))
    size = max(1, round(grey.width * share)), max(1, round(grey.height * share))
    return grey if size == grey.size else grey.resize(size, Image.Resampling.BOX)


# --- a card on the glass --------------------------------------------------------------------------


def _card(grey: Image.Image) -> Corners | None:
    mask = _standing_off(grey)
    box = mask.getbbox() if mask is not None else None
    if mask is None or box is None or not _is_inside(box, grey.size):
        return None
    angle = _tightest(mask.crop(box))
    turned = mask.rotate(angle, Image.Resampling.NEAREST, expand=True)
    frame = turned.getbbox()
    if frame is None or abs(angle) > _LEAN:
        return None
    area = (frame[2] - frame[0]) * (frame[3] - frame[1])
    whole = grey.width * grey.height
    if not _LEAST * whole <= area <= _MOST * whole or _count(turned) < _FULL * area:
        return None
    return _back(_rectangle(frame), turned.size, grey.size, angle)


def _standing_off(grey: Image.Image) -> Image.Image | None:
    """White where something lies, black where the ground is; None where the ground isn't even."""
    ring = max(2, round(_RING * max(grey.size)))
    inner = (ring, ring, grey.width - ring, grey.height - ring)
    if inner[2] <= inner[0] or inner[3] <= inner[1]:
        return None
    whole, middle = grey.histogram(), grey.crop(inner).histogram()
    counts = [a - b for a, b in zip(whole, middle, strict=True)]
    ground = max(range(256), key=counts.__getitem__)
    near = range(max(0, ground - _STANDS_OFF), min(256, ground + _STANDS_OFF + 1))
    if sum(counts[v] for v in near) < _EVEN * sum(counts):
        return None
    mask = grey.point([255 if abs(v - ground) > _STANDS_OFF else 0 for v in range(256)])
    # of black and white, the mean tells median, widest and narrowest as well, at a tenth of their time
    mask = _mean(mask, _DUST, 128)
    return _mean(_mean(mask, _GAP, 1), _GAP, 255)


def _mean(mask: Image.Image, radius: int, least: int) -> Image.Image:
    """White where the mean of the square around is at least so much."""
    mean = mask.filter(ImageFilter.BoxBlur(radius))
    return mean.point([255 if v >= least else 0 for v in range(256)])


def _is_inside(box: tuple[int, int, int, int], size: tuple[int, int]) -> bool:
    """Whether it has at least two edges of its own: a card in the glass's corner has, a text page has none."""
    left, top, right, bottom = box
    free = (left > 1, top > 1, right < size[0] - 1, bottom < size[1] - 1)
    return (free[0] or free[2]) and (free[1] or free[3])


def _tightest(mask: Image.Image) -> float:
    """The turn in degrees, counter-clockwise, at which the rectangle around it is smallest."""

    def area(angle: float) -> int:
        box = mask.rotate(angle, Image.Resampling.NEAREST, expand=True).getbbox()
        return (box[2] - box[0]) * (box[3] - box[1]) if box is not None else 0

    best = min(_steps(0.0, 45.0, 5.0), key=area)
    for reach, step in ((4.0, 1.0), (0.8, 0.2)):
        best = min(_steps(best, reach, step), key=area)
    return best


def _steps(middle: float, reach: float, step: float) -> Iterable[float]:
    """The nearest to the middle first, so that equals don't turn anything."""
    count = round(reach / step)
    return sorted((middle + step * n for n in range(-count, count + 1)), key=abs)


def _rectangle(box: tuple[int, int, int, int]) -> tuple[Point, Point, Point, Point]:
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _back(
    points: Iterable[Point], turned: tuple[int, int], size: tuple[int, int], angle: float
) -> Corners | None:
    """Points of the turned picture in the one before, as fractions; None where they are no four corners in it."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    found = []
    for x, y in points:
        dx, dy = x - turned[0] / 2, y - turned[1] / 2
        px, py = (cos * dx - sin * dy) / size[0] + 0.5, (sin * dx + cos * dy) / size[1] + 0.5
        if not (-0.01 <= px <= 1.01 and -0.01 <= py <= 1.01):
            return None
        found.append((min(1.0, max(0.0, px)), min(1.0, max(0.0, py))))
    a, b, c, d = found
    corners = (a, b, c, d)
    return corners if is_convex(corners) else None


# --- lines of print -------------------------------------------------------------------------------


def _level(grey: Image.Image) -> Corners | None:
    paper = grey.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.BoxBlur(6))
    depth = ImageChops.subtract(paper, grey)
    ink = depth.point([255 if v >= _INK else 0 for v in range(256)])
    if _count(ink) == 0:
        return None

    def clear(angle: float) -> float:
        return _clearness(ink.rotate(angle, Image.Resampling.BILINEAR))

    best = max(_steps(0.0, _SKEW, 0.5), key=clear)
    best = max(_steps(best, 0.4, 0.1), key=clear)
    if not _SKEW_LEAST <= abs(best) < _SKEW or clear(best) < _CLEARER * clear(0.0):
        return None
    corners = _back(_inscribed(grey.size, best), grey.size, grey.size, best)
    return corners if corners is not None and _keeps(ink, corners) else None


def _clearness(ink: Image.Image) -> float:
    """How much the rows of pixels differ from the next ones."""
    rows = ink.resize((1, ink.height), Image.Resampling.BOX)
    steps = ImageChops.difference(
        rows.crop((0, 0, 1, rows.height - 1)), rows.crop((0, 1, 1, rows.height))
    )
    return float(sum(n * v * v for v, n in enumerate(steps.histogram())))


def _inscribed(size: tuple[int, int], angle: float) -> tuple[Point, Point, Point, Point]:
    """The page's shape, turned, as large as it fits into the page: in coordinates of the turned picture."""
    wide, high = size
    cos, sin = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
    share = min(wide / (wide * cos + high * sin), high / (wide * sin + high * cos))
    half_w, half_h = wide * share / 2, high * share / 2
    x, y = wide / 2, high / 2
    return (
        (x - half_w, y - half_h),
        (x + half_w, y - half_h),
        (x + half_w, y + half_h),
        (x - half_w, y + half_h),
    )


def _keeps(ink: Image.Image, corners: Corners) -> bool:
    """Whether next to no ink lies outside the corners."""
    outside = Image.new("L", ink.size, 255)
    points = [(x * ink.width, y * ink.height) for x, y in corners]
    ImageDraw.Draw(outside).polygon(points, fill=0)
    return _count(ImageChops.multiply(ink, outside)) <= _CUT_OFF * _count(ink)


def _count(mask: Image.Image) -> int:
    return sum(mask.histogram()[128:])
