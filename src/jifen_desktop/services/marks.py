"""What the QR code in a printed sheet's footer says: which sheet it is, to this program alone.

No name, number or paper can be read from it: the key of an applicant is random, and what is derived from it and the
paper is cut to 40 bits. The characters are those of a QR code's alphanumeric mode (ISO/IEC 18004, 7.4.4).
"""

import base64
import hashlib
import re
from typing import Final

_FORMAT: Final = "JF1"
_MARK: Final = re.compile(rf"{_FORMAT}([A-Z2-7]{{8}})([0-9]{{1,4}})", re.ASCII)


def mark_of(owner: str, whose: str, material: str, number: int) -> str:
    """The mark of a material's sheet `number`, from 1.

    `owner` is the applicant's key; the company has none, so that its name tells two companies' papers apart.
    """
    return f"{_FORMAT}{row_code(owner, whose, material)}{number}"


def row_code(owner: str, whose: str, material: str) -> str:
    """Eight characters that stand for one row of a submission."""
    text = "\n".join((owner or f"\n{whose}", material))
    return base64.b32encode(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:5]).decode()


def read_mark(text: str) -> tuple[str, int] | None:
    """(row code, number of the sheet) of a mark; None for any other QR code, as reports bear them."""
    found = _MARK.fullmatch(text)
    return (found[1], int(found[2])) if found else None
