"""The size budget's solver against bisection, from `benchmarks.budget`, in one row a set of pictures."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from benchmarks.budget.__main__ import Picture, bisection, likeness, ours, sets
from benchmarks.kit import Effort, Row

SHARES = (0.9, 0.6, 0.35)
_TARGET = "≤ 1.3 encodes an image; lands at 95-100 %; SSIM not below bisection's"


def run(effort: Effort) -> list[Row]:
    """A row for each set: photos, scans, both with small ones among them."""
    return [
        _row(name, share, pictures)
        for name, pictures in sets(1, effort.small).items()
        for share in SHARES
    ]


def _row(name: str, share: float, pictures: Sequence[Picture]) -> Row:
    room = int(sum(len(p.data) for p in pictures) * share)
    found, other = ours(pictures, room), bisection(pictures, room)
    alike = statistics.mean(likeness(pictures, found))
    theirs = statistics.mean(likeness(pictures, other))
    encodes = found.encodes / len(pictures)
    landed = sum(map(len, found.coded)) / room
    reached = encodes <= 1.3 and 0.95 <= landed <= 1 and alike >= theirs
    return Row(
        f"size budget, 10 {name}, {share:.0%} of their bytes",
        f"{encodes:.2f} encodes an image, lands at {landed:.1%}, SSIM {alike:.4f}, {found.seconds:.2f} s",
        f"bisection {other.encodes / len(pictures):.1f} encodes, "
        f"{sum(map(len, other.coded)) / room:.1%}, SSIM {theirs:.4f}, {other.seconds:.2f} s",
        f"{other.seconds / found.seconds:.1f} × faster",
        _TARGET,
        reached,
        ""
        if alike >= theirs
        else f"SSIM falls short by {theirs - alike:.4f}: bisection's mail is fuller.",
    )
