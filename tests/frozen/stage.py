"""What a program needs to be shown to nobody: a display, a session's bus, a home. Linux with Xvfb and D-Bus alone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageGrab

SIZE = "1280x900x24"
_END_SECONDS = 20.0


class Stage:
    """A display and a session's bus of their own; `start` starts a program there with an empty home."""

    def __init__(self, display: str, session_bus: str, folder: Path) -> None:
        self.display = display
        self.session_bus = session_bus
        self.home = folder / "home"
        self.run = folder / "run"
        self.home.mkdir()
        self.run.mkdir(mode=0o700)

    @property
    def environment(self) -> dict[str, str]:
        """All that the program is told of its surroundings; nothing of the tester's own goes along."""
        return {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.run),
            "DISPLAY": self.display,
            "DBUS_SESSION_BUS_ADDRESS": self.session_bus,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "LC_ALL": "C.UTF-8",
        }

    @contextmanager
    def start(self, command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
        """The program, ended when the block is left."""
        with (self.run / "program.log").open("wb") as log:
            program = subprocess.Popen(
                command, env=self.environment, cwd=self.home, stdout=log, stderr=subprocess.STDOUT
            )
            try:
                yield program
            finally:
                _end(program)

    def said(self) -> str:
        """What the program wrote to its output."""
        return (self.run / "program.log").read_text(encoding="utf-8", errors="replace")

    def picture(self) -> Image.Image:
        """The screen as it is."""
        return ImageGrab.grab(xdisplay=self.display)


@contextmanager
def set_up(folder: Path) -> Iterator[Stage]:
    """A stage whose home and log are in `folder`; everything that was started is ended with it."""
    with _told(["Xvfb", "-displayfd", "{}", "-screen", "0", SIZE, "-nolisten", "tcp"]) as number:
        bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={}"]
        with _told(bus) as address:
            yield Stage(f":{number}", address, folder)


@contextmanager
def _told(command: Sequence[str]) -> Iterator[str]:
    """A server in the background, and the line that it writes to the file descriptor `{}` once it is ready."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        [part.format(writer) for part in command],
        pass_fds=[writer],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as told:
            line = told.readline().strip()
        if not line:
            raise OSError(f"{command[0]} does not start")
        yield line
    finally:
        _end(server)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
