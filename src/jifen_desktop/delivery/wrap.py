"""Breaking text into lines, with the rules of Chinese typesetting (GB/T 15834: 避头尾).

Closing punctuation never starts a line and opening punctuation never ends one. Between Chinese
characters a line may break anywhere; Latin words, numbers and addresses stay whole unless they are
wider than the line.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Final

Measure = Callable[[str], float]

CLOSING: Final = frozenset("，。、；：！？）】》〉」』〕］｝”’…—·～%％‰℃,.;:!?)]}>")
OPENING: Final = frozenset("（【《〈「『〔［｛“‘([{<￥$#№")
# 388号, 6号楼, 3人: a number and the word that counts it stay together, as do a word and its number
# (温馨提示5) and numbers in a row (85、87).
COUNTED: Final = frozenset("号楼室弄栋幢座层厅区人份页张年月日个项元")
_WIDE: Final = frozenset("WF")
# What an address or an office ends a part with: 上海市宝山区, 15号6号楼, 人才服务中心.
_PARTS: Final = tuple("区县镇路道弄号楼厦座层室厅心部 ")
_OFFICE: Final = frozenset("心部")  # 中心18号窗口: the number begins the next part
_MOST_UNITS: Final = 120  # longer texts are no address; the search grows with the square
_NEVER: Final = 1 << 20


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """The lines of one paragraph, each at most `width` wide by `measure` (the width of one character).

    Spaces at a break go; nothing else is ever lost. A single character wider than `width` stands
    alone. An empty text gives one empty line.
    """
    lines: list[str] = []
    line, used = "", 0.0
    for unit in _units(text):
        size = _width(unit.rstrip(" "), measure)
        if line and used + size > width:
            lines.append(line.rstrip(" "))
            line, used = "", 0.0
        *full, last = _split(unit, width, measure) if size > width else [unit]
        lines += full
        line += last
        used += _width(last, measure)
    return [*lines, line.rstrip(" ")]


def balance(text: str, width: float, measure: Measure) -> list[str]:
    """`wrap` in no more lines: cut where a part of an address ends, then into lines about equally long."""
    lines = wrap(text, width, measure)
    units = list(_units(text))
    if len(lines) < 2 or len(units) > _MOST_UNITS:
        return lines
    sizes = [_width(unit, measure) for unit in units]
    ends = [_width(unit.rstrip(" "), measure) for unit in units]
    if max(ends) > width:
        return lines
    edges = [0, *_best_cuts(units, sizes, ends, len(lines), width), len(units)]
    return ["".join(units[a:b]).rstrip(" ") for a, b in pairwise(edges)]


def _best_cuts(
    units: Sequence[str], sizes: Sequence[float], ends: Sequence[float], count: int, width: float
) -> tuple[int, ...]:
    """Where to cut into `count` lines at most: fewest cuts inside a name, then the shortest longest line.

    `ends` are the units' widths at the end of a line, where their spaces go.
    """
    before = [0.0, *accumulate(sizes)]

    @cache
    def best(start: int, lines: int) -> tuple[int, float, tuple[int, ...]]:
        rest = before[-2] - before[start] + ends[-1]
        found: tuple[int, float, tuple[int, ...]] = (0 if rest <= width else _NEVER, rest, ())
        for cut in range(start + 1, len(units)) if lines > 1 else ():
            line = before[cut - 1] - before[start] + ends[cut - 1]
            if line > width:
                break
            inside, longest, more = best(cut, lines - 1)
            inside += not units[cut - 1].endswith(_PARTS)
            found = min(found, (inside, max(line, longest), (cut, *more)))
        return found

    return best(0, count)[2]


def _units(text: str) -> Iterator[str]:
    """Pieces that must not be broken: a word or character with the punctuation that clings to it."""
    unit = ""
    for char in text:
        if unit and _may_break(unit[-1], char):
            yield unit
            unit = ""
        unit += char
    if unit:
        yield unit


def _may_break(before: str, after: str) -> bool:
    if after in CLOSING or after == " " or before in OPENING or _joined(after):
        return False
    if before.isdecimal() and after in COUNTED:
        return False
    if after.isdecimal() and (before == "、" or before.isalnum()) and before not in _OFFICE:
        return False
    return before == " " or _wide(before) or _wide(after) or before in "，。；：！？、—…"


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in _WIDE


def _joined(char: str) -> bool:
    """Combining marks and variation selectors belong to the character before them."""
    return unicodedata.category(char).startswith("M")


def _split(unit: str, width: float, measure: Measure) -> list[str]:
    """A unit too wide for any line, cut by characters; the last piece may go on being filled."""
    pieces, piece, used = [], "", 0.0
    for char in unit:
        size = measure(char)
        if piece and used + size > width and not _joined(char):
            piece, carried = _carry(piece, char, width, measure)
            pieces.append(piece)
            piece, used = carried, _width(carried, measure)
        piece += char
        used += size
    return [*pieces, piece]


def _carry(piece: str, following: str, width: float, measure: Measure) -> tuple[str, str]:
    """Take the last character along where the next line would else start with punctuation."""
    clinging = following in CLOSING and len(piece) > 1 and piece[-1] not in CLOSING
    if clinging and measure(piece[-1]) + measure(following) <= width:
        return piece[:-1], piece[-1]
    return piece, ""


def _width(text: str, measure: Measure) -> float:
    return sum(measure(char) for char in text)
