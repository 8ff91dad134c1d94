"""The port to network scanners: found by their announcements or by address, asked, and scanned with."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.files.names import display_name
from jifen_desktop.scanning.escl.description import Description, described
from jifen_desktop.scanning.escl.discovery import BACKEND, browse
from jifen_desktop.scanning.escl.job import Job
from jifen_desktop.scanning.escl.limits import Limits
from jifen_desktop.scanning.escl.line import Ask
from jifen_desktop.scanning.escl.pins import Pins
from jifen_desktop.scanning.escl.place import Place, place_at, places_at
from jifen_desktop.scanning.escl.talk import Talk
from jifen_desktop.scanning.escl.xml import NotXml
from jifen_desktop.scanning.pages import Pages, Run, here
from jifen_desktop.scanning.port import Caps, Device, Page, Progress, Request

# These answer only those that seem to sit on them (sane-airscan #116).
_LOCAL_ONLY: Final = "HP_Compact_Server"


class Escl:
    """eSCL scanners. `pins` are the known certificates; `run` is how a page is decoded; `interfaces` as in `browse`.

    A device's `id` is its URL. Where a device with a uuid isn't there any more, it is looked for at a new address.
    """

    name = BACKEND

    def __init__(
        self,
        pins: Pins,
        run: Run = here,
        limits: Limits | None = None,
        interfaces: Sequence[str] | None = None,
    ) -> None:
        self._pins, self._run = pins, run
        self._limits = limits or Limits()
        self._interfaces = interfaces

    def available(self) -> bool:
        """Always: it needs nothing but the network."""
        return True

    def discover(self, found: Callable[[Device], None], stop: Callable[[], bool]) -> None:
        """As the port says; a scanner that announces http and https is told once, with https."""
        browse(found, stop, self._interfaces)

    def add(self, typed: str) -> Device:
        """The scanner at an address that the user typed (host, host:port or URL); its certificate is known from now on,
        whichever it is.

        Raises JifenError SCAN_NO_SCANNER with what was typed where nothing answers there, or it is none.
        """
        places = places_at(typed)
        with ThreadPoolExecutor(max(len(places), 1)) as together:  # a silent port costs 5 s
            answers = list(together.map(self._introduced, places))
        device, place, shown = next(filter(None, answers), (None, None, ""))
        if device is None or place is None:
            raise JifenError(Code.SCAN_NO_SCANNER, name=display_name(typed.strip(), 80))
        if shown:
            self._pins.replace(_key(device, place), shown)
        return device

    def _introduced(self, place: Place) -> tuple[Device, Place, str] | None:
        """The scanner at a place and its certificate's fingerprint; None where there is none."""
        shown = [""]
        talk = Talk(place.host, place, shown.append, self._limits, _nobody_asks)
        try:
            found = self._description(talk)
        except JifenError:
            return None
        name = found.model or place.host
        return Device(BACKEND, place.url, name, place.host, found.uuid), place, shown[-1]

    def capabilities(self, device: Device) -> Caps:
        """As the port says. Raises JifenError SCAN_NO_SCANNER where what answers is no scanner, SCAN_CERTIFICATE."""
        return self._reached(device, _nobody_asks)[1].caps

    def scan(
        self,
        request: Request,
        folder: Path,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> Generator[Page]:
        """As the port says."""

        def ask() -> None:
            if cancelled():
                raise Cancelled

        ask()
        talk, description = self._reached(request.device, ask)
        caps = description.caps.of(request.source)
        if caps is None or request.mode not in caps.modes or request.dpi not in caps.resolutions:
            raise talk.failure(Code.SCAN_UNSUPPORTED)
        pages = Pages(folder, request.device.name, self._run)
        yield from Job(talk, request, description, pages, progress, ask).run()

    def _reached(self, device: Device, ask: Ask) -> tuple[Talk, Description]:
        """Who answers for a device, at its address or at the one it has now."""
        try:
            return self._spoken(device, ask)
        except JifenError as error:
            if error.code != Code.SCAN_OFFLINE or not device.uuid:
                raise
            moved = self._moved(device, ask)
            if moved is None:
                raise
        return self._spoken(moved, ask)

    def _spoken(self, device: Device, ask: Ask) -> tuple[Talk, Description]:
        place = place_at(device.id)
        if place is None:
            raise JifenError(Code.SCAN_OFFLINE, name=device.name)

        def check(fingerprint: str) -> None:
            if not self._pins.fits(_key(device, place), fingerprint):
                raise JifenError(Code.SCAN_CERTIFICATE, name=device.name)

        talk = Talk(device.name, place, check, self._limits, ask)
        return talk, self._description(talk)

    def _description(self, talk: Talk) -> Description:
        answer = talk.call("GET", talk.place.path("ScannerCapabilities"))
        if answer.status in (401, 403):
            raise talk.failure(Code.SCAN_ACCESS)
        if answer.status == 503:
            raise talk.failure(Code.SCAN_BUSY)
        try:
            if answer.status != 200:
                raise NotXml
            found = described(answer.body)
        except NotXml as error:
            raise JifenError(Code.SCAN_NO_SCANNER, name=talk.place.host) from error
        if answer.headers.get("Server", "") == _LOCAL_ONLY:
            talk.host = "localhost"
        return found

    def _moved(self, device: Device, ask: Ask) -> Device | None:
        """The same scanner at another address, if it announces itself."""
        found: list[Device] = []

        def take(other: Device) -> None:
            # A scanner that was spoken to in secret isn't spoken to in the open because somebody says so.
            weaker = device.id.startswith("https:") and not other.id.startswith("https:")
            if other.uuid == device.uuid and other.id != device.id and not weaker:
                found.append(other)

        def stop() -> bool:
            ask()
            return bool(found)

        browse(take, stop, self._interfaces, self._limits.lookup)
        return replace(found[0], name=device.name) if found else None


def _key(device: Device, place: Place) -> str:
    return device.uuid or f"{place.host}:{place.port}"


def _nobody_asks() -> None:
    pass
