"""Scanning as both faces do it: look for scanners in every way at once, bring a wish to what the device can, scan.

Nothing is looked for and nothing is sent before one of these is called.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.library.place import Library
from jifen_desktop.scanning.backends import backends
from jifen_desktop.scanning.escl.backend import Escl
from jifen_desktop.scanning.merge import merged
from jifen_desktop.scanning.pages import Run
from jifen_desktop.scanning.port import Backend, Caps, Device, Page, Progress, Request
from jifen_desktop.scanning.snap import Change, snapped


@dataclass(frozen=True)
class Outcome:
    """How a scan ended: its whole pages, whatever came after them, and why it ended early, if it did."""

    pages: tuple[Page, ...]
    failure: JifenError | None = None
    stopped: bool = False


class Scanners:
    """The scanners within reach. Every call blocks: it is for a job."""

    def __init__(self, ways: Iterable[Backend]) -> None:
        self._ways = {one.name: one for one in ways}

    def discover(
        self, found: Callable[[tuple[Device, ...]], None], stop: Callable[[], bool]
    ) -> tuple[JifenError, ...]:
        """Look in every way at once; `found` gets the whole list, each device once, whenever it grew or changed.

        Returns what failed: one way that can't look doesn't hold up the others. `found` is called by one thread at a
        time, not always the same.
        """
        if not self._ways:
            return ()
        search = _Search(found)
        with ThreadPoolExecutor(len(self._ways), thread_name_prefix="scanners") as threads:
            looking = [
                threads.submit(one.discover, search.add, stop) for one in self._ways.values()
            ]
        return tuple(error for one in looking if (error := _failure(one)) is not None)

    def named(self, text: str) -> Device:
        """The device of a `name_of`, or the network scanner at an address. Raises JifenError SCAN_NO_SCANNER."""
        way, _, id_ = text.partition(":")
        if way in self._ways and id_:
            return Device(way, id_, id_)
        return self.add(text)

    def add(self, address: str) -> Device:
        """The network scanner at an address that the user typed. Raises JifenError SCAN_NO_SCANNER."""
        for one in self._ways.values():
            if isinstance(one, Escl):
                return one.add(address)
        raise JifenError(Code.SCAN_NO_SCANNER, name=address.strip())

    def capabilities(self, device: Device) -> Caps:
        """What it can. Raises JifenError."""
        return self._way(device).capabilities(device)

    def fitted(self, request: Request) -> tuple[Request, tuple[Change, ...]]:
        """The nearest request that its device can, and what was changed, to be told. Raises JifenError."""
        return snapped(request, self.capabilities(request.device))

    def scan(
        self,
        request: Request,
        folder: Path,
        each: Callable[[Page], None],
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> Outcome:
        """Scan what `fitted` gave into a folder of its own; `each` gets every page while the next one is scanned.

        Pages stay whatever fails after them; only what `each` raises passes.
        """
        pages: list[Page] = []
        try:
            scanning = self._way(request.device).scan(request, folder, progress, cancelled)
            with closing(scanning) as scanned:
                for page in scanned:
                    pages.append(page)
                    each(page)
        except JifenError as error:
            return Outcome(tuple(pages), error)
        except Cancelled:
            return Outcome(tuple(pages), stopped=True)
        return Outcome(tuple(pages))

    def _way(self, device: Device) -> Backend:
        if device.backend not in self._ways:
            raise JifenError(Code.SCAN_DRIVER_MISSING)
        return self._ways[device.backend]


class _Search:
    """What was found so far, by several threads."""

    def __init__(self, found: Callable[[tuple[Device, ...]], None]) -> None:
        self._tell = found
        self._lock = threading.Lock()
        self._all: list[Device] = []
        self._told: tuple[Device, ...] = ()

    def add(self, device: Device) -> None:
        with self._lock:
            self._all.append(device)
            now = merged(self._all)
            if now != self._told:
                self._told = now
                self._tell(now)


def scanners(run: Run, library: Library) -> Scanners:
    """This computer's; `run` calls what decodes a page."""
    return Scanners(backends(run, library.scanners_path))


def name_of(device: Device) -> str:
    """What a command calls it."""
    return f"{device.backend}:{device.id}"


def _failure(looking: Future[None]) -> JifenError | None:
    error = looking.exception()
    if error is None or isinstance(error, JifenError):
        return error
    raise error
