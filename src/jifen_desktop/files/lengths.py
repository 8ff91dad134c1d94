"""How long a path may be on this system."""

import sys
from pathlib import Path
from typing import Final

# MAX_PATH, "Maximum Path Length Limitation" of Microsoft's documentation: 260 UTF-16 units, the last one a zero.
_WINDOWS: Final = 259


def longest_path() -> int | None:
    """The UTF-16 units that a whole path may have; None where nothing stops it before its names do.

    Windows without LongPathsEnabled; asked of the system, since the registry's value counts from the next start.
    """
    if sys.platform == "win32":
        import ctypes

        enabled = getattr(ctypes.windll.ntdll, "RtlAreLongPathsEnabled", None)
        return None if enabled is not None and enabled() else _WINDOWS
    return None


def units(path: Path) -> int:
    """A path's length as Windows counts it."""
    return len(str(path).encode("utf-16-le", "surrogatepass")) // 2
