"""Synthetic photos and scans with sensor noise; the same seed gives the same pictures."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont


def photo(seed: int, size: tuple[int, int] = (3000, 2250), quality: int = 95) -> bytes:
    """A phone's photo of a paper on a table: soft light, texture, edges, print, noise; 4:2:0 as phones write it."""
    dice = random.Random(seed)
    table = _texture(dice, size, 24)
    paper = Image.new("RGB", size, (232, 228, 220))
    draw = ImageDraw.Draw(paper)
    left, top = size[0] // 8, size[1] // 8
    _print(dice, draw, (left, top, size[0] - left, size[1] - top), 30 + dice.randrange(30))
    mask = Image.new("L", size, 0)
    box = (left // 2, top // 2, size[0] - left // 2, size[1] - top // 2)
    ImageDraw.Draw(mask).rectangle(box, fill=255)
    table.paste(paper, mask=mask)
    lit = ImageChops.multiply(table, _light(dice, size))
    return _jpeg(_noisy(dice, lit.filter(ImageFilter.GaussianBlur(0.8)), 14), quality, "4:2:0")


def scan(seed: int, size: tuple[int, int] = (2480, 3508), quality: int = 90) -> bytes:
    """A scanned sheet at 300 dpi: print, a red seal, grain of the paper; full colour resolution."""
    dice = random.Random(seed)
    page = Image.new("RGB", size, (248, 247, 244))
    draw = ImageDraw.Draw(page)
    _print(dice, draw, (250, 300, size[0] - 250, size[1] - 300), 34 + dice.randrange(16))
    seal = (size[0] - 1000, size[1] - 1100, size[0] - 420, size[1] - 520)
    draw.ellipse(seal, outline=(200, 30, 40), width=14)
    return _jpeg(_noisy(dice, page.filter(ImageFilter.GaussianBlur(0.6)), 8), quality, "4:4:4")


def _texture(dice: random.Random, size: tuple[int, int], grain: int) -> Image.Image:
    """Wood-like: coarse noise stretched along one side, and finer noise over it."""
    coarse = Image.frombytes("RGB", (8, 96), dice.randbytes(8 * 96 * 3)).resize(size)
    fine = Image.frombytes(
        "L", (size[0] // 3, size[1] // 3), _bytes(dice, size[0] // 3, size[1] // 3)
    )
    brown = Image.blend(coarse, Image.new("RGB", size, (120, 84, 52)), 0.8)
    weave = fine.resize(size).convert("RGB")
    return ImageChops.add(brown, weave, scale=255 / grain if grain else 1, offset=-grain // 2)


def _light(dice: random.Random, size: tuple[int, int]) -> Image.Image:
    corners = Image.frombytes("L", (2, 2), bytes(dice.randrange(150, 256) for _ in range(4)))
    return corners.resize(size, Image.Resampling.BILINEAR).convert("RGB")


def _print(
    dice: random.Random, draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], height: int
) -> None:
    font = ImageFont.load_default(height)
    line = box[1]
    while line + height < box[3]:
        words = (
            "".join(dice.choices("abcdefghiklmnoprstuvwxyz0123456789", k=dice.randrange(2, 9)))
            for _ in range((box[2] - box[0]) // (height * 3))
        )
        draw.text((box[0], line), " ".join(words), fill=(30, 30, 34), font=font)
        line += round(height * 1.7)


def _noisy(dice: random.Random, image: Image.Image, strength: int) -> Image.Image:
    """Noise of a triangular spread of +-`strength` levels in every channel, two equal ones summed."""
    width, height = image.size
    one, two = (
        Image.frombytes("RGB", image.size, dice.randbytes(width * height * 3)) for _ in range(2)
    )
    noise = Image.blend(one, two, 0.5)
    return ImageChops.add(image, noise.point(lambda v: v * strength // 128), offset=-strength)


def _bytes(dice: random.Random, width: int, height: int) -> bytes:
    return dice.randbytes(width * height)


def _jpeg(image: Image.Image, quality: int, sampling: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, subsampling=sampling)
    return buffer.getvalue()
