"""The scripted journey stopped at its Nth call of the disk: by a kill, by a failure, or by a kill inside SQLite."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files import process
from jifen_desktop.files.database import Reader
from jifen_desktop.files.disk import Disk, swapped
from jifen_desktop.files.store import OriginalStore
from jifen_desktop.library.store import FILE
from tests.files.faulty import KILLED, FaultyDisk
from tests.soak.invariants import State, check, state_of
from tests.soak.script import Places, run
from tests.support.commands import tree
from tests.support.inline import InlinePool

# The calls of SQLite and of ours that change a disk.
CALLS: Final = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename,linkat,link,fallocate"
KINDS: Final = ("ENOSPC", "EIO", "EACCES", "win5", "win32", "win33")


@contextmanager
def fresh() -> Iterator[Places]:
    """A place for one run, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="jifen-soak-") as folder:
        places = Places(Path(folder))
        places.lay_sources()
        yield places


class _Journal(Disk):
    """Counts the calls, and writes down the library's state wherever it changed."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.calls = 0
        self.states: list[State] = [()]
        self._looking = False

    def step(self, operation: str, path: Path) -> None:
        if self._looking:
            return
        self.calls += 1
        if operation in ("begin", "checkpoint", "copy", "read", "list", "replace"):
            self.look()

    def look(self) -> None:
        """Write down the state as another start would see it."""
        library = self.places.library.root / FILE
        if not library.exists() or not library.stat().st_size:
            return
        self._looking = True
        try:
            with closing(Reader(library)) as db:
                self.states.append(state_of(db, OriginalStore(library.parent / "originals")))
        finally:
            self._looking = False


def rehearse(pool: InlinePool) -> tuple[int, set[State]]:
    """Run without a failure: how many calls of the disk there are, and the states passed through."""
    with fresh() as places:
        journal = _Journal(places)
        with swapped(journal):
            run(places, pool)
        journal.look()
        with fresh() as again:
            counted = FaultyDisk(0)
            with swapped(counted):
                run(again, pool)
        return len(counted.calls), set(journal.states)


def kill_at(nth: int, pool: InlinePool, allowed: set[State]) -> bool:
    """Die at call `nth` in a child; whether it died before it came to its end."""
    with fresh() as places:
        sources = tree(places.sources)
        child = os.fork()
        if child == 0:
            try:
                with swapped(FaultyDisk(nth, "kill")):
                    run(places, pool)
                os._exit(0)
            finally:
                os._exit(1)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, KILLED), status
        check(places, sources, allowed)
        return status == KILLED


def fail_at(nth: int, kind: str, pool: InlinePool, allowed: set[State]) -> bool:
    """Fail at call `nth` in this process; whether the run got that far."""
    with fresh() as places:
        sources = tree(places.sources)
        disk = FaultyDisk(nth, kind)
        try:
            with swapped(disk):
                run(places, pool)
        except JifenError:
            pass  # every other exception is a mistake of ours
        with patch.object(
            process, "alive", return_value=False
        ):  # at the next start this one has ended
            check(places, sources, allowed)
        return disk.fired


def syscalls() -> int:
    """How many calls of the system the journey makes that change the disk."""
    with fresh() as places:
        log = places.library.root.parent / "calls"
        command = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={CALLS}"]
        subprocess.run([*command, *_program(places)], check=True, cwd=_top(), env=_quiet())
        return sum(1 for line in log.read_text().splitlines() if re.search(r"\w+\(", line))


def kill_in_system(nth: int, allowed: set[State]) -> bool:
    """Have the kernel kill the journey as it enters call `nth`; whether it died."""
    with fresh() as places:
        sources = tree(places.sources)
        inject = f"inject={CALLS}:signal=KILL:when={nth}"
        command = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={CALLS}", "-e", inject]
        done = subprocess.run([*command, *_program(places)], check=False, cwd=_top(), env=_quiet())
        check(places, sources, allowed)
        return done.returncode != 0


def _program(places: Places) -> list[str]:
    return [sys.executable, "-B", "-m", "tests.soak.kills", str(places.library.root.parent)]


def _top() -> Path:
    return Path(__file__).parents[2]


def _quiet() -> dict[str, str]:
    return os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}


def has_strace() -> bool:
    """Whether the kernel can be asked to kill."""
    return sys.platform == "linux" and shutil.which("strace") is not None


class Clock:
    """How long a part took."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    def __str__(self) -> str:
        return f"{time.monotonic() - self.start:.0f} s"


if __name__ == "__main__":
    run(Places(Path(sys.argv[1])), InlinePool())
