"""Two worker processes behind one door: a file that hangs, crashes or eats memory costs only its
own call.

Both workers can read every format. A third one for PDF and HEIC alone would save 20 MB in each of
the two (12 MB instead of 32 of their own) and cost 32 for itself; and scans, the commonest PDF, would be
read by one process instead of two.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from threading import Condition, Thread
from types import TracebackType
from typing import Any, Final, TypeVar, cast

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.worker import limits
from jifen_desktop.worker.lane import Job, Lane

T = TypeVar("T")

WORKERS: Final = 2
ATTEMPTS: Final = 3  # times a call is given to a worker that dies before it takes it
WATCH: Final = 0.1  # seconds between looks at a busy worker


class WorkerPool:
    """Runs top-level functions in `workers` processes, started at the first call by the spawn
    method.

    A call fails with JifenError: FILE_TIMEOUT after `timeout` seconds of running (waiting doesn't
    count), FILE_MEMORY beyond the limit, FILE_CRASHED when the process died or answered nonsense,
    WORKER_FAILED when no process can be started (then for ten seconds no new one is tried); a
    JifenError of the function crosses as it is, and any other exception in it is FILE_DAMAGED. The
    next call works again. `close` leaves no thread and no worker; multiprocessing's own resource
    tracker stays until the program ends.

    One thread keeps the workers: it alone starts, watches and ends them, so that a caller, which may
    be the window's thread, only ever adds to a queue.
    """

    def __init__(self, workers: int = WORKERS) -> None:
        self.workers = workers
        self._state = Condition()
        self._waiting: deque[Job] = deque()
        self._news = False
        self._closed = False
        self._keeper: Thread | None = None

    def run(self, fn: Callable[..., T], *args: Any, timeout: float = limits.TIMEOUT) -> T:
        """Call and wait. Raises JifenError, or Cancelled when the pool is closed meanwhile."""
        try:
            return self.submit(fn, *args, timeout=timeout).result()
        except CancelledError as error:
            raise Cancelled from error

    def submit(
        self, fn: Callable[..., T], *args: Any, timeout: float = limits.TIMEOUT
    ) -> "Future[T]":
        """Call without waiting. Cancelling the future stops the call, also one that runs."""
        return cast("Future[T]", self._submit(fn, args, timeout, counted=True))

    def warm(self, fn: Callable[[], object]) -> None:
        """Start the processes and have each run `fn` (its imports) in the background."""
        for _ in range(self.workers):
            self._submit(fn, (), limits.TIMEOUT, counted=False)

    def close(self) -> None:
        """Stop everything and wait for it; waiting callers get Cancelled. May be called again."""
        with self._state:
            self._closed = True
            keeper, self._keeper = self._keeper, None
        self._wake()
        if keeper is not None:
            keeper.join()

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _submit(
        self, fn: Callable[..., Any], args: tuple[Any, ...], timeout: float, *, counted: bool
    ) -> "Future[Any]":
        job = Job((fn, args, timeout, counted), timeout)
        with self._state:
            if self._closed:
                raise Cancelled
            self._waiting.append(job)
            if self._keeper is None:
                self._keeper = Thread(target=self._keep, name="worker-keeper", daemon=True)
                self._keeper.start()
        self._wake()
        job.outer.add_done_callback(lambda outer: self._wake() if outer.cancelled() else None)
        return job.outer

    def _wake(self) -> None:
        with self._state:
            self._news = True
            self._state.notify_all()

    def _keep(self) -> None:
        """The keeper's life."""
        lanes = [Lane(self._wake) for _ in range(self.workers)]
        for lane in lanes:
            lane.start()
        while not self._closed:
            for lane in lanes:
                self._tend(lane)
            if all(lane.resting for lane in lanes):
                self._give_up()
            busy = any(lane.job is not None for lane in lanes)
            with self._state:
                self._state.wait_for(lambda: self._news, WATCH if busy else None)
                self._news = False
        for lane in lanes:
            job = lane.job
            lane.end()
            if job is not None:
                job.outer.cancel()
        for job in self._waiting:
            job.outer.cancel()
        self._waiting.clear()

    def _tend(self, lane: Lane) -> None:
        """Settle what is over, and give an idle worker the next call."""
        again = lane.tend()
        if again is not None and again.attempts < ATTEMPTS:
            self._waiting.appendleft(again)
        elif again is not None:
            again.fail(JifenError(Code.WORKER_FAILED))
        while lane.job is None and not lane.resting and self._waiting:
            job = self._waiting.popleft()
            if not job.outer.cancelled() and not lane.begin(job):
                self._waiting.appendleft(job)

    def _give_up(self) -> None:
        while self._waiting:
            self._waiting.popleft().fail(JifenError(Code.WORKER_FAILED))
