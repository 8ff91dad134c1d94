"""Synthetic photos and scans with a known fault, or none; the same seed gives the same bytes.

Papers are those of the program's own sample, drawn anew for many people. A photo is taken with perspective on a desk,
under an uneven light, with the noise of a sensor; a scan lies a little askew on the glass. Blur is given in pixels of
a picture whose long side has 1600, whatever the picture's own size.
"""

import io
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from statistics import NormalDist
from typing import Final

from PIL import Image, ImageChops, ImageFilter

from jifen_desktop.domain.edits import NO_EDIT
from jifen_desktop.domain.ids import Method
from jifen_desktop.domain.pages import PageFacts
from jifen_desktop.review.hints import dots_an_inch, paper_of
from jifen_desktop.services.samples import photo, values
from jifen_desktop.services.samples.drawing import A4
from jifen_desktop.services.samples.render import draw
from jifen_desktop.services.samples.spec import DocumentSpec, Look

PAPERS: Final = (
    "id_card",
    "residence_permit",
    "diploma.bachelor",
    "degree.bachelor",
    "business_licence",
    "chsi_filing.bachelor",
    "chsi_status.bachelor",
    "overseas_report.master",
    "letter_of_introduction",
    "points_application_form",
    "labour_contract",
    "tax_certificate",
    "marriage_certificate",
    "household_register",
    "child_birth_certificate.1",
    "diploma_report_written.bachelor",
)
FAULTS: Final = ("blurred", "dark", "faint", "empty", "sideways", "small")
CARDS: Final = ("id_card", "residence_permit")
DAY: Final = date(2026, 11, 23)
REFERENCE: Final = 1600  # pixels of the long side that blur is given in

_GAUSS: Final = [NormalDist().inv_cdf((v + 0.5) / 256) for v in range(256)]


@dataclass(frozen=True)
class Shot:
    """One picture to be made. `fault` is empty for a good one; `near` marks cases between good and bad."""

    seed: int
    paper: str
    person: int
    side: int
    scanned: bool
    fault: str = ""
    near: bool = False
    dice: random.Random = field(compare=False, repr=False, default_factory=random.Random)

    @property
    def is_card(self) -> bool:
        """Whether the paper has the size of an ID card."""
        return self.paper in CARDS


def order(seed: int, fault: str = "", *, near: bool = False) -> Shot:
    """What to take a picture of, chosen by the seed."""
    dice = random.Random(f"{seed}/{fault}/{near}")
    paper = dice.choice(PAPERS)
    side = dice.randrange(2) if paper in CARDS else 0
    scanned = dice.random() < 0.45
    return Shot(seed, paper, dice.randrange(60), side, scanned, fault, near, dice)


def take(shot: Shot) -> bytes:
    """The JPEG of a shot."""
    dice = shot.dice
    picture = _blank(dice) if shot.fault == "empty" else _scene(shot)
    spoil = _SPOILERS.get(shot.fault)
    if spoil is not None:
        picture = spoil(picture, dice, shot)
    elif shot.fault == "":
        picture = _blurred(picture, dice.uniform(0, 0.6))
        if dice.random() < 0.3:  # as messengers do
            picture = scaled(picture, max(dice.uniform(0.45, 1.0), 1.05 / enough(picture, shot)))
    picture = noisy(picture, _grain(shot), dice)
    if dice.random() < 0.3 and shot.fault != "blurred" and not shot.scanned:
        picture = picture.filter(ImageFilter.UnsharpMask(1.2, 60, 3))  # as phones do
    if shot.scanned and dice.random() < 0.4:
        picture = picture.convert("L")
    return jpeg(picture, dice.randint(80, 92))


def jpeg(picture: Image.Image, quality: int) -> bytes:
    """The picture as a JPEG."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _grain(shot: Shot) -> float:
    """Standard deviation of the noise in grey levels: a scanner's, a phone's, a phone's in the dark."""
    low, high = (0.5, 2.5) if shot.scanned else (1.0, 6.0)
    if shot.fault == "dark" and not shot.scanned:
        low, high = 3.0, 8.0
    return shot.dice.uniform(low, high)


# --- good pictures --------------------------------------------------------------------------------


def _scene(shot: Shot) -> Image.Image:
    picture = scan_of(shot) if shot.scanned else photo_of(shot)
    if not shot.fault:
        gain = shot.dice.uniform(0.62, 1.0)
        picture = picture.point([round(v * gain) for v in range(256)] * 3)
    return picture


def photo_of(shot: Shot) -> Image.Image:
    """A phone's photo, without noise; the long side has 1600 to 3200 pixels."""
    dice = shot.dice
    long = dice.choice((1600, 2000, 2400, 3200))
    sheet = draw(spec_of(shot))
    page = sheet.picture(0, dice.uniform(0.84, 0.98) * long / max(sheet.width, sheet.height))
    short = long * 3 // 4
    size = (short, long) if page.height > page.width else (long, short)
    return photo.on_desk(page, size, dice, rounded=shot.is_card)


def scan_of(shot: Shot) -> Image.Image:
    """A flat-bed scan of 150 to 300 dpi; a card lies anywhere on the sheet, enlarged or not."""
    dice = shot.dice
    dpi = dice.choice((150, 200, 300))
    sheet = draw(spec_of(shot))
    page = sheet.picture(0, dpi / 25.4)
    if shot.is_card:
        page = _on_sheet(page, dpi, dice)
    angle = dice.uniform(-0.6, 0.6)
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(250, 250, 248))
    tint = (dice.randint(240, 253),) * 3
    return ImageChops.multiply(turned, Image.new("RGB", page.size, tint))


