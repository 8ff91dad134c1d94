"""From what the user picked or dropped to single files."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import Code
from jifen_desktop.files.disk import disk
from jifen_desktop.files.names import display_name

MAX_FILES: Final = (
    5_000  # a folder of one submission has some hundred; a whole disk was picked by mistake
)
MAX_DEPTH: Final = 8

_LITTER: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db"})
_NUMBER: Final = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Expanded:
    """The files in order, and what was refused: its name for a message, and why."""

    files: tuple[Path, ...]
    refused: tuple[tuple[str, Code], ...] = ()


def expand(paths: Iterable[Path]) -> Expanded:
    """Walk folders in natural order (2 before 10); picked files keep their order, repeats are
    dropped.

    Hidden files and the litter of Windows and macOS inside folders are skipped silently; a picked
    one is taken. Links inside folders aren't followed: they could lead anywhere, or in a circle.
    What a file holds is decided later, by content.
    """
    files: dict[Path, None] = {}
    refused: list[tuple[str, Code]] = []
    for path in paths:
        for found, code in _walk(path, 0):
            if code is not None:
                refused.append((display_name(found.name), code))
            elif len(files) < MAX_FILES:
                files[found] = None
            else:
                refused.append((display_name(path.name), Code.FILE_TOO_MANY_PAGES))
                return Expanded(tuple(files), tuple(refused))
    return Expanded(tuple(files), tuple(refused))


def natural(name: str) -> list[tuple[int, int, str]]:
    """A sort key in which numbers count as numbers."""
    parts = _NUMBER.split(name.casefold())
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts if p]


def is_litter(name: str) -> bool:
    """Whether Windows, macOS or Office left a file or folder of that name, or it is a hidden one."""
    name = name.casefold()
    return (name.startswith((".", "~$")) and name not in ("..", ".")) or name in _LITTER


def _walk(path: Path, depth: int) -> Iterator[tuple[Path, Code | None]]:
    try:
        if path.is_dir():
            entries = [e for e in sorted(disk().list(path), key=_order) if not _skipped(e)]
            if depth >= MAX_DEPTH and entries:
                yield path, Code.FILE_TOO_DEEP
                return
            for entry in entries:
                yield from _walk(entry, depth + 1)
        elif path.is_file():
            yield path, None
        elif not path.exists():
            yield path, Code.FILE_MISSING
        else:
            yield path, Code.FILE_TYPE  # a pipe or device could block for ever
    except OSError:
        yield path, Code.FILE_UNREADABLE


def _order(path: Path) -> tuple[list[tuple[int, int, str]], str]:
    return natural(path.name), path.name


def _skipped(path: Path) -> bool:
    return is_litter(path.name) or path.is_symlink()
