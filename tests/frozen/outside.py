"""What the program's user has beside it: the photos that came in, and a printer, a seal and a scanner."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from jifen_desktop.domain.ids import District
from tests.manual import papers


class Outside:
    """`folders` makes the files of the folders that steps name; `given` are the photos, once they were asked for."""

    def __init__(self, folder: Path, district: District, program: Sequence[str]) -> None:
        folder.mkdir()
        self._folder = folder
        self._district = papers.drawn_as(district)
        self._program = program
        self._printed: list[Path] = []
        self.given: list[Path] = []
        self.folders = {papers.PHOTOS: self._photos, papers.STAMPED: self._stamped}

    def saved_as(self, name: str) -> Path:
        """Where a file goes that a step saves."""
        self._printed.append(self._folder / name)
        return self._printed[-1]

    def _photos(self) -> list[Path]:
        sample = self._folder / "sample"
        command = [*self._program, "sample", str(sample), "--district", self._district]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        self.given = papers.gathered(sample, self._folder)
        return self.given

    def _stamped(self) -> list[Path]:
        return papers.stamped(self._printed[-1], self._folder)
