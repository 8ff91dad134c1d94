"""A driver's work in a process of its own. What hangs or crashes there is killed, and takes nothing of ours with it.

A process is for one job: drivers keep what the last one set, and a call into one can't be broken off. What the work
tells crosses as it is; closing what `run_apart` gives, or `cancelled()`, asks it to end and kills it GRACE later.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Final, Protocol

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped
from jifen_desktop.scanning.port import Caps, Device, Page, Progress, Request

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

GRACE: Final = (
    0.7  # seconds the work has to end by itself; with LOOK below the second that the port allows
)
LOOK: Final = 0.1  # seconds between two looks at `cancelled`


class Talk(Protocol):
    """What the work has of the program that started it."""

    def tell(self, what: object) -> None:
        """Hand something over that can be pickled."""

    def stopped(self) -> bool:
        """Whether the work is to end."""


Work = Callable[..., None]
"""A function of a module, called with a Talk and its arguments. Raises JifenError or Cancelled."""


class _Over:
    """The work ended by itself."""


def run_apart(
    work: Work,
    arguments: tuple[Any, ...],
    name: str,
    cancelled: Callable[[], bool],
    patience: float | None,
) -> Generator[Any]:
    """Yield what the work tells.

    Raises JifenError, bearing the scanner's `name`: the work's own; SCAN_TIMEOUT after `patience` seconds (None: never)
    in which it told nothing; SCAN_DRIVER_CRASHED where its process died. Cancelled after `cancelled()`.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_apart, args=(theirs, work, arguments), daemon=True)
    try:
        process.start()
        theirs.close()
        yield from _told(ours, name, cancelled, patience)
    finally:
        _end(process, ours)
        theirs.close()


def devices_apart(
    work: Work,
    arguments: tuple[Any, ...],
    name: str,
    found: Callable[[Device], None],
    stop: Callable[[], bool],
    patience: float,
) -> None:
    """Call `found` with each scanner that the work tells, until `stop()`; as `run_apart`."""
    told = run_apart(work, arguments, name, stop, patience)
    with suppress(Cancelled), closing(told):
        for device in told:
            found(device)


def caps_apart(work: Work, arguments: tuple[Any, ...], name: str, patience: float) -> Caps:
    """What the scanner can: the first that the work tells; as `run_apart`."""
    with closing(run_apart(work, arguments, name, lambda: False, patience)) as told:
        caps: Caps = next(told)
    return caps


def _told(
    ours: Connection, name: str, cancelled: Callable[[], bool], patience: float | None
) -> Iterator[Any]:
    since = time.monotonic()
    while True:
        if cancelled():
            raise Cancelled
        try:
            there = ours.poll(LOOK)  # Windows tells the end here, others below
            what = ours.recv() if there else None
        except Exception:  # its end, or half a message: whatever pickle makes of that
            raise JifenError(Code.SCAN_DRIVER_CRASHED, name=name) from None
        if not there:
            if patience is not None and time.monotonic() - since > patience:
                raise JifenError(Code.SCAN_TIMEOUT, name=name)
            continue
        if isinstance(what, _Over):
            return
        if isinstance(what, JifenError):
            raise JifenError(what.code, **{**what.params, "name": what.params.get("name") or name})
        if isinstance(what, Cancelled):
            raise what
        yield what
        since = time.monotonic()


def _end(process: BaseProcess, ours: Connection) -> None:
    if process.pid is not None:
        with suppress(OSError):
            ours.send(_Over())
        process.join(GRACE)
        process.kill()
        process.join()
        process.close()
    ours.close()


class _Here:
    """The work's side. A thread of its own listens, since the work may be deep inside the driver."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stopped = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def tell(self, what: object) -> None:
        self._connection.send(what)

    def stopped(self) -> bool:
        return self._stopped.is_set()

    def _listen(self) -> None:
        try:
            self._connection.recv()
        except (OSError, EOFError):
            os._exit(1)  # the program is gone
        self._stopped.set()


def _apart(connection: Connection, work: Work, arguments: tuple[Any, ...]) -> None:
    """Runs in the process. Failures of the libraries stay here: their text may name people and places."""
    _set_up()
    here = _Here(connection)
    what: object = _Over()
    try:
        work(here, *arguments)
    except (JifenError, Cancelled) as error:
        what = error
    except Exception:
        what = JifenError(Code.SCAN_DRIVER_CRASHED, name="")
    with suppress(OSError):
        here.tell(what)


def _set_up() -> None:
    """Silent, since drivers print and stdout is promised to the command line's JSON; and deaf to Ctrl+C, which the
    terminal sends to everybody: the program decides what it stops.
    """
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def pages_apart(
    work: Work,
    arguments: tuple[Any, ...],
    request: Request,
    folder: Path,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    patience: float | None,
) -> Generator[Page]:
    """Yield the pages that the work (called with a folder of its own, the request, and `arguments`) tells, moved into
    `folder`. Whatever ends it, nothing else stays there. Raises as `run_apart`, or a write failure.
    """
    aside = Path(mkdtemp(prefix="driver-", dir=folder))
    name = request.device.name
    told = run_apart(work, (aside, request, *arguments), name, cancelled, patience)
    try:
        for what in told:
            if isinstance(what, Page):
                target = folder / what.path.name
                with mapped(target):
                    disk().replace(what.path, target)
                yield replace(what, path=target)
            elif isinstance(what, Progress):
                progress(what)
    finally:
        told.close()
        rmtree(aside, ignore_errors=True)
