"""What a unit of a scanner can, and setting it up. Lengths are set and read in inches."""

from __future__ import annotations

from typing import Any, Final

from jifen_desktop.scanning.imagecapture import numbers
from jifen_desktop.scanning.port import A4, Mode, Request, Size, Source, SourceCaps

KINDS: Final = {
    Source.FLATBED: numbers.FLATBED,
    Source.FEEDER: numbers.FEEDER,
    Source.DUPLEX: numbers.FEEDER,
}
_PIXELS: Final = {
    Mode.COLOR: (numbers.PIXELS_RGB, numbers.BITS_8),
    Mode.GRAY: (numbers.PIXELS_GRAY, numbers.BITS_8),
    Mode.BLACK_WHITE: (numbers.PIXELS_BW, numbers.BITS_1),
}
_INCH: Final = 25.4
_MOST: Final = 10_000  # no scanner has more dots an inch; past it an index set has ended


def sources_of(unit: Any) -> list[Source]:
    """The sources that it is."""
    if unit.type() == numbers.FLATBED:
        return [Source.FLATBED]
    return [Source.FEEDER, *([Source.DUPLEX] if unit.supportsDuplexScanning() else [])]


def caps_of(unit: Any) -> SourceCaps:
    """What it can."""
    depths = _indexes(unit.supportedBitDepths())
    modes = tuple(mode for mode, (_, bits) in _PIXELS.items() if not depths or bits in depths)
    dpi = _indexes(unit.supportedResolutions()) or [int(unit.resolution())]
    every = range(dpi[0], dpi[-1] + 1)
    return SourceCaps(modes, every if len(every) == len(dpi) > 1 else tuple(dpi), _largest(unit))


def set_up(unit: Any, request: Request) -> int:
    """Set it to the request; the resolution that it made of it."""
    largest = _largest(unit)
    unit.setMeasurementUnit_(numbers.INCHES)
    if request.size == A4 and numbers.A4_PAPER in _indexes(unit.supportedDocumentTypes()):
        unit.setDocumentType_(numbers.A4_PAPER)
    unit.setResolution_(request.dpi)
    pixels, bits = _PIXELS[request.mode]
    unit.setBitDepth_(bits)
    unit.setPixelDataType_(pixels)
    if request.source is not Source.FLATBED:
        unit.setDuplexScanningEnabled_(request.source is Source.DUPLEX)
    width, height = (min(pair) / _INCH for pair in zip(request.size, largest, strict=True))
    unit.setScanArea_(((0.0, 0.0), (width, height)))  # last: the paper's kind sets it too
    return int(unit.resolution())


def _largest(unit: Any) -> Size:
    unit.setMeasurementUnit_(numbers.INCHES)
    size = unit.physicalSize()
    if size.width <= 0 or size.height <= 0:
        return A4
    return size.width * _INCH, size.height * _INCH


def _indexes(found: Any) -> list[int]:
    """The numbers of an NSIndexSet, which says NSNotFound after the last; none for nil."""
    numbers_found: list[int] = []
    if found is not None:
        index = found.firstIndex()
        while 0 <= index <= _MOST:
            numbers_found.append(int(index))
            index = found.indexGreaterThanIndex_(index)
    return numbers_found
