"""How well the hints tell: `python -m benchmarks.hints` writes RESULTS.md here; some ten minutes."""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from benchmarks.hints.pairs import called_same, of_two_people, sent_on
from benchmarks.hints.shots import FAULTS, Shot, jpeg, order, photo_of, take
from jifen_desktop.domain.edits import NO_EDIT
from jifen_desktop.domain.pages import Media
from jifen_desktop.imaging.quality import LONG_SIDE, measure, small_grey
from jifen_desktop.intake.images import inspect_image, prove_jpeg
from jifen_desktop.review import alike, hints

TRIED = 1_000  # thresholds were chosen on seeds from here on
REPORTED = 500_000  # and are reported on these
NEAR = ("blurred", "dark", "faint", "small")


TEXT = """\
# Hints about pages: how well they tell

**All pictures are synthetic** (`shots.py`, `pairs.py`): the sample's papers, photographed with perspective, uneven
light, sensor noise and JPEG 80-92, or scanned. Real phones, lenses and papers differ; these numbers say that the
measures do what they should, not how often a hint is right in an office. Thresholds were chosen on other seeds.
`python -m benchmarks.hints` writes this file.

Targets: of clearly bad pages 95 % told, of good pages at most 1 % doubted by any one hint.

{confusion}

Of the {good} good pages {doubted} hints were given in all.

Thresholds (`review/hints.py`): sharpness below {hints.SHARP}, paper below {hints.LIT}, contrast below
{hints.DISTINCT}, ink below {hints.INKED:.2%}, direction below {hints.ASIDE}; a card {hints.CARD.least} dpi, A6 and A4
{hints.SHEET.least} dpi.

## What was said of which pictures

Blurred: by 2.5 to 6 pixels (σ) or a movement of 9 to 22, of 1600; dark: 8 to 24 % of the light; faint: 7 to 16 % of
the ink's depth; small: 35 to 88 % of the pixels a side that the paper needs. "Nearly" lies between good and bad (σ
1.2-2.2 or 4-8 pixels of movement, 30-50 % of the light, 22-40 % of the ink, 92-108 % of the pixels), and nobody can
say what is right there.

{crossed}

## The same picture twice

Cells may differ by {alike.SAME_SIZE} grey levels at the same size, by {alike.RESIZED} at another.

{twins}

The limit: drawn to a hair alike, two people's papers of one template are told apart by what is written on them alone;
where that is not on the page (the household register's first page bears no name) they are one picture. Pages of PDFs
with text are not compared at all. A picture that was cropped, or a paper photographed twice, is not called the same.

## Time

A photo of 12 megapixels: {cost} (CPU, median of 9).
"""


@dataclass
class Tally:
    """What was said of pictures of known kind: counts of hints by kind of picture."""

    pictures: Counter[str] = field(default_factory=Counter)
    said: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, kind: str, shot: Shot) -> None:
        """Take one picture, and count what is said of it."""
        (page,), _ = inspect_image(take(shot), Media.JPEG)
        self.pictures[kind] += 1
        for code in hints.doubts(page, NO_EDIT, hints.paper_of(shot.paper)):
            self.said[kind][code.removeprefix("page_")] += 1


def tally(good: int, bad: int, first: int) -> Tally:
    """Take all pictures of the report."""
    counts = Tally()
    for n in range(good):
        counts.add("good", order(first + n))
    for fault in FAULTS:
        for n in range(bad):
            counts.add(fault, order(first + n, fault))
    for fault in NEAR:
        for n in range(bad // 2):
            counts.add(f"nearly {fault}", order(first + n, fault, near=True))
    return counts


def confusion(counts: Tally) -> Iterator[str]:
    """One line a hint: bad pages of its kind against good ones."""
    yield "| hint | bad, told (TP) | bad, missed (FN) | good, doubted (FP) | good (TN) | recall | false alarms |"
    yield "|---|---|---|---|---|---|---|"
    good = counts.pictures["good"]
    for fault in FAULTS:
        bad, found = counts.pictures[fault], counts.said[fault][fault]
        false = counts.said["good"][fault]
        yield (
            f"| {fault} | {found} | {bad - found} | {false} | {good - false} "
            f"| {found / bad:.1%} | {false / good:.1%} |"
        )


def crossed(counts: Tally) -> Iterator[str]:
    """What else was said, by kind of picture."""
    yield "| pictures | " + " | ".join(FAULTS) + " |"
    yield "|---" * (len(FAULTS) + 1) + "|"
    for kind, total in counts.pictures.items():
        row = " | ".join(str(counts.said[kind][fault]) for fault in FAULTS)
        yield f"| {kind} ({total}) | {row} |"


def twins(count: int, first: int) -> Iterator[str]:
    """How often two pictures are called one, by what they have to do with each other."""
    yield "| two pictures | pairs | called the same | should be |"
    yield "|---|---|---|---|"
    for make, wanted in ((sent_on, "all"), (of_two_people, "none")):
        said: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for n in range(count):
            for how, pair in make(first + n):
                pairs[how] += 1
                said[how] += called_same(pair)
        for how, total in pairs.items():
            yield f"| {how} | {total} | {said[how]} | {wanted} |"


def cost() -> str:
    """Milliseconds of CPU that measuring adds to a 12-megapixel photo's proof."""
    photo = photo_of(order(TRIED)).resize((4000, 3000), Image.Resampling.BICUBIC)
    data = jpeg(photo, 90)

    def looked() -> None:
        measure(small_grey(prove_jpeg(data, LONG_SIDE)))

    proof, both = _median(lambda: prove_jpeg(data)), _median(looked)
    more = both - proof
    return f"{proof:.0f} ms for the proof at an eighth, {both:.0f} ms with the measures, {more:.0f} ms more"


def _median(work: Callable[[], object]) -> float:
    spent = []
    for _round in range(9):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


def report(good: int, bad: int, pairs: int) -> str:
    """The whole of RESULTS.md."""
    counts = tally(good, bad, REPORTED)
    return TEXT.format(
        confusion="\n".join(confusion(counts)),
        doubted=sum(counts.said["good"].values()),
        good=good,
        hints=hints,
        alike=alike,
        crossed="\n".join(crossed(counts)),
        twins="\n".join(twins(pairs, REPORTED)),
        cost=cost(),
    )


def main() -> None:
    """Write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--good", type=int, default=150)
    parser.add_argument("--bad", type=int, default=30, help="of each kind")
    parser.add_argument("--pairs", type=int, default=16)
    options = parser.parse_args()
    text = report(options.good, options.bad, options.pairs)
    Path(__file__).with_name("RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
