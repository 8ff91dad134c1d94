"""What a scanner says of itself: ScannerCapabilities."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from jifen_desktop.files.names import display_name
from jifen_desktop.scanning.escl import xml
from jifen_desktop.scanning.port import A4, Caps, Mode, Size, Source, SourceCaps

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

UNITS: Final = 300  # lengths are in 1/300 inch
INCH: Final = 25.4
_INPUTS: Final = {
    Source.FLATBED: "PlatenInputCaps",
    Source.FEEDER: "AdfSimplexInputCaps",
    Source.DUPLEX: "AdfDuplexInputCaps",
}
COLOUR_NAMES: Final = {
    Mode.COLOR: "RGB24",
    Mode.GRAY: "Grayscale8",
    Mode.BLACK_WHITE: "BlackAndWhite1",
}
# Says 600, does 300: sane-airscan #57.
_COARSE: Final = "Canon iR2625/2630"
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Description:
    """`formats` are MIME types in lower case, by source. `extended`: it also wants them as DocumentFormatExt."""

    caps: Caps
    model: str
    uuid: str
    formats: Mapping[Source, frozenset[str]]
    extended: bool


def described(data: bytes) -> Description:
    """Read ScannerCapabilities. Raises NotXml where they are none or offer nothing to scan with."""
    root = xml.parsed(data, "ScannerCapabilities")
    model = xml.child(root, "MakeAndModel") or xml.child(root, "ModelName")
    finest = 300 if model == _COARSE else None
    found = {
        source: element
        for source, name in _INPUTS.items()
        if (element := xml.first(root, name)) is not None
    }
    able = {source: _source_caps(one, root, finest) for source, one in found.items()}
    sources = tuple((source, caps) for source, caps in able.items() if caps.modes)
    if not sources:
        raise xml.NotXml
    return Description(
        Caps(sources, "DetectPaperLoaded" in xml.texts(root, "AdfOption")),
        display_name(model, 80),
        uuid_of(xml.child(root, "UUID")),
        {source: _formats(one, root) for source, one in found.items()},
        next(xml.all_of(root, "DocumentFormatExt"), None) is not None,
    )


def uuid_of(text: str) -> str:
    """A uuid in lower case, without `urn:uuid:`; "" where it is none."""
    bare = text.strip().lower().removeprefix("urn:uuid:")
    return bare if _UUID.fullmatch(bare) else ""


def _source_caps(element: Element, root: Element, finest: int | None) -> SourceCaps:
    modes = set(_below(element, root, partial(xml.texts, name="ColorMode")))
    return SourceCaps(
        tuple(mode for mode, name in COLOUR_NAMES.items() if name in modes),
        _resolutions(element, root, finest),
        _largest(element),
    )


def _formats(element: Element, root: Element) -> frozenset[str]:
    return frozenset(
        text.lower()
        for name in ("DocumentFormat", "DocumentFormatExt")
        for text in _below(element, root, partial(xml.texts, name=name))
    )


def _below(element: Element, root: Element, find: Callable[[Element], list[str]]) -> list[str]:
    # Profiles may stand once for all sources, which then only refer to them.
    return find(element) or find(root)


def _resolutions(element: Element, root: Element, finest: int | None) -> tuple[int, ...] | range:
    for place in (element, root):
        exact = {
            xml.number(xml.child(one, "XResolution"))
            for one in xml.all_of(place, "DiscreteResolution")
            if xml.child(one, "XResolution") == xml.child(one, "YResolution")
        }
        if kept := sorted(one for one in exact if 0 < one <= (finest or one)):
            return tuple(kept)
        across = xml.first(place, "XResolutionRange")
        if across is not None and (steps := _steps(across, finest)):
            return steps
    return (finest or UNITS,)


def _steps(element: Element, finest: int | None) -> range:
    low, high, step = (xml.number(xml.child(element, name)) for name in ("Min", "Max", "Step"))
    return range(max(low, 1), min(high, finest or high) + 1, max(step, 1))


def _largest(element: Element) -> Size:
    width, height = (xml.number(xml.child(element, name)) for name in ("MaxWidth", "MaxHeight"))
    if not width or not height:
        return A4
    return width * INCH / UNITS, height * INCH / UNITS
