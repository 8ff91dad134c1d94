"""The frozen program that is tried: what `./dev build` made last, if it is of the present source."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "dist" / "linux" / "jifen-desktop"
PROGRAM: Final = FOLDER / "jifen-desktop"
VENV: Final = ROOT / "build" / "freeze" / "venv"


def up_to_date() -> Path:
    """The frozen folder. It is made where nothing may be skipped, as in `.ci/run` (1 to 2 minutes); else an old or
    missing one skips the test.
    """
    import freeze

    if sys.platform != "linux":
        pytest.skip("tried on Linux alone")
    if os.environ.get("JIFEN_TEST_REQUIRE_EXTERNAL"):
        done = subprocess.run(
            [ROOT / "dev", "build", "--folder-only"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
    elif not freeze.is_current():
        pytest.skip("no frozen program of this source; ./dev build --folder-only makes it")
    return FOLDER


def made_once() -> Path:
    """The frozen program, made by one of the run's processes while the others wait; Linux alone."""
    import fcntl

    lock = ROOT / "build" / "freeze.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        up_to_date()
    return PROGRAM


def bare_environment(home: Path, **more: str) -> dict[str, str]:
    """As on a computer without Python: an empty home, and no program to be found."""
    return {"HOME": str(home), "PATH": str(home / "no-programs"), "LC_ALL": "C.UTF-8", **more}
