"""SANE's own test device in a set-up of its own: no driver besides it, nothing of the machine's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jifen_desktop.scanning.port import Device, Progress

DEVICE = Device("sane", "test:0", "frontend-tester")
_USUAL = {
    "mode": "Color",
    "resolution_max": "600",
    "geometry_max": "297",
    "br_x": "210",
    "br_y": "297",
    "test-picture": '"Color pattern"',
}


def set_up(folder: Path, monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    """Let SANE know the test device alone; `settings` are test.conf's, with _ for -."""
    folder.mkdir(exist_ok=True)
    values = _USUAL | {"number_of_devices": "2"}
    values |= {name.replace("_", "-"): text for name, text in settings.items()}
    lines = [f"{name} {text}\n" for name, text in values.items()]
    (folder / "test.conf").write_text("".join(lines), encoding="ascii")
    (folder / "dll.conf").write_text("test\n", encoding="ascii")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))


def never() -> bool:
    """Nobody cancels."""
    return False


def ignore(_progress: Progress) -> None:
    """Nobody looks."""


Cancel = Callable[[], bool]
