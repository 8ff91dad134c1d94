"""Writes an `icuuc.dll` for Wine, whose every function returns 0: `python icu_shim.py FILE`.

Windows 10 brings that library and Qt's core asks for it; Wine 8 has none, so nothing of Qt would even load. Qt uses it
to convert other encodings than UTF-8, which this program leaves to Python, and takes 0 for "no such converter". It is
for trying the program under Wine and goes into nothing that is shipped.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from typing import Final

# What Qt6Core.dll imports of it.
NAMES: Final = tuple(
    sorted(
        [
            "UCNV_FROM_U_CALLBACK_SUBSTITUTE",
            "UCNV_TO_U_CALLBACK_SUBSTITUTE",
            "ucnv_cbFromUWriteUChars",
            "ucnv_cbToUWriteUChars",
            "ucnv_close",
            "ucnv_countAvailable",
            "ucnv_fromUCountPending",
            "ucnv_fromUnicode",
            "ucnv_getAvailableName",
            "ucnv_getFromUCallBack",
            "ucnv_getMaxCharSize",
            "ucnv_getName",
            "ucnv_getStandardName",
            "ucnv_getToUCallBack",
            "ucnv_open",
            "ucnv_reset",
            "ucnv_setFromUCallBack",
            "ucnv_setToUCallBack",
            "ucnv_toUCountPending",
            "ucnv_toUnicode",
        ]
    )
)
_BASE: Final = 0x1000  # where the one section lies in memory
_FILE: Final = 0x200  # and in the file
_RETURN_0: Final = b"\x31\xc0\xc3\xcc" * 4  # xor eax, eax; ret
_RETURN_1: Final = b"\xb8\x01\0\0\0\xc3".ljust(
    16, b"\xcc"
)  # mov eax, 1; ret: the library's own start


def dll(name: str = "icuuc.dll", exports: tuple[str, ...] = NAMES) -> bytes:
    """A library for x64 Windows with one section: code, then the table of exports (PE format, §6.3)."""
    code = _RETURN_0 + _RETURN_1
    table = _BASE + len(code)
    count = len(exports)
    functions = table + 40
    names = functions + 4 * count
    ordinals = names + 4 * count
    texts = ordinals + 2 * count
    blob, places = name.encode() + b"\0", []
    for export in exports:
        places.append(texts + len(blob))
        blob += export.encode() + b"\0"
    directory = struct.pack(
        "<IIHHIIIIIII", 0, 0, 0, 0, texts, 1, count, count, functions, names, ordinals
    )
    section = code + directory + struct.pack(f"<{count}I", *[_BASE] * count)
    section += struct.pack(f"<{count}I", *places) + struct.pack(f"<{count}H", *range(count)) + blob
    return _headers(len(section), table, len(directory)) + section.ljust(
        -(-len(section) // 0x200) * 0x200, b"\0"
    )


def _headers(size: int, exports: int, exports_size: int) -> bytes:
    raw = -(-size // 0x200) * 0x200
    dos = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    # x64, one section, an optional header of 240 bytes; executable, large addresses, a library
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    optional = struct.pack(
        "<HBBIIIIIQIIHHHHHHIIIIHHQQQQII",
        0x20B, 14, 0, raw, 0, 0, _BASE + len(_RETURN_0), _BASE,
        0x180000000, 0x1000, 0x200, 6, 0, 0, 0, 6, 0, 0,
        _BASE + 0x1000, _FILE, 0, 2, 0x160, 0x100000, 0x1000, 0x100000, 0x1000, 0, 16,
    )  # fmt: skip
    optional += struct.pack("<II", exports, exports_size) + b"\0" * 8 * 15
    section = b".text\0\0\0" + struct.pack(
        "<IIIIIIHHI", size, _BASE, raw, _FILE, 0, 0, 0, 0, 0x60000020
    )
    return (dos + coff + optional + section).ljust(_FILE, b"\0")


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(dll())
