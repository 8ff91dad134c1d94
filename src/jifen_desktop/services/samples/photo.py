"""From a drawn page to a picture of it: held under a phone camera, or laid on a scanner.

Loads Pillow: import it in the worker only. Everything is derived from a seed, so the bytes come out the same.
"""

import random
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]

PHOTO_LONG, PHOTO_SHORT = 1600, 1200
ORIENTATION, DESCRIPTION = 0x0112, 0x010E
TURN_RIGHT_TO_VIEW = 6

_DESKS = ((178, 150, 120), (150, 156, 164), (122, 98, 78), (196, 186, 172))


def photograph(page: Image.Image, seed: int, *, rounded: bool = False) -> Image.Image:
    """A phone's photo of the page: on a desk, slightly askew, unevenly lit, with sensor noise."""
    dice = random.Random(seed)
    upright = page.height > page.width
    size = (PHOTO_SHORT, PHOTO_LONG) if upright else (PHOTO_LONG, PHOTO_SHORT)
    return _noisy(on_desk(page, size, dice, rounded=rounded), dice, 0.036)


def on_desk(
    page: Image.Image, size: tuple[int, int], dice: random.Random, *, rounded: bool
) -> Image.Image:
    """The page as a lens sees it in a picture of that size: a little askew on a desk, with its shadow, unevenly lit."""
    corners = _corners(page.size, size, dice)
    back = _coefficients(corners, page.size)
    laid = page.transform(size, Image.Transform.PERSPECTIVE, back, Image.Resampling.BILINEAR)
    mask = outline(page.size, rounded=rounded).transform(
        size, Image.Transform.PERSPECTIVE, back, Image.Resampling.BILINEAR
    )
    scene = _shadowed(_desk(size, dice), mask)
    scene.paste(laid, (0, 0), mask)
    return ImageChops.multiply(scene, light(size, dice))


def scan(page: Image.Image, seed: int) -> Image.Image:
    """A flatbed scan: a hint of rotation, paper not quite white, faint noise."""
    dice = random.Random(seed)
    angle = dice.choice((-1, 1)) * dice.uniform(0.15, 0.45)
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(250, 250, 248))
    off_white = ImageChops.multiply(turned, Image.new("RGB", page.size, (250, 249, 246)))
    return _noisy(off_white, dice, 0.02)


def shifted(page: Image.Image, seed: int, reach: int) -> Image.Image:
    """The page a little off its place on the glass, by up to `reach` pixels each way: nobody lays two papers alike."""
    dice = random.Random(seed)
    moved = Image.new("RGB", page.size, (255, 255, 255))
    moved.paste(page, (dice.randint(-reach, reach), dice.randint(-reach, reach)))
    return moved


def copy(page: Image.Image) -> Image.Image:
    """What a photocopier makes of a page: grey, a little harder."""
    grey = page.convert("L").point(
        [max(0, min(255, int((v - 128) * 1.12 + 136))) for v in range(256)]
    )
    return grey.convert("RGB")


def jpeg(picture: Image.Image, *, quality: int = 80, dpi: int = 150, turned: bool = False) -> bytes:
    """Encode; `turned` stores the picture on its side and says so by EXIF orientation 6."""
    out = BytesIO()
    exif = Image.Exif()
    exif[DESCRIPTION] = "SAMPLE"
    if turned:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        exif[ORIENTATION] = TURN_RIGHT_TO_VIEW
    picture.save(out, "JPEG", quality=quality, dpi=(dpi, dpi), exif=exif)
    return out.getvalue()


def png(picture: Image.Image, dpi: int = 150) -> bytes:
    """Encode with 64 colours, so that a scan stays small."""
    out = BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def tiff(pictures: list[Image.Image], dpi: int = 150) -> bytes:
    """Encode several pages in grey, deflated."""
    out = BytesIO()
    first, *others = [picture.convert("L") for picture in pictures]
    first.save(
        out,
        "TIFF",
        save_all=True,
        append_images=others,
        compression="tiff_adobe_deflate",
        dpi=(dpi, dpi),
    )
    return out.getvalue()


