"""`./dev soak`: every kill, every failure, much damage, and a long random walk; what was done is printed."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.soak.damage import damage
from tests.soak.kills import (
    KINDS,
    Clock,
    fail_at,
    has_strace,
    kill_at,
    kill_in_system,
    rehearse,
    syscalls,
)
from tests.soak.scans import LATEST, stop_network_scans, stop_scans
from tests.support.inline import InlinePool

PARTS = ("kills", "faults", "system", "damage", "scans", "walk")


def main() -> int:
    """Run the named parts, or all."""
    parser = argparse.ArgumentParser(prog="./dev soak")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--every", type=int, default=1, help="only every Nth place")
    parser.add_argument("--minutes", type=float, default=10, help="of the random walk")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}", flush=True)
    for part in options.parts or PARTS:
        _PARTS[part](seed, options.every, options.minutes)
    return 0


def _kills(seed: int, every: int, _minutes: float) -> None:
    pool, clock = InlinePool(), Clock()
    calls, allowed = rehearse(pool)
    died = sum(kill_at(nth, pool, allowed) for nth in _places(calls, every, seed))
    print(f"kills: {died} of {calls} calls, {len(allowed)} states, {clock}", flush=True)


def _faults(seed: int, every: int, _minutes: float) -> None:
    pool, clock = InlinePool(), Clock()
    calls, allowed = rehearse(pool)
    for kind in KINDS:
        fired = sum(fail_at(nth, kind, pool, allowed) for nth in _places(calls, every, seed))
        print(f"faults: {kind} at {fired} of {calls} calls, {clock}", flush=True)


def _system(seed: int, every: int, _minutes: float) -> None:
    if not has_strace():
        print("system: not run, strace is missing", flush=True)
        return
    pool, clock = InlinePool(), Clock()
    _, allowed = rehearse(pool)
    calls = syscalls()
    died = sum(kill_in_system(nth, allowed) for nth in _places(calls, every, seed))
    print(f"system: killed in {died} of {calls} calls of the system, {clock}", flush=True)


def _damage(seed: int, every: int, _minutes: float) -> None:
    clock = Clock()
    tally = damage(max(1, 200 // every), seed)
    print(f"damage: {tally}, {clock}", flush=True)


def _scans(seed: int, every: int, _minutes: float) -> None:
    if shutil.which("scanimage") is None:
        print("scans: not run, scanimage is missing", flush=True)
        return
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        for title, stop in (("SANE", stop_scans), ("eSCL", stop_network_scans)):
            tally = stop(max(1, 200 // every), seed, Path(folder))
            print(f"scans: {title}, {tally}, {clock}", flush=True)
            assert tally.slowest < LATEST


def _walk(seed: int, _every: int, minutes: float) -> None:
    from tests.soak.walk import walk

    clock = Clock()
    print(f"walk: {walk(seed, minutes * 60)} acts, {clock}", flush=True)


def _places(calls: int, every: int, seed: int) -> Iterable[int]:
    return range(1 + seed % every, calls + 1, every)


_PARTS = {
    "kills": _kills,
    "faults": _faults,
    "system": _system,
    "damage": _damage,
    "scans": _scans,
    "walk": _walk,
}

if __name__ == "__main__":
    sys.exit(main())
