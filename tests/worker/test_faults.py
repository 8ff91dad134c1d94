"""Each way a worker can fail costs one call, and one that won't start isn't started without end."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.worker import faults, lane, limits, memory
from jifen_desktop.worker.pool import WorkerPool
from tests.worker import jobs

STARTS = "jifen_desktop.worker.child.start"


def _outcome(pool: WorkerPool, number: int, timeout: float = 20) -> object:
    try:
        return pool.run(jobs.same, number, timeout=timeout)
    except JifenError as error:
        return error.code if not error.params else error.params


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("crash", Code.FILE_CRASHED),
        ("hang", Code.FILE_TIMEOUT),
        ("memory", Code.FILE_MEMORY),
        ("garbage", Code.FILE_CRASHED),
        ("pipe", Code.FILE_CRASHED),
        ("flood", 1),
    ],
)
def test_the_nth_call_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, code: object
) -> None:
    monkeypatch.setenv(faults.VARIABLE, f"{kind}:2:{tmp_path}")
    with WorkerPool() as pool:
        pool.warm(jobs.process_id)
        timeout = 2 if kind == "hang" else 20
        outcomes = [_outcome(pool, number, timeout) for number in range(4)]
    assert outcomes == [0, code, 2, 3]


def test_nonsense_in_the_pipe_costs_the_call_that_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first bytes promise a message of 1.9 GB that never comes."""
    monkeypatch.setattr(limits, "GRACE", 0.2)
    monkeypatch.setenv(faults.VARIABLE, f"noise:3:{tmp_path}")
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    with WorkerPool() as pool:
        calls = [pool.submit(jobs.same, number, timeout=1) for number in range(6)]
        failures = [call.exception() for call in calls]
    failed = [error.code for error in failures if isinstance(error, JifenError)]
    assert len(failed) == 1
    assert failed[0] in (Code.FILE_CRASHED, Code.FILE_TIMEOUT)


def test_an_endless_answer_is_refused() -> None:
    with WorkerPool(1) as pool:
        assert len(pool.run(jobs.long_answer, 20)) == 20 << 20
        with pytest.raises(JifenError) as caught:
            pool.run(jobs.long_answer, (limits.ANSWER >> 20) + 1)
        assert caught.value.code == Code.FILE_CRASHED
        assert pool.run(jobs.same, 1) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to the limit")
def test_what_a_large_picture_took_is_given_back() -> None:
    """Else it would count against the limit of the next one."""
    with WorkerPool(1) as pool:
        assert pool.run(jobs.kept_after_freeing, 320) < 160 << 20  # 64 are set aside for a thread


def test_memory_is_watched_where_the_system_sets_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the limit that Linux enforces, so that only the watch can have ended it."""
    monkeypatch.setattr(memory, "LIMIT", 300 << 20)
    with WorkerPool() as pool:
        pool.run(jobs.same, 1)
        other = pool.submit(time.sleep, 2)
        start = time.monotonic()
        with pytest.raises(JifenError) as caught:
            pool.run(jobs.hold, 700)
        assert caught.value.code == Code.FILE_MEMORY
        assert time.monotonic() - start < 5
        assert other.result() is None
        assert pool.run(jobs.same, 1) == 1


def test_the_memory_of_a_process_that_is_gone() -> None:
    assert memory.resident(os.getpid()) > 1 << 20
    assert memory.resident(2**30) == 0
    assert not memory.too_much(None)


@pytest.mark.parametrize("way", [jobs.leave, jobs.gone, jobs.end], ids=lambda way: way.__name__)
def test_workers_that_die_at_the_start_are_started_four_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: object
) -> None:
    """Then the call fails, and so do the next ones at once, until some seconds have passed."""
    monkeypatch.setattr(STARTS, way)
    started = _counted(monkeypatch)
    with WorkerPool(1) as pool:
        assert _outcome(pool, 1) == Code.WORKER_FAILED
        assert _outcome(pool, 2) == Code.WORKER_FAILED
        assert len(started) == lane.STARTS
        start = time.monotonic()
        assert [_outcome(pool, number) for number in range(9)] == [Code.WORKER_FAILED] * 9
        assert time.monotonic() - start < 0.5
        assert len(started) == lane.STARTS


def test_workers_that_come_up_again_work_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "REST", 0.2)
    with pytest.MonkeyPatch.context() as broken, WorkerPool() as pool:
        broken.setattr(STARTS, jobs.leave)
        calls = [pool.submit(jobs.same, number) for number in range(20)]
        codes = {e.code for call in calls if isinstance(e := call.exception(), JifenError)}
        assert codes == {Code.WORKER_FAILED}
        broken.undo()
        time.sleep(0.3)
        assert [_outcome(pool, number) for number in range(4)] == [0, 1, 2, 3]


def test_a_worker_that_never_takes_its_call_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "COMING_UP", 0.5)
    monkeypatch.setattr(STARTS, jobs.mute)
    with WorkerPool(1) as pool:
        start = time.monotonic()
        assert _outcome(pool, 1) == Code.WORKER_FAILED
        assert time.monotonic() - start < 8


def test_many_crashes_in_a_row_are_many_files_problems() -> None:
    """Restarts after files aren't counted: the worker came up each time."""
    with WorkerPool() as pool:
        calls = [pool.submit(jobs.end) for _ in range(12)]
        found = [e.code for call in calls if isinstance(e := call.exception(), JifenError)]
        assert found == [Code.FILE_CRASHED] * 12
        assert _outcome(pool, 1) == 1


def test_cancelling_many_running_calls_is_no_failure_to_start() -> None:
    with WorkerPool(1) as pool:
        for _ in range(lane.STARTS + 2):
            running = pool.submit(jobs.hang)
            time.sleep(0.3)
            running.cancel()
        assert _outcome(pool, 1) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are POSIX")
@pytest.mark.parametrize("spare", [0, 3, 6, 12, 20])
def test_too_few_descriptors_never_hang_the_pool(spare: int) -> None:
    """Either the workers come up with what there is, or that they don't is told; later they do."""
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr(lane, "REST", 0.1)
    try:
        with WorkerPool() as pool:
            pool.run(jobs.same, 1)  # what the main process opens once is open
        with WorkerPool() as pool:
            with _descriptors(spare):
                start = time.monotonic()
                assert _outcome(pool, 1) in (1, Code.WORKER_FAILED)
                assert time.monotonic() - start < 8
            time.sleep(0.2)
            assert _outcome(pool, 2) == 2
    finally:
        monkeypatch.undo()


@contextmanager
def _descriptors(spare: int) -> Iterator[None]:
    """Let this process open only so many more files."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    probe = os.open(os.devnull, os.O_RDONLY)
    os.close(probe)
    resource.setrlimit(resource.RLIMIT_NOFILE, (probe + spare, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    started: list[object] = []
    count = lane.Lane._count

    def counting(self: lane.Lane) -> None:
        count(self)
        started.append(self)

    monkeypatch.setattr(lane.Lane, "_count", counting)
    return started