def _corners(page: tuple[int, int], size: tuple[int, int], dice: random.Random) -> Quad:
    """Where the page's corners come to lie: centred, filling 86 %, each shifted by up to 1.6 %."""
    width, height = size
    scale = 0.86 * min(width / page[0], height / page[1])
    half_x, half_y = page[0] * scale / 2, page[1] * scale / 2
    lean = dice.uniform(-0.03, 0.03)
    reach = 0.016 * min(size)

    def place(sign_x: int, sign_y: int) -> Point:
        x, y = sign_x * half_x, sign_y * half_y
        return (
            width / 2 + x - y * lean + dice.uniform(-reach, reach),
            height / 2 + y + x * lean + dice.uniform(-reach, reach),
        )

    return place(-1, -1), place(1, -1), place(1, 1), place(-1, 1)


def _coefficients(corners: Quad, page: tuple[int, int]) -> tuple[float, ...]:
    """Pillow's eight numbers that lead from a point of the photo back to the page."""
    width, height = page
    goals = ((0, 0), (width, 0), (width, height), (0, height))
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, goals, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solve(rows)


def _solve(rows: list[list[float]]) -> tuple[float, ...]:
    """Gauss-Jordan elimination with pivoting; each row ends with its right-hand side."""
    count = len(rows)
    for step in range(count):
        best = max(range(step, count), key=lambda r: abs(rows[r][step]))
        rows[step], rows[best] = rows[best], rows[step]
        pivot = rows[step][step]
        rows[step] = [value / pivot for value in rows[step]]
        for other in range(count):
            if other != step:
                factor = rows[other][step]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[step], strict=True)]
    return tuple(row[-1] for row in rows)


def outline(size: tuple[int, int], *, rounded: bool) -> Image.Image:
    """The mask of a page, or of a card with its round corners."""
    mask = Image.new("L", size, 0)
    width, height = size
    radius = int(width * 0.037) if rounded else 0
    ImageDraw.Draw(mask).rounded_rectangle((1, 1, width - 2, height - 2), radius, fill=255)
    return mask


def _desk(size: tuple[int, int], dice: random.Random) -> Image.Image:
    """A table top with a faint grain along its width."""
    colour = dice.choice(_DESKS)
    grain = Image.frombytes("L", (6, 160), dice.randbytes(6 * 160)).resize(
        size, Image.Resampling.BICUBIC
    )
    dark = Image.new("RGB", size, tuple(int(part * 0.86) for part in colour))
    return Image.composite(Image.new("RGB", size, colour), dark, grain)


def _shadowed(scene: Image.Image, mask: Image.Image) -> Image.Image:
    """The scene with the page's soft shadow, a little below and to the right of it."""
    small = mask.resize((mask.width // 8, mask.height // 8))
    soft = ImageChops.offset(small.filter(ImageFilter.GaussianBlur(3)), 1, 2).resize(mask.size)
    return Image.composite(
        Image.new("RGB", scene.size, (38, 34, 32)),
        scene,
        soft.point([v * 0.55 for v in range(256)]),
    )


def light(size: tuple[int, int], dice: random.Random) -> Image.Image:
    """A warm light from one corner that falls off to about 80 %."""
    low, high = 200, 255
    spot = Image.new("L", (4, 4))
    near = dice.choice(((0, 0), (3, 0), (0, 3)))
    for x in range(4):
        for y in range(4):
            away = (abs(x - near[0]) + abs(y - near[1])) / 6
            spot.putpixel((x, y), int(high - (high - low) * away))
    grey = spot.resize(size, Image.Resampling.BICUBIC)
    warm = grey.point([int(v * 0.965) for v in range(256)])
    return Image.merge("RGB", (grey, grey.point([int(v * 0.99) for v in range(256)]), warm))


def _noisy(picture: Image.Image, dice: random.Random, share: float) -> Image.Image:
    """Grain by blending in softened random values; the picture's mean stays."""
    width, height = picture.size
    raw = Image.frombytes("L", (width, height), dice.randbytes(width * height))
    grain = raw.filter(ImageFilter.GaussianBlur(0.7)).convert("RGB")
    strength = [int((v - 128) * share * 4) + 128 for v in range(256)] * 3
    return ImageChops.add(picture, grain.point(strength), 1, -128)
