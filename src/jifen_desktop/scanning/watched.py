"""A folder that a copier scans into: each file is told once it is whole. Nothing in it is changed or deleted.

watchdog says at once where something happens. Every ROUND seconds the folder is listed as well: systems lose events,
and tell nothing of what another computer writes on a network drive. A file counts as whole when it holds something,
lies still for QUIET seconds and can be opened.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.growing import State, state_of

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

QUIET: Final = 3.0  # seconds; a copier may pause between two pages of one file
ROUND: Final = 5.0  # seconds between two listings
LOOK: Final = 0.25  # seconds between two looks
_ASIDE: Final = frozenset({".part", ".tmp", ".temp", ".crdownload", ".filepart"})


class Settling:
    """The files that came or changed and aren't still yet. Used by one thread."""

    def __init__(self, quiet: float = QUIET) -> None:
        self._quiet = quiet
        self._waiting: dict[Path, tuple[State | None, float]] = {}
        self._told: dict[Path, State] = {}

    def seen(self, path: Path, now: float) -> None:
        """Something happened to this file. Hidden files and the names of unfinished ones are left out."""
        if not path.name.startswith((".", "~$")) and path.suffix.casefold() not in _ASIDE:
            self._waiting.setdefault(path, (None, now))

    def whole(self, now: float) -> list[Path]:
        """The files that have become whole by `now` (seconds of a clock that never goes back), each once a content."""
        found = []
        for path, (before, since) in list(self._waiting.items()):
            state = state_of(path)
            if state is None:
                del self._waiting[path]  # gone, renamed, or no plain file
            elif state != before:
                self._waiting[path] = (state, now)
            elif state[0] and now - since >= self._quiet and _opens(path):
                del self._waiting[path]
                if self._told.get(path) != state:
                    self._told[path] = state
                    found.append(path)
        return found


def watch(
    folder: Path,
    found: Callable[[Path], None],
    stop: Callable[[], bool],
    quiet: float = QUIET,
) -> None:
    """Call `found` with each file that comes into `folder` (not below it) until `stop()`. Blocks: it is for a job.

    Raises JifenError SCAN_FOLDER (`name`: the folder's) where it can't be watched or has gone.
    """
    known = _listed(folder)
    events: SimpleQueue[Path] = SimpleQueue()
    settling = Settling(quiet)
    observer = _started(folder, events)
    listed = time.monotonic()
    try:
        while not stop():
            with suppress(Empty):
                settling.seen(events.get(timeout=LOOK), time.monotonic())
            if time.monotonic() - listed >= ROUND:
                before, known, listed = known, _listed(folder), time.monotonic()
                for path in [path for path in known if known[path] != before.get(path)]:
                    settling.seen(path, listed)
            for path in settling.whole(time.monotonic()):
                found(path)
    finally:
        observer.stop()
        observer.join()


def _started(folder: Path, events: SimpleQueue[Path]) -> BaseObserver:
    from watchdog.events import FileSystemEventHandler
    from watchdog.observers import Observer

    class Handler(FileSystemEventHandler):
        """Hands on where a file came, changed, or got its name."""

        def on_any_event(self, event: FileSystemEvent) -> None:
            if not event.is_directory and event.event_type not in ("opened", "closed_no_write"):
                events.put(Path(os.fsdecode(event.dest_path or event.src_path)))

    observer = Observer()
    try:
        observer.schedule(Handler(), str(folder))
        observer.start()
    except OSError:
        raise JifenError(Code.SCAN_FOLDER, name=folder.name) from None
    return observer


def _listed(folder: Path) -> dict[Path, State]:
    """The files in it as they stand; a folder that can't be listed is gone."""
    try:
        paths = list(folder.iterdir())
    except OSError:
        raise JifenError(Code.SCAN_FOLDER, name=folder.name) from None
    return {path: state for path in paths if (state := state_of(path)) is not None}


def _opens(path: Path) -> bool:
    """Whether nobody keeps it to himself, as a program that writes does on Windows."""
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False
