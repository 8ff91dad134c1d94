"""Which pages show the same picture: saved anew as JPEG, resized, made grey, turned. Not: cropped, photographed again.

The limit: pages that are alike to a hair because a program made them after one template, as two people's screenshots
of one form, differ by a name alone. The cells are small enough for that; where even the name is the same, so is the
picture.
"""

import base64
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from jifen_desktop.domain.pages import CELLS, Quality

# Grey levels that no cell may differ by more; measured by benchmarks/hints. Two people's scans of one form have one
# size, so only another JPEG is allowed for there.
SAME_SIZE: Final = 2
RESIZED: Final = 6
# Less between the darkest and the lightest cell is an empty page, and those are all alike.
SHOWS: Final = 16
# How far the measures of one picture may lie apart; `ink` is a share of the larger one. Another JPEG and a resize to
# half move them by some half of these.
ANOTHER_JPEG: Final = Quality(paper=3, contrast=8, ink=0.06, across=0.12)
ANOTHER_SIZE: Final = Quality(paper=4, contrast=28, ink=0.4, across=0.5)


@dataclass(frozen=True)
class Shown:
    """What is known of a page: its measures with the cells, and its size in pixels."""

    quality: Quality
    width: int
    height: int


Pages = tuple[Shown, ...]


@lru_cache(maxsize=4)
def alike(pages: Pages) -> tuple[tuple[int, int], ...]:
    """The pairs (earlier, later) of places that show the same picture.

    Remembered, as the cells are, since the review is derived anew at every change. Pages that one device made have one
    size and mostly differ in their measures already: a hundred new ones take some milliseconds.
    """
    sizes: dict[tuple[int, int], list[int]] = {}
    for n in sorted(range(len(pages)), key=lambda n: pages[n].quality.ink):
        if pages[n].quality.cells:
            sides = sorted((pages[n].width, pages[n].height))
            sizes.setdefault((sides[0], sides[1]), []).append(n)
    found = {pair for own in sizes.values() for pair in _within(pages, own)}
    for (one, own), (two, others) in combinations(sizes.items(), 2):
        if 0.97 < one[0] * two[1] / (one[1] * two[0]) < 1.03:
            found |= set(_between(pages, own, others))
    return tuple(sorted(found))


def _within(pages: Pages, own: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of one size; `own` are places by growing ink."""
    for at, first in enumerate(own):
        most = pages[first].quality.ink / (1 - ANOTHER_JPEG.ink)
        for second in own[at + 1 :]:
            if pages[second].quality.ink > most:
                break
            if _same(pages[first], pages[second], ANOTHER_JPEG, SAME_SIZE):
                yield min(first, second), max(first, second)


def _between(pages: Pages, own: list[int], others: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of two sizes."""
    for first in own:
        for second in others:
            if _same(pages[first], pages[second], ANOTHER_SIZE, RESIZED):
                yield min(first, second), max(first, second)


def _same(page: Shown, other: Shown, reach: Quality, apart: int) -> bool:
    one, two = page.quality, other.quality
    likely = (
        abs(one.ink - two.ink) <= reach.ink * max(one.ink, two.ink)
        and abs(one.contrast - two.contrast) <= reach.contrast
        and abs(one.paper - two.paper) <= reach.paper
        and abs(abs(one.across) - abs(two.across)) <= reach.across
    )
    if not likely:
        return False
    cells, turned = cells_of(one.cells), cells_of(two.cells)
    if not cells or not turned:
        return False
    if (page.width > page.height) != (other.width > other.height):
        turned = _quarter(turned)
    return any(
        all(abs(a - b) <= apart for a, b in zip(cells, shown, strict=True))
        for shown in (turned, turned[::-1])  # backwards is upside down
    )


@lru_cache(maxsize=2048)
def cells_of(packed: str) -> bytes:
    """A page's cells by rows, or nothing where they show nothing or are no cells."""
    try:
        cells = zlib.decompress(base64.b64decode(packed))
    except (ValueError, zlib.error):
        return b""
    shows = len(cells) == CELLS * CELLS and max(cells) - min(cells) >= SHOWS
    return cells if shows else b""


def _quarter(cells: bytes) -> bytes:
    """Turned by a quarter."""
    rows = [cells[n * CELLS : (n + 1) * CELLS] for n in range(CELLS)]
    return bytes(value for column in zip(*rows[::-1], strict=True) for value in column)
