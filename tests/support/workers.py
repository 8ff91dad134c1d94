"""Workers that a whole test run shares: starting them takes most of a small export's time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from jifen_desktop.worker.pool import WorkerPool


class Borrowed(WorkerPool):
    """A pool that is somebody else's: real workers, but closing it only lets go of them."""

    def __init__(self, owner: WorkerPool) -> None:
        super().__init__(owner.workers)
        self._owner = owner

    def _submit(
        self, fn: Callable[..., Any], args: tuple[Any, ...], timeout: float, *, counted: bool
    ) -> Future[Any]:
        return self._owner._submit(fn, args, timeout, counted=counted)
