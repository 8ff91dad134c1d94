"""What the user changed about a page, applied to its pixels; always from the original, always in the same order.

Quarter turns, then the four corners, then the crop, then brightness and contrast. Every step works on fractions of what
the step before gives, so that a small picture shows what the large one will.
"""

from typing import Final

from PIL import Image
from PIL.Image import Resampling, Transform, Transpose

from jifen_desktop.domain.edits import WHOLE, Corners, Edit
from jifen_desktop.imaging.geometry import crop_pixels, straight_size
from jifen_desktop.imaging.tone import tone_table

_BAND: Final = 256  # rows
# Pillow turns counter-clockwise.
_TURNS: Final = {1: Transpose.ROTATE_270, 2: Transpose.ROTATE_180, 3: Transpose.ROTATE_90}


def edited(image: Image.Image, edit: Edit) -> Image.Image:
    """An upright RGB or L picture with the changes; the same object where there are none.

    A photo of 108 megapixels has 430 MB in memory: whoever keeps no name for `image` lets it go as soon as a step has
    made another, so that there are never more than two.
    """
    ours = edit.corners is not None or edit.turns != 0 or edit.crop != WHOLE
    if edit.corners is not None:
        image = straightened(image, unturned(edit.corners, edit.turns))
    if edit.turns:
        image = image.transpose(_TURNS[edit.turns])
    if edit.crop != WHOLE:
        image = image.crop(crop_pixels(image.size, edit.crop))
    if edit.brightness or edit.contrast:
        table = list(tone_table(edit.brightness, edit.contrast)) * len(image.getbands())
        image = _toned(image, table) if ours else image.point(table)
    return image


def _toned(image: Image.Image, table: list[int]) -> Image.Image:
    """The very picture with other values, a band at a time: no second copy of it."""
    for top in range(0, image.height, _BAND):
        box = (0, top, image.width, min(top + _BAND, image.height))
        image.paste(image.crop(box).point(table), box)
    return image


def unturned(corners: Corners, turns: int) -> Corners:
    """The corners in the picture before its turns. Straightening first and turning what comes of it gives the same, but
    needs no turned copy of the whole.
    """
    a, b, c, d = corners
    for _ in range(turns):
        d, a, b, c = ((y, 1 - x) for x, y in (a, b, c, d))
    return a, b, c, d


def straightened(image: Image.Image, corners: Corners) -> Image.Image:
    """The quadrilateral as a rectangle, by the projection that a camera makes.

    Pillow's QUAD mixes the corners linearly: of a page whose lower edge looks twice as long as the upper, the middle
    would come out a sixth of the height too high. PERSPECTIVE with the projection's eight numbers is right.
    """
    size = straight_size(image.size, corners)
    wide, high = image.size
    pixels = [(x * wide, y * high) for x, y in corners]
    numbers = _projection(size, pixels)
    return image.transform(size, Transform.PERSPECTIVE, numbers, Resampling.BICUBIC)


def _projection(size: tuple[int, int], corners: list[tuple[float, float]]) -> tuple[float, ...]:
    """The numbers (a … h) by which (x, y) of the rectangle comes from ((ax+by+c)/(gx+hy+1), (dx+ey+f)/(gx+hy+1)).

    The unit square onto four points has a closed form (Heckbert, Fundamentals of Texture Mapping, 1989, 2.2.3).
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    sx, sy = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    dx1, dy1, dx2, dy2 = x1 - x2, y1 - y2, x3 - x2, y3 - y2
    area = dx1 * dy2 - dx2 * dy1
    g, h = (sx * dy2 - dx2 * sy) / area, (dx1 * sy - sx * dy1) / area
    wide, high = size
    return (
        (x1 - x0 + g * x1) / wide,
        (x3 - x0 + h * x3) / high,
        x0,
        (y1 - y0 + g * y1) / wide,
        (y3 - y0 + h * y3) / high,
        y0,
        g / wide,
        h / high,
    )
