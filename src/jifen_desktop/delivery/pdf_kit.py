"""Drawing on PDF pages in millimetres: text in one embedded font, lines and boxes.

Text sizes are in points, everything else in millimetres from the page's top left corner. All of it
runs in the worker. The same calls give the same bytes: no date, no random id.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import FileIO
from typing import Any, Final

from jifen_desktop.delivery.fonts import FontSet
from jifen_desktop.delivery.plain import many_lines, one_line
from jifen_desktop.delivery.wrap import balance, wrap

Colour = tuple[float, float, float]

POINT: Final = 25.4 / 72  # mm
LEADING: Final = 1.45  # line height as a multiple of the size
# The built-in font reaches from 1.04 above the base line to 0.27 below; ideographs fill 0.88 and
# 0.12.
_BASE: Final = 0.88

TEXT: Final[Colour] = (0.102, 0.122, 0.153)
GREY: Final[Colour] = (0.337, 0.369, 0.424)
LINE: Final[Colour] = (0.78, 0.8, 0.84)
ACCENT: Final[Colour] = (0.141, 0.333, 0.765)
SOFT: Final[Colour] = (0.955, 0.96, 0.972)
BLACK: Final[Colour] = (0.0, 0.0, 0.0)

_FIVE_DIGITS: Final = re.compile(rb"<([0-9A-Fa-f]{5,6})>")
_BOLD: Final = 2  # PDF text rendering mode: fill, then stroke (ISO 32000-1, table 106)


@dataclass(frozen=True)
class Style:
    """How text looks: size in points, bold by a stroke around the letters, colour as RGB from 0 to 1."""

    size: float
    bold: bool = False
    colour: Colour = TEXT

    @property
    def height(self) -> float:
        """A line's height in mm."""
        return self.size * LEADING * POINT

    def scaled(self, factor: float) -> "Style":
        """The same in another size."""
        return Style(self.size * factor, self.bold, self.colour)


class _Into:
    """An open file as PyMuPDF writes into it.

    What has a name it takes by that: it deletes the file and makes another, which Windows refuses while it is open. A
    failure can't cross MuPDF, so the first is kept, and nothing is written after it.
    """

    def __init__(self, handle: FileIO) -> None:
        self._handle = handle
        self.failure: OSError | None = None

    def write(self, data: bytes) -> int:
        left = memoryview(data)
        try:
            while left and self.failure is None:
                left = left[self._handle.write(left) :]
        except OSError as failure:
            self.failure = failure
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._handle.seek(offset, whence)

    def tell(self) -> int:
        return self._handle.tell()

    def truncate(self) -> int:
        return self._handle.truncate()


