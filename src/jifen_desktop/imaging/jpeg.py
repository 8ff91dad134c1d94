"""A JPEG taken apart by its segments (ITU-T T.81, annex B), so that what it says about people can go
while its picture stays bit by bit.

Kept: what decoding needs (tables, frame, restart interval, scans), JFIF without its thumbnail,
Adobe's colour transform, the colour profile without its texts, and the orientation. Everything else
goes: EXIF, XMP, IPTC, comments, thumbnails, makers' segments, and whatever follows the end of the
image (further pictures of an MPO, films, trailers). What isn't understood is refused, never guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from jifen_desktop.imaging.exif import exif_orientation, orientation_block, xmp_orientation
from jifen_desktop.imaging.icc import ProfileError, colours_of, plain_profile

Span = tuple[int, int]

SCAN: Final = b"\xff\xda"
_SOI: Final = b"\xff\xd8"
_APP0, _APP1, _APP2, _APP14, _APP15, _COM = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_SOS, _EOI = 0xDA, 0xD9
# Baseline, extended and progressive Huffman: what every viewer opens. Arithmetic coding, lossless
# and hierarchical frames are none of it.
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
_TABLES: Final = frozenset({0xDB, 0xC4, 0xDD})
_BETWEEN_SCANS: Final = _TABLES | {_SOS, 0xDC}
_COMPONENTS: Final = (1, 3, 4)

# A marker among entropy-coded data: FF 00 is a data byte, FF D0-D7 a restart, FF FF filling.
_MARKER: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_NEXT: Final = re.compile(rb"\xff+([^\x00\xff])")
_WINDOW: Final = 1 << 18  # bytes searched at a time: other threads get their turn in between

_EXIF: Final = b"Exif\0\0"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_ICC: Final = b"ICC_PROFILE\0"
_ICC_PIECE: Final = 65_535 - 2 - len(_ICC) - 2
MAX_SEGMENTS: Final = 5_000  # a profile of 8 MB has 130, an XMP of many megabytes some more


class JpegError(ValueError):
    """The file's structure isn't understood well enough to be taken apart."""


@dataclass
class Head:
    """What comes before the first scan: kept segments in order, and what metadata mean for the picture."""

    start: int = 0  # where the first scan's header begins
    jfif: bytes | None = None  # its version and density
    kept: list[bytes] = field(default_factory=list)  # whole segments, without metadata
    profile: bytes | None = None
    orientation: int = 1
    frames: int = 0


def picture_span(data: bytes) -> Span:
    """From the first scan's header to behind the end-of-image marker, in bytes. Raises JpegError.

    These bytes go out as they are. One linear search, 4 ms for a photo of 12 megapixels.
    """
    start = at = read_head(data).start
    while True:
        at = _next_marker(data, _after(data, at))
        marker = data[at + 1]
        if marker == _EOI:
            return start, at + 2
        if marker not in _BETWEEN_SCANS:  # metadata amid the scans, or nothing known
            raise JpegError


def bare_head(source: bytes, orientation: int | None = None) -> bytes:
    """What goes before the picture's span: the start of `source` without metadata, with that orientation
    (1 to 8; None keeps its own).

    `source` is the file, or at least its bytes up to and with the first scan's marker. Raises
    JpegError.
    """
    head = read_head(source)
    return _written(head, head.orientation if orientation is None else orientation)


def is_bare_head(source: bytes, copy: bytes, orientation: int | None = None) -> bool:
    """Whether `copy`, up to and with its first scan's marker, tells a decoder all that `source` does, says
    that orientation (None: the source's own), and nothing besides.

    Compares every segment that decoding needs and the profile's colours, both read anew.
    """
    try:
        ours, theirs = read_head(source), read_head(copy)
        return (
            (ours.orientation if orientation is None else orientation) == theirs.orientation
            and (ours.jfif, ours.kept, _colours(ours))
            == (theirs.jfif, theirs.kept, _colours(theirs))
            and copy[: theirs.start] == _written(theirs, theirs.orientation)
        )
    except JpegError:
        return False


def bare(data: bytes, orientation: int | None = None, span: Span | None = None) -> bytes:
    """The whole file with that orientation (None: its own) and no other metadata; entropy-coded data
    untouched. `span` is its `picture_span` where that is known. Raises JpegError.
    """
    start, end = span or picture_span(data)
    return b"".join((bare_head(data, orientation), memoryview(data)[start:end]))


def is_bare_copy(
    source: bytes, copy: bytes, orientation: int | None = None, span: Span | None = None
) -> bool:
    """Whether `copy` is `bare` of `source`: `is_bare_head`, and after it the entropy-coded data of the
    source, byte for byte, and its end. `span` is the source's `picture_span` where that is known.
    """
    try:
        start, end = span or picture_span(source)
        copied = read_head(copy).start
    except JpegError:
        return False
    return (
        is_bare_head(source, copy, orientation)
        and len(copy) - copied == end - start
        and copy.startswith(memoryview(source)[start:end], copied)
    )


def orientation_of(data: bytes) -> int:
    """1 to 8, by EXIF or else by XMP. Raises JpegError."""
    return read_head(data).orientation


def segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, end) of each segment, the length's two bytes and all, the marker not; the last is the
    first scan's marker, with nothing of it. Raises JpegError.
    """
    if not data.startswith(_SOI):
        raise JpegError
    at = len(_SOI)
    for _ in range(MAX_SEGMENTS):
        found = _NEXT.search(data, at)  # what lies between segments is skipped, as decoders do
        if found is None:
            raise JpegError
        marker, start = found[1][0], found.end()
        if marker == _SOS:
            yield marker, start, start
            return
        if not (marker == _COM or 0xC0 <= marker <= _APP15) or 0xD0 <= marker <= 0xD9:
            raise JpegError
        end = start + int.from_bytes(data[start : start + 2], "big")
        if end < start + 2 or end > len(data):
            raise JpegError
        yield marker, start, end
        at = end
    raise JpegError


def read_head(data: bytes) -> Head:
    """Everything before the entropy-coded data. Raises JpegError."""
    head, told = Head(), _Told()
    for marker, start, end in segments(data):
        content = data[start + 2 : end]
        if marker == _SOS:
            head.start = start - 2
        elif _APP0 <= marker <= _APP15:
            _take(told, head, marker, content)
        elif marker != _COM:
            _check(marker, content)
            head.frames += marker in _FRAMES
            head.kept.append(_segment(marker, content))
    if head.frames != 1:
        raise JpegError
    head.profile = _joined(told.profiles)
    head.orientation = exif_orientation(told.exif) or xmp_orientation(told.xmp) or 1
    return head


@dataclass
class _Told:
    """What the application segments tell, raw."""

    exif: bytes = b""
    xmp: bytes = b""
    profiles: list[bytes] = field(default_factory=list)


def _take(told: _Told, head: Head, marker: int, content: bytes) -> None:
    """An application segment; those without meaning for the picture are dropped."""
    if marker == _APP0 and content.startswith(b"JFIF\0") and len(content) >= 12:
        head.jfif = head.jfif or content[5:12]
    elif marker == _APP14 and content.startswith(b"Adobe") and len(content) >= 12:
        head.kept.append(_segment(marker, content[:12]))
    elif marker == _APP1 and content.startswith(_EXIF):
        told.exif += content[len(_EXIF) :]  # one too long for a segment is continued
    elif marker == _APP1 and content.startswith(_XMP):
        told.xmp = told.xmp or content[len(_XMP) :]
    elif marker == _APP2 and content.startswith(_ICC):
        told.profiles.append(content[len(_ICC) :])


def _written(head: Head, orientation: int) -> bytes:
    pieces = [_SOI]
    if head.jfif is not None:
        pieces.append(_segment(_APP0, b"JFIF\0" + head.jfif + b"\0\0"))
    if orientation != 1:
        pieces.append(_segment(_APP1, _EXIF + orientation_block(orientation)))
    if head.profile is not None:
        pieces += _profile_segments(plain_profile(head.profile))
    return b"".join([*pieces, *head.kept])


def _check(marker: int, content: bytes) -> None:
    """Tables, or a frame of eight bits a sample and a known number of components."""
    if marker in _FRAMES:
        if len(content) < 6 or content[0] != 8 or content[5] not in _COMPONENTS:
            raise JpegError
    elif marker not in _TABLES:
        raise JpegError


def _joined(pieces: list[bytes]) -> bytes | None:
    """The profile from its numbered pieces (ICC.1:2022, B.4)."""
    if not pieces:
        return None
    pieces.sort(key=lambda piece: piece[:1])
    numbers = [tuple(piece[:2]) for piece in pieces]
    if numbers != [(i, len(pieces)) for i in range(1, len(pieces) + 1)]:
        raise JpegError
    profile = b"".join(piece[2:] for piece in pieces)
    try:
        colours_of(profile)
    except ProfileError as error:
        raise JpegError from error
    return profile


def _profile_segments(profile: bytes) -> Iterator[bytes]:
    starts = range(0, len(profile), _ICC_PIECE)
    for number, at in enumerate(starts, 1):
        place = bytes((number, len(starts)))
        yield _segment(_APP2, _ICC + place + profile[at : at + _ICC_PIECE])


def _colours(head: Head) -> tuple[bytes, dict[bytes, bytes]] | None:
    return None if head.profile is None else colours_of(head.profile)


def _segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content


def _after(data: bytes, at: int) -> int:
    """Behind the segment whose marker stands at `at`."""
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    if length < 2:
        raise JpegError
    return at + 2 + length


def _next_marker(data: bytes, at: int) -> int:
    while at < len(data):
        found = _MARKER.search(data, at, at + _WINDOW + 1)
        if found is not None:
            return found.start()
        at += _WINDOW
    raise JpegError
