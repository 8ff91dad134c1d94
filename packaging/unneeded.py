"""Libraries of the system that nothing in the frozen folder asks for: PyInstaller takes them for plugins that stay out.

Linux alone, by binutils' objdump: there PyInstaller copies libraries of the system that builds, with what they rest on.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_FILE: Final = re.compile(r"^(.+):\s+file format ", re.MULTILINE)
_NEEDED: Final = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_BY_NAME: Final = ("libpython",)
"""The program opens it itself."""


def unneeded(inside: Path) -> list[Path]:
    """Those straight in the folder that no program, plugin or package in it needs, nor what these need.

    Raises CalledProcessError with what objdump can't read.
    """
    code = [path for path in inside.rglob("*.so*") if path.is_file() and not path.is_symlink()]
    links = asked(code)
    left = {
        path.name: path
        for path in code
        if path.parent == inside
        and path.name.startswith("lib")
        and not path.name.startswith(_BY_NAME)
    }
    todo = [path for path in code if path not in left.values()]
    while todo:
        todo += [left.pop(name) for name in links[todo.pop()] if name in left]
    return sorted(left.values())


def asked(code: Iterable[Path]) -> dict[Path, list[str]]:
    """The libraries that each of these is linked to."""
    ran = subprocess.run(
        ["objdump", "--private-headers", *code], capture_output=True, encoding="utf-8", check=True
    )
    _, *parts = _FILE.split(ran.stdout)
    names, bodies = parts[::2], parts[1::2]
    return {
        Path(name.strip()): _NEEDED.findall(body) for name, body in zip(names, bodies, strict=True)
    }
