"""Pairs of pictures: one picture sent on in another form, and two people's papers of one template."""

import io
import random
from collections.abc import Iterator
from typing import Final

from PIL import Image

from benchmarks.hints.shots import CARDS, DAY, PAPERS, jpeg, noisy, order, photo_of, scaled, scan_of
from jifen_desktop.domain.pages import Media
from jifen_desktop.intake.images import inspect_image
from jifen_desktop.review.alike import Shown, alike
from jifen_desktop.services.samples import photo, values
from jifen_desktop.services.samples.render import draw
from jifen_desktop.services.samples.spec import DocumentSpec, Look

Pair = tuple[bytes, bytes, Media]
SCREEN_DPI: Final = 150


def sent_on(seed: int) -> Iterator[tuple[str, Pair]]:
    """A picture and what becomes of it on its way: (how, pair)."""
    shot = order(seed)
    taken = photo_of(shot) if not shot.scanned else scan_of(shot)
    first = jpeg(noisy(taken, 2.0, shot.dice), 90)
    with Image.open(io.BytesIO(first)) as image:
        image.load()
        short = 1080 / min(image.size)
        yield "saved again as JPEG, quality 70", (first, jpeg(image, 70), Media.JPEG)
        yield (
            "made small by a messenger, 1080 wide",
            (first, jpeg(scaled(image, short), 72), Media.JPEG),
        )
        yield "half the size", (first, jpeg(scaled(image, 0.5), 80), Media.JPEG)
        yield "made grey", (first, jpeg(image.convert("L"), 80), Media.JPEG)
        turned = image.transpose(Image.Transpose.ROTATE_90)
        yield "turned by a viewer", (first, jpeg(turned, 88), Media.JPEG)
        out = io.BytesIO()
        image.save(out, "PNG", compress_level=1)
        yield "saved as PNG", (first, out.getvalue(), Media.PNG)


def of_two_people(seed: int) -> Iterator[tuple[str, Pair]]:
    """Two people's papers of one template: on one scanner, by one phone, and drawn to a hair alike."""
    dice = random.Random(seed)
    paper = PAPERS[seed % len(PAPERS)]
    people = dice.sample(range(60), 2)
    pages = [_drawn(paper, person) for person in people]
    scans = [jpeg(_laid(page, dice), 88) for page in pages]
    yield "one scanner, each laid by hand", (scans[0], scans[1], Media.JPEG)
    size = (1600, 1200) if pages[0].width > pages[0].height else (1200, 1600)
    shots = [
        jpeg(noisy(photo.on_desk(p, size, dice, rounded=paper in CARDS), 2.0, dice), 88)
        for p in pages
    ]
    yield "one phone, each held by hand", (shots[0], shots[1], Media.JPEG)
    yield (
        "pictures of a screen, alike to a hair",
        (jpeg(pages[0], 88), jpeg(pages[1], 88), Media.JPEG),
    )


def _drawn(paper: str, person: int) -> Image.Image:
    spec = DocumentSpec(paper, "样本材料", values.sample_person(person), DAY, Look.PHOTO)
    return draw(spec).picture(0, SCREEN_DPI / 25.4)


def _laid(page: Image.Image, dice: random.Random) -> Image.Image:
    """On the same glass, within 1.5 mm and a third of a degree of the same place."""
    moved = photo.shifted(page, dice.randrange(1 << 30), round(1.5 * SCREEN_DPI / 25.4))
    angle = dice.uniform(-0.33, 0.33)
    turned = moved.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(250, 250, 248))
    return noisy(turned, 1.5, dice)


def called_same(pair: Pair) -> bool:
    """Whether the program says that the two are one picture."""
    first, second, media = pair
    shown = []
    for data, kind in ((first, Media.JPEG), (second, media)):
        (page,), _ = inspect_image(data, kind)
        assert page.quality is not None
        shown.append(Shown(page.quality, page.width, page.height))
    return bool(alike(tuple(shown)))
