"""A disk that fails, or ends the process, at its Nth call."""

from __future__ import annotations

import errno
import os
from io import FileIO
from pathlib import Path
from typing import Final

from jifen_desktop.files.disk import Disk

KILLED: Final = 86  # exit status of a process that the disk ended
KINDS: Final = (
    "ENOSPC",
    "EDQUOT",
    "EIO",
    "EROFS",
    "EACCES",
    "ENODEV",
    "win5",
    "win32",
    "win33",
    "kill",
)


class FullDisk(Disk):
    """Nothing can be written, neither files nor the library."""

    def step(self, operation: str, path: Path) -> None:
        if operation in ("create", "write", "commit"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


class FaultyDisk(Disk):
    """The real disk up to call `nth` (from 1), which fails with `kind`; all later ones too when
    `sticky`.

    `kind` is an errno's name, `win5`/`win32`/`win33` for the Windows error of that number, or
    `kill`. A write that fails has written half of its bytes before. `nth` 0 never fails: `calls`
    then tells what there is to fail.
    """

    def __init__(
        self, nth: int, kind: str = "EIO", *, sticky: bool = False, times: int = 1
    ) -> None:
        self.nth = nth
        self.kind = kind
        self.last = 1 << 30 if sticky else nth + times - 1
        self.calls: list[str] = []
        self.paused = 0.0

    @property
    def fired(self) -> bool:
        """Whether the call to fail at was reached."""
        return 0 < self.nth <= len(self.calls)

    def step(self, operation: str, path: Path) -> None:
        self.calls.append(operation)
        if 0 < self.nth <= len(self.calls) <= self.last:
            self._fail(path)

    def pause(self, seconds: float) -> None:
        self.paused += seconds

    def write(self, handle: FileIO, data: bytes | memoryview) -> None:
        if self.nth == len(self.calls) + 1:
            handle.write(memoryview(data)[: len(data) // 2])
        super().write(handle, data)

    def _fail(self, path: Path) -> None:
        if self.kind == "kill":
            os._exit(KILLED)
        if self.kind.startswith("win"):
            error = PermissionError(errno.EACCES, "held", str(path))
            error.winerror = int(self.kind[3:])  # type: ignore[attr-defined, unused-ignore]
            raise error
        number = getattr(errno, self.kind)
        raise OSError(number, os.strerror(number), str(path))
