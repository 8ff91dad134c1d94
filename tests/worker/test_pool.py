"""The workers: whatever happens in a call costs that call alone, and closing leaves nothing."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.worker.pool import WorkerPool
from tests.worker import jobs

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the memory limit is Linux's")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as pool:
        yield pool


def _code(pool: WorkerPool, fn: Callable[..., object], *args: object, timeout: float = 20) -> Code:
    with pytest.raises(JifenError) as caught:
        pool.run(fn, *args, timeout=timeout)
    return caught.value.code


def test_runs_elsewhere(pool: WorkerPool) -> None:
    assert pool.run(jobs.same, {"张三": (1, None)}) == {"张三": (1, None)}
    assert pool.run(jobs.process_id) != os.getpid()


def test_a_code_crosses_with_its_parameters(pool: WorkerPool) -> None:
    with pytest.raises(JifenError) as caught:
        pool.run(jobs.told)
    assert (caught.value.code, caught.value.params) == (Code.FILE_PASSWORD, {"name": "张三.pdf"})


@pytest.mark.parametrize(
    ("fn", "code"),
    [
        (jobs.broken, Code.FILE_DAMAGED),
        (jobs.exhausted, Code.FILE_MEMORY),
        (jobs.leave, Code.FILE_CRASHED),
        (jobs.end, Code.FILE_CRASHED),
        (jobs.crash, Code.FILE_CRASHED),
        (jobs.nonsense, Code.FILE_CRASHED),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_failures_are_codes_and_the_next_call_works(
    pool: WorkerPool, fn: Callable[[], object], code: Code
) -> None:
    with pytest.raises(JifenError) as caught:
        pool.run(fn)
    assert caught.value.code == code
    assert caught.value.params == {}
    assert "text" not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert [pool.run(jobs.same, n) for n in range(4)] == [0, 1, 2, 3]


def test_a_hanging_call_is_stopped(pool: WorkerPool) -> None:
    pool.run(jobs.same, 1)
    start = time.monotonic()
    assert _code(pool, jobs.hang, timeout=0.3) == Code.FILE_TIMEOUT
    assert time.monotonic() - start < 2
    assert pool.run(jobs.same, 1) == 1


def test_a_call_that_hangs_in_c_is_stopped_at_once(pool: WorkerPool, tmp_path: Path) -> None:
    pool.run(jobs.same, 1)
    start = time.monotonic()
    assert _code(pool, jobs.spin, tmp_path / "started", timeout=0.3) == Code.FILE_TIMEOUT
    assert (tmp_path / "started").exists()
    assert time.monotonic() - start < 2


def test_waiting_for_a_worker_is_not_counted(pool: WorkerPool) -> None:
    futures = [pool.submit(time.sleep, 0.25, timeout=0.9) for _ in range(8)]
    assert [future.result() for future in futures] == [None] * 8


@LINUX
def test_memory_is_limited_but_enough_for_a_large_picture(pool: WorkerPool) -> None:
    assert pool.run(jobs.take, 900) == 900 << 20
    assert _code(pool, jobs.take, 1400) == Code.FILE_MEMORY
    assert pool.run(jobs.take, 900) == 900 << 20


def test_both_workers_work_at_once(pool: WorkerPool) -> None:
    for future in [pool.submit(time.sleep, 0.3) for _ in range(2)]:
        future.result()
    start = time.monotonic()
    for future in [pool.submit(time.sleep, 0.5) for _ in range(2)]:
        future.result()
    assert time.monotonic() - start < 0.9


def test_a_worker_says_nothing(pool: WorkerPool, capfd: pytest.CaptureFixture[str]) -> None:
    assert pool.run(jobs.print_much) == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_ctrl_c_does_not_reach_a_call(pool: WorkerPool) -> None:
    assert pool.run(jobs.interrupted) == 1


def test_an_argument_that_cannot_be_sent_is_our_mistake(pool: WorkerPool) -> None:
    with pytest.raises((TypeError, AttributeError)):
        pool.run(jobs.same, lambda: 1)
    assert pool.run(jobs.same, 1) == 1


def test_cancelling_stops_a_running_call(pool: WorkerPool) -> None:
    running = [pool.submit(jobs.hang) for _ in range(3)]
    time.sleep(0.4)
    for future in running:
        assert future.cancel()
    with pytest.raises(CancelledError):
        running[0].result()
    start = time.monotonic()
    assert pool.run(jobs.same, 1) == 1
    assert time.monotonic() - start < 5


def test_idle_workers_that_die_are_replaced(pool: WorkerPool) -> None:
    pool.run(jobs.same, 1)
    for child in multiprocessing.active_children():
        child.kill()
    time.sleep(0.5)
    assert [pool.run(jobs.same, n) for n in range(4)] == [0, 1, 2, 3]


def test_a_call_survives_the_death_of_the_other_worker(pool: WorkerPool) -> None:
    slow = pool.submit(time.sleep, 1)
    crashes = [pool.submit(jobs.end) for _ in range(3)]
    for future in crashes:
        assert isinstance(future.exception(), JifenError)
    assert slow.result() is None


def test_closing_leaves_nothing_and_may_be_repeated() -> None:
    before = {*threading.enumerate(), *multiprocessing.active_children()}  # pools of wider fixtures
    pool = WorkerPool()
    pool.warm(jobs.process_id)
    hanging = pool.submit(jobs.hang)
    time.sleep(0.4)
    start = time.monotonic()
    pool.close()
    assert time.monotonic() - start < 2
    assert hanging.cancelled()
    pool.close()
    assert not {*threading.enumerate(), *multiprocessing.active_children()} - before
    with pytest.raises(Cancelled):
        pool.run(jobs.same, 1)


def test_closing_with_much_waiting() -> None:
    """More calls than the pipe to the workers holds."""
    pool = WorkerPool()
    waiting = [pool.submit(jobs.hang) for _ in range(3000)]
    time.sleep(0.5)
    start = time.monotonic()
    pool.close()
    assert time.monotonic() - start < 3
    assert all(future.cancelled() for future in waiting)


@pytest.mark.parametrize("after", [0, 0.03, 0.06, 0.1, 0.15])
def test_closing_while_workers_start_says_nothing(
    after: float, capfd: pytest.CaptureFixture[str]
) -> None:
    pool = WorkerPool()
    pool.warm(jobs.process_id)
    time.sleep(after)
    pool.close()
    assert capfd.readouterr() == ("", "")


def test_closing_an_unused_pool() -> None:
    WorkerPool().close()


def test_waiting_callers_are_told_of_the_closing() -> None:
    pool = WorkerPool()
    outcome: list[BaseException] = []

    def wait() -> None:
        try:
            pool.run(jobs.hang)
        except Cancelled as error:
            outcome.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.4)
    pool.close()
    waiting.join(5)
    assert len(outcome) == 1


ORPHAN = """
import sys, time
from pathlib import Path
from jifen_desktop.worker import limits
from jifen_desktop.worker.pool import WorkerPool
from tests.worker import jobs
if __name__ == "__main__":
    pool = WorkerPool()
    print(pool.run(jobs.process_id), flush=True)
    pool.submit(jobs.spin, Path(sys.argv[1]), timeout=0.5)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    """One is idle and sees the pipe close; the other hangs in C and ends itself."""
    script, started = tmp_path / "main.py", tmp_path / "started"
    script.write_text(ORPHAN)
    command = [sys.executable, str(script), str(started)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        deadline = time.monotonic() + 5
        while not started.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        children = _children(parent.pid)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    assert len(children) >= 2
    while any(_runs(pid) for pid in children) and time.monotonic() < deadline + 6:
        time.sleep(0.02)
    assert not any(_runs(pid) for pid in children)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.exists():
        pytest.skip("needs /proc")
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@pytest.mark.parametrize("how", ["script", "module"])
def test_started_as_a_program(tmp_path: Path, how: str) -> None:
    """Spawned workers import the main module again, which must not start the program again."""
    (tmp_path / "program.py").write_text(
        "from jifen_desktop.worker.pool import WorkerPool\n"
        "from tests.worker import jobs\n"
        "if __name__ == '__main__':\n"
        "    with WorkerPool() as pool:\n"
        "        print(pool.run(jobs.same, 7))\n"
    )
    command = {"script": [str(tmp_path / "program.py")], "module": ["-m", "program"]}[how]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])}
    done = subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("7\n", "", 0)
