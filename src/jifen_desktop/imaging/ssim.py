"""How alike two pictures look: the structural similarity index (Wang et al. 2004) of their grey levels."""

from typing import Final

from PIL import Image, ImageMath

# Windows of 7 pixels lie across the borders of a JPEG's blocks of 8, so that the blocks themselves are seen.
WINDOW: Final = 7
_C1: Final = (0.01 * 255) ** 2
_C2: Final = (0.03 * 255) ** 2


def ssim(one: Image.Image, other: Image.Image, window: int = WINDOW) -> float:
    """The mean over all windows side by side; 1 for the same picture. ValueError for different sizes."""
    if one.size != other.size:
        raise ValueError("pictures of different sizes")
    x, y = (image.convert("L").convert("F") for image in (one, other))
    found = ImageMath.lambda_eval(
        lambda a: (
            (2 * a["mx"] * a["my"] + _C1)
            * (2 * (a["xy"] - a["mx"] * a["my"]) + _C2)
            / (
                (a["mx"] * a["mx"] + a["my"] * a["my"] + _C1)
                * (a["xx"] - a["mx"] * a["mx"] + a["yy"] - a["my"] * a["my"] + _C2)
            )
        ),
        mx=x.reduce(window),
        my=y.reduce(window),
        xx=_product(x, x).reduce(window),
        yy=_product(y, y).reduce(window),
        xy=_product(x, y).reduce(window),
    )
    return float(_mean(found))


def _product(one: Image.Image, other: Image.Image) -> Image.Image:
    product: Image.Image = ImageMath.lambda_eval(lambda a: a["x"] * a["y"], x=one, y=other)
    return product


def _mean(image: Image.Image) -> float:
    value = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    if not isinstance(value, float):
        raise TypeError("no picture of numbers")
    return value
