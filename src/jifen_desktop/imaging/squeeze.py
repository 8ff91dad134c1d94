"""Making pictures fit into so many bytes with the least harm. Pure: samples in, settings out.

First nothing is done, then the quality goes down to 75, and only where all of that isn't enough the number of pixels,
down to A4 at 150 dpi. The loss goes where it buys the most bytes: a page that is small already stays as it is. Since
tiles tell beforehand what comes out, each picture is encoded once, not six or seven times as in a search.
"""

import heapq
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from jifen_desktop.imaging.choices import Choice, Sample

WORTH: Final = 0.97  # of its size: what a picture must come down to, to be touched at all
ENOUGH: Final = 0.97  # of the room: what the pictures should use of it
AIM: Final = 0.985  # of the room: what they are made for
POWER: Final = 1.3  # of the loss: above 1, so that no page is given up for the sake of the others
TOUCHED: Final = 0.002  # what it costs that a picture is no longer the original, however alike
SPARE: Final = 5  # one encode more for so many pictures, to use room that is left


def solve(samples: Sequence[Sample], room: int) -> list[Choice] | None:
    """A choice for each picture so that all together have about `room` bytes and lose least; None where none fits."""
    if sum(s.size for s in samples) <= room:
        return [Choice(s.size, 0.0) for s in samples]
    for scaled in (False, True):
        hulls = [_hull(s, scaled=scaled) for s in samples]
        least = sum(hull[-1].size for hull in hulls)
        if least <= room:
            return _spread(samples, hulls, max(room * AIM, least))
    return None


def settle(
    samples: Sequence[Sample],
    chosen: list[Choice],
    sizes: list[int],
    room: int,
    encode: Callable[[int, Choice], int],
) -> bool:
    """Put right what came out otherwise than foretold, one picture at a time; whether all fit in the end.

    `sizes` are the bytes of the pictures as `chosen`; both are changed. `encode(which, choice)` encodes one again and
    returns its bytes. Too much is always mended, as far as the choices go; too little only with a few encodes.
    """
    more = max(1, len(samples) // SPARE)
    for _ in range(3 * len(samples) + 3):
        over = sum(sizes) > room
        if not over and (more <= 0 or sum(sizes) >= ENOUGH * room):
            return True
        better = _better(samples, chosen, sizes, room * AIM - sum(sizes), over=over)
        if better is None:
            return not over
        which, choice = better
        sizes[which] = encode(which, choice)
        chosen[which] = choice
        more -= 1
    return sum(sizes) <= room


def _better(
    samples: Sequence[Sample],
    chosen: Sequence[Choice],
    sizes: Sequence[int],
    spare: float,
    *,
    over: bool,
) -> tuple[int, Choice] | None:
    """Which picture to encode otherwise, and how, so that the spare bytes (fewer than none, if `over`) are used."""
    every = [
        (*entry, which)
        for which, known in enumerate(zip(samples, chosen, sizes, strict=True))
        for entry in _others(*known, spare, over=over)
    ]
    best = min(every, key=lambda entry: (entry[0], entry[1], entry[3]), default=None)
    return None if best is None else (best[3], best[2])


def _others(
    known: Sample, was: Choice, size: int, spare: float, *, over: bool
) -> Iterator[tuple[float, float, Choice]]:
    """(bytes still amiss, what it costs, choice) for the other choices of a picture that go the right way.

    Sizes are what the tiles foretold, put right by how far they were out for this picture.
    """
    ratio = size / was.size if was.setting is not None else 1.0
    worth = (c for c in known.choices if c.size <= known.size * WORTH)
    for choice in (Choice(known.size / ratio, 0.0), *worth):
        change = choice.size * ratio - size
        if over and change < 0:
            yield max(0.0, change - spare), choice.loss - was.loss, choice
        elif not over and 0 < change <= spare:
            yield spare - change, choice.loss - was.loss, choice


def _hull(known: Sample, *, scaled: bool) -> list[Choice]:
    """The choices worth making, from untouched on: each buys its bytes at a higher price than the one before."""
    whole = (known.width, known.height)
    hull = [Choice(known.size, 0.0)]
    for choice in known.choices:
        setting = choice.setting
        if setting is None or choice.size > min(known.size * WORTH, hull[-1].size):
            continue
        if not scaled and (setting.width, setting.height) != whole:
            continue
        while len(hull) > 1 and _price(hull[-2], hull[-1]) >= _price(hull[-1], choice):
            hull.pop()
        hull.append(choice)
    return hull


def _price(before: Choice, after: Choice) -> float:
    """What a byte costs on the way from one choice to the next."""
    saved = before.size - after.size
    return (_harm(after) - _harm(before)) / saved if saved > 0 else math.inf


def _harm(choice: Choice) -> float:
    return (choice.loss + TOUCHED) ** POWER if choice.setting is not None else 0.0


def _spread(
    samples: Sequence[Sample], hulls: Sequence[Sequence[Choice]], aim: float
) -> list[Choice]:
    """Go down the hulls, always where the next byte is cheapest, and back a little at the end."""
    at = [0] * len(hulls)
    total = sum(hull[0].size for hull in hulls)
    ahead = [(_price(hull[0], hull[1]), i) for i, hull in enumerate(hulls) if len(hull) > 1]
    heapq.heapify(ahead)
    last = -1
    while total > aim and ahead:
        _, last = heapq.heappop(ahead)
        hull, step = hulls[last], at[last] + 1
        total += hull[step].size - hull[step - 1].size
        at[last] = step
        if step + 1 < len(hull):
            heapq.heappush(ahead, (_price(hull[step], hull[step + 1]), last))
    chosen = [hull[step] for hull, step in zip(hulls, at, strict=True)]
    if last >= 0:
        chosen[last] = _mildest(samples[last], chosen[last], aim - total)
    return chosen


def _mildest(known: Sample, chosen: Choice, spare: float) -> Choice:
    """The last step may have gone too far; this takes back as much as there is room for."""
    milder = [
        choice
        for choice in known.choices
        if chosen.size <= choice.size <= min(chosen.size + spare, known.size * WORTH)
        and choice.loss <= chosen.loss
    ]
    return max(milder, key=lambda choice: choice.size, default=chosen)
