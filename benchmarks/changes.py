"""One change in a large submission: how long the window's thread is busy until everything shown follows it."""

from __future__ import annotations

import json
import sys
from statistics import median

from benchmarks.kit import CACHE, Effort, Row, fresh, told_by

PAGES = 20
_TARGET = 100  # ms: what a person takes for at once
NAMES = {
    "people": "单位与申请人",
    "education": "学历与学位",
    "materials": "材料",
    "review": "核对",
    "export": "导出",
}


def run(effort: Effort) -> list[Row]:
    """One row a page of the wizard: a person's name changed, papers taken away, put back."""
    people = 3 if effort.small else 30
    found = _measured(people, effort.rounds)
    return [
        Row(
            f"{people} applicants × {PAGES} pages, one change on the page {NAMES[step]}",
            f"{median(times):.0f} ms (most {max(times):.0f})",
            "",
            "",
            f"≤ {_TARGET} ms CPU of the window's thread (median)",
            median(times) <= _TARGET,
            "Plans, review, outputs, saving, layout and painting. Each applicant's pages have measures of their own.",
        )
        for step, times in found.items()
    ]


def _measured(people: int, rounds: int) -> dict[str, list[float]]:
    folder = fresh(CACHE / "changes")
    module = ("-m", "benchmarks.changing", str(people), str(rounds), str(folder))
    told = told_by(sys.executable, *module, home=folder, timeout=300)
    fresh(folder)
    found: dict[str, list[float]] = json.loads(told.splitlines()[-1])
    return found
