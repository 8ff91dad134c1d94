"""What the benchmarks share: rows of the report, ways timed in turns, programs that may be missing."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CACHE: Final = Path(__file__).parents[1] / "build" / "benchmarks"

# The Debian package that brings each program.
PACKAGES: Final = {
    "convert": "imagemagick",
    "djpeg": "libjpeg-turbo-progs",
    "mutool": "mupdf-tools",
    "pdfimages": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "unzip": "unzip",
    "scanimage": "sane-utils",
    "vipsthumbnail": "libvips-tools",
    "zip": "zip",
    "7z": "p7zip-full",
}

Way = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of the report. `reached` is None for a line that only informs, or whose peer is missing."""

    work: str
    ours: str
    peers: str = ""
    ratio: str = ""
    target: str = ""
    reached: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Effort:
    """How much is measured: `rounds` of each way, and `small` inputs for trying the benchmarks out."""

    rounds: int
    small: bool = False


def in_turns(
    ways: Mapping[str, Way], rounds: int, before: Callable[[], object] | None = None
) -> dict[str, list[float]]:
    """Seconds of each way in each round, each round beginning with another way; one round before goes uncounted.

    `before` is called ahead of each way and isn't timed.
    """
    names = list(ways)
    found: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds + 1):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            if before is not None:
                before()
            start = time.perf_counter()
            ways[name]()
            if turn:
                found[name].append(time.perf_counter() - start)
    return found


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """The median over the rounds of one / other, so that what slows a whole round down cancels out."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


def ms(seconds: Sequence[float] | float) -> str:
    """A duration in milliseconds; of several their median."""
    value = seconds if isinstance(seconds, float) else statistics.median(seconds)
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value * 1000:.0f} ms"


def missing(*programs: str) -> str:
    """What to say of programs that aren't installed; empty where all are."""
    absent = [p for p in programs if shutil.which(p) is None]
    packages = sorted({PACKAGES[p] for p in absent})
    return f"{', '.join(absent)} not installed ({', '.join(packages)})" if absent else ""


def call(*command: str | Path) -> None:
    """Run a program to its end in silence; CalledProcessError where it fails."""
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_plain()
    )


def told_by(*command: str | Path, home: Path, timeout: float = 120) -> str:
    """What a program of the window's prints, on a library in `home` and without a display.

    Raises CalledProcessError, TimeoutExpired.
    """
    env = _plain() | {
        "QT_QPA_PLATFORM": "offscreen",
        "JIFEN_LIBRARY": str(home),
        "XDG_RUNTIME_DIR": str(home),
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    done = subprocess.run(
        command,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=timeout,
        encoding="utf-8",
    )
    return done.stdout.strip()


def _plain() -> dict[str, str]:
    return os.environ | {"LC_ALL": "C.UTF-8"}


def fresh(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
