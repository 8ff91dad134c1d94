"""Two worker processes behind one door: a file that hangs, crashes or eats memory costs only its
own call.
"""

import pickle
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Event, RLock, Thread
from types import TracebackType
from typing import Any, Final, TypeVar, cast

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.worker import child, limits

T = TypeVar("T")

WORKERS: Final = 2
ATTEMPTS: Final = 3  # starts of the pool for one call, should the workers themselves not come up
WATCH: Final = 0.2  # seconds between looks at the pool's health


@dataclass(eq=False)
class _Job:
    call: tuple[Any, ...]
    timeout: float
    outer: "Future[Any]" = field(default_factory=Future)
    inner: "Future[bytes] | None" = None
    attempts: int = 0


class WorkerPool:
    """Runs top-level functions in `workers` processes, started at the first call by the spawn
    method.

    A call fails with JifenError: FILE_TIMEOUT after `timeout` seconds of running (waiting doesn't
    count), FILE_MEMORY beyond the limit, FILE_CRASHED when the process died or answered nonsense,
    WORKER_FAILED when no process can be started; a JifenError of the function crosses as it is, and
    any other exception in it is FILE_DAMAGED. The next call works again. `close` leaves no thread
    and no worker; multiprocessing's own resource tracker stays until the program ends.
    """

    def __init__(self, workers: int = WORKERS) -> None:
        self.workers = workers
        self._lock = RLock()
        self._pool: _Pool | None = None
        self._jobs: set[_Job] = set()
        self._closing = Event()
        self._watcher: Thread | None = None

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
        self._closing.set()
        with self._lock:
            watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.join()
        with self._lock:
            pool, self._pool = self._pool, None
            jobs, self._jobs = self._jobs, set()
        for job in jobs:
            job.outer.cancel()
        if pool is not None:
            pool.end()

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
        job = _Job((fn, args, timeout, counted), timeout)
        with self._lock:
            if self._closing.is_set():
                raise Cancelled
            self._jobs.add(job)
            if self._watcher is None:
                self._watcher = Thread(target=self._watch, name="worker-watch", daemon=True)
                self._watcher.start()
            self._dispatch(job)
        job.outer.add_done_callback(lambda _: self._forget(job))
        return job.outer

    def _dispatch(self, job: _Job) -> None:
        """Hand the call to the pool, a new one where there is none; with the lock held."""
        job.attempts += 1
        try:
            if self._pool is None:
                self._pool = _Pool(self.workers)
            inner = self._pool.pebble.schedule(child.answer, args=job.call, timeout=job.timeout)
        except (OSError, RuntimeError):
            job.inner = None  # the watcher tries again
            return
        job.inner = inner
        inner.add_done_callback(lambda done: self._settle(job, done))

    def _forget(self, job: _Job) -> None:
        with self._lock:
            self._jobs.discard(job)
            inner = job.inner
        if job.outer.cancelled() and inner is not None:
            inner.cancel()

    def _settle(self, job: _Job, inner: "Future[bytes]") -> None:
        error = None if inner.cancelled() else inner.exception()
        if isinstance(error, RuntimeError):
            return  # a broken pool isn't this call's fault: the watcher gives the call to a new one
        with self._lock:
            if job not in self._jobs or job.inner is not inner:
                return
            self._jobs.discard(job)
        if inner.cancelled():
            job.outer.cancel()
        elif error is not None:
            _fail(job, _failure(error))
        else:
            _finish(job, inner.result())

    def _watch(self) -> None:
        while not self._closing.wait(WATCH):
            with self._lock:
                broken = (
                    self._pool if self._pool is not None and not self._pool.pebble.active else None
                )
                if broken is not None:
                    self._pool = None
                lost = [job for job in self._jobs if broken is not None or job.inner is None]
            if broken is not None:
                broken.end()
            for job in lost:
                self._again(job)

    def _again(self, job: _Job) -> None:
        """Give an unfinished call to a new pool, or give it up."""
        with self._lock:
            if job not in self._jobs or self._closing.is_set():
                return
            if job.attempts < ATTEMPTS:
                self._dispatch(job)
                return
            self._jobs.discard(job)
        _fail(job, JifenError(Code.WORKER_FAILED))


class _Spawned(SpawnContext):
    """The spawn method, remembering what it spawned, so that all of it can be ended first of all.

    Pebble closes its channels before it stops the workers; one that is still starting would then
    find nothing and say so on stderr.
    """

    def __init__(self) -> None:
        super().__init__()
        self.processes: list[SpawnProcess] = []

    def Process(self, *args: Any, **options: Any) -> SpawnProcess:  # type: ignore[override] # noqa: N802
        process = SpawnProcess(*args, **options)
        self.processes.append(process)
        return process

    def kill(self) -> None:
        for process in self.processes:
            with suppress(AttributeError, OSError, ValueError):
                process.kill()


@dataclass(eq=False)
class _Pool:
    """Pebble's pool with the context that started its processes."""

    workers: int
    context: _Spawned = field(default_factory=_Spawned)

    def __post_init__(self) -> None:
        from pebble import ProcessPool

        self.pebble = ProcessPool(
            max_workers=self.workers, initializer=child.start, context=self.context
        )

    def end(self) -> None:
        """Stop without finishing anything, and wait until nothing is left."""
        self.pebble.stop()  # type: ignore[no-untyped-call]
        self.context.kill()
        with suppress(RuntimeError, OSError):
            self.pebble.join()


def _failure(error: BaseException) -> BaseException:
    """What pebble reports, in our codes; an argument that can't be sent is a programmer's error and
    stays.
    """
    from pebble import ProcessExpired

    if isinstance(error, FutureTimeoutError):
        return JifenError(Code.FILE_TIMEOUT)
    if isinstance(error, ProcessExpired):
        return JifenError(Code.FILE_CRASHED)
    return error


def _finish(job: _Job, reply: bytes) -> None:
    try:
        value: object = pickle.loads(reply)
    except Exception:
        value = JifenError(Code.FILE_CRASHED)
    if isinstance(value, JifenError):
        _fail(job, value)
    elif job.outer.set_running_or_notify_cancel():
        job.outer.set_result(value)


def _fail(job: _Job, error: BaseException) -> None:
    if job.outer.set_running_or_notify_cancel():
        job.outer.set_exception(error)
