"""The few things read from EXIF and XMP without a decoder (CIPA DC-008, TIFF 6.0)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

ORIENTATION: Final = 0x0112
SHORT, LONG = 3, 4
MAX_DIRECTORIES: Final = 256  # a TIFF has one a page

_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_ORDERS: Final[dict[bytes, Literal["little", "big"]]] = {b"II*\0": "little", b"MM\0*": "big"}
_XMP_ORIENTATION: Final = re.compile(rb"tiff:Orientation(?:=\"|>)([1-8])")


@dataclass(frozen=True)
class Entry:
    """One entry of a TIFF directory: where it stands, its tag and type, and where its value lies."""

    at: int
    tag: int
    kind: int
    count: int
    start: int
    end: int


class Tiff:
    """The directories of a TIFF block; offsets count from its beginning. Whatever lies outside is left out."""

    def __init__(self, data: bytes | bytearray) -> None:
        self.data = data
        self.order: Literal["little", "big"] | None = _ORDERS.get(bytes(data[:4]))

    def number(self, at: int, size: int = 4) -> int:
        """The number of that many bytes; 0 behind the end."""
        return int.from_bytes(self.data[at : at + size], self.order or "big")

    def directories(self) -> list[int]:
        """Where the main directories stand, following their chain as far as it is sound."""
        found: list[int] = []
        at = self.number(4) if self.order else 0
        while at and at not in found and len(found) < MAX_DIRECTORIES and at + 2 <= len(self.data):
            found.append(at)
            at = self.number(at + 2 + 12 * self.number(at, 2))
        return found

    def entries(self, directory: int) -> Iterator[Entry]:
        """The sound entries of a directory."""
        for i in range(self.number(directory, 2)):
            at = directory + 2 + 12 * i
            if at + 12 > len(self.data):
                return
            kind, count = self.number(at + 2, 2), self.number(at + 4)
            size = _SIZES.get(kind, 1) * count
            start = at + 8 if size <= 4 else self.number(at + 8)
            if start + size <= len(self.data):
                yield Entry(at, self.number(at, 2), kind, count, start, start + size)


def exif_orientation(block: bytes) -> int:
    """1 to 8 by an EXIF block (TIFF, without "Exif"); 1 for an impossible value, 0 where none is given."""
    tiff = Tiff(block)
    for directory in tiff.directories()[:1]:
        for entry in tiff.entries(directory):
            if entry.tag == ORIENTATION:
                size = {SHORT: 2, LONG: 4}.get(entry.kind, 0)
                value = tiff.number(entry.start, size) if entry.count == 1 else 1
                return value if 1 <= value <= 8 else 1
    return 0


def xmp_orientation(packet: bytes) -> int:
    """1 to 8 by an XMP packet, 0 where none is given; the systems' viewers go by it where EXIF says nothing."""
    found = _XMP_ORIENTATION.search(packet)
    return int(found[1]) if found else 0


def orientation_block(turned: int) -> bytes:
    """The EXIF block that says the orientation and nothing else."""
    entry = (ORIENTATION, 2), (SHORT, 2), (1, 4), (turned, 2), (0, 2), (0, 4)
    return b"MM\0*" + bytes((0, 0, 0, 8, 0, 1)) + b"".join(v.to_bytes(s, "big") for v, s in entry)
