"""Where a picture says it was taken (GPS), found and taken out of its metadata without touching anything else.

Everything is done in place: not one byte is moved, so that no offset inside a file changes and the
picture is as it was. What can't be done so is refused.
"""

import io
import re
from collections.abc import Iterator
from typing import Final

import pillow_heif
from PIL import Image, ImageSequence

from jifen_desktop.domain.pages import Media
from jifen_desktop.imaging import png_location
from jifen_desktop.imaging.gps import BLOCK, GPS, LocationError, clear
from jifen_desktop.imaging.jpeg import JpegError, picture_span

# A JPEG's application segment with EXIF or XMP, in its own head or in that of a picture behind it;
# FF E1 never occurs among coded data.
_SEGMENT: Final = re.compile(
    rb"\xff\xe1(..)(Exif\0\0|http://ns\.adobe\.com/[\x21-\x7e]+\0)", re.DOTALL
)
# A film behind a photo tells its place in its own way (ISO base media, QuickTime).
_FILM: Final = b"ftyp"
_FILM_PLACES: Final = (b"\xa9xyz", b"loci", b"ISO6709")
_XMP_PLACE: Final = b"exif:GPSLatitude"
_BIG_TIFF: Final = (
    b"II+\0",
    b"MM\0+",
)  # with offsets of 8 bytes, which scanners of large sheets write

Stretch = tuple[int, int]


def tells_location(data: bytes, media: Media) -> bool:
    """Whether the file's metadata say where it was taken."""
    try:
        return _changed(data, media) != data or _tells_elsewhere(data, media)
    except LocationError:
        return True


def without_location(data: bytes, media: Media) -> bytes:
    """The file without its place, of the same length but for a PNG's compressed text.

    Raises LocationError where it is told in a place that can't be changed: a PDF's, a film's behind a
    photo, a HEIF whose metadata lie in pieces, a TIFF with offsets of 8 bytes.
    """
    cleared = data if media == Media.PDF else _changed(data, media)
    if tells_location(cleared, media):
        raise LocationError
    return cleared


def _changed(data: bytes, media: Media) -> bytes:
    return png_location.cleared(data) if media == Media.PNG else _cleared(data, media)


def _tells_elsewhere(data: bytes, media: Media) -> bool:
    """Whether the place stands where nothing is changed."""
    if media == Media.JPEG:
        return _film(data)
    if media == Media.PDF:
        return _XMP_PLACE in data
    if media == Media.TIFF and data.startswith(_BIG_TIFF):
        return _big_tiff(data)
    return media == Media.PNG and png_location.hides(data)


def _stretches(data: bytes, media: Media) -> Iterator[Stretch]:
    """Where EXIF blocks (TIFF) and XMP packets lie in a file."""
    if media == Media.TIFF:
        yield 0, len(data)
        return
    if media == Media.WEBP:
        yield from _riff(data)
    elif media == Media.HEIF:
        yield from _heif(data)
    elif media in (Media.JPEG, Media.PDF):
        for found in _SEGMENT.finditer(data):
            end = found.start() + 2 + int.from_bytes(found[1], "big")
            if found.end() < end <= len(data):
                yield found.end(), end


def _cleared(data: bytes, media: Media) -> bytes:
    changed: bytearray | None = None
    for start, end in _stretches(data, media):
        block = data[start:end]
        kept = clear(block)
        if kept != block:
            changed = changed or bytearray(data)
            changed[start:end] = kept
    return data if changed is None else bytes(changed)


def _riff(data: bytes) -> Iterator[Stretch]:
    """The EXIF and XMP chunks of a WEBP."""
    at = 12
    while at + 8 <= len(data):
        start, size = at + 8, int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] in (b"EXIF", b"XMP ") and start + size <= len(data):
            prefix = 6 if data.startswith(b"Exif\0\0", start) else 0
            yield start + prefix, start + size
        at = start + size + size % 2


def _heif(data: bytes) -> Iterator[Stretch]:
    """The EXIF and XMP items of a HEIF: their decoder tells the bytes, which lie in the file in one piece."""
    # Pillow's plugin changes the orientation in the EXIF block that it tells.
    told = pillow_heif.open_heif(io.BytesIO(data)).info
    exif, xmp = told.get("exif") or b"", told.get("xmp") or b""
    found = BLOCK.search(exif)
    for part in (exif[found.start() :] if found else b"", xmp):
        if clear(part) != part:
            at = data.find(part)
            if at < 0 or data.find(part, at + 1) >= 0:
                raise LocationError
            yield at, at + len(part)


def _big_tiff(data: bytes) -> bool:
    with Image.open(io.BytesIO(data), formats=("TIFF",)) as image:
        return any(GPS in frame.getexif() for frame in ImageSequence.Iterator(image))


def _film(data: bytes) -> bool:
    try:
        rest = data[picture_span(data)[1] :]
    except JpegError:
        return False
    return _FILM in rest and any(place in rest for place in _FILM_PLACES)
