"""Cards and leaning pages found in scans; nothing is proposed where it isn't sure."""

from __future__ import annotations

import math

import pytest
from PIL import Image, ImageDraw, ImageFilter

from jifen_desktop.domain.edits import Corners, Edit
from jifen_desktop.imaging.edit import straightened
from jifen_desktop.imaging.geometry import CARD_MM, edited_size
from jifen_desktop.imaging.straighten import found_corners

A4 = (1240, 1754)  # 150 dpi
CARD = (506, 319)


def glass(ground: int = 250) -> Image.Image:
    """An empty glass with a lid whose grey varies a little."""
    noise = Image.effect_noise(A4, 4)
    return noise.point([min(255, max(0, ground + v - 128)) for v in range(256)])


def with_card(angle: float, at: tuple[int, int] = (500, 700), ground: int = 250) -> Image.Image:
    """A grey card with print on it, turned counter-clockwise about its middle."""
    card = Image.new("L", CARD, 205)
    draw = ImageDraw.Draw(card)
    for y in range(40, 280, 40):
        draw.rectangle((30, y, 300, y + 12), fill=60)
    draw.rectangle((350, 60, 470, 220), fill=110)
    mask = Image.new("L", CARD, 255)
    scan = glass(ground)
    turned = card.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    cover = mask.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    scan.paste(turned, (at[0] - turned.width // 2, at[1] - turned.height // 2), cover)
    return scan


def text_page(angle: float, margin: int = 150) -> Image.Image:
    """Lines of print on white, turned counter-clockwise."""
    page = Image.new("L", A4, 255)
    draw = ImageDraw.Draw(page)
    for number, y in enumerate(range(200, 1550, 44)):
        for x in range(margin, A4[0] - margin - 90 * (number % 3), 30):
            draw.rectangle((x, y, x + 20, y + 22), fill=30)
    return page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)


def lean(corners: Corners, size: tuple[int, int]) -> float:
    """How far the upper side goes up to the right, in degrees."""
    (ax, ay), (bx, by) = corners[:2]
    return math.degrees(math.atan2((ay - by) * size[1], (bx - ax) * size[0]))


@pytest.mark.parametrize("angle", [0.0, 3.0, -7.4, 22.0])
def test_card_is_cut_to_its_edges(angle: float) -> None:
    corners = found_corners(with_card(angle))
    assert corners is not None
    assert lean(corners, A4) == pytest.approx(angle, abs=0.4)
    wide, high = edited_size(A4, Edit(corners=corners))
    mm = 25.4 / 150
    assert (wide * mm, high * mm) == pytest.approx(CARD_MM, abs=1.2)
    straight = straightened(with_card(angle), corners)
    inner = straight.crop((12, 12, straight.width - 12, 24)).histogram()
    assert sum(inner[225:]) == 0  # the card's own grey, no lid


@pytest.mark.parametrize("ground", [250, 20])
def test_card_in_the_corner_of_the_glass(ground: int) -> None:
    corners = found_corners(with_card(0.0, at=(CARD[0] // 2, CARD[1] // 2), ground=ground))
    assert corners is not None
    assert corners[0] == pytest.approx((0.0, 0.0), abs=0.005)
    assert corners[2] == pytest.approx((CARD[0] / A4[0], CARD[1] / A4[1]), abs=0.005)


@pytest.mark.parametrize("angle", [0.8, -1.5, 3.0])
def test_leaning_print_is_levelled(angle: float) -> None:
    corners = found_corners(text_page(angle))
    assert corners is not None
    assert lean(corners, A4) == pytest.approx(angle, abs=0.2)


@pytest.mark.parametrize(
    "scan",
    [
        text_page(0.0),
        text_page(0.2),
        glass(),
        text_page(2.0, margin=4),  # levelling would cut print off
        with_card(0.0).rotate(0).filter(ImageFilter.BoxBlur(300)),
        Image.effect_noise(A4, 90),
    ],
    ids=["straight", "nearly", "empty", "to the edge", "no edges", "noise"],
)
def test_nothing_is_proposed_where_it_is_not_sure(scan: Image.Image) -> None:
    assert found_corners(scan) is None


def test_two_cards_are_left_alone() -> None:
    scan = with_card(0.0, at=(350, 400))
    other = with_card(8.0, at=(800, 1200))
    scan.paste(other.crop((0, 900, *A4)), (0, 900))
    assert found_corners(scan) is None


def test_tiny_pictures_give_nothing() -> None:
    assert found_corners(Image.new("L", (3, 3), 255)) is None
