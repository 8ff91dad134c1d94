"""What the QR code in a printed sheet's footer says: which sheet it is, to this program alone.

It stands for the very pages on the sheet, as what they are handed in, so that it is the same wherever the same files
are: printed by a command, it is known to a case in the window. No name, number or paper can be read from it: it is a
digest of the files' digests, cut to 40 bits. The characters are those of a QR code's alphanumeric mode (ISO/IEC 18004,
7.4.4).
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import Final

_FORMAT: Final = "JF1"
_MARK: Final = re.compile(rf"{_FORMAT}([A-Z2-7]{{8}})([0-9]{{1,4}})", re.ASCII)


def sheet_code(material: str, pages: Iterable[tuple[str, int]]) -> str:
    """Eight characters that stand for a sheet of a paper; its `pages` are (SHA-256 of a file, page from 0)."""
    text = "\n".join((material, *(f"{sha256} {index}" for sha256, index in pages)))
    return base64.b32encode(hashlib.sha256(text.encode()).digest()[:5]).decode()


def mark_of(code: str, copy: int) -> str:
    """The mark of a sheet with that code; `copy` counts, from 1, the sheets of a submission that show the same."""
    return f"{_FORMAT}{code}{copy}"


def read_mark(text: str) -> tuple[str, int] | None:
    """(code, copy) of a mark; None for any other QR code, as reports bear them."""
    found = _MARK.fullmatch(text)
    return (found[1], int(found[2])) if found else None
