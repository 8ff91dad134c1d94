"""What a scanner is told to do: ScanSettings."""

from __future__ import annotations

from typing import Final

from jifen_desktop.scanning.escl.description import COLOUR_NAMES, INCH, UNITS, Description
from jifen_desktop.scanning.port import Mode, Request, Size, Source

_JPEG, _PNG, _TIFF = "image/jpeg", "image/png", "image/tiff"
# A page of a whole megabyte each: lossless ones are twenty times a JPEG, and black and white isn't a JPEG's.
_WANTED: Final = {Mode.BLACK_WHITE: (_PNG, _TIFF, _JPEG)}
_TICKET: Final = """<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" \
xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
<pwg:Version>2.0</pwg:Version>
<pwg:ScanRegions><pwg:ScanRegion>
<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>
<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>
<pwg:Width>{width}</pwg:Width><pwg:Height>{height}</pwg:Height>
</pwg:ScanRegion></pwg:ScanRegions>
<pwg:InputSource>{source}</pwg:InputSource>
<scan:ColorMode>{colour}</scan:ColorMode>
<pwg:DocumentFormat>{format}</pwg:DocumentFormat>{extended}
<scan:XResolution>{dpi}</scan:XResolution><scan:YResolution>{dpi}</scan:YResolution>{duplex}
</scan:ScanSettings>
"""


def ticket(request: Request, description: Description) -> bytes:
    """The settings of a request that the scanner can. Elements are in the order that sane-airscan sends."""
    able = description.caps.of(request.source)
    width, height = _units(request.size, able.largest if able else request.size)
    wanted = format_of(request, description)
    feeding = request.source != Source.FLATBED
    both = str(request.source == Source.DUPLEX).lower()
    text = _TICKET.format(
        width=width,
        height=height,
        source="Feeder" if feeding else "Platen",
        colour=COLOUR_NAMES[request.mode],
        format=wanted,
        extended=f"<scan:DocumentFormatExt>{wanted}</scan:DocumentFormatExt>"
        if description.extended
        else "",
        dpi=request.dpi,
        duplex=f"<scan:Duplex>{both}</scan:Duplex>" if feeding else "",
    )
    return text.encode()


def format_of(request: Request, description: Description) -> str:
    """The MIME type to ask for; JPEG, which the protocol demands of every scanner, where none of ours is offered."""
    offered = description.formats.get(request.source, frozenset())
    wanted = _WANTED.get(request.mode, (_JPEG, _PNG, _TIFF))
    return next((one for one in wanted if one in offered), _JPEG)


def _units(size: Size, largest: Size) -> tuple[int, int]:
    width, height = (
        round(min(given, most) * UNITS / INCH) for given, most in zip(size, largest, strict=True)
    )
    return width, height
