"""Temporary folders for papers, named after their process: what a killed one left is found and removed."""

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from jifen_desktop.files import process
from jifen_desktop.files.disk import disk

PREFIX: Final = "jifen-papers-"
_OWN: Final = re.compile(rf"\.?{PREFIX}([0-9a-f]{{6}})-(\d+)-\w+")


def folder_aside(parent: Path | None = None) -> tempfile.TemporaryDirectory[str]:
    """A folder that goes with `cleanup` or at the end of its block: hidden in `parent`, or where the system has such.

    Raises OSError.
    """
    hidden = "." if parent is not None else ""
    return tempfile.TemporaryDirectory(
        prefix=f"{hidden}{PREFIX}{process.host()}-{os.getpid()}-",
        dir=parent,
        ignore_cleanup_errors=True,
    )


def sweep_aside(parent: Path | None = None) -> None:
    """Remove those of dead processes of this computer; what can't be removed stays for the next time."""
    place = parent or Path(tempfile.gettempdir())
    try:
        entries = disk().list(place)
    except OSError:
        return
    for entry in entries:
        match = _OWN.fullmatch(entry.name)
        if match and match[1] == process.host() and not process.alive(int(match[2])):
            with suppress(OSError):
                disk().remove_tree(entry)
