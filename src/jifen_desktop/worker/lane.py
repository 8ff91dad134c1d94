"""One worker process, given one call at a time, so that whatever happens is that call's doing.

Pebble's pool (of one) starts the process, carries the call, enforces its time and starts another
process after a crash. What pebble cannot mend by itself (a pipe full of nonsense, a process that
never comes up, memory) ends the whole lane, and the next call starts it anew.
"""

import errno
import pickle
import signal
import time
from collections import deque
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import TYPE_CHECKING, Any, Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.worker import child, limits, memory

if TYPE_CHECKING:
    from collections.abc import Callable


STARTS: Final = 4  # a first start and three restarts in a row, with no call taken in between
REST: Final = 10.0  # seconds until a worker that would not start is tried again
COMING_UP: Final = 30.0  # seconds a process may take to its first call; 0.3 s is usual

# What pebble says of an answer that is no pickle of ours.
_NONSENSE: Final = (AttributeError, pickle.PickleError, TypeError)


@dataclass(eq=False)
class Job:
    """A call: its caller's future, and pebble's while a lane has it."""

    call: tuple[Any, ...]
    timeout: float
    outer: "Future[Any]" = field(default_factory=Future)
    inner: "Future[bytes] | None" = None
    given: float = 0.0  # when a lane took it, by the monotonic clock
    begun: float = 0.0  # when it was seen running
    attempts: int = 0

    def finish(self, reply: bytes) -> None:
        """Hand the answer over, or the failure that it is."""
        try:
            value: object = pickle.loads(reply)
        except Exception:
            value = JifenError(Code.FILE_CRASHED)
        if isinstance(value, JifenError):
            self.fail(value)
        elif self.outer.set_running_or_notify_cancel():
            self.outer.set_result(value)

    def fail(self, error: BaseException) -> None:
        """Hand a failure over."""
        if self.outer.set_running_or_notify_cancel():
            self.outer.set_exception(error)


class Lane:
    """A worker and the call it has. Used by one thread; `wake` is called from another when
    something ended.
    """

    def __init__(self, wake: "Callable[[], None]") -> None:
        self.job: Job | None = None
        self._wake = wake
        self._process: _Process | None = None
        self._starts = 0
        self._resting = 0.0

    @property
    def resting(self) -> bool:
        """Whether the worker would not start and isn't to be tried yet."""
        return time.monotonic() < self._resting

    def start(self) -> None:
        """Have the process come up before it is needed; a failure shows at the first call."""
        with suppress(OSError, RuntimeError):
            _ = self._started().pebble.active  # asking starts it

    def begin(self, job: Job) -> bool:
        """Give the idle worker a call, starting it where needed; False where none can be started."""
        job.attempts += 1
        while self._allowed():
            try:
                inner = self._started().pebble.schedule(
                    child.answer, args=job.call, timeout=job.timeout
                )
            except (OSError, RuntimeError):  # no descriptors, no process, or it died while idle
                self.end()
                self._starts += 1
                continue
            self.job, job.inner, job.given, job.begun = job, inner, time.monotonic(), 0.0
            inner.add_done_callback(lambda _: self._wake())
            return True
        return False

    def tend(self) -> Job | None:
        """Settle the call if it is over or has to be; returns it where it must be made again."""
        job = self.job
        if job is None or job.inner is None:
            return None
        if job.inner.done():
            self.job = None
            return self._over(job, job.inner)
        if job.outer.cancelled():
            job.inner.cancel()  # pebble ends the process
        elif job.inner.running():
            self._watch(job)
        elif time.monotonic() - job.given > COMING_UP or self._broken():
            return self._ended(job)
        return None

    def end(self) -> None:
        """Stop the process and wait until nothing is left of it. The call, if any, is the caller's
        to settle.
        """
        process, self._process, self.job = self._process, None, None
        if process is not None:
            process.end()

    def _started(self) -> "_Process":
        if self._process is None:
            self._process = _Process(self._count)
        return self._process

    def _allowed(self) -> bool:
        if self._starts >= STARTS:
            self.end()
            self._starts, self._resting = 0, time.monotonic() + REST
        return not self.resting

    def _count(self) -> None:
        """Counts a start; refuses one too many, which pebble would otherwise repeat for ever."""
        if self._starts >= STARTS:
            raise OSError(errno.EAGAIN, "the worker does not come up")
        self._starts += 1

    def _broken(self) -> bool:
        return self._process is None or not self._process.pebble.active

    def _watch(self, job: Job) -> None:
        """End a running call that pebble can't end, or that takes too much."""
        now = time.monotonic()
        job.begun = job.begun or now
        self._starts = 0
        code = None
        if self._broken():
            code = Code.FILE_CRASHED
        elif now - job.begun > job.timeout + 2 * limits.GRACE:
            code = Code.FILE_TIMEOUT
        elif self._process is not None and memory.too_much(self._process.pid):
            code = Code.FILE_MEMORY
        if code is not None:
            self.end()
            job.fail(JifenError(code))

    def _over(self, job: Job, inner: "Future[bytes]") -> Job | None:
        if inner.cancelled():
            self._starts = 0  # only a process that runs is ended for a call
            job.outer.cancel()
            return None
        error = inner.exception()
        if isinstance(error, RuntimeError):
            if isinstance(error.__cause__, _NONSENSE):  # the answer to this very call
                self.end()
                job.fail(JifenError(Code.FILE_CRASHED))
                return None
            return self._ended(job)
        self._starts = 0
        if error is None:
            job.finish(inner.result())
        else:
            job.fail(_failure(error))
        return None

    def _ended(self, job: Job) -> Job:
        """The worker died or hung before it took the call."""
        self.end()
        return job


class _Quiet(SpawnProcess):
    """A process that Ctrl+C doesn't reach while it comes up: Python would tell on stderr where it was broken off."""

    def start(self) -> None:
        if not hasattr(signal, "pthread_sigmask"):  # Windows
            super().start()
            return
        before = signal.pthread_sigmask(
            signal.SIG_BLOCK, {signal.SIGINT}
        )  # of this thread; a child starts with it
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Spawned(SpawnContext):
    """The spawn method, remembering what it spawned, so that all of it can be ended first of all.

    Pebble closes its channels before it stops the workers; one that is still starting would then
    find nothing and say so on stderr.
    """

    def __init__(self, count: "Callable[[], None]") -> None:
        super().__init__()
        self._count = count
        self.processes: deque[SpawnProcess] = deque(maxlen=4)  # all but the last have ended

    def Process(self, *args: Any, **options: Any) -> SpawnProcess:  # type: ignore[override] # noqa: N802
        self._count()
        process = _Quiet(*args, **options)
        self.processes.append(process)
        return process

    def kill(self) -> None:
        for process in self.processes:
            with suppress(AttributeError, OSError, ValueError):
                process.kill()


class _Process:
    """Pebble's pool of one with the context that starts its process."""

    def __init__(self, count: "Callable[[], None]") -> None:
        from pebble import ProcessPool

        self.context = _Spawned(count)
        self.pebble: ProcessPool = ProcessPool(
            max_workers=1, initializer=child.start, context=self.context
        )

    @property
    def pid(self) -> int | None:
        return self.context.processes[-1].pid if self.context.processes else None

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
    if isinstance(error, MemoryError):
        return JifenError(Code.FILE_MEMORY)
    return error
