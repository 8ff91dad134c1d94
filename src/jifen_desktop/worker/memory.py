"""Watching what a worker holds, from outside.

Linux refuses the worker's own wish by `RLIMIT_AS`; macOS accepts that limit but hardly enforces it,
Windows has none. So the pool looks at a busy worker ten times a second everywhere: the second line
on Linux, the first elsewhere. A decoder fills some 2 GB a second here, so it overshoots by 200 MB.
"""

from typing import Final

from jifen_desktop.worker import limits

LIMIT: Final = limits.MEMORY + (128 << 20)  # bytes resident; the libraries take 60 MB of it


def resident(pid: int) -> int:
    """Bytes of memory that the process holds; 0 where it is gone. On Windows what it has committed,
    since its working set can be swapped out.
    """
    import psutil

    try:
        held = psutil.Process(pid).memory_info()
    except psutil.Error:
        return 0
    return int(getattr(held, "pagefile", held.rss))


def too_much(pid: int | None) -> bool:
    """Whether the process holds more than a call may take."""
    return pid is not None and resident(pid) > LIMIT
