"""From the start of the process to the first picture: the program's window and a bare one of the same Qt."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.kit import CACHE, Effort, Row, fresh, ms, told_by


def run(effort: Effort) -> list[Row]:
    """One row; every start is a process of its own, the library is empty but made."""
    home = fresh(CACHE / "window")
    families = _run(home, "families").split("\n")
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    for turn in range(3 * effort.rounds + 2):
        for name in ("bare", "ours") if turn % 2 else ("ours", "bare"):
            seconds = _start(home, name, *families)
            if turn >= 2:  # the first make the library and fill the caches
                times[name].append(seconds)
    more = median(times["ours"]) - median(times["bare"])
    return [
        Row(
            "first window, process start to first paint, warm",
            ms(times["ours"]),
            f"bare PySide6 window {ms(times['bare'])}",
            f"{more * 1000:+.0f} ms",
            "≤ 150 ms more than a bare window",
            more <= 0.15,
            "The same Qt, translation, font and platform (offscreen). Of what ours takes more, more than half are "
            "imports (some 130 modules of ours and what they need), the rest the layout of the start screen.",
        )
    ]


def _start(home: Path, name: str, *families: str) -> float:
    start = time.monotonic()
    return float(_run(home, name, *families).split()[0]) - start


def _run(home: Path, *arguments: str) -> str:
    return told_by(sys.executable, "-m", "benchmarks.first_paint", *arguments, home=home)
