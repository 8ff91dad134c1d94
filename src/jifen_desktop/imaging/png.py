"""A PNG taken apart by its chunks (W3C PNG, third edition): its picture stays bit by bit, what it says about
people can go.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from jifen_desktop.imaging.icc import MAX_PROFILE, ProfileError, plain_profile

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
Chunk = tuple[bytes, bytes]

# What the picture, its colours, its size on paper and its transparency follow from. A moving PNG's
# further frames aren't kept.
_PICTURE: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB cICP mDCV cLLI bKGD pHYs".split()
)


class PngError(ValueError):
    """The file's structure isn't understood."""


def chunks(data: bytes) -> Iterator[Chunk]:
    """(type, content) of each chunk up to and with the last; what follows that is no part of the picture.

    Raises PngError.
    """
    if not data.startswith(SIGNATURE):
        raise PngError
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if at + 12 + length > len(data):
            break
        yield kind, data[at + 8 : at + 8 + length]
        if kind == b"IEND":
            return
        at += 12 + length
    raise PngError


def packed(parts: Iterable[Chunk]) -> bytes:
    """A PNG of these chunks."""
    return SIGNATURE + b"".join(
        len(content).to_bytes(4, "big") + kind + content + _sum(kind, content)
        for kind, content in parts
    )


def bare(data: bytes) -> bytes:
    """The file without texts, EXIF, dates, unknown chunks and trailers; its profile without words. Raises
    PngError.
    """
    kept: list[Chunk] = []
    for kind, content in chunks(data):
        if kind in _PICTURE:
            kept.append((kind, content))
        elif kind == b"iCCP":
            kept.append((kind, _plain(content)))
    return packed(kept)


def _plain(content: bytes) -> bytes:
    rest = content.partition(b"\0")[2]  # its name
    unpacker = zlib.decompressobj()
    try:
        profile = unpacker.decompress(rest[1:], MAX_PROFILE + 1)
        return b"-\0\0" + zlib.compress(plain_profile(profile))
    except (zlib.error, ProfileError) as error:
        raise PngError from error


def _sum(kind: bytes, content: bytes) -> bytes:
    return zlib.crc32(content, zlib.crc32(kind)).to_bytes(4, "big")
