"""Two sides of a card on one A4 at true size."""

from collections.abc import Sequence

from PIL import Image
from PIL.Image import Resampling

from jifen_desktop.imaging.geometry import SHEET, side_size


def card_sheet(sides: Sequence[Image.Image]) -> Image.Image:
    """An A4 of 2480 × 3508 pixels, white, with one RGB picture in the middle of each half.

    A picture of a card's shape fills 85.6 × 54 mm to the pixel; any other is fitted into that frame whole.
    """
    sheet = Image.new("RGB", SHEET, (255, 255, 255))
    half = SHEET[1] // len(sides)
    for number, side in enumerate(sides):
        size = side_size(side.size)
        small = side.convert("RGB").resize(size, Resampling.LANCZOS, reducing_gap=3.0)
        left, top = (SHEET[0] - size[0]) // 2, number * half + (half - size[1]) // 2
        sheet.paste(small, (left, top))
    return sheet
