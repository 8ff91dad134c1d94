"""What the program is called where it is installed: one place for the spec, the installers and the icons."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PROGRAM: Final = "jifen-desktop"
CONSOLE: Final = "jifen"
"""On Windows a program with a window has no console, so the commands are a program of their own there."""
TITLE: Final = "居住证积分材料助手"
MAC_IDENTIFIER: Final = "jifen-desktop"
"""No domain is the project's own, so the identifier claims none."""


def version() -> str:
    """The version of this checkout, e.g. "0.1.0"."""
    text = (ROOT / "src" / "jifen_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise ValueError("src/jifen_desktop/__init__.py names no version")
    return found[1]


def version_numbers() -> tuple[int, int, int, int]:
    """The version as Windows' version resource wants it: four numbers, what follows them left out."""
    numbers = [int(part) for part in re.findall(r"\d+", version())[:3]]
    first, second, third = [*numbers, 0, 0, 0][:3]
    return first, second, third, 0
