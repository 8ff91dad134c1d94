"""What every kind of scanner is to the program: found, asked what it can, and scanned with, page by page.

Lengths are millimetres, resolutions dots per inch. An adapter raises JifenError with a SCAN_… code and `name`, the
device's; being stopped by the user is `Cancelled` and no failure.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

Size = tuple[float, float]  # width and height, mm
A4: Size = (210.0, 297.0)


class Source(StrEnum):
    """Where the paper lies."""

    FLATBED = "flatbed"
    FEEDER = "feeder"
    DUPLEX = "duplex"


class Mode(StrEnum):
    """How much of its colour is kept."""

    COLOR = "color"
    GRAY = "gray"
    BLACK_WHITE = "black_white"


@dataclass(frozen=True)
class Device:
    """A scanner. `backend` and `id` reach it now; `uuid`, where it tells one, is what stays the same (an address and
    a driver's numbering don't).
    """

    backend: str
    id: str
    name: str
    address: str = ""
    uuid: str = ""


@dataclass(frozen=True)
class SourceCaps:
    """What one source can: its modes, its resolutions (each, or every one of a range), the largest paper."""

    modes: tuple[Mode, ...]
    resolutions: tuple[int, ...] | range
    largest: Size = A4


@dataclass(frozen=True)
class Caps:
    """What a device can. `knows_paper`: it tells whether paper lies in its feeder."""

    sources: tuple[tuple[Source, SourceCaps], ...]
    knows_paper: bool = False

    def of(self, source: Source) -> SourceCaps | None:
        """What that source can; None where the device hasn't got it."""
        return dict(self.sources).get(source)


@dataclass(frozen=True)
class Request:
    """One scan. `pages`: at most so many, None until the feeder is empty; a flatbed gives one."""

    device: Device
    source: Source = Source.FLATBED
    mode: Mode = Mode.COLOR
    dpi: int = 300
    size: Size = A4
    pages: int | None = None


@dataclass(frozen=True)
class Page:
    """A scanned page: a whole JPEG, PNG or TIFF on the disk that was decoded once. `index` from 0; pixels."""

    index: int
    path: Path
    dpi: int
    width: int
    height: int


@dataclass(frozen=True)
class Progress:
    """The page under way (from 0), how much of it is there (0 to 1, None where nobody knows), and its bytes so far."""

    page: int
    fraction: float | None = None
    size: int = 0


class Backend(Protocol):
    """One way to reach scanners. Calls block: they are for jobs and processes, never for the window's thread."""

    @property
    def name(self) -> str:
        """What its devices bear as `backend`."""

    def available(self) -> bool:
        """Whether this computer has what it needs; asking costs nothing and talks to nobody."""

    def discover(self, found: Callable[[Device], None], stop: Callable[[], bool]) -> None:
        """Call `found` for each device as it answers, until `stop()` or nobody more is expected."""

    def capabilities(self, device: Device) -> Caps:
        """What the device can. Raises JifenError."""

    def scan(
        self,
        request: Request,
        folder: Path,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> Generator[Page]:
        """A generator of pages, written to `folder` aside first; closing it frees the device.

        The request has to be one the device can (`snap.snapped`). What was yielded stays whatever comes after. Raises
        JifenError, and Cancelled at most a second after `cancelled()` has turned true.
        """
