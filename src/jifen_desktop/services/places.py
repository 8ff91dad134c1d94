"""Every place where data lies, what it holds and how long."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from jifen_desktop.files.database import COMPANIONS
from jifen_desktop.files.footprint import Footprint, footprint
from jifen_desktop.files.journal import FOLDER as LOGS
from jifen_desktop.library.backups import FOLDER as BACKUPS
from jifen_desktop.library.place import Library
from jifen_desktop.library.store import FILE


class Place(StrEnum):
    """What lies there."""

    ENTRIES = "entries"
    ORIGINALS = "originals"
    BACKUPS = "backups"
    SETTINGS = "settings"
    LOGS = "logs"
    EXPORTS = "exports"


@dataclass(frozen=True)
class Kept:
    """A place: the folder to open, and the files or folders whose size counts."""

    place: Place
    folder: Path
    parts: tuple[Path, ...]


def places(library: Library, exports: Path) -> tuple[Kept, ...]:
    """All places of a library, and the folder that exports go to."""
    root = library.root
    file = root / FILE
    beside = tuple(file.with_name(file.name + end) for end in COMPANIONS)
    return (
        Kept(Place.ENTRIES, root, (file, *beside, *_put_aside(file))),
        Kept(Place.ORIGINALS, root / "originals", (root / "originals",)),
        Kept(Place.BACKUPS, root / BACKUPS, (root / BACKUPS,)),
        Kept(
            Place.SETTINGS,
            root,
            (
                library.settings_path,
                *_put_aside(library.settings_path),
                library.scanners_path,
            ),
        ),
        Kept(Place.LOGS, root / LOGS, (root / LOGS,)),
        Kept(Place.EXPORTS, exports, (exports,)),
    )


def _put_aside(path: Path) -> list[Path]:
    """Damaged files that were kept under another name, with what SQLite left beside them."""
    return sorted(path.parent.glob(f"{path.name}.damaged-*"))


def measure(kept: Kept, check: Callable[[], None]) -> Footprint:
    """How much room a place takes; for a thread."""
    found = [footprint(part, check) for part in kept.parts]
    return Footprint(sum(f.files for f in found), sum(f.size for f in found))
