"""Programs for Windows run under Wine, in the place that wine_setup.sh made."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from product import ROOT

PLACE: Final = ROOT / "build" / "wine"
PREFIX: Final = PLACE / "prefix"
PYTHON: Final = PLACE / "python" / "python.exe"
SHIP: Final = PLACE / "ship"


def program() -> str | None:
    """Wine itself; None where it isn't installed."""
    return shutil.which("wine64") or shutil.which("wine64", path="/usr/lib/wine")


def ready() -> bool:
    """Whether a Windows build can be made here."""
    return program() is not None and PYTHON.exists() and SHIP.is_dir()


def as_windows(path: Path) -> str:
    r"""The path as Wine's programs name it, e.g. `Z:\tmp\x`."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


def run(
    command: list[str | Path], more: Mapping[str, str] | None = None, timeout: float = 300
) -> subprocess.CompletedProcess[str]:
    """Run to the end; what it printed is in the result. Paths are handed over as Windows names them.

    Both streams are pipes: Python for Windows doesn't start on a file of Linux.
    """
    wine = program()
    if wine is None:
        raise FileNotFoundError("Wine is not installed")
    words = [as_windows(word) if isinstance(word, Path) else word for word in command]
    return subprocess.run(
        [wine, *words],
        env=environment() | dict(more or {}),
        input="",
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
        check=False,
    )


def environment() -> dict[str, str]:
    """This process' own, with Wine's settings."""
    return os.environ | {
        "WINEPREFIX": str(PREFIX),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "PYTHONUTF8": "1",
        "PYTHONPATH": as_windows(SHIP),
    }
