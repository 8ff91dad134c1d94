"""What a page looks like, in a few numbers from one small grey copy: sharpness, light, ink, direction of lines.

Measured, not judged: `review.hints` holds the thresholds. Everything is Pillow's own arithmetic on histograms and
box means; a copy of 1600 × 1200 pixels takes some 25 ms. How well the numbers tell bad pages from good ones is
measured by `benchmarks/hints`.
"""

import base64
import math
import zlib
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageChops, ImageFilter

from jifen_desktop.domain.pages import CELLS, Quality
from jifen_desktop.imaging.colour import to_rgb

# Where the 9 pt print of an A4 page is still 17 pixels high; a finer copy shows more noise than blur.
LONG_SIDE: Final = 1600
_PLAIN: Final = ("1", "L", "RGB", "CMYK", "YCbCr")
_HUGE: Final = 40_000_000
_TILES: Final = 6  # a side: blur and ink are looked for in 36 parts, since only some hold any
_EDGE: Final = (
    0.004  # share of a tile's pixels that its clearest edges have, doubled with each halving
)
_EDGE_LEAST: Final = 24  # grey levels from pixel to pixel: less is no edge
_FEW_TILES: Final = 3
_LEVELS: Final = 5  # the copy, and what it is at 1/2, 1/4, 1/8, 1/16
_QUIET: Final = 0.3  # the share of pixels from whose gradients the noise is read
# A normal distribution's |x|: 30 % lie below 0.385 deviations, 0.4 % above 2.88.
_NOISE_TAIL: Final = 2.88 / 0.385
_MIDDLE: Final = 1000
_INK_TAIL: Final = 0.01
_INKED: Final = (
    14  # grey levels below the paper around: more than noise, dust and the other side's print
)
_BORDER: Final = 0.06  # of a side: desk, shadow and the glass's edge
_STRIPS: Final = 7
_RULE: Final = 220  # of 255: more of a strip is covered by a rule or an edge, never by print
_DENSE: Final = 120
_LINE_STEPS: Final = (3, 6)  # pixels
_FEW_LINES: Final = (
    0.02  # of a page's places; a card on a sheet has more, a few coloured fields less
)
_UNDECIDED: Final = 20.0  # unevenness of a page without print
_LEAST_SIDE: Final = 96  # a smaller picture tells nothing


def small_grey(image: Image.Image) -> Image.Image:
    """The page in grey, transparent parts as white, at most LONG_SIDE pixels on its long side, never enlarged."""
    if image.mode not in _PLAIN:
        if image.width * image.height > _HUGE:  # whole copies of it would not fit a worker's memory
            image = image.resize(_fitting(image.size, 2 * LONG_SIDE), Image.Resampling.NEAREST)
        image = to_rgb(image)
    grey = image.convert("L")
    size = _fitting(grey.size, LONG_SIDE)
    return grey if size == grey.size else grey.resize(size, Image.Resampling.BOX)


