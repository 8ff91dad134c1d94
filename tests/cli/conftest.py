"""Commands run in this process, with workers that all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from jifen_desktop.cli.main import run
from jifen_desktop.worker.pool import WorkerPool
from tests.support.commands import Cli, Ran
from tests.support.remembering import RememberingPool
from tests.support.workers import Borrowed


@pytest.fixture(scope="session")
def shared_pool() -> Iterator[WorkerPool]:
    with RememberingPool() as pool:
        for _ in range(2):
            pool.run(os.getpid)  # running before the first test looks at what it leaves behind
        yield pool


@pytest.fixture
def cli(
    shared_pool: WorkerPool,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Cli:
    """Run one command: `cli("export", path, "--out", folder)`."""
    monkeypatch.setattr("jifen_desktop.cli.stopping.WorkerPool", lambda: Borrowed(shared_pool))

    def call(*arguments: str | Path) -> Ran:
        capsysbinary.readouterr()
        status = run([str(a) for a in arguments])
        out, err = capsysbinary.readouterr()
        return Ran(status, out.decode("utf-8"), err.decode("utf-8"))

    return call
