"""Files that another program is still writing: WeChat saving, a scanner scanning, a copy from a phone.

A file counts as finished when its size and time of change are the same at two looks. Only files that
changed a moment ago are looked at twice; what a clock that jumped says costs a quarter of a second.
"""

import stat
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import Cancelled

YOUNG: Final = 3.0  # seconds since the last change, by the computer's clock
LOOK: Final = 0.25  # seconds between two looks
PATIENCE: Final = 20.0  # seconds until a file that keeps growing is given up

State = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


def state_of(path: Path) -> State | None:
    """The file as it stands; None where it can't be told or is no plain file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def growing(
    paths: Iterable[Path],
    cancelled: Callable[[], bool] | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> frozenset[Path]:
    """Wait for the files that are being written; those that go on being written. Raises Cancelled."""
    now = time.time_ns()
    waiting = {
        path: state
        for path in paths
        if (state := state_of(path)) is not None and now - state[1] < YOUNG * 1e9
    }
    deadline = time.monotonic() + PATIENCE
    while waiting and time.monotonic() < deadline:
        if cancelled is not None and cancelled():
            raise Cancelled
        pause(LOOK)
        looks = {path: state_of(path) for path in waiting}
        waiting = {
            path: state
            for path, state in looks.items()
            if state is not None and state != waiting[path]
        }
    return frozenset(waiting)
