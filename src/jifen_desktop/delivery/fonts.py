"""Which font shows which character: the built-in one, else one of the system's, else a visible 〓.

PyMuPDF's font leaves characters out without a word (㛃, 𬭎, 𠮷), so every character is looked up
first. Runs in the worker: it is what imports pymupdf.
"""

import os
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jifen_desktop.delivery.font_cut import cut_out

if TYPE_CHECKING:
    import pymupdf

REPLACEMENT: Final = "〓"
BUILT_IN: Final = ""
_SUFFIXES: Final = frozenset({".ttf", ".ttc", ".otf", ".otc"})
_MOST_FILES: Final = 200
_LARGEST: Final = 120 << 20
# Parts of file names of fonts with many ideographs, the likeliest first; the others come after
# them.
_LIKELY: Final = (
    "simsunb", "simsunextg", "simsun", "msyh", "deng", "simhei", "simkai", "simfang",
    "pingfang", "songti", "heiti", "hiragino sans gb", "stsong", "apple",
    "notosanscjk", "notoserifcjk", "sourcehan", "plangothic", "hanamin", "wqy", "uming",
    "arphic", "droidsansfallback", "babelstone", "unifont", "symbol", "dejavusans",
)  # fmt: skip


def built_in_font() -> bytes:
    """The file of the font that PyMuPDF carries (Droid Sans Fallback, Apache License 2.0). Runs in the worker."""
    import pymupdf

    return bytes(pymupdf.Font("cjk").buffer)


class FontSet:
    """The fonts of one document. `missing` collects the characters that none of them has, in order."""

    def __init__(self) -> None:
        import pymupdf

        self.fonts: dict[str, pymupdf.Font] = {BUILT_IN: pymupdf.Font("cjk")}
        self._places: dict[str, str | None] = {}
        self._advances: dict[str, float] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        """Characters shown as 〓 so far."""
        return tuple(char for char, place in self._places.items() if place is None)

    def advance(self, char: str) -> float:
        """A character's width at size 1."""
        if char not in self._advances:
            place = self._place(char)
            shown = REPLACEMENT if place is None else char
            font = self.fonts[place or BUILT_IN]
            self._advances[char] = font.glyph_advance(ord(shown))
        return self._advances[char]

    def runs(self, text: str) -> Iterator[tuple["pymupdf.Font", str]]:
        """The text in pieces of one font each."""
        piece, current = "", BUILT_IN
        for char in text:
            place = self._place(char)
            shown = REPLACEMENT if place is None else char
            if (place or BUILT_IN) != current and piece:
                yield self.fonts[current], piece
                piece = ""
            piece, current = piece + shown, place or BUILT_IN
        if piece:
            yield self.fonts[current], piece

    def _place(self, char: str) -> str | None:
        """The key of the font that has the character, None where there is none."""
        if char not in self._places:
            self._places[char] = self._find(char)
        return self._places[char]

    def _find(self, char: str) -> str | None:
        for key, font in self.fonts.items():
            if has_glyph(font, char):
                return key
        for path in system_fonts_for(char, font_folders()):
            alone = _only(path, char)
            if alone is not None:
                key = f"{path}:{char}"
                self.fonts[key] = alone
                return key
        return None


def has_glyph(font: "pymupdf.Font", char: str) -> bool:
    """Whether the font itself draws the character."""
    return bool(font.has_glyph(ord(char)))


def missing_characters(text: str) -> tuple[str, ...]:
    """Those characters of a document's text that will show as 〓; for a warning beside the document."""
    from jifen_desktop.delivery.plain import one_line

    fonts = FontSet()
    for char in one_line(text):
        fonts.advance(char)
    return fonts.missing


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps its fonts, the user's own included."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return (windows / "Fonts", local / "Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return (*shared, home / ".local/share/fonts", home / ".fonts")


def system_fonts_for(char: str, folders: tuple[Path, ...]) -> Iterator[str]:
    """The paths of the system's fonts that have the character, the likeliest first."""
    return (path for path in _files(folders) if _covers(path, char))


@lru_cache(maxsize=256)
def _only(path: str, char: str) -> "pymupdf.Font | None":
    """The system font with this character alone; None where it can't be cut out."""
    import pymupdf

    cut = cut_out(path, char)
    if cut is None:
        return None
    try:
        font = pymupdf.Font(fontbuffer=cut)
    except (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError):
        return None
    return font if has_glyph(font, char) else None


def _covers(path: str, char: str) -> bool:
    points = _codepoints(path)
    place = bisect_left(points, ord(char))
    return place < len(points) and points[place] == ord(char)


@lru_cache(maxsize=_MOST_FILES)
def _codepoints(path: str) -> "array[int]":
    """The characters of a font file, sorted; none for a file that is no font or a broken one."""
    import pymupdf

    try:
        font = _opened(path)
        return array("L", sorted(font.valid_codepoints()))
    except (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError, OSError):
        return array("L")


def _opened(path: str) -> "pymupdf.Font":
    import pymupdf

    return pymupdf.Font(fontfile=path)


@lru_cache(maxsize=4)
def _files(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """The font files, the likely ones first, then by name; the order is the same at every run."""
    found = sorted({str(path) for folder in folders for path in _walk(folder)})
    return tuple(sorted(found, key=_rank)[:_MOST_FILES])


def _walk(folder: Path) -> Iterable[Path]:
    for root, _, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            if path.suffix.lower() in _SUFFIXES and _small_enough(path):
                yield path


def _small_enough(path: Path) -> bool:
    try:
        return path.stat().st_size <= _LARGEST
    except OSError:
        return False


def _rank(path: str) -> tuple[int, bool]:
    """Likely names first, upright regular faces before bold and slanted ones."""
    name = Path(path).name.lower()
    likely = next((rank for rank, part in enumerate(_LIKELY) if part in name), len(_LIKELY))
    return likely, any(word in name for word in ("bold", "italic", "oblique", "light"))
