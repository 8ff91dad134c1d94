"""What an export makes of a page, decoded again, so that it can be looked at pixel by pixel. Runs in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.domain.pages import Media
from jifen_desktop.intake.pages import page_jpeg, page_pixels
from jifen_desktop.intake.sheet import Side, sheet_jpeg
from jifen_desktop.intake.source import decoding, read_source

if TYPE_CHECKING:
    from PIL import Image

MOST: Final = 60_000_000  # pixels that cross to the window: 180 MB


@dataclass(frozen=True)
class Pixels:
    """An upright picture, `data` its rows of RGB bytes; `size` and `method` are those of the file that goes out."""

    width: int
    height: int
    data: bytes
    size: int
    method: Method


def exported_pixels(
    path: Path, index: int, image_format: ImageFormat, edit: Edit = NO_EDIT
) -> Pixels:
    """The page as `write_page` writes it. Raises JifenError, FILE_TOO_LARGE beyond 60 megapixels."""
    source = read_source(path)
    if image_format == ImageFormat.AS_IS:
        return _pixels(page_pixels(source, index), len(source.data), Method.COPIED)
    data, method = page_jpeg(source, index, edit)
    return _decoded(data, method)


def sheet_pixels(sides: tuple[Side, ...]) -> Pixels:
    """The sheet as `write_sheet` writes it. Raises JifenError."""
    return _decoded(sheet_jpeg(sides), Method.ENCODED)


def _decoded(data: bytes, method: Method) -> Pixels:
    from jifen_desktop.imaging.colour import to_rgb
    from jifen_desktop.intake.images import decode_page

    image = decode_page(data, Media.JPEG, 0)
    with decoding():
        return _pixels(to_rgb(image), len(data), method)


def _pixels(image: Image.Image, size: int, method: Method) -> Pixels:
    if image.width * image.height > MOST:
        raise JifenError(Code.FILE_TOO_LARGE)
    return Pixels(image.width, image.height, image.tobytes(), size, method)
