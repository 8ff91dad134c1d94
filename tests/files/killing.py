"""Run one change of the disk in this process and die at its Nth call: `python -m
tests.files.killing`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.disk import swapped
from jifen_desktop.files.staging import Staging
from jifen_desktop.files.store import OriginalStore
from tests.files.faulty import KILLED, FaultyDisk

NAMES: Final = ("一.zip", "二.eml", "单/三.pdf")


def new(name: str) -> bytes:
    return f"new {name}".encode()


def _write(folder: Path) -> None:
    write_bytes(folder / "draft.json", new("draft.json"))


def _stage(folder: Path, *, replace: bool) -> None:
    with Staging(folder / "out", replace=replace) as staging:
        for name in NAMES:
            staging.path(name).write_bytes(new(name))
        staging.commit()


def _store(folder: Path) -> None:
    OriginalStore(folder / "originals").add_bytes(b"original")


SCENARIOS: Final[dict[str, Callable[[Path], None]]] = {
    "write": _write,
    "stage": lambda folder: _stage(folder, replace=False),
    "replace": lambda folder: _stage(folder, replace=True),
    "store": _store,
}


def killed(scenario: str, folder: Path, nth: int) -> bool:
    """Run the scenario in a child that dies at call `nth`; false when it came to its end before."""
    command = [sys.executable, "-m", "tests.files.killing", scenario, str(folder), str(nth)]
    status = subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode
    assert status in (0, KILLED)
    return status == KILLED


if __name__ == "__main__":
    with swapped(FaultyDisk(int(sys.argv[3]), "kill")):
        SCENARIOS[sys.argv[1]](Path(sys.argv[2]))
