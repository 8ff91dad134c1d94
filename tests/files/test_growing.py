"""Files that are still being written."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.files import growing as module
from jifen_desktop.files.growing import growing, state_of


def _file(folder: Path, name: str = "a.jpg", age: float = 0) -> Path:
    path = folder / name
    path.write_bytes(b"x")
    os.utime(path, (time.time() - age,) * 2)
    return path


class _Pauses:
    """Counts the looks, and lets files grow between them."""

    def __init__(self, *grow: Callable[[], object]) -> None:
        self.grow = list(grow)
        self.count = 0

    def __call__(self, _seconds: float) -> None:
        self.count += 1
        if self.grow:
            self.grow.pop(0)()


def _more(path: Path) -> Callable[[], object]:
    return lambda: path.write_bytes(path.read_bytes() + b"more")


def test_an_old_file_is_not_waited_for(tmp_path: Path) -> None:
    pauses = _Pauses()
    assert growing([_file(tmp_path, age=60)], pause=pauses) == frozenset()
    assert pauses.count == 0


def test_a_file_is_finished_when_two_looks_are_alike(tmp_path: Path) -> None:
    path = _file(tmp_path)
    pauses = _Pauses(_more(path), _more(path), _more(path))
    assert growing([path], pause=pauses) == frozenset()
    assert pauses.count == 4


def test_a_file_that_goes_on_growing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    path, other = _file(tmp_path), _file(tmp_path, "b.jpg")

    def grow(seconds: float) -> None:
        time.sleep(seconds / 10)
        path.write_bytes(path.read_bytes() + b"more")

    assert growing([path, other], pause=grow) == {path}


def test_the_same_size_at_another_time_is_a_change(tmp_path: Path) -> None:
    path = _file(tmp_path)
    pauses = _Pauses(lambda: os.utime(path, (1, 1)))
    growing([path], pause=pauses)
    assert pauses.count == 2


@pytest.mark.parametrize("age", [-86_400 * 400, 60 * 60 * 24 * 365 * 46])
def test_a_clock_that_jumped_costs_one_look_at_most(tmp_path: Path, age: float) -> None:
    """A file from next year, and one from 1980."""
    pauses = _Pauses()
    assert growing([_file(tmp_path, age=age)], pause=pauses) == frozenset()
    assert pauses.count <= 1


def test_what_vanishes_or_is_no_file_is_left_to_others(tmp_path: Path) -> None:
    path = _file(tmp_path)
    assert growing([path, tmp_path, tmp_path / "none"], pause=_Pauses(path.unlink)) == frozenset()
    assert state_of(tmp_path) is None


def test_waiting_can_be_cancelled(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        growing([_file(tmp_path)], lambda: True)
