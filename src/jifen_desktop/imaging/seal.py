"""Whether a red seal is seen on a page: so much red within a seal's width.

A hint: a red desk beside the paper passes too. A company's round seal is 40 to 45 mm wide, its ink a tenth of that.
"""

import math
from typing import Final

from PIL import Image, ImageFilter

_SIDE: Final = (
    420  # pixels on the long side: 1.4 a millimetre of A4; a stroke of the seal is one wide
)
_SEAL: Final = 45 / 297  # a seal's width against the sheet's height
_LEAST: Final = 0.02  # of that square; red stamps of dates and signatures have less, a faint seal three times as much
# On Pillow's circle of 256 hues red is 0: from pinkish red, as stamping ink is on paper, to vermilion.
_FROM: Final = 228
_TO: Final = 12
_COLOURED: Final = 64  # a scanner's or camera's tint of white paper has 20
_LIGHT: Final = 60


def has_red_seal(page: Image.Image) -> bool:
    """Whether it is there; `page` in RGB, of any size. Grey pages have none."""
    small = page.copy()
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    hue, saturation, value = small.convert("HSV").split()
    red = hue.point([255 if h >= _FROM or h <= _TO else 0 for h in range(256)])
    coloured = saturation.point([255 if s >= _COLOURED else 0 for s in range(256)])
    light = value.point([255 if v >= _LIGHT else 0 for v in range(256)])
    black = Image.new("L", small.size)
    inked = Image.composite(Image.composite(red, black, coloured), black, light)
    around = inked.filter(ImageFilter.BoxBlur(max(1, round(max(small.size) * _SEAL / 2))))
    return any(around.histogram()[math.ceil(_LEAST * 255) :])
