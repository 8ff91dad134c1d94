"""Placeholders of OneDrive, iCloud and the like: a name and a size here, the content elsewhere.

Opening one makes the provider fetch it, which fails in its own ways or takes for ever. So a
placeholder is told by what the system says of it, without opening it, and its first reading happens
in a worker, which can be ended.
"""

import os
import stat
from pathlib import Path
from typing import Final

from jifen_desktop.files.disk import disk
from jifen_desktop.intake.source import reading

# FILE_ATTRIBUTE_RECALL_ON_OPEN and _ON_DATA_ACCESS of winnt.h, which `stat` has no names for.
_RECALL: Final = 0x0004_0000 | 0x0040_0000
_AWAY: Final = stat.FILE_ATTRIBUTE_OFFLINE | _RECALL
_DATALESS: Final = 0x4000_0000  # SF_DATALESS of macOS's sys/stat.h


def is_placeholder(found: os.stat_result) -> bool:
    """Whether the system says that the content isn't on this computer."""
    attributes = getattr(found, "st_file_attributes", 0)
    return bool(attributes & _AWAY or getattr(found, "st_flags", 0) & _DATALESS)


def fetch(path: Path) -> None:
    """Read a file to its end, so that its provider fetches it. Runs in a worker. Raises JifenError FILE_CLOUD,
    FILE_UNREADABLE and others.
    """
    with reading():
        for _ in disk().chunks(path):
            pass
