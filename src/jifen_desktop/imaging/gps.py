"""The place in a block of metadata: EXIF's GPS directory (CIPA DC-008, 4.6.3) and XMP's exif:GPS… properties
(CIPA DC-010), overwritten without moving a byte.
"""

import re
from typing import Final

from jifen_desktop.imaging.exif import Tiff

GPS: Final = 0x8825
XMP_TAG: Final = 700
BLOCK: Final = re.compile(rb"II\*\0|MM\0\*")
_MARK: Final = b":GPS"
# As an attribute or as an element.
_PLACES: Final = re.compile(
    rb"""[\w.-]{1,40}:GPS\w+\s*=\s*(?:"[^"]*"|'[^']*')"""
    rb"""|<([\w.-]{1,40}:GPS\w+)\b(?:[^>]*/>|[^>]*>.*?</\1\s*>)""",
    re.DOTALL,
)


class LocationError(ValueError):
    """The place can't be taken out without touching more."""


def clear(block: bytes) -> bytes:
    """A block of EXIF (TIFF, without "Exif") or XMP that doesn't tell the place, of the same length; the same
    object where it didn't. Raises LocationError.
    """
    return _clear_exif(block) if BLOCK.match(block) else _clear_xmp(block)


def _clear_exif(block: bytes) -> bytes:
    """GPS directories emptied and no longer pointed at."""
    if not _tells(Tiff(block)):
        return block  # before a whole scan is copied
    data = bytearray(block)
    tiff = Tiff(data)
    for directory in tiff.directories():
        for entry in tiff.entries(directory):
            if entry.tag == XMP_TAG:
                data[entry.start : entry.end] = _clear_xmp(bytes(data[entry.start : entry.end]))
        place = next((e for e in tiff.entries(directory) if e.tag == GPS), None)
        if place is not None:
            _empty(data, tiff, tiff.number(place.start))
            _leave_out(data, tiff, directory, place.at)
    return block if data == block else bytes(data)


def _tells(tiff: Tiff) -> bool:
    return any(
        entry.tag == GPS or (entry.tag == XMP_TAG and _MARK in tiff.data[entry.start : entry.end])
        for directory in tiff.directories()
        for entry in tiff.entries(directory)
    )


def _clear_xmp(packet: bytes) -> bytes:
    """Blanks where the packet tells the place."""
    if _MARK not in packet:
        return packet
    return _PLACES.sub(lambda found: b" " * len(found[0]), packet)


def _empty(data: bytearray, tiff: Tiff, directory: int) -> None:
    """Overwrite a directory and the values it points at."""
    for entry in list(tiff.entries(directory)):
        data[entry.start : entry.end] = bytes(entry.end - entry.start)
    end = min(directory + 2 + 12 * tiff.number(directory, 2) + 4, len(data))
    data[directory:end] = bytes(max(0, end - directory))


def _leave_out(data: bytearray, tiff: Tiff, directory: int, at: int) -> None:
    """Take one entry out of a directory: those behind it, and the way to the next one, move up."""
    count = tiff.number(directory, 2)
    end = directory + 2 + 12 * count + 4
    if end > len(data) or not directory < at < end:
        raise LocationError
    data[at:end] = data[at + 12 : end] + bytes(12)
    data[directory : directory + 2] = (count - 1).to_bytes(2, tiff.order or "big")
