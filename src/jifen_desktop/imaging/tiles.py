"""How a JPEG would answer to a lower quality or fewer pixels, told from a few tiles of it."""

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from PIL import Image, JpegImagePlugin

from jifen_desktop.imaging import limits
from jifen_desktop.imaging.choices import Choice, Sample, Setting
from jifen_desktop.imaging.orientation import orientation, upright_size
from jifen_desktop.imaging.ssim import ssim

FLOOR: Final = 75  # of libjpeg's 100: below, print gets rings and seals lose their edges
# The long side of A4 (ISO 216: 297 mm) at 150 dpi, where print of 6 pt is 12 pixels high, the least that reads well.
LEAST_SIDE: Final = 1754

_QUALITIES: Final = (98, 94, 90, 86, 82, 78, FLOOR)
_TILE: Final = 128  # pixels, a whole number of JPEG's blocks of 8 or 16, also when shrunk
_TILES: Final = 12  # 1.6 % of 12 megapixels
_SHRUNK: Final = (104, 80, 64, 48, 32)
_STEPS: Final = 8  # choices between two sampled sizes
_HEAD: Final = 620  # bytes of a bare JPEG before its coded data
# How the usual Huffman table for the coefficients of brightness begins (T.81, table K.5): written by whoever made
# no table of its own.
_USUAL_TABLE: Final = bytes.fromhex("0002010303020403050504040000017d")
_SAMPLINGS: Final = {0: "4:4:4", 1: "4:2:2", 2: "4:2:0"}


@dataclass(frozen=True)
class _Knot:
    """A setting that was tried on the tiles: `side` is what became of a tile's, `size` the whole picture's bytes."""

    quality: int
    side: int
    size: float
    loss: float


def sample(data: bytes, *, scaled: bool) -> Sample:
    """What tiles of a JPEG tell about the whole, also with fewer pixels if `scaled`. Raises what Pillow raises."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        sampling = _SAMPLINGS.get(JpegImagePlugin.get_sampling(image), "4:4:4")
        tables = image.quantization  # type: ignore[attr-defined] # of a JPEG alone
        own = _Coding(tables, _usual(data), bool(image.info.get("progressive")))
        turned, grey = orientation(image), image.mode == "L"
        whole = upright_size(image.size, turned)
        halved = image.width * image.height > limits.IMAGE_PIXELS
        if halved:  # as decoding such a photo does: these are the pixels that are encoded
            image.draft(None, (image.width // 2, image.height // 2))
        size = upright_size(image.size, turned)
        image.load()  # a small one is kept whole
        tiles = _Tiles(image if image.mode in ("L", "RGB") else image.convert("RGB"), sampling)
    by_bytes = (len(data) - _HEAD) / max(1, tiles.weight(own))
    # Of a halved photo the bytes are those of four times as many pixels.
    factor = size[0] * size[1] / tiles.pixels if halved else by_bytes
    tried = [(quality, _TILE) for quality in _qualities(own.tables)]
    if scaled:
        tried += [(FLOOR, side) for side in _SHRUNK if side / _TILE >= LEAST_SIDE / max(size)]
    knots = [_Knot(*each, *tiles.tried(*each, factor)) for each in tried]
    form = Setting(FLOOR, *size, sampling, grey)
    return Sample(len(data), *whole, tuple(_choices(form, knots)))


def encode(image: Image.Image, setting: Setting) -> bytes:
    """The picture with that setting, without metadata; the same pixels give the same bytes."""
    size = (setting.width, setting.height)
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    mode = "L" if setting.grey else "RGB"
    image = image if image.mode == mode else image.convert(mode)
    options = {"quality": setting.quality, "subsampling": setting.sampling}
    try:
        return _saved(image, optimize=True, **options)  # Huffman tables of its own: a tenth smaller
    except OSError:  # all noise: more than a byte a pixel doesn't go through libjpeg's optimisation
        return _saved(image, **options)


def _saved(image: Image.Image, **options: object) -> bytes:
    image.info = {}  # Pillow would carry a comment on
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **options)
    return buffer.getvalue()


@dataclass(frozen=True)
class _Coding:
    """How a JPEG was coded: its quantisation, with the usual Huffman tables or its own, in scans."""

    tables: Mapping[int, Sequence[int]]
    usual: bool
    progressive: bool


def _usual(data: bytes) -> bool:
    return _USUAL_TABLE in data[: max(0, data.find(b"\xff\xda"))]


def _qualities(tables: Mapping[int, Sequence[int]]) -> list[int]:
    """The qualities to try: among them the picture's own, where coding it again costs next to nothing."""
    own = min(range(FLOOR, _QUALITIES[0]), key=lambda q: abs(_coarseness(q) - sum(tables[0])))
    near = [q for q in _QUALITIES if abs(q - own) > 1 or q == FLOOR]
    return sorted({*near, own}, reverse=True)


