"""Temporary files of processes that were killed while they saved."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from jifen_desktop.files import process
from jifen_desktop.files.database import COMPANIONS
from jifen_desktop.files.disk import disk

# As `files.atomic` names them, with what SQLite keeps beside a copy that is being written. The lock of the library
# keeps other computers out, so a process that doesn't run here runs nowhere.
_TEMP: Final = re.compile(rf"\.jifen-(\d+)-[0-9a-f]{{8}}\.tmp(?:{'|'.join(COMPANIONS)})?")


def sweep_temps(folder: Path) -> None:
    """Remove those of dead processes; what can't be removed stays for the next time."""
    try:
        entries = disk().list(folder) if folder.is_dir() else []
    except OSError:
        return
    for entry in entries:
        match = _TEMP.fullmatch(entry.name)
        if match and not process.alive(int(match[1])):
            with suppress(OSError):
                if entry.is_dir():
                    disk().remove_tree(entry)
                else:
                    disk().unlink(entry)
