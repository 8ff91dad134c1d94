"""打印件 and 盖章件: the papers on A4, one a page, each with its name, number and a mark in the footer.

The two sides of a card stand on one page at true size; everything else is fitted into what the margins leave. A page
that needs the company's seal is a grey copy with a free field for it: so the red that comes back is the seal. The seal
itself is never drawn.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jifen_desktop.delivery.plain import one_line
from jifen_desktop.files.atomic import temp_beside
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped
from jifen_desktop.imaging.geometry import A4_MM

if TYPE_CHECKING:
    from jifen_desktop.delivery.pdf_kit import Canvas, Style

_SIDE: Final = 15.0  # mm, left and right
_TOP: Final = 12.0
_BOTTOM: Final = 272.0  # pictures end here; the footer stands below
_FOOT: Final = 277.0
_MARK: Final = 12.0  # the code's width; a quiet zone of four squares is kept free around it
_QUIET: Final = 2.5
_FIELD: Final = 46.0  # a company's round seal is 40 to 45 mm wide
_GAP: Final = 4.0
_WORDS: Final = 9.0  # points
_LEAST: Final = 4.0
FIELD_WORDS: Final = "加盖公章处"

Size = tuple[float, float]  # mm


@dataclass(frozen=True)
class Picture:
    """A JPEG file with its size in pixels; without a `size` in mm it is fitted."""

    path: Path
    pixels: tuple[int, int]
    size: Size | None = None


@dataclass(frozen=True)
class Printed:
    """One page: its pictures below each other, what its footer says, and whether it is to bear the seal."""

    pictures: tuple[Picture, ...]
    title: str
    mark: str
    seal: bool = False


def room(seal: bool) -> Size:
    """How large a picture may be on a page with or without a field for the seal, in mm."""
    bottom = _BOTTOM - (_FIELD + _GAP if seal else 0)
    return A4_MM[0] - 2 * _SIDE, bottom - _TOP


def write_print_pack(pages: Sequence[Printed], target: Path) -> None:
    """Write the pages as a PDF, whole or not at all; the same input gives the same bytes. To be run in the worker.

    Raises JifenError where a file can't be read or written.
    """
    from jifen_desktop.delivery.pdf_kit import Canvas

    canvas = Canvas(*A4_MM)
    for number, page in enumerate(pages, 1):
        canvas.new_page()
        _pictures(canvas, page)
        if page.seal:
            _field(canvas)
        _footer(canvas, page, f"第 {number} / {len(pages)} 页")
    temp = temp_beside(target)
    with mapped(target):
        try:
            with disk().create(temp) as handle:
                canvas.finish_into(handle)
            disk().replace(temp, target)
        except BaseException:
            with suppress(OSError):
                disk().unlink(temp)
            raise


def _pictures(canvas: "Canvas", page: Printed) -> None:
    """The pictures in the middle of equal parts of the height."""
    high = room(page.seal)[1] / len(page.pictures)
    for number, picture in enumerate(page.pictures):
        wide, tall = picture.size or _fitted(picture.pixels, page.seal)
        left = (A4_MM[0] - wide) / 2
        top = _TOP + number * high + (high - tall) / 2
        canvas.picture(left, top, wide, tall, disk().read(picture.path))


def _fitted(pixels: tuple[int, int], seal: bool) -> Size:
    wide, high = room(seal)
    scale = min(wide / pixels[0], high / pixels[1])
    return pixels[0] * scale, pixels[1] * scale


def _field(canvas: "Canvas") -> None:
    """The place for the seal, at the right as one stamps a letter."""
    left, top = A4_MM[0] - _SIDE - _FIELD, _BOTTOM - _FIELD
    for across in (top, top + _FIELD):
        canvas.cut((left, across), (left + _FIELD, across))
    for down in (left, left + _FIELD):
        canvas.cut((down, top), (down, top + _FIELD))
    style = _style(_WORDS)
    canvas.text(left - 2, top + _FIELD - style.height, FIELD_WORDS, style, align=1)


def _footer(canvas: "Canvas", page: Printed, number: str) -> None:
    """The mark at the left, far from the seal; then whose and what it is, and the page."""
    _mark(canvas, page.mark)
    left, right = _SIDE + _MARK + _QUIET + 1, A4_MM[0] - _SIDE
    foot = _style(_WORDS)
    wide = right - left - canvas.measure(number, foot.size) - 5
    lines, style = _words(canvas, one_line(page.title), wide)
    top = _FOOT + (_MARK - len(lines) * style.height) / 2
    for index, line in enumerate(lines):
        canvas.text(left, top + index * style.height, line, style)
    canvas.text(right, _FOOT + (_MARK - foot.height) / 2, number, foot, align=1)


def _words(canvas: "Canvas", text: str, wide: float) -> tuple[list[str], "Style"]:
    """The text in lines no higher than the mark, as large as that allows."""
    size = _WORDS
    lines = canvas.lines(text, wide, size)
    while len(lines) * _style(size).height > _MARK and size > _LEAST:
        size -= 0.5
        lines = canvas.lines(text, wide, size)
    return lines, _style(size)


def _mark(canvas: "Canvas", mark: str) -> None:
    """The QR code, in error correction Q or better: a quarter of it may be spoilt (ISO/IEC 18004)."""
    import segno

    rows = list(segno.make(mark, error="q", micro=False).matrix)
    side = _MARK / len(rows)
    fields = []
    for row, cells in enumerate(rows):
        column = 0
        for dark, run in groupby(cells):
            long = len(list(run))
            if dark:  # a row's neighbours as one, so that no hairline parts them
                fields.append((_SIDE + column * side, _FOOT + row * side, long * side, side))
            column += long
    canvas.areas(fields)


def _style(size: float) -> "Style":
    from jifen_desktop.delivery.pdf_kit import GREY, Style

    return Style(size, colour=GREY)
