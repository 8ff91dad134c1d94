"""EXIF orientation (Exif 2.32, tag 0x0112): the eight ways a camera says which side is up."""

from typing import Final

from PIL import Image
from PIL.Image import Transpose

TAG: Final = 0x0112

_TURNS: Final = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
# One quarter clockwise on top of each.
_QUARTER: Final = {1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2}


def orientation(image: Image.Image) -> int:
    """1 to 8; 1 for a missing or impossible value, and where the decoder turns the picture itself."""
    if image.format in ("TIFF", "HEIF"):
        return 1
    try:
        value = image.getexif().get(TAG, 1)
    except Exception:  # a broken EXIF block doesn't spoil the picture
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def turned_further(value: int, quarters: int) -> int:
    """The orientation of a picture that is shown so many quarters clockwise further."""
    for _ in range(quarters % 4):
        value = _QUARTER[value]
    return value


def upright_size(size: tuple[int, int], turned: int) -> tuple[int, int]:
    """(width, height) in pixels as shown: 5 to 8 lie on their side."""
    return (size[1], size[0]) if turned >= 5 else size


def upright(image: Image.Image, turned: int) -> Image.Image:
    """The picture the right way up; the same object where nothing is to do."""
    turn = _TURNS.get(turned)
    return image if turn is None else image.transpose(turn)
