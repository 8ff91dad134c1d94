"""Edits on pixels: order, directions, sizes, and that small pictures show what large ones will."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat
from PIL.Image import Resampling, Transform

from jifen_desktop.domain.edits import NO_EDIT, Corners, Edit, is_convex, turned
from jifen_desktop.imaging.card_sheet import card_sheet
from jifen_desktop.imaging.edit import edited
from jifen_desktop.imaging.geometry import (
    CARD,
    SHEET,
    edited_size,
    is_card_shaped,
    reach,
    straight_size,
)
from jifen_desktop.imaging.tone import tone_table

SLANTED: Corners = ((0.2, 0.1), (0.75, 0.2), (0.95, 0.9), (0.05, 0.85))


def four_fields(size: tuple[int, int] = (80, 60)) -> Image.Image:
    """Red, green, blue and white quarters: top left, top right, bottom right, bottom left."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    x, y = size[0] // 2, size[1] // 2
    draw.rectangle((0, 0, x - 1, y - 1), "red")
    draw.rectangle((x, 0, size[0], y - 1), "lime")
    draw.rectangle((x, y, size[0], size[1]), "blue")
    return image


def at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    value = image.getpixel((round(x * (image.width - 1)), round(y * (image.height - 1))))
    assert isinstance(value, tuple)
    return value


def test_nothing_to_do_gives_the_same_object() -> None:
    image = four_fields()
    assert edited(image, NO_EDIT) is image
    assert edited_size(image.size, NO_EDIT) == image.size


@pytest.mark.parametrize(
    ("turns", "corner"), [(1, (255, 255, 255)), (2, (0, 0, 255)), (3, (0, 255, 0))]
)
def test_turns_go_clockwise(turns: int, corner: tuple[int, ...]) -> None:
    turned = edited(four_fields(), Edit(turns=turns))
    assert at(turned, 0, 0) == corner
    assert turned.size == ((60, 80) if turns % 2 else (80, 60))


def test_the_crop_is_of_the_turned_picture() -> None:
    found = edited(four_fields(), Edit(turns=1, crop=(0.5, 0.0, 1.0, 0.5)))
    assert found.size == (30, 40)
    assert found.getcolors() == [(1200, (255, 0, 0))]


def test_the_crop_is_of_the_straightened_picture() -> None:
    page = four_fields((400, 300))
    corners: Corners = ((0.5, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 1.0))
    found = edited(page, Edit(corners=corners, crop=(0.0, 0.5, 1.0, 1.0)))
    assert found.size == (200, 150)
    assert at(found, 0.5, 0.5) == (0, 0, 255)


