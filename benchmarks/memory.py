"""A large export: the most memory that the program with its window and its workers held at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.kit import CACHE, Effort, Row, fresh

LOOK = 0.05  # seconds between two looks
PAGES = 20


def run(effort: Effort) -> list[Row]:
    """One row: 5 applicants and 30, 20 pages each."""
    few, many = (1, 3) if effort.small else (5, 30)
    least, least_seconds = _peak(few, effort.small)
    most, seconds = _peak(many, effort.small)
    return [
        Row(
            f"{many} applicants × {PAGES} pages, export with the window open: peak memory (sum of PSS)",
            f"{most:.0f} MB in {seconds:.0f} s",
            f"{few * PAGES} pages: {least:.0f} MB in {least_seconds:.0f} s",
            f"{most / least:.2f} × as much for {many // few} × the pages",
            "≤ 600 MB, flat (≤ 1.1 ×) from 100 to 600 pages",
            most <= 600 and most <= 1.1 * least,
            f"Each applicant: 8 photos of 12 MP and 10 scans (copied), a drawn page and a PNG of 12 MP (encoded). "
            f"Looked at every {LOOK * 1000:.0f} ms, reading the files included.",
        )
    ]


def _peak(people: int, small: bool) -> tuple[float, float]:
    """(MB, seconds)."""
    folder = fresh(CACHE / "memory")
    env = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        "XDG_RUNTIME_DIR": str(folder),
    }
    command = [sys.executable, "-m", "benchmarks.exporting", str(people), str(folder)]
    child = subprocess.Popen([*command, str(int(small))], env=env, stdout=subprocess.PIPE)
    most, start = 0, time.monotonic()
    while child.poll() is None:
        most = max(most, sum(map(_pss, _family(child.pid))))
        time.sleep(LOOK)
    seconds = time.monotonic() - start
    out = child.stdout.read() if child.stdout is not None else b""
    assert child.returncode == 0, out
    assert out.decode().split()[-1] == str(people * PAGES), out
    fresh(folder)
    return most / 2**20, seconds


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        yield from (each.pid for each in psutil.Process(pid).children(recursive=True))
    except psutil.Error:
        return


def _pss(pid: int) -> int:
    """Bytes: pages of its own, and its share of those that others have too."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    line = next((each for each in text.splitlines() if each.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1]) * 1024
