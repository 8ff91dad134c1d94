"""WIA behind the port: each question and each scan in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jifen_desktop.domain.errors import Cancelled, JifenError
from jifen_desktop.scanning.apart import Talk, Work, caps_apart, devices_apart, pages_apart
from jifen_desktop.scanning.pages import Pages
from jifen_desktop.scanning.port import (
    Caps,
    Device,
    Mode,
    Page,
    Progress,
    Request,
    Source,
    SourceCaps,
)
from jifen_desktop.scanning.wia import com, devices
from jifen_desktop.scanning.wia.failures import failure
from jifen_desktop.scanning.wia.scan import scanned, shown

Make = Callable[[], Any]
"""A function of a module that makes one of WIA's objects."""

ASKING: Final = 30.0  # seconds for an answer about devices; drivers wake them up first
SCANNING: Final = 180.0  # seconds a page may take: nothing is told while it is scanned
DIALOG: Final = Device(devices.NAME, "windows", "Windows 自带的扫描窗口")
"""Windows' own window, for scanners that won't be scanned with otherwise; a page at a time."""
_WINDOWS: Final = "Windows 驱动"  # whose failure it is when the list can't be had
_DIALOG_CAPS: Final = Caps(((Source.FLATBED, SourceCaps(tuple(Mode), range(50, 1201))),))


@dataclass(frozen=True)
class Wia:
    """Windows' scanners. Not tried on real hardware."""

    manager: Make = com.device_manager
    dialog: Make = com.common_dialog
    name: str = devices.NAME

    def available(self) -> bool:
        """See `Backend`."""
        return com.present()

    def discover(self, found: Callable[[Device], None], stop: Callable[[], bool]) -> None:
        """See `Backend`. Windows' own window comes last, where there is any scanner."""
        devices_apart(_discover, (self.manager,), _WINDOWS, found, stop, ASKING)

    def capabilities(self, device: Device) -> Caps:
        """See `Backend`."""
        if device.id == DIALOG.id:
            return _DIALOG_CAPS
        return caps_apart(_capabilities, (self.manager, device), device.name, ASKING)

    def scan(
        self,
        request: Request,
        folder: Path,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> Generator[Page]:
        """See `Backend`. Progress tells the pages alone."""
        work: Work = _scan
        make = self.manager
        patience: float | None = SCANNING
        if request.device.id == DIALOG.id:
            work, make, patience = _show, self.dialog, None  # the user takes his time
        return pages_apart(work, (make,), request, folder, progress, cancelled, patience)


def _discover(talk: Talk, manager: Make) -> None:
    found = devices.listed(_made(manager, _WINDOWS))
    for device in (*found, DIALOG) if found else ():
        talk.tell(device)


def _capabilities(talk: Talk, manager: Make, device: Device) -> None:
    connected = devices.connected(_made(manager, device.name), device)
    try:
        caps = devices.capabilities(connected)
    except Exception as error:
        raise failure(error, device.name) from None
    talk.tell(caps)


def _scan(talk: Talk, folder: Path, request: Request, manager: Make) -> None:
    name = request.device.name
    connected = devices.connected(_made(manager, name), request.device)
    _tell(talk, scanned(connected, request, Pages(folder, name)))


def _show(talk: Talk, folder: Path, request: Request, dialog: Make) -> None:
    name = request.device.name
    _tell(talk, shown(_made(dialog, name), request, Pages(folder, name)))


def _tell(talk: Talk, pages: Iterator[Page]) -> None:
    talk.tell(Progress(0))
    for page in pages:
        talk.tell(page)
        if talk.stopped():
            raise Cancelled
        talk.tell(Progress(page.index + 1))


def _made(make: Make, name: str) -> Any:
    try:
        return make()
    except JifenError:
        raise
    except Exception as error:
        raise failure(error, name) from None
