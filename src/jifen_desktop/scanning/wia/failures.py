"""What a failed call into WIA means (wiadef.h's WIA_ERROR_…, winerror.h)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError

PAPER_EMPTY: Final = 0x80210003
END_OF_MEDIA: Final = 0x00210001  # no failure by its number, and raised as one by several drivers
CANCELLED: Final = 0x80210064  # by the user, in Windows' own window
# A wrong argument, not there, a setting the hardware hasn't got.
REFUSED: Final = frozenset({0x80070057, 0x80004001, 0x8021000C})

# Microsoft's page writes the header's decimal numbers of some as if they were hexadecimal (16 for 0x10): both stand.
_CODES: Final[Mapping[int, Code]] = {
    0x80210002: Code.SCAN_JAM,
    PAPER_EMPTY: Code.SCAN_FEEDER_EMPTY,
    END_OF_MEDIA: Code.SCAN_FEEDER_EMPTY,
    0x80210004: Code.SCAN_JAM,  # a problem with the paper
    0x80210005: Code.SCAN_OFFLINE,
    0x80210006: Code.SCAN_BUSY,
    0x80210007: Code.SCAN_WARMING_UP,
    0x80210008: Code.SCAN_FAILED,  # somebody has to look at the scanner
    0x8021000A: Code.SCAN_CONNECTION_LOST,
    0x8021000C: Code.SCAN_UNSUPPORTED,
    0x8021000D: Code.SCAN_BUSY,  # locked
    0x8021000E: Code.SCAN_DRIVER_CRASHED,
    0x80210010: Code.SCAN_COVER_OPEN,
    0x80210011: Code.SCAN_FAILED,  # the lamp is off
    0x80210014: Code.SCAN_JAM,  # several sheets at once
    0x80210015: Code.SCAN_OFFLINE,  # no device
    0x80210016: Code.SCAN_COVER_OPEN,
    0x80210017: Code.SCAN_FAILED,
    0x80210020: Code.SCAN_JAM,
    0x80070005: Code.SCAN_ACCESS,
    0x80070057: Code.SCAN_UNSUPPORTED,
    0x80004001: Code.SCAN_UNSUPPORTED,
    0x80040154: Code.SCAN_DRIVER_MISSING,  # the class isn't registered
    0x800401F3: Code.SCAN_DRIVER_MISSING,  # no such class
    0x800706BA: Code.SCAN_CONNECTION_LOST,  # Windows' service for scanners isn't there
    0x800706BE: Code.SCAN_DRIVER_CRASHED,  # it ended during the call
}


def status_of(error: Exception) -> int | None:
    """WIA's own code as an unsigned number; None for what is no failure of a call.

    comtypes says DISP_E_EXCEPTION itself and keeps the code of the object in the details' last place.
    """
    details = getattr(error, "details", None)
    code = details[4] if isinstance(details, tuple) and len(details) > 4 else None
    code = code or getattr(error, "hresult", None) or getattr(error, "winerror", None)
    return int(code) & 0xFFFFFFFF if code else None


def failure(error: Exception, name: str) -> JifenError:
    """It as ours, bearing the scanner's name. What is no failure of a call is raised as it is."""
    status = status_of(error)
    if status is None:
        raise error
    return JifenError(_CODES.get(status, Code.SCAN_FAILED), name=name)
