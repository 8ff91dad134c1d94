"""Small fonts whose characters are full squares, to stand in for fonts of a system."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import AbstractPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 1000


def make_font(
    path: Path, family: str, chars: str, *, cubic: bool = False, embedding: int = 0
) -> Path:
    """A font file with these characters; `cubic` with PostScript outlines, `embedding` as of OS/2.fsType."""
    names = [".notdef", *(f"u{ord(char):04X}" for char in chars)]
    made = FontBuilder(EM, isTTF=not cubic)
    made.setupGlyphOrder(names)
    made.setupCharacterMap(dict(zip(map(ord, chars), names[1:], strict=True)))
    if cubic:
        pen = T2CharStringPen(EM, None)
        _square(pen)
        made.setupCFF("Sample", {}, dict.fromkeys(names, pen.getCharString()), {})
    else:
        glyph = TTGlyphPen(None)
        _square(glyph)
        made.setupGlyf(dict.fromkeys(names, glyph.glyph()))
    made.setupHorizontalMetrics(dict.fromkeys(names, (EM, 0)))
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": family, "styleName": "Regular"})
    made.setupOS2(fsType=embedding)
    made.setupPost()
    made.save(path)
    return path


def _square(pen: AbstractPen) -> None:
    pen.moveTo((0, -120))
    for corner in ((0, 880), (EM, 880), (EM, -120)):
        pen.lineTo(corner)
    pen.closePath()
