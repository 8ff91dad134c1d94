"""Ctrl+C, SIGTERM and a closed terminal end a command at its next cancel point, never in the middle of tidying up."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Final

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.worker.pool import WorkerPool

SIGNALS: Final = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    if hasattr(signal, name)
)


@dataclass
class Work:
    """The workers of one command, and whether it was asked to stop."""

    pool: WorkerPool
    over: threading.Event = field(default_factory=threading.Event)
    asked: bool = False

    def stopped(self) -> bool:
        """Whether a signal asked the command to end."""
        return self.asked

    def check(self) -> None:
        """The cancel point; raises Cancelled."""
        if self.asked:
            raise Cancelled

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Ask for the end; whoever waits for a worker gets Cancelled."""
        self.asked = True
        self.over.set()

    def close_when_over(self) -> None:
        """Close the workers once the command ends or is asked to; the main thread may be waiting for them."""
        self.over.wait()
        self.pool.close()


@contextmanager
def working() -> Iterator[Work]:
    """Workers that are closed at the end, and signals heard meanwhile (in the main thread alone)."""
    work = Work(WorkerPool())
    closer = threading.Thread(target=work.close_when_over, name="pool-closer")
    closer.start()
    kept = _listen(work)
    try:
        yield work
    finally:
        work.over.set()
        closer.join()
        for number, handler in kept.items():
            signal.signal(number, handler)


def _listen(work: Work) -> dict[int, Any]:
    kept: dict[int, Any] = {}
    if threading.current_thread() is threading.main_thread():
        for number in SIGNALS:
            # one that is ignored stays so: nohup
            if signal.getsignal(number) is not signal.SIG_IGN:
                with suppress(OSError, ValueError):
                    kept[number] = signal.signal(number, work.stop)
    return kept
