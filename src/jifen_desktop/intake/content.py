"""Reads a PDF page's content stream as far as needed to say: it paints one image and nothing clips
it.

ISO 32000-2: 8.4.4 graphics state operators, 8.5 paths, 9.4 text. Everything not understood is an
answer too: no.
"""

import re
from dataclasses import dataclass
from typing import Final

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

MAX_CONTENT: Final = 1 << 20  # bytes; the hidden text of a recognised page has some 100 kB
IDENTITY: Final[Matrix] = (1, 0, 0, 1, 0, 0)

_TOKEN: Final = re.compile(
    rb"\((?:\\.|[^()\\])*\)|<[0-9A-Fa-f\s]*>|<<|>>|[\[\]]|/[^\s()<>\[\]{}/%]*|[^\s()<>\[\]{}/%]+|%[^\r\n]*|(\S)",
    re.DOTALL,
)
_NUMBER: Final = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
# Text shows through the drawing log if it is visible; colours and line styles paint nothing by
# themselves.
_HARMLESS: Final = frozenset(
    b"BT ET Tf Td TD Tm T* Tc Tw Tz TL Tr Ts Tj TJ ' \" "
    b"g G rg RG k K cs CS sc SC scn SCN w J j M d i ri BMC EMC MP n".split()
)


@dataclass(frozen=True)
class Placed:
    """The one image: its resource name, the matrix it is painted with, the clips around it (user
    space).
    """

    name: str
    matrix: Matrix
    clips: tuple[Box, ...]


def single_image(content: bytes) -> Placed | None:
    """The image if the stream paints just one, unaltered but for its matrix and rectangular clips."""
    if len(content) > MAX_CONTENT:
        return None
    reader = _Reader()
    for token in _TOKEN.finditer(content):
        if token[1] is not None or not reader.feed(token[0]):
            return None
    return reader.placed if reader.complete else None


class _Reader:
    def __init__(self) -> None:
        self.operands: list[bytes] = []
        self.matrix: Matrix = IDENTITY
        self.clips: tuple[Box, ...] = ()
        self.saved: list[tuple[Matrix, tuple[Box, ...]]] = []
        self.path: Box | None = None
        self.clipping = False
        self.placed: Placed | None = None

    @property
    def complete(self) -> bool:
        return not self.clipping

    def feed(self, token: bytes) -> bool:
        """Take one token; False where the page is more than one image."""
        if token.startswith(b"%"):
            return True
        if token[:1] in b"/([<>]" or _NUMBER.fullmatch(token):
            self.operands.append(token)
            return True
        operands, self.operands = self.operands, []
        return self._apply(token, operands)

    def _apply(self, operator: bytes, operands: list[bytes]) -> bool:
        if operator == b"q":
            self.saved.append((self.matrix, self.clips))
        elif operator == b"Q":
            if self.saved:
                self.matrix, self.clips = self.saved.pop()
        elif operator == b"Do":
            return self._paint(operands)
        elif operator in (b"cm", b"re"):
            return self._numbers(operator, operands)
        elif operator in (b"W", b"W*"):
            self.clipping = self.path is not None
            return self.clipping
        elif operator == b"n":
            if self.clipping and self.path is not None:
                self.clips = (*self.clips, self.path)
            self.path, self.clipping = None, False
        return operator in _HARMLESS or operator in (b"q", b"Q")

    def _paint(self, operands: list[bytes]) -> bool:
        if self.placed is not None or len(operands) != 1 or not operands[0].startswith(b"/"):
            return False
        name = operands[0][1:].decode("ascii", "replace")
        self.placed = Placed(name, self.matrix, self.clips)
        return True

    def _numbers(self, operator: bytes, operands: list[bytes]) -> bool:
        if not all(_NUMBER.fullmatch(o) for o in operands):
            return False
        values = [float(o) for o in operands]
        if operator == b"cm" and len(values) == 6:
            a, b, c, d, e, f = values
            self.matrix = multiplied((a, b, c, d, e, f), self.matrix)
            return True
        if operator == b"re" and len(values) == 4 and self.path is None:
            x, y, width, height = values
            self.path = _boxed(self.matrix, x, y, width, height)
            return self.path is not None
        return False


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first` and then `then`."""
    a, b, c, d, e, f = first
    m, n, o, p, q, r = then
    return (
        a * m + b * o,
        a * n + b * p,
        c * m + d * o,
        c * n + d * p,
        e * m + f * o + q,
        e * n + f * p + r,
    )


def _boxed(matrix: Matrix, x: float, y: float, width: float, height: float) -> Box | None:
    a, b, c, d, e, f = matrix
    if abs(b) + abs(c) > 1e-6 * (abs(a) + abs(d)):
        return None
    left, right = sorted((a * x + e, a * (x + width) + e))
    low, high = sorted((d * y + f, d * (y + height) + f))
    return (left, low, right, high)
