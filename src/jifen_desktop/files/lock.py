"""An exclusive lock on a folder that the kernel releases when its holder ends, however it ends."""

import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped, write_error
from jifen_desktop.files.names import display_name

LOCK_NAME: Final = ".lock"
HELD: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


class FolderLock:
    """Hold a folder for this process. The lock file stays: removing it would let two hold different
    files.

    `acquire` raises JifenError LIBRARY_IN_USE (with `folder`) while anyone else holds it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._fd: int | None = None

    def acquire(self) -> None:
        """Take the lock without waiting; makes the folder. Raises LIBRARY_IN_USE or a write
        failure.
        """
        if self._fd is not None:
            return
        path = self.folder / LOCK_NAME
        with mapped(path):
            disk().make_folders(self.folder, private=True)
            fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            _lock(fd)
        except OSError as error:
            os.close(fd)
            if error.errno in HELD:
                folder = display_name(str(self.folder))
                raise JifenError(Code.LIBRARY_IN_USE, folder=folder) from error
            raise write_error(error, path) from error
        self._fd = fd

    def release(self) -> None:
        """Let go; does nothing when not held."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def __enter__(self) -> "FolderLock":
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
