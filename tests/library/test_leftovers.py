"""Temporary files of killed processes go, those of living ones and the user's own stay."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from jifen_desktop.library.leftovers import sweep_temps


def dead_process() -> int:
    """The number of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_what_dead_processes_left_goes(tmp_path: Path) -> None:
    dead = f".jifen-{dead_process()}-0123abcd.tmp"
    for name in (dead, f"{dead}-journal", f"{dead}-wal", f"{dead}-shm"):
        (tmp_path / name).write_bytes(b"left")
    kept = {f".jifen-{os.getpid()}-0123abcd.tmp", ".jifen-notes.tmp", "library.sqlite"}
    for name in kept:
        (tmp_path / name).write_bytes(b"kept")
    sweep_temps(tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == kept
