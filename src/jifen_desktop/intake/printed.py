"""A page as a picture for the printer. Runs in a worker."""

import io
from pathlib import Path
from typing import Final

from jifen_desktop.domain.edits import Edit
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.intake.source import Source, decoding, read_source

_MORE: Final = 1.25  # so much finer than 300 dpi a JPEG may be before it is worth encoding anew

Size = tuple[int, int]


def write_printed(path: Path, index: int, edit: Edit, room: Size, grey: bool, target: Path) -> Size:
    """Write a page, edited, as a JPEG for `room` pixels, never enlarged; returns its size in pixels.

    A JPEG in colour that is about as fine stays as it is, without metadata. Raises JifenError as `write_page` does.
    """
    source = read_source(path)
    plain = _plain(source, index, room) if edit.is_identity and not grey else None
    data, size = plain or _made(source, index, edit, room, grey)
    write_bytes(target, data, lasting=False)
    return size


def _plain(source: Source, index: int, room: Size) -> tuple[bytes, Size] | None:
    """The page's own JPEG, where it stands upright and isn't much finer than it is printed."""
    from PIL import Image

    from jifen_desktop.imaging.jpeg import bare, orientation_of
    from jifen_desktop.intake.pages import own_jpeg

    found, _ = own_jpeg(source, index)
    if found is None:
        return None
    own, span = found
    with decoding(), Image.open(io.BytesIO(own), formats=("JPEG",)) as image:
        fine = all(a <= b * _MORE for a, b in zip(image.size, room, strict=True))
        if not fine or image.mode not in ("RGB", "L") or orientation_of(own) != 1:
            return None
        return bare(own, span=span), image.size


def _made(source: Source, index: int, edit: Edit, room: Size, grey: bool) -> tuple[bytes, Size]:
    from jifen_desktop.imaging.encode import print_jpeg
    from jifen_desktop.intake.thumbnail import page_picture

    picture = page_picture(source, index, max(room), edit)
    with decoding():
        picture.thumbnail(room)
        return print_jpeg(picture.convert("L") if grey else picture), picture.size
