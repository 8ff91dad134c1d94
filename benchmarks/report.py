"""What was measured, kept in `results.json`, and written as `RESULTS.md`."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from benchmarks.kit import PACKAGES, Row

HERE: Final = Path(__file__).parent
_KEPT: Final = HERE / "results.json"
_SHOWN: Final = HERE / "RESULTS.md"
_LIBRARIES: Final = ("PySide6-Essentials", "pymupdf", "pillow", "pillow-heif", "pebble")


def keep(name: str, rows: Sequence[Row], load: tuple[float, float], rounds: int) -> None:
    """Put a benchmark's rows in place of its former ones; those of another machine go."""
    kept = _read()
    machine = describe()
    if kept.get("machine") != machine:
        kept = {"machine": machine, "benchmarks": {}}
    kept["benchmarks"][name] = {
        "date": date.today().isoformat(),  # noqa: DTZ011 - the day as the reader's calendar has it
        "load": [round(value, 1) for value in load],
        "rounds": rounds,
        "rows": [asdict(row) for row in rows],
    }
    _KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write(order: Sequence[str]) -> None:
    """Write the report from what is kept, the benchmarks in that order."""
    kept = _read()
    found = [(name, kept["benchmarks"][name]) for name in order if name in kept["benchmarks"]]
    lines = [
        "# Measured",
        "",
        "Written by `./dev bench`; how it measures is told in `docs/DEVELOPING.md`. Inputs are synthetic and the same",
        "at every run. Ours and the peers take turns in one run, after an uncounted one; durations are medians, ratios",
        "medians of the rounds' ratios. The load is that of the whole machine (1 minute's average, before and after):",
        "beyond the number of cores other work was in the way, and figures of waiting say less.",
        "",
        *_machine(kept["machine"]),
        "",
        "| work | ours | peers in the same run | ratio | target | reached |",
        "|---|---|---|---|---|---|",
        *(_line(Row(**row)) for _, each in found for row in each["rows"]),
        "",
        *_remarks(found),
        "",
        "| benchmark | day | rounds | load |",
        "|---|---|---|---|",
        *(
            f"| {name} | {each['date']} | {each['rounds']} | {each['load'][0]} – {each['load'][1]} |"
            for name, each in found
        ),
        "",
    ]
    _SHOWN.write_text("\n".join(lines), encoding="utf-8")


def describe() -> dict[str, Any]:
    """The machine and the versions of all that took part; no host, no path."""
    return {
        "cpu": f"{_cpu()}, {os.cpu_count()} cores",
        "system": _system(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "peers": _peers(),
    }


def _read() -> dict[str, Any]:
    if not _KEPT.exists():
        return {"machine": describe(), "benchmarks": {}}
    kept: dict[str, Any] = json.loads(_KEPT.read_text(encoding="utf-8"))
    return kept


def _machine(machine: dict[str, Any]) -> list[str]:
    def listed(versions: dict[str, str]) -> str:
        return ", ".join(f"{name} {number}" for name, number in versions.items())

    return [
        f"- {machine['cpu']}; {machine['system']}; Python {machine['python']}",
        f"- {listed(machine['libraries'])}",
        f"- peers: {listed(machine['peers'])}",
    ]


def _line(row: Row) -> str:
    said = {True: "yes", False: "**no**", None: "–"}[row.reached]
    cells = (row.work, row.ours, row.peers, row.ratio, row.target, said)
    return f"| {' | '.join(cell.replace('|', '∣') for cell in cells)} |"


def _remarks(found: Sequence[tuple[str, dict[str, Any]]]) -> list[str]:
    rows = [Row(**row) for _, each in found for row in each["rows"]]
    return [f"- {row.work}: {row.note}" for row in rows if row.note]


def _cpu() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found[1] if found else platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"


def _peers() -> dict[str, str]:
    """Each package with its version, or the word that it is missing."""
    found = {}
    for program, package in PACKAGES.items():
        if package not in found:
            found[package] = _package(package) if shutil.which(program) else "not installed"
    return found


def _package(package: str) -> str:
    if shutil.which("dpkg-query") is None:
        return "of unknown version"
    asked = ["dpkg-query", "-W", "-f", "${Version}", package]
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout.strip() or "of unknown version"
