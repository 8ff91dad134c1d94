"""Ways in which files break: on sticks, in transfers, and on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Change = Callable[[bytearray, Random], None]

_NUMBER = re.compile(rb"\d+")
_EXTREME = (b"0", b"-1", b"1", b"65536", b"2147483647", b"99999999999", b"1e9", b"0.00001")


def mutated(data: bytes, random: Random, others: list[bytes]) -> bytes:
    """The file after one to four changes."""
    changed = bytearray(data)
    ways: list[Change] = [_flip, _flip, _zero, _cut, _repeat, _insert, _extreme, _extreme, _numbers]
    for _ in range(random.choice((1, 1, 2, 4))):
        if random.random() < 0.08:
            _graft(changed, random.choice(others), random)
        elif changed:
            random.choice(ways)(changed, random)
    return bytes(changed)


def _place(data: bytearray, random: Random) -> int:
    """Headers are where it hurts: half of all changes fall into the first 512 bytes or the last."""
    lot = random.random()
    if lot < 0.35:
        return random.randrange(min(len(data), 512))
    if lot < 0.5:
        return max(0, len(data) - 1 - random.randrange(min(len(data), 512)))
    return random.randrange(len(data))


def _flip(data: bytearray, random: Random) -> None:
    for _ in range(random.choice((1, 2, 8, 40))):
        data[_place(data, random)] ^= 1 << random.randrange(8)


def _zero(data: bytearray, random: Random) -> None:
    start = _place(data, random)
    length = min(random.choice((4, 64, 4096)), len(data) - start)
    data[start : start + length] = bytes(length)


def _cut(data: bytearray, random: Random) -> None:
    del data[_place(data, random) :]


def _repeat(data: bytearray, random: Random) -> None:
    start = _place(data, random)
    piece = data[start : start + random.choice((16, 1024))]
    data[start:start] = piece * random.choice((1, 3, 50))


def _insert(data: bytearray, random: Random) -> None:
    start = _place(data, random)
    data[start:start] = random.randbytes(random.choice((1, 7, 300)))


def _extreme(data: bytearray, random: Random) -> None:
    """A size, count or offset at its limits."""
    start, width = _place(data, random), random.choice((1, 2, 4, 8))
    value = random.choice((0, 1, (1 << 8 * width - 1) - 1, (1 << 8 * width) - 1))
    data[start : start + width] = value.to_bytes(width, random.choice(("big", "little")))


def _numbers(data: bytearray, random: Random) -> None:
    """Numbers written as text, as PDF does."""
    found = list(_NUMBER.finditer(data))
    for match in sorted(random.sample(found, min(3, len(found))), key=lambda m: -m.start()):
        data[match.start() : match.end()] = random.choice(_EXTREME)


def _graft(data: bytearray, other: bytes, random: Random) -> None:
    """The head of one file, the tail of another."""
    del data[random.randrange(len(data) + 1) :]
    data += other[random.randrange(len(other)) :]
