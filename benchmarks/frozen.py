"""The frozen program: how large what is given out is, and from its start to the first picture beside a bare window.

Needs what `./dev build` made: its archive is weighed, and its environment freezes the two programs that are timed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import time
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.kit import CACHE, Effort, Row, fresh, ms, told_by

ROOT: Final = Path(__file__).parents[1]
PYTHON: Final = ROOT / "build" / "freeze" / "venv" / "bin" / "python"
PLACE: Final = CACHE / "frozen"
_MOST_MB: Final = 95
_SOURCES: Final = ("benchmarks/first_paint.py", "benchmarks/frozen.spec", "packaging/contents.py")


def run(effort: Effort) -> list[Row]:
    """A row for what was built for each system, and one for the start."""
    return [*_sizes(), _start_row(effort)]


def _sizes() -> list[Row]:
    rows = []
    for system, pattern in (("Linux", "*-linux-*.tar.xz"), ("Windows", "*-windows-*-setup.exe")):
        for path in (ROOT / "dist").glob(pattern):
            size = path.stat().st_size / 1e6
            folder = ROOT / "dist" / system.lower() / "jifen-desktop"
            whole = sum(file.stat().st_size for file in folder.rglob("*") if not file.is_symlink())
            rows.append(
                Row(
                    f"what is given out for {system}",
                    f"{size:.1f} MB",
                    target=f"≤ {_MOST_MB} MB",
                    reached=size <= _MOST_MB,
                    note=f"Unpacked {whole / 1e6:.0f} MB.",
                )
            )
    return rows or [Row("what is given out", "not built", note="./dev build makes it.")]


def _start_row(effort: Effort) -> Row:
    _freeze()
    home = fresh(CACHE / "frozen-home")
    families = _run("ours", home, "families").split("\n")
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    for turn in range(3 * effort.rounds + 2):
        for name in ("bare", "ours") if turn % 2 else ("ours", "bare"):
            start = time.monotonic()
            end = float(_run(name, home, name, *families).split()[0])
            if turn >= 2:  # the first make the library and fill the caches
                times[name].append(end - start)
    more = median(times["ours"]) - median(times["bare"])
    return Row(
        "frozen: first window, process start to first paint, warm",
        ms(times["ours"]),
        f"frozen bare PySide6 window {ms(times['bare'])}",
        f"{more * 1000:+.0f} ms",
        "≤ 150 ms more than a bare window",
        more <= 0.15,
        "Both frozen by the same PyInstaller with the same settings; the same Qt, translation, font and platform "
        "(offscreen).",
    )


def _freeze() -> None:
    """The two programs, unless they are of the present wheel and recipe."""
    digest = hashlib.sha256()
    for path in (ROOT / "build" / "freeze" / "stamp", *(ROOT / name for name in _SOURCES)):
        digest.update(path.read_bytes())
    stamp = PLACE / "stamp"
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest.hexdigest():
        return
    shutil.rmtree(PLACE, ignore_errors=True)
    places = ["--workpath", str(PLACE / "work"), "--distpath", str(PLACE)]
    command = [str(PYTHON), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *places]
    subprocess.run([*command, str(ROOT / "benchmarks" / "frozen.spec")], check=True, cwd=ROOT)
    stamp.write_text(digest.hexdigest(), encoding="ascii")


def _run(program: str, home: Path, *arguments: str) -> str:
    return told_by(PLACE / program / program, *arguments, home=home)
