"""What has to be right before anything starts, and to be known before a window can open; no Qt."""

import os
import re
import sys
from contextlib import closing
from pathlib import Path

# Platforms of Qt that need no display server.
_HEADLESS_PLATFORMS = frozenset({"offscreen", "minimal", "vnc", "linuxfb", "eglfs"})
_NAME = "张样本.zip"
_PATIENCE = 2.0  # seconds for a display server of this computer to answer


def open_standard_streams() -> None:
    """Put something harmless where `>&-` closed a stream.

    Else the next pipe or file gets its number, and a worker process that silences its output closes that pipe.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one


def file_names_in_utf8() -> None:
    """Start again in Python's UTF-8 mode where the locale has no way to write a Chinese file name."""
    encoding = sys.getfilesystemencoding()
    try:
        _NAME.encode(encoding)
    except UnicodeEncodeError:
        if os.environ.get("PYTHONUTF8") != "1":
            os.environ["PYTHONUTF8"] = "1"
            program = [] if getattr(sys, "frozen", False) else ["-m", "jifen_desktop"]
            os.execv(sys.executable, [sys.executable, *program, *sys.argv[1:]])


def has_display() -> bool:
    """Whether a window can open: always on Windows and macOS, elsewhere where X11 or Wayland answers.

    Qt ends the whole program where the display it is pointed to doesn't answer, so that is tried before.
    """
    if sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in _HEADLESS_PLATFORMS:
        return True
    return _wayland_answers() or _x11_answers()


def _wayland_answers() -> bool:
    """Wayland's socket: a path, or a name in the user's runtime folder."""
    name = os.environ.get("WAYLAND_DISPLAY")
    return bool(name) and _answers(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/"), name or "")))


def _x11_answers() -> bool:
    """X's local sockets; a display on another computer (`host:0`, ssh) is taken at its word."""
    display = os.environ.get("DISPLAY", "")
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display, re.ASCII)
    if local is None:
        return bool(display)
    path = f"/tmp/.X11-unix/X{local[1]}"  # where X keeps its sockets on every system
    return _answers(path) or _answers(f"\0{path}")


def _answers(address: str) -> bool:
    import socket

    with closing(socket.socket(socket.AF_UNIX)) as probe:
        probe.settimeout(_PATIENCE)
        try:
            probe.connect(address)
        except (OSError, ValueError):
            return False
    return True