def _fitting(size: tuple[int, int], side: int) -> tuple[int, int]:
    share = min(1.0, side / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def measure(grey: Image.Image) -> Quality:
    """The numbers of a page; `grey` is upright, from `small_grey`."""
    if min(grey.size) < _LEAST_SIDE:
        return Quality()
    pyramid = [grey]
    while len(pyramid) < _LEVELS and min(pyramid[-1].size) >= 4 * _TILES:
        pyramid.append(pyramid[-1].reduce(2))
    depth = _depth(pyramid)
    contrast = _contrast(depth)
    return Quality(
        sharpness=round(_sharpness(pyramid), 3),
        paper=_paper(pyramid[-1]),
        contrast=contrast,
        ink=round(_ink(depth), 5),
        across=round(_across(depth, contrast), 3),
        cells=_cells(grey),
    )


# --- sharpness ------------------------------------------------------------------------------------


def _sharpness(pyramid: Sequence[Image.Image]) -> float:
    """How steep the clearest edges are against what they could be; 1 where a page has hardly any edge.

    An edge of height C that is blurred by σ rises by C / (σ √2π) from pixel to pixel, and by nearly C in a copy so
    small that the blur fits into one pixel. The ratio is about 0.4 / σ. Both directions are looked at alone, since a
    movement blurs one only.
    """
    steps = [_steps(level) for level in pyramid]
    found = []
    for direction in (0, 1):
        tops = [_tile_tops(level[direction], _EDGE * 2**n) for n, level in enumerate(steps)]
        noise = _NOISE_TAIL * _percentile(steps[0][direction].histogram(), _QUIET)
        ratios = [
            math.sqrt(max(0.0, first**2 - noise**2)) / best
            for first, *others in zip(*tops, strict=True)
            if (best := max(first, *others)) >= _EDGE_LEAST
        ]
        if len(ratios) >= _FEW_TILES:
            found.append(sorted(ratios)[len(ratios) // 2])
    return min(found, default=1.0)


def _steps(level: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Absolute differences from pixel to pixel, across and down."""
    w, h = level.size
    across = ImageChops.difference(level.crop((0, 0, w - 1, h)), level.crop((1, 0, w, h)))
    down = ImageChops.difference(level.crop((0, 0, w, h - 1)), level.crop((0, 1, w, h)))
    return across, down


def _tile_tops(image: Image.Image, share: float) -> list[float]:
    """For each tile the level that only `share` of its pixels exceed."""
    return [_percentile(tile.histogram(), 1 - share) for tile in _tiles(image)]


def _tiles(image: Image.Image) -> list[Image.Image]:
    w, h = image.size
    places = range(_TILES)
    return [
        image.crop((w * x // _TILES, h * y // _TILES, w * (x + 1) // _TILES, h * (y + 1) // _TILES))
        for y in places
        for x in places
    ]


def _percentile(histogram: Sequence[int], share: float) -> float:
    """The level below which that share of the pixels lies, a fraction of one where it falls within it."""
    wanted = sum(histogram) * share
    below = 0
    for level, count in enumerate(histogram):
        if below + count > wanted:
            return level + (wanted - below) / count
        below += count
    return float(len(histogram) - 1)


# --- light and ink --------------------------------------------------------------------------------


def _paper(level: Image.Image) -> int:
    """The grey that nine tenths of the picture stay below: lit paper, wherever it lies."""
    return min(255, round(_percentile(level.histogram(), 0.9)))


def _depth(pyramid: Sequence[Image.Image]) -> Image.Image:
    """How much darker each pixel of a copy of some 800 pixels is than the paper around it, without the border."""
    page = pyramid[0] if max(pyramid[0].size) <= _MIDDLE else pyramid[1]
    paper = (
        pyramid[-1].filter(ImageFilter.MaxFilter(3)).resize(page.size, Image.Resampling.BILINEAR)
    )
    w, h = page.size
    x, y = int(w * _BORDER), int(h * _BORDER)
    return ImageChops.subtract(paper, page).crop((x, y, w - x, h - y))


def _contrast(depth: Image.Image) -> int:
    """How far the ink stands off from the paper: the upper quarter of the inked parts' darkest hundredths."""
    inked = sorted(top for top in _tile_tops(depth, _INK_TAIL) if top >= _INKED)
    return round(inked[len(inked) * 3 // 4]) if inked else 0


def _ink(depth: Image.Image) -> float:
    """The share of inked pixels, on a quarter of the copy, where noise has gone."""
    counts = depth.reduce(2).histogram()
    return sum(counts[_INKED:]) / sum(counts)


def _across(depth: Image.Image, contrast: int) -> float:
    """How much clearer lines of print run across the page than down it, as a natural logarithm; 0 is undecided.

    Print is dark and white by turns across its lines and even along them. Seven strips each way keep a leaning page's
    lines apart. What covers a strip from edge to edge is a rule, a frame or a shadow and is left out; nothing counts
    for more than dense print does. Two sizes of step serve fine print and a card's large one.
    """
    if max(depth.size) < _MIDDLE * 0.4:
        return 0.0  # lines of print would be a pixel high
    least = max(_INKED, round(contrast / 2))
    ink = depth.point([255 if v >= least else 0 for v in range(256)])
    w, h = ink.size
    kept = [0 if v > _RULE else min(v, _DENSE) for v in range(256)]
    down = ink.resize((_STRIPS, h), Image.Resampling.BOX).point(kept)
    over = ink.resize((w, _STRIPS), Image.Resampling.BOX).point(kept)
    rows, columns = [0.0, 0.0], [0.0, 0.0]
    for step in _LINE_STEPS:
        lines = down.resize((_STRIPS, h // step), Image.Resampling.BOX)
        letters = over.resize((w // step, _STRIPS), Image.Resampling.BOX)
        for total, one in ((rows, _unevenness(lines, 0, 1)), (columns, _unevenness(letters, 1, 0))):
            total[0] += one[0]
            total[1] = max(total[1], one[1])
    if max(rows, columns)[1] < _FEW_LINES:
        return 0.0
    return math.log((rows[0] + _UNDECIDED) / (columns[0] + _UNDECIDED))


def _unevenness(profile: Image.Image, dx: int, dy: int) -> tuple[float, float]:
    """The mean square of the differences three places apart along a profile, and the share of clear ones."""
    w, h = profile.size
    steps = ImageChops.difference(
        profile.crop((0, 0, w - 3 * dx, h - 3 * dy)), profile.crop((3 * dx, 3 * dy, w, h))
    )
    counts = steps.histogram()
    total = max(1, sum(counts))
    return sum(n * v * v for v, n in enumerate(counts)) / total, sum(counts[20:]) / total


# --- fingerprint ----------------------------------------------------------------------------------


def _cells(grey: Image.Image) -> str:
    """The page's mean grey in 40 × 40 overlapping cells, by rows, packed by zlib, in base64.

    Another JPEG moves a cell by one level, half the size by five; the smallest differing name on an A4 page by three
    (benchmarks/hints). Fewer cells can't tell such pages apart, more only cost room in the draft.
    """
    cells = grey.resize((CELLS, CELLS), Image.Resampling.BILINEAR).tobytes()
    return base64.b64encode(zlib.compress(cells, 9)).decode("ascii")
