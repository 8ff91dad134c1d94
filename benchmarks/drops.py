"""100 photos dropped into the window at once: how long its loop stands still, against a loop that does nothing."""

from __future__ import annotations

import json
import sys
from statistics import median
from typing import Any

from benchmarks.kit import CACHE, Effort, Row, fresh, told_by
from benchmarks.samples import photos

PHOTOS = 100


def run(effort: Effort) -> list[Row]:
    """A row for the loop and one for the placeholders."""
    photos(PHOTOS, effort.small)
    found: dict[str, list[dict[str, Any]]] = {"ours": [], "bare": []}
    for turn in range(effort.rounds):
        for name in ("ours", "bare") if turn % 2 else ("bare", "ours"):
            found[name].append(_measure(name, effort.small))

    def of(name: str, key: str) -> float:
        return float(median(each[key] for each in found[name]))

    p99, most = of("ours", "p99"), of("ours", "max")
    shown = of("ours", "placeholders")
    return [
        Row(
            f"{PHOTOS} photos dropped at once: the loop's stall",
            f"p99 {p99:.1f} ms, max {most:.1f} ms",
            f"bare loop beside two busy processes: p99 {of('bare', 'p99'):.1f} ms, max {of('bare', 'max'):.1f} ms",
            "",
            "p99 ≤ 5 ms, max ≤ 16 ms",
            p99 <= 5 and most <= 16,
            f"A timer of 1 ms from the drop to the last picture, {of('ours', 'seconds'):.1f} s, "
            f"{of('ours', 'ticks'):.0f} ticks; a stall is what a tick is late.",
        ),
        Row(
            "the same: a placeholder for every file",
            f"{shown:.2f} s",
            target="≤ 0.3 s",
            reached=shown <= 0.3,
        ),
    ]


def _measure(name: str, small: bool) -> dict[str, Any]:
    home = fresh(CACHE / "drops")
    module = ("-m", "benchmarks.dropping", name, str(home), str(int(small)))
    told: dict[str, Any] = json.loads(told_by(sys.executable, *module, home=home, timeout=600))
    return told
