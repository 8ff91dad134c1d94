"""A test's way to make the Nth call of all workers fail; does nothing unless the variable is set.

`JIFEN_WORKER_FAULT=kind:n:folder`, kind one of crash, hang, memory, garbage (in the answer), pipe (closes it),
noise (writes nonsense into it), flood (of stdout and stderr); `folder` is an empty folder in which the workers
count their calls together.
"""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

VARIABLE: Final = "JIFEN_WORKER_FAULT"


def strike() -> bytes | None:
    """Fail if it is this call's turn; the bytes of a garbage answer, else None."""
    wish = os.environ.get(VARIABLE)
    if not wish:
        return None
    kind, number, folder = wish.split(":", 2)
    if _count(Path(folder)) != int(number):
        return None
    if kind == "crash":
        os.abort()
    if kind == "hang":
        time.sleep(3600)
    if kind == "memory":
        _exhaust()
    if kind == "pipe":
        os.closerange(3, 256)
    if kind in ("noise", "flood"):
        _write(range(1, 3) if kind == "flood" else range(3, 256))
    return b"\x80garbage" if kind == "garbage" else None


def _write(descriptors: range) -> None:
    for number in descriptors:
        for _ in range(400 if number < 3 else 1):
            with suppress(OSError):
                os.write(number, b"text from the file" * 1000)


def _count(folder: Path) -> int:
    for number in range(1, 100_000):
        try:
            (folder / str(number)).touch(exist_ok=False)
        except FileExistsError:
            continue
        return number
    raise AssertionError("more calls than a test makes")


def _exhaust() -> None:
    held = [bytearray(64 << 20) for _ in range(64)]
    raise MemoryError(len(held))
