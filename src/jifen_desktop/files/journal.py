"""The program's log: event codes with counts, durations and error codes, nothing that a user typed or named.

What may stand in it is allowed, not what may not is filtered: an event of `Event`, and values that are numbers or
members of the program's own closed sets. The files rotate: four of 256 kB at most, private to the user.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.disk import disk

if TYPE_CHECKING:
    from jifen_desktop.files.rotating import RotatingFile

FOLDER: Final = "logs"
FILE: Final = "jifen-desktop.log"
BYTES: Final = 256 << 10
FILES: Final = 4  # the current one with those before it
_CODE_PLACE: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_/]{0,79}\.py:[0-9]{1,6}")
_KIND: Final = re.compile(r"[A-Za-z_]{1,60}")


class Event(StrEnum):
    """What is told."""

    STARTED = "started"
    ENDED = "ended"
    OPENED = "library_opened"
    SAVE_FAILED = "save_failed"
    WORK_DONE = "work_done"
    WORK_FAILED = "work_failed"
    WORK_STOPPED = "work_stopped"
    CRASHED = "crashed"


class Journal:
    """Writes to the logs folder of a library, made with the first line.

    One that `waits` keeps its lines until `begin`: a start has more urgent things to do. A crash is written at once.
    """

    def __init__(self, root: Path, *, waits: bool = False) -> None:
        self.folder = root / FOLDER
        self._waits = waits
        self._kept: list[str] = []
        self._handler: RotatingFile | None = None
        self._is_broken = False

    def note(self, event: Event, **values: float | Enum | None) -> None:
        """One line; a value that is no number and no member of a closed set is left out."""
        parts = [f"{key}={told}" for key, value in values.items() if (told := _allowed(value))]
        self._write(" ".join((event.value, *parts)))

    def begin(self) -> None:
        """Write what was kept, and from now on at once."""
        self._waits = False
        kept, self._kept = self._kept, []
        for text in kept:
            self._write(text)

    def note_crash(self, kind: type[BaseException], places: Iterator[str]) -> None:
        """The exception's class and the places in the program's own code; never its text."""
        self.begin()
        name = kind.__name__ if _KIND.fullmatch(kind.__name__) else "Exception"
        own = [place for place in places if _CODE_PLACE.fullmatch(place)]
        self._write(" ".join((Event.CRASHED.value, name, *own)))

    def last_lines(self, count: int = 200) -> list[str]:
        """The newest lines, the latest last."""
        self.begin()
        lines: list[str] = []
        for name in (f"{FILE}.1", FILE):
            with suppress(OSError):
                lines += (self.folder / name).read_text("utf-8", "replace").splitlines()
        return lines[-count:]

    def close(self) -> None:
        """Let go of the file."""
        self.begin()
        if self._handler is not None:
            self._handler.close()
            self._handler = None

    def _write(self, text: str) -> None:
        if self._waits:
            self._kept.append(text)
            return
        handler = self._handler or self._opened()
        if handler is not None:
            handler.tell(text)

    def _opened(self) -> RotatingFile | None:
        if self._is_broken:
            return None
        from jifen_desktop.files.rotating import RotatingFile

        try:
            disk().make_folders(self.folder, private=True)
            self._handler = RotatingFile(self.folder / FILE, BYTES, FILES)
        except (OSError, JifenError):
            self._is_broken = True
            return None
        return self._handler


def _allowed(value: object) -> str:
    """A value as it may stand in the log, or nothing."""
    if isinstance(value, Enum):
        return str(value.value) if _is_own(value) else ""
    if isinstance(value, bool | int):
        return str(int(value))
    return f"{value:.2f}" if isinstance(value, float) else ""


def _is_own(value: Enum) -> bool:
    return type(value).__module__.startswith("jifen_desktop.")