class Canvas:
    """A document that is being drawn, one page at a time."""

    def __init__(self, width: float, height: float) -> None:
        """`width` and `height` of every page in mm."""
        import pymupdf

        self.width = width
        self.height = height
        self.fonts = FontSet()
        self._document = pymupdf.open()
        self._page: Any = None
        self._writers: dict[Style, Any] = {}

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return int(self._document.page_count)

    def new_page(self) -> None:
        """Finish the page and begin the next."""
        self._flush()
        self._page = self._document.new_page(width=self.width / POINT, height=self.height / POINT)

    def go_to(self, number: int) -> None:
        """Draw on an earlier page again, from 0."""
        self._flush()
        self._page = self._document[number]

    def measure(self, text: str, size: float) -> float:
        """The width in mm of one line."""
        return sum(self.fonts.advance(char) for char in one_line(text)) * size * POINT

    def lines(self, text: str, width: float, size: float, *, even: bool = False) -> list[str]:
        """The text broken into lines of at most `width` mm; its own line ends are kept.

        With `even` they are about equally long.
        """
        broken = balance if even else wrap

        def measure(char: str) -> float:
            return self.fonts.advance(char) * size * POINT

        return [line for part in many_lines(text) for line in broken(part, width, measure)]

    def text(self, x: float, y: float, line: str, style: Style, *, align: float = 0.0) -> None:
        """One line whose box begins at `y`. `align` is the share of its width left of `x`: 0, 0.5 or 1."""
        import pymupdf

        shown = one_line(line)
        left = (x - align * self.measure(shown, style.size)) / POINT
        base = y / POINT + style.size * ((LEADING - 1) / 2 + _BASE)
        writer = self._writer(style)
        for font, piece in self.fonts.runs(shown):
            _, point = writer.append(
                pymupdf.Point(left, base), piece, font=font, fontsize=style.size
            )
            left = point.x

    def rule(
        self, x: float, y: float, width: float, *, colour: Colour = LINE, weight: float = 0.5
    ) -> None:
        """A horizontal line, `weight` in points."""
        self._stroke((x, y), (x + width, y), colour, weight, "")

    def box(self, x: float, y: float, width: float, height: float, weight: float = 0.8) -> None:
        """A black frame."""
        import pymupdf

        rect = pymupdf.Rect(x, y, x + width, y + height) / POINT
        self._page.draw_rect(rect, color=BLACK, width=weight)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour = SOFT) -> None:
        """A filled area without a frame; later drawing lies over it."""
        import pymupdf

        rect = pymupdf.Rect(x, y, x + width, y + height) / POINT
        self._page.draw_rect(rect, color=None, fill=colour, width=0)

    def areas(self, places: Iterable[tuple[float, float, float, float]]) -> None:
        """Black fields (left, top, width, height) as one area."""
        import pymupdf

        shape = self._page.new_shape()
        for x, y, width, height in places:
            shape.draw_rect(pymupdf.Rect(x, y, x + width, y + height) / POINT)
        shape.finish(color=None, fill=BLACK, width=0)
        shape.commit()

    def picture(self, x: float, y: float, width: float, height: float, jpeg: bytes) -> None:
        """A JPEG, stretched to that place; its bytes are embedded as they are."""
        import pymupdf

        rect = pymupdf.Rect(x, y, x + width, y + height) / POINT
        self._page.insert_image(rect, stream=jpeg, keep_proportion=False)

    def cut(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A dashed line to cut along."""
        self._stroke(start, end, GREY, 0.5, "[4 3] 0")

    def finish(self) -> bytes:
        """The document's bytes, fonts reduced to the characters that occur."""
        self._flush()
        self._document.subset_fonts()
        _mend_text(self._document)
        data: bytes = self._document.tobytes(garbage=4, deflate=True, no_new_id=True)
        self._document.close()
        return data

    def finish_into(self, handle: FileIO) -> None:
        """The same into a file, for a document of many pictures: its bytes are never in memory as a whole."""
        self._flush()
        self._document.subset_fonts()
        into = _Into(handle)
        self._document.save(into, garbage=3, deflate=True, deflate_images=False, no_new_id=True)
        self._document.close()
        if into.failure is not None:
            raise into.failure

    def _stroke(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: Colour,
        weight: float,
        dashes: str,
    ) -> None:
        import pymupdf

        first, last = pymupdf.Point(start) / POINT, pymupdf.Point(end) / POINT
        self._page.draw_line(first, last, color=colour, width=weight, dashes=dashes or None)

    def _writer(self, style: Style) -> Any:
        import pymupdf

        if style not in self._writers:
            self._writers[style] = pymupdf.TextWriter(self._page.rect)
        return self._writers[style]

    def _flush(self) -> None:
        for style, writer in self._writers.items():
            mode = _BOLD if style.bold else 0
            writer.write_text(self._page, color=style.colour, render_mode=mode)
        self._writers = {}


def _mend_text(document: Any) -> None:
    """Say which characters beyond U+FFFF the glyphs are, so that names can be copied and searched.

    PyMuPDF writes them as five digits, where a ToUnicode map holds UTF-16 (ISO 32000-1, 9.10.3).
    """
    for number in range(1, document.xref_length()):
        kind, value = document.xref_get_key(number, "ToUnicode")
        if kind != "xref":
            continue
        place = int(value.split()[0])
        stream = document.xref_stream(place)
        mended = _FIVE_DIGITS.sub(lambda found: _utf16(found[1]), stream)
        if mended != stream:
            document.update_stream(place, mended)


def _utf16(digits: bytes) -> bytes:
    return b"<" + chr(int(digits, 16)).encode("utf-16-be").hex().encode() + b">"
