"""The place in a PNG's chunks (W3C PNG, 11.3)."""

import zlib
from collections.abc import Callable
from typing import Final

from jifen_desktop.imaging import png
from jifen_desktop.imaging.gps import BLOCK, LocationError, clear

MAX_TEXT: Final = 8 << 20  # bytes of an unpacked text
_XMP: Final = b"XML:com.adobe.xmp"
_RAW: Final = (b"Raw profile type exif", b"Raw profile type APP1", b"Raw profile type xmp")


def cleared(data: bytes) -> bytes:
    """The file without its place in EXIF and XMP; the same object where it tells none, or isn't understood.

    Raises LocationError.
    """
    try:
        parts = list(png.chunks(data))
    except png.PngError:
        return data
    kept = [(kind, _clear_chunk(kind, content)) for kind, content in parts]
    return data if kept == parts else png.packed(kept) + data[len(png.packed(parts)) :]


def hides(data: bytes) -> bool:
    """Whether a text tells the place as old programs wrote it: EXIF or XMP in hexadecimal."""
    try:
        return any(
            _raw_tells(kind, content)
            for kind, content in png.chunks(data)
            if kind in (b"zTXt", b"tEXt")
        )
    except png.PngError:
        return False


def _clear_chunk(kind: bytes, content: bytes) -> bytes:
    if kind == b"eXIf":
        return clear(content)
    if kind == b"iTXt" and content.startswith(_XMP + b"\0"):
        return _changed(content, clear)
    return content


def _changed(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """An international text with its words changed: keyword, packed or not, language, its keyword, words."""
    start = len(_XMP) + 3
    for _ in range(2):
        start = content.find(b"\0", start) + 1
        if not start:
            return content
    packed = content[len(_XMP) + 1] == 1
    words = _unpacked(content[start:]) if packed else content[start:]
    changed = change(words)
    if changed == words:
        return content
    return content[:start] + (zlib.compress(changed) if packed else changed)


def _raw_tells(kind: bytes, content: bytes) -> bool:
    """The text is a name, a length, and hexadecimal digits, each from a line of its own on."""
    keyword, _, words = content.partition(b"\0")
    if keyword not in _RAW:
        return False
    try:
        lines = (_unpacked(words[1:]) if kind == b"zTXt" else words).split(b"\n")
        block = bytes.fromhex(b"".join(lines[3:]).decode("ascii"))
    except ValueError:
        return True  # not understood: better said than kept quiet
    found = BLOCK.search(block)
    part = block[found.start() :] if found else block
    return clear(part) != part


def _unpacked(words: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(words, MAX_TEXT)
    except zlib.error as error:
        raise LocationError from error
