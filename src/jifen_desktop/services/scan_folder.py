"""Scanned pages in a folder of the user's, numbered on from what lies there."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped
from jifen_desktop.scanning.port import Page

STEM: Final = "扫描"


class ScanFolder:
    """Takes pages in, each whole and under a name of its own; nothing that lies there is overwritten."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def take(self, page: Page) -> Path:
        """Copy a page in; where it lies. Raises JifenError TARGET_UNWRITABLE, DISK_FULL or WRITE_FAILED."""
        for number in self._numbers:
            target = self._folder / f"{STEM}-{number:03d}{page.path.suffix}"
            if self._taken(number):
                continue
            with mapped(target), suppress(FileExistsError):
                self._copy(page.path, target)
                return target
        raise AssertionError("numbers don't end")

    def _taken(self, number: int) -> bool:
        """Whether a page of that number lies there, in whichever format."""
        return any(self._folder.glob(f"{STEM}-{number:03d}.*"))

    def _copy(self, source: Path, target: Path) -> None:
        handle = disk().create(target)
        try:
            with handle:
                disk().copy(source, handle)
                disk().sync(handle)
        except BaseException:
            with suppress(OSError):
                disk().unlink(target)
            raise
