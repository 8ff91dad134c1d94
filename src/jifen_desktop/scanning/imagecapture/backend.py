"""ImageCaptureCore behind the port: each question and each scan in a process of its own, whose main thread waits."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.scanning.apart import Talk, caps_apart, devices_apart, pages_apart
from jifen_desktop.scanning.imagecapture import cocoa, numbers, units
from jifen_desktop.scanning.imagecapture.session import STEP, Session, System
from jifen_desktop.scanning.pages import Pages
from jifen_desktop.scanning.port import Caps, Device, Mode, Page, Progress, Request, Source

Make = Callable[[], System]
"""A class or a function of a module."""

NAME: Final = "imagecapture"
SEARCH: Final = 10.0  # seconds until a scanner of the network has told of itself
PATIENCE: Final = 180.0  # seconds: more than any wait inside


@dataclass(frozen=True)
class ImageCapture:
    """The scanners of macOS. Not tried on real hardware."""

    system: Make = cocoa.Cocoa
    name: str = NAME

    def available(self) -> bool:
        """See `Backend`."""
        return cocoa.present()

    def discover(self, found: Callable[[Device], None], stop: Callable[[], bool]) -> None:
        """See `Backend`."""
        devices_apart(_discover, (self.system,), "macOS 驱动", found, stop, PATIENCE)

    def capabilities(self, device: Device) -> Caps:
        """See `Backend`."""
        return caps_apart(_capabilities, (self.system, device), device.name, PATIENCE)

    def scan(
        self,
        request: Request,
        folder: Path,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> Generator[Page]:
        """See `Backend`."""
        work = (self.system,)
        return pages_apart(_scan, work, request, folder, progress, cancelled, PATIENCE)


def discover(talk: Talk, system: System) -> None:
    """Tell each scanner once, for SEARCH seconds."""
    told: set[str] = set()
    for device in _devices(talk, system):
        ours = _ours(device)
        if ours.id not in told:
            told.add(ours.id)
            talk.tell(ours)


def capabilities(talk: Talk, system: System, device: Device) -> None:
    """Tell what it can, unit by unit."""
    session = Session(_found(talk, system, device), system, talk, device.name)
    try:
        session.open()
        can = []
        for kind in session.units():
            unit = session.select(kind)
            can += [(source, units.caps_of(unit)) for source in units.sources_of(unit)]
        talk.tell(Caps(tuple(can), numbers.FEEDER in session.units()))
    finally:
        session.close()


def scan(talk: Talk, folder: Path, request: Request, system: System) -> None:
    """Tell the pages and how far the one under way is."""
    session = Session(_found(talk, system, request.device), system, talk, request.device.name)
    try:
        session.open()
        unit = session.select(units.KINDS[request.source])
        dpi = units.set_up(unit, request)
        _receive_in(session.device, system, folder / "received", request.mode)
        _scan_all(talk, session, unit, request, Pages(folder, request.device.name), dpi)
    finally:
        session.close()


def _scan_all(
    talk: Talk, session: Session, unit: Any, request: Request, pages: Pages, dpi: int
) -> None:
    feeder = request.source is not Source.FLATBED
    limit = request.pages if feeder else None  # a flatbed ends by itself
    try:
        with closing(session.scan(_teller(talk, unit, pages))) as files:
            for path in files:
                talk.tell(pages.keep(dpi, path))
                if pages.done == limit:
                    return
    except JifenError as error:
        # An empty feeder is told as a scan that failed.
        if error.code is not Code.SCAN_FAILED or pages.done or not feeder or unit.documentLoaded():
            raise
    if not pages.done:
        code = Code.SCAN_FEEDER_EMPTY if feeder else Code.SCAN_FAILED
        raise JifenError(code, name=request.device.name)


def _teller(talk: Talk, unit: Any, pages: Pages) -> Callable[[], None]:
    """What tells, where it has changed by a hundredth, how much of the page is there."""
    last: list[Progress] = []

    def look() -> None:
        now = Progress(pages.done, round(unit.scanProgressPercentDone()) / 100)
        if [now] != last:
            last[:] = [now]
            talk.tell(now)

    return look


def _receive_in(device: Any, system: System, folder: Path, mode: Mode) -> None:
    folder.mkdir()
    device.setTransferMode_(numbers.TO_FILES)
    device.setDownloadsDirectory_(system.url(folder))
    device.setDocumentName_("page")
    # JPEG has no black and white.
    device.setDocumentUTI_("public.tiff" if mode is Mode.BLACK_WHITE else "public.jpeg")


def _found(talk: Talk, system: System, wanted: Device) -> Any:
    for device in _devices(talk, system):
        if _ours(device).id == wanted.id:
            return device
    raise JifenError(Code.SCAN_OFFLINE, name=wanted.name)


def _devices(talk: Talk, system: System) -> Generator[Any]:
    added: list[Any] = []
    system.browse(added.append)
    until = system.clock() + SEARCH
    while system.clock() < until:
        if talk.stopped():
            raise Cancelled
        while added:
            yield added.pop(0)
        system.pump(STEP)


def _ours(device: Any) -> Device:
    name, uuid = str(device.name() or ""), str(device.UUIDString() or "")
    return Device(NAME, uuid or name, name, uuid=uuid)


def _discover(talk: Talk, make: Make) -> None:
    discover(talk, make())


def _capabilities(talk: Talk, make: Make, device: Device) -> None:
    capabilities(talk, make(), device)


def _scan(talk: Talk, folder: Path, request: Request, make: Make) -> None:
    scan(talk, folder, request, make())
