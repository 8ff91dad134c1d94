"""Samples of the soak, at places chosen by a printed seed; the whole runs with `./dev soak`."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable

import pytest

from tests.soak.damage import damage
from tests.soak.invariants import State
from tests.soak.kills import KINDS, fail_at, has_strace, kill_at, kill_in_system, rehearse, syscalls
from tests.soak.walk import walk
from tests.support.inline import InlinePool

SEED = int(os.environ.get("JIFEN_SOAK_SEED") or random.SystemRandom().randrange(10**6))
POOL = InlinePool()


@pytest.fixture(scope="module")
def rehearsed() -> tuple[int, set[State]]:
    """How many calls the journey makes, and its states."""
    return rehearse(POOL)


@pytest.fixture(autouse=True)
def _say_the_seed(record_property: Callable[[str, object], None]) -> None:
    record_property("seed", SEED)
    print(f"JIFEN_SOAK_SEED={SEED}")


@pytest.mark.skipif(sys.platform == "win32", reason="a child by fork")
def test_killed_anywhere_the_library_opens_old_or_new(rehearsed: tuple[int, set[State]]) -> None:
    calls, allowed = rehearsed
    for nth in random.Random(SEED).sample(range(1, calls + 1), 8):
        assert kill_at(nth, POOL, allowed)


@pytest.mark.parametrize("kind", KINDS)
def test_failing_anywhere_the_library_opens_old_or_new(
    rehearsed: tuple[int, set[State]], kind: str
) -> None:
    calls, allowed = rehearsed
    for nth in random.Random(f"{SEED} {kind}").sample(range(1, calls + 1), 3):
        assert fail_at(nth, kind, POOL, allowed)


@pytest.mark.external("strace")
def test_killed_inside_sqlite_the_library_opens_old_or_new(
    rehearsed: tuple[int, set[State]],
) -> None:
    assert has_strace()
    for nth in random.Random(SEED).sample(range(1, syscalls() + 1), 2):
        kill_in_system(nth, rehearsed[1])


def test_damaged_anywhere_it_opens_or_says_so() -> None:
    tally = damage(6, SEED)
    assert tally.opened + tally.salvaged + tally.refused == 18
    assert tally.entries > 0


@pytest.mark.qt_log_ignore("propagateSizeHints|does not support raise", extend=True)
def test_a_short_random_walk_breaks_nothing(qapp: object) -> None:
    assert walk(SEED, seconds=20, most=150) > 20
