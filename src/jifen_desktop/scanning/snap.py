"""A wish brought to what the device can, and what had to be changed, so that the user is told instead of surprised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeVar

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.scanning.port import Caps, Mode, Request, Size, Source, SourceCaps


class Setting(StrEnum):
    """What of a request may be changed."""

    SOURCE = "source"
    MODE = "mode"
    DPI = "dpi"
    SIZE = "size"


T = TypeVar("T", Source, Mode)
Value = Source | Mode | int | Size


@dataclass(frozen=True)
class Change:
    """A setting that the device hasn't got, and what is used instead."""

    setting: Setting
    wanted: Value
    given: Value


# The nearest first. Both sides by the feeder's front sides alone: the user is told, and scans the backs by hand.
_SOURCES: Final[Mapping[Source, tuple[Source, ...]]] = {
    Source.DUPLEX: (Source.FEEDER, Source.FLATBED),
    Source.FEEDER: (Source.DUPLEX, Source.FLATBED),
    Source.FLATBED: (Source.FEEDER, Source.DUPLEX),
}
# Losing colour can't be made good; having more of it than wanted can.
_MODES: Final[Mapping[Mode, tuple[Mode, ...]]] = {
    Mode.BLACK_WHITE: (Mode.GRAY, Mode.COLOR),
    Mode.GRAY: (Mode.COLOR, Mode.BLACK_WHITE),
    Mode.COLOR: (Mode.GRAY, Mode.BLACK_WHITE),
}
# Devices name A4 by inches and whole pixels; a millimetre isn't missed.
_SLACK: Final = 1.0


def snapped(request: Request, caps: Caps) -> tuple[Request, tuple[Change, ...]]:
    """The nearest request that the device can, and what was changed to get there.

    A higher resolution wins over an equally near lower one. Raises JifenError SCAN_UNSUPPORTED for a device that
    offers no source, mode or resolution at all.
    """
    source = _nearest(request.source, _SOURCES, (s for s, _ in caps.sources))
    able = caps.of(source) if source else None
    mode = _nearest(request.mode, _MODES, able.modes) if able else None
    if source is None or able is None or mode is None or not able.resolutions:
        raise JifenError(Code.SCAN_UNSUPPORTED, name=request.device.name)
    given = replace(
        request,
        source=source,
        mode=mode,
        dpi=_nearest_dpi(request.dpi, able),
        size=_within(request.size, able.largest),
        pages=1 if source == Source.FLATBED else request.pages,
    )
    return given, tuple(_changes(request, given))


def _changes(wanted: Request, given: Request) -> Iterable[Change]:
    if wanted.source != given.source:
        yield Change(Setting.SOURCE, wanted.source, given.source)
    if wanted.mode != given.mode:
        yield Change(Setting.MODE, wanted.mode, given.mode)
    if wanted.dpi != given.dpi:
        yield Change(Setting.DPI, wanted.dpi, given.dpi)
    if any(w - g > _SLACK for w, g in zip(wanted.size, given.size, strict=True)):
        yield Change(Setting.SIZE, wanted.size, given.size)


def _nearest(wanted: T, order: Mapping[T, tuple[T, ...]], offered: Iterable[T]) -> T | None:
    there = set(offered)
    if wanted in there:
        return wanted
    return next((one for one in order[wanted] if one in there), None)


def _nearest_dpi(wanted: int, able: SourceCaps) -> int:
    every = able.resolutions
    if isinstance(every, range):  # by its steps, not one by one: drivers tell ranges of millions
        below = min(
            max((wanted - every.start) // every.step, 0), (every[-1] - every.start) // every.step
        )
        every = every[below : below + 2]
    return min(every, key=lambda one: (abs(one - wanted), -one))


def _within(wanted: Size, largest: Size) -> Size:
    return min(wanted[0], largest[0]), min(wanted[1], largest[1])
