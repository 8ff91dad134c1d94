"""What has to be known before a window can open; no Qt."""

import os
import sys

# Platforms of Qt that need no display server.
_HEADLESS_PLATFORMS = frozenset({"offscreen", "minimal", "vnc", "linuxfb", "eglfs"})


def has_display() -> bool:
    """Whether a window can open: always on Windows and macOS, elsewhere with X11 or Wayland."""
    if sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in _HEADLESS_PLATFORMS:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
