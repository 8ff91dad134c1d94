"""ZIPs as different programs write them, byte by byte where Python's own writer wouldn't."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib

UTF8 = 0x800
ENCRYPTED = 0x1


def zipped(files: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """As Python writes it: names that aren't ASCII are marked UTF-8."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", kind) as archive:
        warnings.simplefilter("ignore")  # names that come twice
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def raw_zip(*entries: tuple[bytes, bytes, int, int]) -> bytes:
    """(name, content, flags, mode) of each file: no mark for the names, whatever their encoding; stored."""
    out, directory = bytearray(), bytearray()
    for name, data, flags, mode in entries:
        at = len(out)
        crc = zlib.crc32(data)
        sizes = (crc, len(data), len(data), len(name), 0)
        out += struct.pack("<4s5H3I2H", b"PK\3\4", 20, flags, 0, 0, 33, *sizes) + name + data
        directory += struct.pack(
            "<4s6H3I5H2I",
            *(b"PK\1\2", 3 << 8 | 20, 20, flags, 0, 0, 33, *sizes),
            *(0, 0, 0, mode << 16, at),
        )
        directory += name
    end = (b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return bytes(out + directory + struct.pack("<4s4H2IH", *end))
