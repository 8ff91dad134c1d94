"""Scans that are stopped at random moments, in each of the ways a scan can be stopped."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest
from PIL import Image

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.scanning.escl.backend import Escl
from jifen_desktop.scanning.escl.pins import Pins
from jifen_desktop.scanning.port import Backend, Device, Mode, Page, Progress, Request, Source
from jifen_desktop.scanning.sane import SaneBackend
from tests.scanning.escl_server import EsclServer
from tests.scanning.papers import SaneTestDevice
from tests.scanning.sane_device import DEVICE, set_up

LONGEST = 0.25  # seconds; ten small pages take a third of that
LATEST = 1.5  # seconds in which a stop has to be answered, on a machine that does nothing else


@dataclass
class Tally:
    """What came of the scans."""

    stopped: int = 0
    finished: int = 0
    pages: int = 0
    slowest: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.stopped} stopped, {self.finished} were quicker, {self.pages} whole pages, "
            f"slowest answer {self.slowest:.2f} s"
        )


def stop_scans(times: int, seed: int, folder: Path) -> Tally:
    """Stop `times` scans of SANE's test device; those that were quicker don't count. Every page handed out has to be
    whole, no process to be left, and the device to be free.
    """
    with pytest.MonkeyPatch.context() as patch:
        set_up(folder / "sane", patch, read_delay="true", read_delay_duration="1000")
        chance = random.Random(f"{seed} scans")
        return _stop_all(times, chance, folder, SaneBackend(), DEVICE, _none_left)


def stop_network_scans(times: int, seed: int, folder: Path) -> Tally:
    """The same with our eSCL client and a scanner on this machine, behind which the test device works."""
    papers = SaneTestDevice("--read-delay=yes", "--read-delay-duration=1000")
    with EsclServer(papers) as server:
        client = Escl(Pins())
        device = client.add(server.url)
        tally = _stop_all(
            times, random.Random(f"{seed} network"), folder, client, device, lambda: not server.busy
        )
    assert _none_left()
    return tally


def _stop_all(
    times: int,
    chance: random.Random,
    folder: Path,
    backend: Backend,
    device: Device,
    is_free: Callable[[], bool],
) -> Tally:
    tally = Tally()
    while tally.stopped < times:
        with TemporaryDirectory(dir=folder) as out:
            _stop_one(chance, Path(out), tally, backend, device)
        assert is_free()
    with TemporaryDirectory(dir=folder) as out:
        request = Request(device, mode=Mode.GRAY, dpi=75)
        assert len(list(backend.scan(request, Path(out), _ignore, lambda: False))) == 1
    return tally


def _stop_one(
    chance: random.Random, out: Path, tally: Tally, backend: Backend, device: Device
) -> None:
    source = chance.choice([Source.FLATBED, Source.FEEDER])
    request = Request(device, source, chance.choice(list(Mode)), chance.choice([75, 150]))
    due = time.monotonic() + chance.random() * LONGEST
    pages: list[Page] = []
    closing = chance.random() < 0.3
    scanning = backend.scan(request, out, _ignore, lambda: not closing and _over(due))
    try:
        for page in scanning:
            pages.append(page)
            if closing and _over(due):
                raise Cancelled  # whoever listens goes away
        tally.finished += 1
    except Cancelled:
        tally.stopped += 1
        tally.slowest = max(tally.slowest, time.monotonic() - due)
    finally:
        scanning.close()
    _check(out, pages)
    tally.pages += len(pages)


def _check(out: Path, pages: list[Page]) -> None:
    assert sorted(out.iterdir()) == [page.path for page in pages]
    for page in pages:
        with Image.open(page.path) as image:
            image.load()
            assert image.size == (page.width, page.height)


def _none_left() -> bool:
    children = psutil.Process().children(recursive=True)
    return "scanimage" not in [one.name() for one in children]


def _over(due: float) -> bool:
    return time.monotonic() >= due


def _ignore(_progress: Progress) -> None:
    """Nobody looks."""
