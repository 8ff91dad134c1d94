"""SANE's statuses, as numbers and as the texts of `sane_strstatus`, and the failures they are."""

from __future__ import annotations

import re
from typing import Final

from jifen_desktop.domain.errors import Cancelled, Code, JifenError

GOOD: Final = 0
EOF: Final = 5  # a page came to its end
NO_DOCS: Final = 7
_CANCELLED: Final = 2
_INVALID: Final = 4
_IO_ERROR: Final = 9

_TEXTS: Final = {
    "Success": GOOD,
    "Operation not supported": 1,
    "Operation was canceled": _CANCELLED,
    "Device busy": 3,
    "Invalid argument": _INVALID,
    "End of file reached": EOF,
    "Document feeder jammed": 6,
    "Document feeder out of documents": NO_DOCS,
    "Scanner cover is open": 8,
    "Error during device I/O": _IO_ERROR,
    "Out of memory": 10,
    "Access to resource has been denied": 11,
}
_CODES: Final = {
    1: Code.SCAN_UNSUPPORTED,
    3: Code.SCAN_BUSY,
    _INVALID: Code.SCAN_UNSUPPORTED,
    6: Code.SCAN_JAM,
    NO_DOCS: Code.SCAN_FEEDER_EMPTY,
    8: Code.SCAN_COVER_OPEN,
    _IO_ERROR: Code.SCAN_CONNECTION_LOST,
    11: Code.SCAN_ACCESS,
}
_OPENING: Final = re.compile(r"open of device .* failed: (.*)$")
_STARTING: Final = re.compile(r"sane_(?:start|read|get_parameters): (.*)$")
_SETTING: Final = re.compile(r"setting of option|(?:unrecognized|invalid) option|inactive option")
_NONE_THERE: Final = "no SANE devices found"


def status_of(line: str) -> int | None:
    """The status that a line about starting or reading tells; None where it is about something else."""
    hit = _STARTING.search(line)
    return _TEXTS.get(hit[1].strip()) if hit else None


def failure(status: int, name: str) -> JifenError | Cancelled:
    """What a status during a scan is; stopping at the device is stopping."""
    if status == _CANCELLED:
        return Cancelled()
    return JifenError(_CODES.get(status, Code.SCAN_FAILED), name=name)


def complaint(lines: list[str], name: str) -> JifenError | None:
    """What `scanimage` complains of where no scan began; None where it says nothing known."""
    for line in lines:
        if hit := _OPENING.search(line):
            status = _TEXTS.get(hit[1].strip(), _INVALID)
            # an unknown device is an invalid argument, an unplugged one an I/O error
            gone = status in (_INVALID, _IO_ERROR)
            code = Code.SCAN_OFFLINE if gone else _CODES.get(status, Code.SCAN_FAILED)
            return JifenError(code, name=name)
        if _NONE_THERE in line:
            return JifenError(Code.SCAN_OFFLINE, name=name)
        if _SETTING.search(line):
            return JifenError(Code.SCAN_UNSUPPORTED, name=name)
    return None
