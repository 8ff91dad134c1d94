"""The program's log: event codes with counts, durations and error codes, nothing that a user typed or named.

What may stand in it is allowed, not what may not is filtered: an event of `Event`, and values that are numbers or
members of the program's own closed sets. The files rotate: four of 256 kB at most, private to the user.
"""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum, StrEnum
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final, cast

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.disk import disk

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


class _Private(RotatingFileHandler):
    """A new file is nobody else's to read; a log that can't be written stops nobody."""

    def _open(self) -> TextIOWrapper:
        def opener(name: str, flags: int) -> int:
            return os.open(name, flags, 0o600)

        opened = open(self.baseFilename, self.mode, encoding="utf-8", opener=opener)  # noqa: SIM115
        return cast("TextIOWrapper", opened)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Nothing: a full disk is told where it matters."""


class Journal:
    """Writes to the logs folder of a library, made with the first line."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER
        self._handler: _Private | None = None
        self._is_broken = False

    def note(self, event: Event, **values: float | Enum | None) -> None:
        """One line; a value that is no number and no member of a closed set is left out."""
        parts = [f"{key}={told}" for key, value in values.items() if (told := _allowed(value))]
        self._write(" ".join((event.value, *parts)))

    def note_crash(self, kind: type[BaseException], places: Iterator[str]) -> None:
        """The exception's class and the places in the program's own code; never its text."""
        name = kind.__name__ if _KIND.fullmatch(kind.__name__) else "Exception"
        own = [place for place in places if _CODE_PLACE.fullmatch(place)]
        self._write(" ".join((Event.CRASHED.value, name, *own)))

    def last_lines(self, count: int = 200) -> list[str]:
        """The newest lines, the latest last."""
        lines: list[str] = []
        for name in (f"{FILE}.1", FILE):
            with suppress(OSError):
                lines += (self.folder / name).read_text("utf-8", "replace").splitlines()
        return lines[-count:]

    def close(self) -> None:
        """Let go of the file."""
        if self._handler is not None:
            self._handler.close()
            self._handler = None

    def _write(self, text: str) -> None:
        handler = self._handler or self._begin()
        if handler is not None:
            handler.handle(logging.LogRecord("jifen", logging.INFO, "", 0, text, None, None))

    def _begin(self) -> _Private | None:
        if self._is_broken:
            return None
        try:
            disk().make_folders(self.folder, private=True)
            self._handler = _Private(self.folder / FILE, maxBytes=BYTES, backupCount=FILES - 1)
        except (OSError, JifenError):
            self._is_broken = True
            return None
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
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
