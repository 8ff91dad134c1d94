"""SANE's own test device in a set-up of its own: no driver besides it, nothing of the machine's."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

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
    """Let SANE know the test device alone; `settings` are test.conf's."""
    folder.mkdir(exist_ok=True)
    values = _USUAL | {"number_of_devices": "2"}
    values |= {_name(name): text for name, text in settings.items()}
    lines = [f"{name} {text}\n" for name, text in values.items()]
    (folder / "test.conf").write_text("".join(lines), encoding="ascii")
    (folder / "dll.conf").write_text("test\n", encoding="ascii")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))


def _name(setting: str) -> str:
    return setting if setting in _USUAL else setting.replace("_", "-")


def never() -> bool:
    """Nobody cancels."""
    return False


def ignore(_progress: Progress) -> None:
    """Nobody looks."""


def pretend(folder: Path, acts: str) -> str:
    """A `scanimage` that lists no options and scans by these acts of a shell; its path."""
    program = folder / "scanimage"
    program.write_text(f'#!/bin/sh\ncase "$*" in *--all-options*) exit 0;; esac\n{acts}\n', "utf-8")
    program.chmod(0o700)
    return str(program)


def a_page(folder: Path, number: int = 1) -> str:
    """The act of handing out a page."""
    Image.linear_gradient("L").save(folder / "page.tif")
    return f"cp '{folder}/page.tif' {number}.tif; echo {number}.tif"