def photographed(page: Image.Image, corners: Corners, size: tuple[int, int]) -> Image.Image:
    """The page as a camera sees it, its corners there; the inverse projection, solved as linear equations."""
    targets = [(x * size[0], y * size[1]) for x, y in corners]
    wide, high = page.size
    sources = [(0, 0), (wide, 0), (wide, high), (0, high)]
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(targets, sources, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for i in range(8):  # Gauss-Jordan
        pivot = max(range(i, 8), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(8):
            if r != i:
                factor = rows[r][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    numbers = [row[8] for row in rows]
    return page.transform(
        size, Transform.PERSPECTIVE, numbers, Resampling.BICUBIC, fillcolor=(90, 60, 30)
    )


def test_a_photographed_page_comes_back_straight() -> None:
    """Lines at every tenth of the page are again where they were: within two pixels of 600."""
    page = Image.new("RGB", (420, 594), "white")
    draw = ImageDraw.Draw(page)
    for tenth in range(1, 10):
        draw.line((0, tenth * 59.4, 420, tenth * 59.4), "black", 3)
        draw.line((tenth * 42, 0, tenth * 42, 594), "black", 3)
    photo = photographed(page, SLANTED, (1200, 1000))
    found = edited(photo, Edit(corners=SLANTED)).resize(page.size, Resampling.LANCZOS)
    columns = found.convert("L").resize((1, 594), Resampling.BOX).tobytes()
    for tenth in range(1, 10):
        near = range(round(tenth * 59.4) - 12, round(tenth * 59.4) + 12)
        darkest = min(near, key=lambda y: columns[y])
        assert abs(darkest - tenth * 59.4) <= 2, tenth
    difference = ImageStat.Stat(ImageChops.difference(found, page).convert("L")).mean[0]
    assert difference < 14


def test_the_straightened_size_follows_from_the_longer_sides() -> None:
    corners: Corners = ((0.1, 0.0), (0.5, 0.0), (0.9, 1.0), (0.1, 1.0))
    assert straight_size((1000, 500), corners) == (800, 640)  # √(400² + 500²) is the right side
    assert edited_size((500, 1000), Edit(turns=1, corners=corners)) == (800, 640)
    assert edited_size((1000, 500), Edit(corners=corners, crop=(0, 0, 0.5, 1))) == (400, 640)


@pytest.mark.parametrize(
    "edit",
    [
        Edit(turns=1, corners=SLANTED, crop=(0.1, 0.2, 0.8, 0.9), brightness=-10, contrast=30),
        Edit(crop=(0.0, 0.0, 0.02, 0.02)),
        Edit(turns=2, contrast=-50),
    ],
)
def test_the_size_is_known_before_and_a_small_picture_shows_the_same(edit: Edit) -> None:
    page = four_fields((1600, 1200))
    large = edited(page, edit)
    assert large.size == edited_size(page.size, edit)
    small = edited(page.resize((400, 300), Resampling.BOX), edit)
    again = large.resize(small.size, Resampling.BOX)
    # smooth enough that only the edges of the quarters differ
    assert ImageStat.Stat(ImageChops.difference(small, again).convert("L")).mean[0] < 6


@pytest.mark.parametrize("quarters", [1, 2, 3, -1])
def test_turning_further_keeps_what_was_cut_out(quarters: int) -> None:
    page = four_fields((800, 600))
    edit = Edit(turns=1, corners=SLANTED, crop=(0.1, 0.2, 0.7, 0.9))
    before, after = edited(page, edit), edited(page, turned(edit, quarters))
    expected = before.rotate(-90 * quarters, expand=True)
    assert after.size == expected.size
    assert ImageStat.Stat(ImageChops.difference(after, expected).convert("L")).mean[0] < 1
    assert turned(edit, 4) == edit


def test_small_crops_ask_for_more_pixels() -> None:
    assert reach(NO_EDIT) == 1
    assert reach(Edit(crop=(0.0, 0.0, 0.25, 0.5))) == 2
    assert reach(Edit(corners=SLANTED)) == pytest.approx(1 / 0.9)
    assert reach(Edit(crop=(0.0, 0.0, 0.02, 0.02))) == 8


def test_tones() -> None:
    assert tone_table(0, 0) == bytes(range(256))
    assert tone_table(-100, 0)[200] < 200 < tone_table(100, 0)[200]
    steep = tone_table(0, 100)
    assert (steep[90], steep[165]) == (0, 255)
    assert list(steep) == sorted(steep)
    flat = tone_table(0, -100)
    assert max(flat) - min(flat) == 63


def test_a_faint_scan_becomes_legible() -> None:
    """Print of 200 on paper of 235: a contrast of 35 becomes four times as large."""
    scan = Image.new("L", (10, 1), 235)
    scan.putpixel((3, 0), 200)
    found = edited(scan, Edit(brightness=-71, contrast=100))
    assert found.mode == "L"
    paper, ink = found.getpixel((0, 0)), found.getpixel((3, 0))
    assert isinstance(paper, int | float)
    assert isinstance(ink, int | float)
    assert paper - ink >= 135


@pytest.mark.parametrize(
    ("corners", "sound"),
    [
        (SLANTED, True),
        (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)), True),
        (((1.0, 0.0), (0.0, 0.0), (1.0, 1.0), (0.0, 1.0)), False),  # crossed
        (((0.0, 0.0), (1.0, 0.0), (0.4, 0.4), (0.0, 1.0)), False),  # dented
        (((0.0, 0.0), (1.0, 0.0), (1.0, 1.1), (0.0, 1.0)), False),  # outside
    ],
)
def test_which_corners_make_a_page(corners: Corners, sound: bool) -> None:
    assert is_convex(corners) is sound
    assert Edit(corners=corners).is_sound is sound


def test_two_cards_on_one_sheet_at_true_size() -> None:
    red, blue = Image.new("RGB", (856, 540), "red"), Image.new("RGB", (1712, 1080), "blue")
    sheet = card_sheet((red, blue))
    assert sheet.size == SHEET == (2480, 3508)
    reds = sheet.getchannel("G").point(lambda v: 255 - v).getbbox()
    assert reds is not None
    boxes = []
    for colour in ((255, 0, 0), (0, 0, 255)):
        flat = Image.new("RGB", sheet.size, colour)
        same = ImageChops.difference(sheet, flat).convert("L").point(lambda v: 255 if v == 0 else 0)
        box = same.getbbox()
        assert box is not None
        boxes.append(box)
    for left, top, right, bottom in boxes:
        assert (right - left, bottom - top) == CARD == (1011, 638)
        assert (right - left) / 300 * 25.4 == pytest.approx(85.6, abs=0.05)
        assert (bottom - top) / 300 * 25.4 == pytest.approx(54.0, abs=0.05)
        assert left == (2480 - 1011) // 2
    assert boxes[0][3] < 3508 // 2 < boxes[1][1]


def test_a_picture_of_another_shape_is_fitted_whole() -> None:
    assert is_card_shaped((1000, 640))
    assert not is_card_shaped((640, 1000))
    tall = Image.new("RGB", (540, 856), "red")
    sheet = card_sheet((tall, tall))
    box = sheet.getchannel("G").point(lambda v: 255 - v).getbbox()
    assert box is not None
    assert box[2] - box[0] == round(540 * 638 / 856)
