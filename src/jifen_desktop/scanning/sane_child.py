"""`scanimage` as a child process that is read line by line, watched, and always gone in the end.

Drivers hang (SANE's own test device in `sane_cancel`, after an error), crash, and take the process along that they are
loaded into. So no driver is ever loaded into ours.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from jifen_desktop.domain.errors import Cancelled

TICK: Final = 0.05  # seconds between looks at whether to stop
GRACE: Final = 0.6  # seconds from asking scanimage to stop to killing it; it takes some 3 ms
_READ: Final = 1 << 16


# A driver that hangs doesn't notice our end, and scanimage's own answer to it (sane_cancel in a handler of SIGPIPE) was
# seen to hang for good. util-linux lets the kernel end it with us.
_GUARD: Final = ("setpriv", "--pdeathsig", "KILL", "--")


class Stalled(Exception):
    """Nothing was heard of the child for as long as allowed."""


class Child:
    """One run of a program that exists; as a context manager it never outlives its block, nor the thread that began it.

    `patience` is how many seconds may pass without a word: it is asked at each look, since warming up takes longer
    than the next line of a page.
    """

    def __init__(
        self, command: list[str], folder: Path | None, patience: Callable[[], float]
    ) -> None:
        self._patience = patience
        guarded = [*_GUARD, *command] if _has_guard() else command
        # LC_ALL: statuses are told by their English texts. A session of its own: Ctrl+C in a terminal is ours to
        # answer, and what the driver starts can be killed with it.
        self._process = subprocess.Popen(
            guarded,
            cwd=folder,
            env=os.environ | {"LC_ALL": "C", "LANGUAGE": ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def rounds(self, cancelled: Callable[[], bool]) -> Iterator[tuple[list[str], list[str]]]:
        """What it said since the last look, lines of (stderr, stdout), until it has closed both. Progress ends with a
        carriage return and is a line too.

        Whatever it wrote to stdout before a line of stderr comes with that line or before it. Raises Cancelled once
        `cancelled()`, Stalled; what was read is handed out before.
        """
        heard = time.monotonic()
        err, out = _Stream(self._process.stderr), _Stream(self._process.stdout)
        while err.is_open or out.is_open:
            ready = select.select([s for s in (err, out) if s.is_open], [], [], TICK)[0]
            said = (err.lines(), out.lines()) if ready else ([], [])
            if ready:
                yield said
                heard = time.monotonic()  # whoever listens may take their time
            if cancelled():
                raise Cancelled
            if time.monotonic() - heard > self._patience():
                raise Stalled

    def status(self) -> int:
        """How it ended: its exit status, or the negative number of the signal; one that won't end is killed."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(GRACE)
        self._kill()
        return self._process.wait()

    def stop(self) -> None:
        """Ask it to free the device and end; kill it, and what it started, where it doesn't."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self.status()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


@cache
def _has_guard() -> bool:
    """Whether there is a setpriv that knows it: util-linux's since 2.33, not BusyBox's."""
    if shutil.which(_GUARD[0]) is None:
        return False
    return subprocess.run([*_GUARD, "true"], check=False, capture_output=True).returncode == 0


class _Stream:
    """One of its pipes, read as far as there is something."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        assert pipe is not None
        self._pipe = pipe
        self._rest = b""
        self.is_open = True
        os.set_blocking(pipe.fileno(), False)

    def fileno(self) -> int:
        return self._pipe.fileno()

    def lines(self) -> list[str]:
        """The lines that are whole by now; at its end also what has no end of line."""
        try:
            while self.is_open:
                data = os.read(self.fileno(), _READ)
                self._rest += data
                self.is_open = bool(data)
        except BlockingIOError:
            pass
        *whole, self._rest = self._rest.replace(b"\r", b"\n").split(b"\n")
        if not self.is_open:
            whole.append(self._rest)
            self._rest = b""
        return [line.decode("utf-8", "replace") for line in whole if line]
