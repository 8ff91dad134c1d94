"""Atomic writes: a crash or power cut leaves the old file or the new one, never half.

Temp file in the same folder → write → fsync → replace → fsync the folder.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped

TEMP_PREFIX = ".jifen-"


def temp_beside(path: Path) -> Path:
    """A name for a temporary file in the same folder, hence on the same volume."""
    return path.with_name(f"{TEMP_PREFIX}{os.getpid()}-{secrets.token_hex(4)}.tmp")


def write_bytes(path: Path, data: bytes, *, private: bool = False, lasting: bool = True) -> None:
    """Write a file whole or not at all; the folder must exist. `private` gives mode 0600. One that isn't `lasting`
    is only read by this run of the program, which needn't wait for the medium.

    Raises JifenError DISK_FULL, TARGET_UNWRITABLE, TARGET_IN_USE or WRITE_FAILED with `folder` and
    `name`.
    """
    temp = temp_beside(path)
    with mapped(path):
        try:
            handle = disk().create(temp, private=private)
            with handle:
                disk().write(handle, data)
                if lasting:
                    disk().sync(handle)
            disk().replace(temp, path)
        except BaseException:
            # The first failure is the one to tell.
            with suppress(OSError):
                disk().unlink(temp)
            raise
        if lasting:
            disk().sync_folder(path.parent)


def write_text(path: Path, text: str, *, private: bool = False) -> None:
    """`write_bytes` of the text in UTF-8, line ends as they are."""
    write_bytes(path, text.encode("utf-8"), private=private)