@lru_cache
def _coarseness(quality: int) -> int:
    """The sum of libjpeg's quantisation of brightness at that quality."""
    with Image.open(io.BytesIO(_saved(Image.new("L", (8, 8)), quality=quality))) as image:
        return sum(image.quantization[0])  # type: ignore[attr-defined]


class _Tiles:
    """Pieces from all over a picture, side by side; the whole of it where it is small."""

    def __init__(self, image: Image.Image, sampling: str) -> None:
        self._sampling = sampling
        columns = max(1, round(math.sqrt(_TILES * image.width / image.height)))
        rows = -(-_TILES // columns)
        self._whole = min(image.width / columns, image.height / rows) < _TILE + 16
        if self._whole:
            self._strip = image
            return
        self._strip = Image.new(image.mode, (_TILE * columns, _TILE * rows))
        for row in range(rows):
            for column in range(columns):
                left = _place(column, columns, image.width, row)
                top = _place(row, rows, image.height, column)
                piece = image.crop((left, top, left + _TILE, top + _TILE))
                self._strip.paste(piece, (column * _TILE, row * _TILE))

    @property
    def pixels(self) -> int:
        """How many pixels they have together."""
        return self._strip.width * self._strip.height

    def weight(self, own: _Coding) -> int:
        """Bytes of the tiles, coded as the whole picture is."""
        options: dict[str, object] = {"qtables": own.tables, "progressive": own.progressive}
        if self._strip.mode != "L":
            options["subsampling"] = self._sampling
        try:
            data = _saved(self._strip, optimize=not own.usual, **options)
        except OSError:
            data = _saved(self._strip, **options)
        return len(data) - _HEAD

    def tried(self, quality: int, side: int, factor: float) -> tuple[float, float]:
        """(bytes of the whole picture, loss) at that quality, each tile `side` pixels wide."""
        small = self._strip if side == _TILE else self._shrunk(side)
        form = Setting(quality, *small.size, self._sampling, small.mode == "L")
        data = encode(small, form)
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as coded:
            shown = coded if side == _TILE else coded.resize(self._strip.size)
            return max(1, len(data) - _HEAD) * factor + _HEAD, 1 - ssim(self._strip, shown)

    def _shrunk(self, side: int) -> Image.Image:
        strip = self._strip
        size = (max(1, strip.width * side // _TILE), max(1, strip.height * side // _TILE))
        if self._whole:
            return strip.resize(size, Image.Resampling.LANCZOS)
        small = Image.new(strip.mode, size)
        for left in range(0, strip.width, _TILE):
            for top in range(0, strip.height, _TILE):
                box = (left, top, left + _TILE, top + _TILE)
                piece = strip.crop(box).resize((side, side), Image.Resampling.LANCZOS)
                small.paste(piece, (left // _TILE * side, top // _TILE * side))
        return small


def _place(number: int, count: int, length: int, other: int) -> int:
    """Where a tile begins: somewhere in its own share of the side, on a border of JPEG's blocks."""
    share = length / count
    within = (other * 0.618 + number * 0.382) % 1 * (share - _TILE)
    return int(number * share + within) // 16 * 16


def _choices(form: Setting, knots: Sequence[_Knot]) -> Iterator[Choice]:
    """Every quality between the knots, then fine steps of size."""
    for one, other in pairwise(knots):
        steps = one.quality - other.quality or _STEPS
        for step in range(steps):
            yield _between(form, step / steps, one, other)
    yield _between(form, 0.0, knots[-1], knots[-1])


def _between(form: Setting, part: float, one: _Knot, other: _Knot) -> Choice:
    quality = round(one.quality + part * (other.quality - one.quality))
    scale = (one.side + part * (other.side - one.side)) / _TILE
    size = one.size ** (1 - part) * other.size**part
    loss = (1 - part) * one.loss + part * other.loss
    width, height = (max(1, round(side * scale)) for side in (form.width, form.height))
    return Choice(size, loss, Setting(quality, width, height, form.sampling, form.grey))
