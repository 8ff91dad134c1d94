"""The two sides of a card on one A4, written as one JPEG. Runs in a worker."""

from pathlib import Path
from typing import TYPE_CHECKING

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.ids import Method
from jifen_desktop.domain.pages import OutPage
from jifen_desktop.files.hashing import sha256_bytes
from jifen_desktop.intake.pages import page_pixels, write_checked
from jifen_desktop.intake.source import decoding, read_source

if TYPE_CHECKING:
    from PIL import Image

Side = tuple[Path, int, Edit]  # a file, a page of it from 0, what was changed about that page


def write_sheet(sides: tuple[Side, ...], target: Path) -> OutPage:
    """Write the sides, each edited, on one A4 at 300 dpi to `target`, whole or not at all.

    Raises JifenError as `write_page` does.
    """
    data = sheet_jpeg(sides)
    write_checked(target, data, jpeg=True)
    return OutPage(sha256_bytes(data), len(data), Method.ENCODED, ".jpg")


def sheet_jpeg(sides: tuple[Side, ...]) -> bytes:
    """The sheet's JPEG. Raises JifenError."""
    from jifen_desktop.imaging.encode import encode_jpeg
    from jifen_desktop.imaging.limits import DPI

    picture = sheet_picture(sides)
    with decoding():
        return encode_jpeg(picture, DPI)


def sheet_picture(sides: tuple[Side, ...]) -> "Image.Image":
    """The sheet's pixels. Raises JifenError."""
    from jifen_desktop.imaging.card_sheet import card_sheet
    from jifen_desktop.imaging.edit import edited

    pictures = []
    for path, index, edit in sides:
        with decoding():
            pictures.append(edited(page_pixels(read_source(path), index), edit))
    with decoding():
        return card_sheet(pictures)
