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
from typing import Final

from jifen_desktop.domain.pages import CELLS

# Grey levels that no cell may differ by more; measured by benchmarks/hints. Two people's scans of one form have one
# size, so only another JPEG is allowed for there.
SAME_SIZE: Final = 2
RESIZED: Final = 6
# Less between the darkest and the lightest cell is an empty page, and those are all alike.
SHOWS: Final = 16


@dataclass(frozen=True)
class Shown:
    """A page's cells as `domain.pages.Quality` keeps them, and its size in pixels."""

    cells: str
    width: int
    height: int


@dataclass(frozen=True)
class _Known:
    number: int
    sides: tuple[int, int]
    cells: bytes
    marks: tuple[int, ...]


@lru_cache(maxsize=4)
def alike(pages: tuple[Shown, ...]) -> tuple[tuple[int, int], ...]:
    """The pairs (earlier, later) of places that show the same picture.

    Remembered, since the review is derived anew at every change while the pages stay: 600 pages take some 100 ms.
    """
    known = [found for n, page in enumerate(pages) if (found := _known(n, page)) is not None]
    known.sort(key=lambda page: page.marks)
    return tuple(sorted(_pairs(known)))


def _pairs(known: list[_Known]) -> Iterator[tuple[int, int]]:
    near = RESIZED * CELLS * CELLS
    for place, page in enumerate(known):
        for other in known[place + 1 :]:
            if other.marks[0] - page.marks[0] > near:
                break
            if _may_be_same(page, other) and _same(page, other):
                yield min(page.number, other.number), max(page.number, other.number)


def _known(number: int, page: Shown) -> _Known | None:
    """None where the cells show nothing or aren't cells."""
    try:
        cells = zlib.decompress(base64.b64decode(page.cells))
    except (ValueError, zlib.error):
        return None
    if len(cells) != CELLS * CELLS or max(cells) - min(cells) < SHOWS:
        return None
    short, long = sorted((page.width, page.height))
    return _Known(number, (short, long), cells, _marks(cells))


def _marks(cells: bytes) -> tuple[int, ...]:
    """The sum of all cells, then those of the quarters by size: what a turn leaves as it is."""
    half = CELLS // 2
    rows = [cells[n * CELLS : (n + 1) * CELLS] for n in range(CELLS)]
    quarters = [
        sum(sum(row[x : x + half]) for row in rows[y : y + half])
        for y in (0, half)
        for x in (0, half)
    ]
    return (sum(cells), *sorted(quarters))


def _may_be_same(page: _Known, other: _Known) -> bool:
    """A quick look at shape and light."""
    shape = page.sides[0] * other.sides[1] / (page.sides[1] * other.sides[0])
    near = _apart(page, other) * CELLS * CELLS // 4
    marks = zip(page.marks[1:], other.marks[1:], strict=True)
    return 0.97 < shape < 1.03 and all(abs(a - b) <= near for a, b in marks)


def _apart(page: _Known, other: _Known) -> int:
    return SAME_SIZE if page.sides == other.sides else RESIZED


def _same(page: _Known, other: _Known) -> bool:
    apart, turned = _apart(page, other), other.cells
    for _turn in range(4):
        if all(abs(a - b) <= apart for a, b in zip(page.cells, turned, strict=True)):
            return True
        rows = [turned[n * CELLS : (n + 1) * CELLS] for n in range(CELLS)]
        turned = bytes(value for column in zip(*rows[::-1], strict=True) for value in column)
    return False
