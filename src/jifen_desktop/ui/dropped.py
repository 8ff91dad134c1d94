"""Files that were dropped: which of them a place can use, and what is said of the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from jifen_desktop.files.names import display_name

_NAMED = 3


def usable(paths: Sequence[str], suffixes: Collection[str]) -> list[Path]:
    """The files of these kinds, by the end of their names."""
    found = [Path(path) for path in paths]
    return [path for path in found if path.suffix.casefold() in suffixes]


def left_out(paths: Sequence[str], taken: Path) -> str:
    """What is said of all but the one that was taken: 没有用「甲.jpg」、「乙.jpg」; empty where there are no others."""
    rest = [display_name(Path(path).name) for path in paths if Path(path) != taken]
    if not rest:
        return ""
    names = "、".join(f"「{name}」" for name in rest[:_NAMED])
    more = f"等 {len(rest)} 个" if len(rest) > _NAMED else ""
    return f"没有用{names}{more}"
