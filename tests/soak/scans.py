"""Scans of SANE's test device that are stopped at random moments, in each of the ways a scan can be stopped."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest
from PIL import Image

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.scanning.port import Mode, Page, Progress, Request, Source
from jifen_desktop.scanning.sane import SaneBackend
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
    """Stop `times` scans; those that were quicker don't count. Every page handed out has to be whole, no process to be
    left, and the device to be free.
    """
    tally, chance = Tally(), random.Random(f"{seed} scans")
    with pytest.MonkeyPatch.context() as patch:
        set_up(folder / "sane", patch, read_delay="true", read_delay_duration="1000")
        while tally.stopped < times:
            with TemporaryDirectory(dir=folder) as out:
                _stop_one(chance, Path(out), tally)
        with TemporaryDirectory(dir=folder) as out:
            request = Request(DEVICE, mode=Mode.GRAY, dpi=30)
            assert len(list(SaneBackend().scan(request, Path(out), _ignore, lambda: False))) == 1
    return tally


def _stop_one(chance: random.Random, out: Path, tally: Tally) -> None:
    source = chance.choice([Source.FLATBED, Source.FEEDER])
    request = Request(DEVICE, source, chance.choice(list(Mode)), chance.choice([30, 75, 150]))
    due = time.monotonic() + chance.random() * LONGEST
    pages: list[Page] = []
    closing = chance.random() < 0.3
    scanning = SaneBackend().scan(request, out, _ignore, lambda: not closing and _over(due))
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
    left = [one.name() for one in psutil.Process().children(recursive=True)]
    assert "scanimage" not in left


def _over(due: float) -> bool:
    return time.monotonic() >= due


def _ignore(_progress: Progress) -> None:
    """Nobody looks."""
