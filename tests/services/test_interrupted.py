"""What an export that was killed had put in place goes at the next start."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import swapped
from jifen_desktop.files.staging import Staging
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.services.interrupted import take_back_interrupted, under_way
from tests.files.faulty import KILLED, FaultyDisk

NAMES = ("张样本.zip", "邮件-1.eml", "材料清单.pdf")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LibraryStore]:
    with closing(LibraryStore(tmp_path / "library")) as made:
        yield made


def put(out: Path) -> None:
    with Staging(out) as staging:
        for name in NAMES:
            staging.path(name).write_text(name, encoding="utf-8")
        staging.commit()


def killed(root: Path, out: Path, nth: int) -> bool:
    """Whether a child was killed at the nth call of the disk before it was through."""
    child = os.fork()
    if child == 0:
        store = LibraryStore(root)
        with swapped(FaultyDisk(nth, "kill")), under_way(store, out):
            put(out)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, KILLED)
    return status == KILLED


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_killed_anywhere_all_is_there_or_nothing(tmp_path: Path) -> None:
    nothing, names = 0, set[str]()
    for nth in count(1):
        out = tmp_path / f"out-{nth}"
        (out / "own").mkdir(parents=True)
        (out / "own/甲.txt").write_bytes(b"own")
        more = killed(tmp_path / "library", out, nth)
        with closing(LibraryStore(tmp_path / "library")) as store:
            take_back_interrupted(store)
        names = {p.name for p in out.iterdir()} - {"own"}
        assert names in (set(), set(NAMES)), (nth, names)
        assert (out / "own/甲.txt").read_bytes() == b"own"
        nothing += not names
        if not more:
            break
    assert nothing > 3
    assert set(NAMES) <= names


def test_an_export_that_failed_is_not_under_way(store: LibraryStore, tmp_path: Path) -> None:
    with pytest.raises(JifenError), under_way(store, tmp_path):
        raise JifenError(Code.DISK_FULL)
    assert store.db.rows("SELECT * FROM mark") == []


def test_a_folder_that_is_gone_is_no_trouble(store: LibraryStore, tmp_path: Path) -> None:
    store.mark("export_under_way", str(tmp_path / "gone"))
    take_back_interrupted(store)
    assert store.db.rows("SELECT * FROM mark") == []
