"""A character cut out of a system font, as a small TrueType font of its own. Runs in the worker.

Rare ideographs come in collections of 20 MB, which PyMuPDF can't reduce and would embed whole. A font's subset would
keep the numbers of its glyphs, which PyMuPDF takes for others; so only the outline is taken.
"""

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Faces of a collection differ in the shapes of their ideographs; the mainland's are wanted.
_MAINLAND: Final = (" SC", " CN", " GB", "GB2312", "GBK")
_FAMILY: Final = 1  # the family's id in OpenType's `name` table
_MOST_FACES: Final = 32
_NOTDEF: Final = ".notdef"
# Of the em: how far a quadratic curve may lie from the cubic one that it stands for.
_OFF: Final = 0.001
_RESTRICTED: Final = 0x0002  # OpenType, OS/2.fsType: must not be embedded in a document


def cut_out(path: str, char: str) -> bytes | None:
    """A font file that holds this character alone; None where the file can't be taken apart or lacks it.

    None too where its makers don't allow it to be embedded.
    """
    from fontTools.ttLib import TTFont

    try:
        # TTFont leaves a file that it opened itself open where it is damaged
        with Path(path).open("rb") as file, TTFont(file, fontNumber=_face(path), lazy=True) as font:
            if "OS/2" in font and font["OS/2"].fsType & _RESTRICTED:
                return None
            return _alone(font, char)
    except Exception:  # a font of somebody's computer: whatever is wrong, another one is tried
        return None


def _alone(font: "TTFont", char: str) -> bytes:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    glyphs, em = font.getGlyphSet(), font["head"].unitsPerEm
    source = glyphs[font.getBestCmap()[ord(char)]]
    outline = DecomposingRecordingPen(glyphs)
    source.draw(outline)
    pen = TTGlyphPen(None)
    # TrueType's outlines run the other way round than PostScript's
    outline.replay(Cu2QuPen(pen, em * _OFF, reverse_direction="glyf" not in font))
    glyph, name = pen.glyph(), f"u{ord(char):04X}"
    made = FontBuilder(em, isTTF=True)
    made.setupGlyphOrder([_NOTDEF, name])
    made.setupCharacterMap({ord(char): name})
    made.setupGlyf({_NOTDEF: TTGlyphPen(None).glyph(), name: glyph})
    left = glyph.xMin if glyph.numberOfContours else 0
    made.setupHorizontalMetrics({_NOTDEF: (em, 0), name: (round(source.width), left)})
    made.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    made.setupNameTable({"familyName": _family(font), "styleName": "Regular"})
    made.setupOS2()
    made.setupPost()
    made.font.recalcTimestamp = False  # the same input gives the same bytes
    made.font["head"].created = made.font["head"].modified = 0
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@lru_cache(maxsize=64)
def _face(path: str) -> int:
    """Which font of a collection to take: the mainland's, else the first; -1 where the file is no collection."""
    from fontTools.ttLib import TTFont

    with Path(path).open("rb") as file:
        head = file.read(12)
        if head[:4] != b"ttcf":
            return -1
        for number in range(min(int.from_bytes(head[8:12], "big"), _MOST_FACES)):
            font = TTFont(file, fontNumber=number, lazy=True)
            if _family(font).endswith(_MAINLAND):
                return number
    return 0


def _family(font: "TTFont") -> str:
    return font["name"].getDebugName(_FAMILY) or ""
