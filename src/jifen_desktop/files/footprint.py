"""How much room a folder or file takes."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Footprint:
    """Files and their bytes; what can't be read counts as nothing."""

    files: int = 0
    size: int = 0


def footprint(path: Path, check: Callable[[], None]) -> Footprint:
    """Count a file, or all files below a folder; links are not followed. `check` may raise, a folder at a time."""
    files, size = 0, 0
    if path.is_file():
        files, size = 1, _size(path)
    for folder, _folders, names in os.walk(path):
        check()
        for name in names:
            files += 1
            size += _size(Path(folder) / name)
    return Footprint(files, size)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