def spec_of(shot: Shot) -> DocumentSpec:
    """The order for the drawing."""
    person = values.sample_person(shot.person)
    return DocumentSpec(shot.paper, "样本材料", person, DAY, Look.PHOTO, side=shot.side)


def _on_sheet(card: Image.Image, dpi: int, dice: random.Random) -> Image.Image:
    size = (round(A4[0] * dpi / 25.4), round(A4[1] * dpi / 25.4))
    sheet = Image.new("RGB", size, (252, 252, 250))
    scale = dice.choice((1.0, 1.0, 1.5))
    card = card.resize((round(card.width * scale), round(card.height * scale)))
    place = (dice.randrange(size[0] - card.width), dice.randrange(size[1] - card.height))
    sheet.paste(card, place, photo.outline(card.size, rounded=True))
    return sheet


def _blank(dice: random.Random) -> Image.Image:
    """A sheet with nothing on it but dust, the glass's shading and a trace of the other side."""
    dpi = dice.choice((150, 200))
    size = (round(A4[0] * dpi / 25.4), round(A4[1] * dpi / 25.4))
    other = draw(
        DocumentSpec(
            "points_application_form", "", values.sample_person(dice.randrange(60)), DAY, Look.PHOTO
        )
    )
    page = other.picture(0, dpi / 25.4).resize(size).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    through = dice.uniform(0, 0.035)
    page = page.point([round(250 - (255 - v) * through) for v in range(256)] * 3)
    for _speck in range(dice.randrange(6)):
        x, y = dice.randrange(size[0]), dice.randrange(size[1])
        page.paste((150, 150, 150), (x, y, x + 2, y + 2))
    return ImageChops.multiply(page, photo.light(size, dice)) if dice.random() < 0.3 else page


# --- faults ---------------------------------------------------------------------------------------


def _spoil_blur(picture: Image.Image, dice: random.Random, shot: Shot) -> Image.Image:
    if dice.random() < 0.5:
        return _blurred(picture, dice.uniform(1.2, 2.2) if shot.near else dice.uniform(2.5, 6))
    length = dice.uniform(4, 8) if shot.near else dice.uniform(9, 22)
    return moved(picture, length, dice.uniform(0, math.pi))


def _blurred(picture: Image.Image, sigma: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(sigma * max(picture.size) / REFERENCE))


def moved(picture: Image.Image, length: float, angle: float) -> Image.Image:
    """Blurred by a straight movement: halves of the way are blended until a pixel is reached."""
    way = length * max(picture.size) / REFERENCE
    for part in range(1, math.ceil(math.log2(way)) + 2):
        x, y = way / 2**part * math.cos(angle), way / 2**part * math.sin(angle)
        how = (picture.size, Image.Transform.AFFINE, (1, 0, x, 0, 1, y), Image.Resampling.BILINEAR)
        picture = Image.blend(picture, picture.transform(*how), 0.5)
    return picture


def _spoil_light(picture: Image.Image, dice: random.Random, shot: Shot) -> Image.Image:
    gain = dice.uniform(0.3, 0.5) if shot.near else dice.uniform(0.08, 0.24)
    return picture.point([round(v * gain) for v in range(256)] * 3)


def _spoil_ink(picture: Image.Image, dice: random.Random, shot: Shot) -> Image.Image:
    """Ink that hardly stands off: a tired printer's, or a photo of which too much light was taken."""
    share = dice.uniform(0.22, 0.4) if shot.near else dice.uniform(0.07, 0.16)
    white = 250
    return picture.point([round(white - max(0, white - v) * share) for v in range(256)] * 3)


def _spoil_side(picture: Image.Image, dice: random.Random, _shot: Shot) -> Image.Image:
    return picture.transpose(dice.choice((Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)))


def _spoil_size(picture: Image.Image, dice: random.Random, shot: Shot) -> Image.Image:
    share = dice.uniform(0.92, 1.08) if shot.near else dice.uniform(0.35, 0.88)
    return scaled(picture, share / enough(picture, shot))


def enough(picture: Image.Image, shot: Shot) -> float:
    """How many times as many pixels a side the picture has as its paper needs."""
    page = PageFacts(0, picture.width, picture.height, Method.COPIED)
    paper = paper_of(shot.paper)
    return dots_an_inch(page, NO_EDIT, paper) / paper.least


def scaled(picture: Image.Image, share: float) -> Image.Image:
    """The picture with that share of its sides, never enlarged."""
    if share >= 1:
        return picture
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def noisy(picture: Image.Image, deviation: float, dice: random.Random) -> Image.Image:
    """Normally distributed noise in each channel, rounded to grey levels."""
    levels = [round(128 + deviation * z) for z in _GAUSS]
    count = picture.width * picture.height
    bands = []
    for band in picture.split():
        grain = Image.frombytes("L", picture.size, dice.randbytes(count)).point(levels)
        bands.append(ImageChops.add(band, grain, 1, -128))
    return Image.merge(picture.mode, bands)


_SPOILERS: Final[dict[str, Callable[[Image.Image, random.Random, Shot], Image.Image]]] = {
    "blurred": _spoil_blur,
    "dark": _spoil_light,
    "faint": _spoil_ink,
    "sideways": _spoil_side,
    "small": _spoil_size,
}
