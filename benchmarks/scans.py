"""What a scanned page costs on top of the scanner's own time, with SANE's test device, which takes next to none."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.kit import CACHE, Effort, Row, call, fresh, in_turns, missing, ms
from jifen_desktop.scanning.port import Device, Progress, Request, Source
from jifen_desktop.scanning.sane import SaneBackend
from jifen_desktop.services.scanning import Scanners
from jifen_desktop.worker.pool import WorkerPool

LIMIT: Final = 0.150  # seconds a page
DEVICE: Final = Device("sane", "test:0", "frontend-tester")
_SETTINGS: Final = """mode Color
depth 8
resolution_max 600
geometry_max 297
br_x 210
br_y 297
test-picture "Color pattern"
number_of_devices 1
"""


def run(effort: Effort) -> list[Row]:
    """One row: a pile of A4 in colour, handed out page by page, less the same pile by scanimage alone."""
    pages, dpi = (2, 75) if effort.small else (10, 300)
    work = f"{pages} A4 pages at {dpi} dpi in colour from SANE's test device"
    target = f"≤ {LIMIT * 1000:.0f} ms a page on top of `scanimage --batch`"
    if lacking := missing("scanimage"):
        return [Row(work, "-", target=target, note=lacking)]
    _set_up(fresh(CACHE / "sane"))
    out, alone = CACHE / "scans", CACHE / "scans-alone"
    request = Request(DEVICE, Source.FEEDER, dpi=dpi, pages=pages)
    with WorkerPool() as pool:
        scanners = Scanners([SaneBackend(pool.run)])
        assert not scanners.fitted(request)[1]

        def ours() -> None:
            outcome = scanners.scan(request, fresh(out), lambda _: None, _ignore, lambda: False)
            assert len(outcome.pages) == pages

        times = in_turns(
            {"ours": ours, "alone": lambda: _alone(fresh(alone), request)}, effort.rounds
        )
    shutil.rmtree(out)
    shutil.rmtree(alone)
    each = [(a - b) / pages for a, b in zip(times["ours"], times["alone"], strict=True)]
    return [
        Row(
            work,
            ms(times["ours"]),
            f"`scanimage --batch` {ms(times['alone'])}",
            f"{ms(each)} a page more",
            target,
            median(each) <= LIMIT,
            "Ours: each page decoded whole in a worker, coded as JPEG, and named before it counts.",
        )
    ]


def _set_up(folder: Path) -> None:
    (folder / "test.conf").write_text(_SETTINGS, encoding="ascii")
    (folder / "dll.conf").write_text("test\n", encoding="ascii")
    os.environ["SANE_CONFIG_DIR"] = str(folder)


def _alone(folder: Path, request: Request) -> None:
    call(
        "scanimage",
        f"--device-name={request.device.id}",
        "--source=Automatic Document Feeder",
        "--mode=Color",
        "--depth=8",
        f"--resolution={request.dpi}",
        *("-l", "0", "-t", "0", "-x", "210", "-y", "297"),
        "--format=tiff",
        f"--batch={folder}/%d.tif",
        f"--batch-count={request.pages}",
    )


def _ignore(_progress: Progress) -> None:
    """Nobody looks."""
