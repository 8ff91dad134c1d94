"""A library of years: 2,000 submissions, 10,000 people, 40,000 pages, beside an empty one."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from statistics import median

from benchmarks.kit import CACHE, Effort, Row, fresh, ms, told_by
from benchmarks.searching import fill


def run(effort: Effort) -> list[Row]:
    """Three rows: the first picture, a search, memory; every start is a process of its own."""
    submissions = 50 if effort.small else 2_000
    full, empty = CACHE / f"library-{submissions}", fresh(CACHE / "library-empty")
    if not (full / "done").exists():
        shutil.rmtree(full, ignore_errors=True)
        (full / "done").write_text("{} {}".format(*fill(full, submissions)), encoding="ascii")
    people, pages = (full / "done").read_text(encoding="ascii").split()
    found: dict[str, list[list[float]]] = {"full": [], "empty": []}
    for turn in range(effort.rounds + 1):
        for name in ("full", "empty") if turn % 2 else ("empty", "full"):
            told = _look(full if name == "full" else empty)
            if turn:  # the first fills the caches
                found[name].append(told)
    shown = {name: [told[0] for told in many] for name, many in found.items()}
    memory = {name: median(told[1] for told in many) for name, many in found.items()}
    keys = [seconds for told in found["full"] for seconds in told[2:]]
    more = median(shown["full"]) - median(shown["empty"])
    grown = memory["full"] - memory["empty"]
    about = f"{submissions} submissions, {people} people, {pages} pages"
    return [
        Row(
            f"start screen of {about}: opening the library to the painted window",
            ms(shown["full"]),
            f"empty library {ms(shown['empty'])}",
            f"{more * 1000:+.0f} ms",
            "≤ 300 ms more than an empty one",
            more <= 0.3,
            "The check of the whole file at each start included.",
        ),
        Row(
            "search on it, each key until painted",
            f"{ms(keys)}, slowest {max(keys) * 1000:.0f} ms",
            target="≤ 50 ms a key",
            reached=median(keys) <= 0.05,
            note=f"{len(keys)} keys: names, a district, nothing found.",
        ),
        Row(
            "memory of the window with it (RSS)",
            f"{memory['full'] / 2**20:.0f} MB",
            f"empty library {memory['empty'] / 2**20:.0f} MB",
            f"{grown / 2**20:+.0f} MB",
            "≤ 60 MB more",
            grown <= 60 * 2**20,
        ),
    ]


def _look(root: Path) -> list[float]:
    """[seconds to the picture, bytes, seconds of each key…]."""
    told = told_by(sys.executable, "-m", "benchmarks.searching", str(root), home=root, timeout=300)
    return [float(word) for word in told.split()]
