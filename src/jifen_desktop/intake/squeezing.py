"""A page made smaller: what it would answer, the smaller page itself, and both to compare. Runs in a worker."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jifen_desktop.domain.ids import Method
from jifen_desktop.domain.pages import OutPage
from jifen_desktop.files.hashing import sha256_bytes
from jifen_desktop.imaging.choices import Sample, Setting
from jifen_desktop.intake.pages import own_pixels, page_jpeg, write_checked
from jifen_desktop.intake.sheet import Side, sheet_jpeg, sheet_picture
from jifen_desktop.intake.source import decoding, read_source

if TYPE_CHECKING:
    from PIL import Image

_GRID: Final = 4  # stretches compared along each side to find the one that suffers most


@dataclass(frozen=True)
class Compared:
    """The same stretch of a page as it would go out and made smaller, as PNG, at the page's own pixels."""

    before: bytes
    after: bytes


def sample_page(sides: tuple[Side, ...], scaled: bool) -> Sample:
    """What the page as it would go out tells about making it smaller. Raises JifenError."""
    from jifen_desktop.imaging.tiles import sample

    data = _jpeg(sides)
    with decoding():
        return sample(data, scaled=scaled)


def squeeze_page(sides: tuple[Side, ...], setting: Setting, target: Path | None = None) -> OutPage:
    """The page with that setting, encoded from its source's pixels; written to `target` where one is given.

    Raises JifenError as `write_page` does.
    """
    data = _squeezed(_pixels(sides), setting)
    if target is not None:
        write_checked(target, data, jpeg=True)
    return OutPage(sha256_bytes(data), len(data), Method.ENCODED, ".jpg")


def compare_page(sides: tuple[Side, ...], setting: Setting, box: tuple[int, int]) -> Compared:
    """The stretch of `box` (width, height in pixels) that suffers most. Raises JifenError."""
    from PIL import Image

    from jifen_desktop.domain.pages import Media
    from jifen_desktop.intake.images import decode_page

    before = _pixels(sides)
    after = decode_page(_squeezed(before, setting), Media.JPEG, 0)
    if after.size != before.size:
        after = after.resize(before.size, Image.Resampling.BICUBIC)
    place = _worst(before, after, box)
    return Compared(_png(before.crop(place)), _png(after.crop(place).convert("RGB")))


def _jpeg(sides: tuple[Side, ...]) -> bytes:
    if len(sides) > 1:
        return sheet_jpeg(sides)
    path, index, edit = sides[0]
    return page_jpeg(read_source(path), index, edit)[0]


def _pixels(sides: tuple[Side, ...]) -> Image.Image:
    from jifen_desktop.imaging.edit import edited

    if len(sides) > 1:
        return sheet_picture(sides)
    path, index, edit = sides[0]
    with decoding():
        return edited(own_pixels(read_source(path), index), edit)


def _squeezed(image: Image.Image, setting: Setting) -> bytes:
    from jifen_desktop.imaging.tiles import encode

    with decoding():
        return encode(image, setting)


def _worst(
    before: Image.Image, after: Image.Image, box: tuple[int, int]
) -> tuple[int, int, int, int]:
    from jifen_desktop.imaging.ssim import ssim

    width, height = min(box[0], before.width), min(box[1], before.height)
    places = [
        (left, top, left + width, top + height)
        for left in _starts(before.width, width)
        for top in _starts(before.height, height)
    ]

    def likeness(place: tuple[int, int, int, int]) -> float:
        return ssim(before.crop(place), after.crop(place).convert("RGB"))

    return min(places, key=likeness)


def _starts(length: int, piece: int) -> list[int]:
    return sorted({(length - piece) * step // (_GRID - 1) for step in range(_GRID)})


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
