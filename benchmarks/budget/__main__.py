"""Ten pictures into a budget: our solver and plain bisection, in turns. `python -m benchmarks.budget`."""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from benchmarks.budget.pictures import photo, scan
from jifen_desktop.imaging.choices import Choice, Sample, Setting
from jifen_desktop.imaging.squeeze import settle, solve
from jifen_desktop.imaging.ssim import ssim
from jifen_desktop.imaging.tiles import FLOOR, LEAST_SIDE, encode, sample

BEST = 98


@dataclass
class Result:
    """What a way came to: pictures as coded, whole encodes, seconds."""

    coded: list[bytes]
    encodes: int
    seconds: float


@dataclass(frozen=True)
class Picture:
    """A source: its JPEG and its pixels."""

    data: bytes
    image: Image.Image
    sampling: str


def ours(pictures: Sequence[Picture], room: int) -> Result:
    """Samples, one encode each, corrections."""
    start, encodes = time.perf_counter(), 0
    chosen, samples = None, list[Sample]()
    for scaled in (False, True):
        samples = [sample(p.data, scaled=scaled) for p in pictures]
        chosen = chosen or solve(samples, room)
        if chosen is not None:
            break
    if chosen is None:
        raise SystemExit("no room")
    coded = [p.data for p in pictures]
    for i, choice in enumerate(chosen):
        if choice.setting is not None:
            coded[i] = encode(pictures[i].image, choice.setting)
            encodes += 1

    def again(i: int, choice: Choice) -> int:
        nonlocal encodes
        coded[i] = pictures[i].data
        if choice.setting is not None:
            encodes += 1
            coded[i] = encode(pictures[i].image, choice.setting)
        return len(coded[i])

    settle(samples, chosen, [len(c) for c in coded], room, again)
    return Result(coded, encodes, time.perf_counter() - start)


def bisection(pictures: Sequence[Picture], room: int) -> Result:
    """One quality for all, searched for; then one scale for all. A picture that would grow stays as it is."""
    start, encodes = time.perf_counter(), 0

    def at(quality: int, scale: float) -> list[bytes]:
        nonlocal encodes
        encodes += len(pictures)
        return [_smaller(p, quality, scale) for p in pictures]

    low, high = FLOOR, BEST
    best = at(low, 1.0)
    if sum(map(len, best)) <= room:
        while high - low > 1:
            middle = (low + high) // 2
            tried = at(middle, 1.0)
            if sum(map(len, tried)) <= room:
                low, best = middle, tried
            else:
                high = middle
        return Result(best, encodes, time.perf_counter() - start)
    small, large = 0.25, 1.0
    for _ in range(6):
        scale = (small + large) / 2
        tried = at(FLOOR, scale)
        if sum(map(len, tried)) <= room:
            small, best = scale, tried
        else:
            large = scale
    return Result(best, encodes, time.perf_counter() - start)


def _smaller(picture: Picture, quality: int, scale: float) -> bytes:
    width, height = picture.image.size
    scale = min(1.0, max(scale, LEAST_SIDE / max(width, height)))
    setting = Setting(quality, round(width * scale), round(height * scale), picture.sampling)
    coded = encode(picture.image, setting)
    return coded if len(coded) < len(picture.data) else picture.data


def likeness(pictures: Sequence[Picture], result: Result) -> list[float]:
    """SSIM of each picture to its source, at the source's size; windows of 8, other ones than the solver's."""
    found = []
    for picture, coded in zip(pictures, result.coded, strict=True):
        with Image.open(io.BytesIO(coded)) as image:
            shown = image.convert("RGB").resize(picture.image.size, Image.Resampling.BICUBIC)
        found.append(ssim(picture.image, shown, window=8))
    return found


def _loaded(data: bytes, sampling: str) -> Picture:
    with Image.open(io.BytesIO(data)) as image:
        return Picture(data, image.convert("RGB"), sampling)


def sets(seed: int, small: bool) -> dict[str, list[Picture]]:
    """Ten pictures each: photos, scans, both with small ones among them."""
    half = 2 if small else 1
    shot, sheet = (3000 // half, 2250 // half), (2480 // half, 3508 // half)
    photos = [_loaded(photo(seed + i, shot), "4:2:0") for i in range(10)]
    scans = [_loaded(scan(seed + i, sheet), "4:4:4") for i in range(10)]
    little = [_loaded(photo(seed + 50 + i, (1200, 900), 80), "4:2:0") for i in range(3)]
    return {"photos": photos, "scans": scans, "mixed": [*photos[:4], *scans[:3], *little]}


def main() -> None:
    """Print a table: each set at several shares of its size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    print("set     room   way        encodes/picture  landed   SSIM mean    least   seconds")
    for name, pictures in sets(options.seed, options.small).items():
        for share in (0.9, 0.6, 0.35, 0.2):
            room = int(sum(len(p.data) for p in pictures) * share)
            for way in (ours, bisection):
                _report(name, share, way, pictures, room, options.rounds)


def _report(
    name: str,
    share: float,
    way: Callable[[Sequence[Picture], int], Result],
    pictures: Sequence[Picture],
    room: int,
    rounds: int,
) -> None:
    try:
        results = [way(pictures, room) for _ in range(rounds)]
    except SystemExit as no:
        print(f"{name:7} {share:4.0%}   {way.__name__:10} {no}")
        return
    result = results[0]
    alike = likeness(pictures, result)
    landed = sum(map(len, result.coded)) / room
    seconds = statistics.median(r.seconds for r in results)
    print(
        f"{name:7} {share:4.0%}   {way.__name__:10} {result.encodes / len(pictures):10.2f}"
        f"{landed:15.1%}{statistics.mean(alike):12.4f}{min(alike):9.4f}{seconds:10.2f}"
    )


if __name__ == "__main__":
    main()
