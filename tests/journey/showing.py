"""A walk run as a program of its own on a display."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def walked(module: str, plan: Path, display: str) -> subprocess.CompletedProcess[str]:
    """Run a walk to its end."""
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", module, str(plan)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def ended_well(done: subprocess.CompletedProcess[str], result: Path) -> dict[str, Any]:
    """What the walk told; fails with how it ended where it told nothing or something went wrong."""
    how = f"{_ending(done.returncode)}\n{done.stderr}"
    assert result.exists(), how
    told: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    assert not told["failure"], (told["acts"], told["failure"], how)
    assert done.returncode == 0, how
    assert told["platform"] == "xcb"
    return told


def _ending(code: int) -> str:
    """The exit status, or the signal by its name."""
    return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
