"""What the tests have the workers do."""

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from jifen_desktop.domain.errors import Code, JifenError


def same(value: object) -> object:
    return value


def process_id() -> int:
    return os.getpid()


def told() -> None:
    raise JifenError(Code.FILE_PASSWORD, name="张三.pdf")


def broken() -> None:
    raise ValueError("text from the file")


def exhausted() -> None:
    raise MemoryError


def leave() -> None:
    raise SystemExit(3)


def end() -> None:
    os._exit(3)


def crash() -> None:
    ctypes.string_at(0)


def hang() -> None:
    time.sleep(60)


def spin(started: Path) -> None:
    """Hold the interpreter in one long call, as a decoder in C does: no Python handler would run."""
    started.touch()
    sum(range(1 << 60))


def take(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


def hold(megabytes: int) -> None:
    """Fill memory for real, a little at a time, and keep it."""
    held = []
    for number in range(megabytes):
        held.append(bytes([number % 255 + 1]) * (1 << 20))
        time.sleep(0.001)
    time.sleep(60)


def long_answer(megabytes: int) -> bytes:
    return bytes(megabytes << 20)


def kept_after_freeing(megabytes: int) -> int:
    """Bytes of address space that stay taken after blocks like Pillow's were used twice, with something small kept
    behind them.
    """
    statm = Path("/proc/self/statm")
    before = int(statm.read_text(encoding="ascii").split()[0])
    small = []
    for _ in range(2):
        blocks = [bytearray(16 << 20) for _ in range(megabytes // 16)]
        small.append([bytes(1000 + n) for n in range(1000)])
        del blocks
    return (int(statm.read_text(encoding="ascii").split()[0]) - before) * os.sysconf("SC_PAGESIZE")


def mute() -> None:
    """A worker that starts and never takes a call."""
    time.sleep(60)


def gone() -> None:
    os._exit(0)


def nonsense() -> object:
    return lambda: 1


def print_much() -> int:
    for stream in (1, 2):
        for _ in range(100):
            os.write(stream, b"text from the file" * 1000)
    sys.stdout.write("more")
    return 1


def interrupted() -> int:
    os.kill(os.getpid(), signal.SIGINT)
    return 1
