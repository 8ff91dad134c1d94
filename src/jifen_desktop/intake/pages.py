"""One page of a file to the bytes that go out. Runs in a worker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.domain.pages import Media, OutPage
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.disk import disk
from jifen_desktop.files.hashing import sha256_bytes
from jifen_desktop.files.names import display_name
from jifen_desktop.intake.sniff import suffix_of
from jifen_desktop.intake.source import Source, decoding, read_source

if TYPE_CHECKING:
    from PIL import Image

    from jifen_desktop.imaging.jpeg import Span


def write_page(
    path: Path,
    index: int,
    image_format: ImageFormat,
    target: Path,
    name: str = "",
    edit: Edit = NO_EDIT,
    without_location: bool = False,
) -> OutPage:
    """Write page `index` (from 0) of `path` to `target`, whole or not at all.

    JPG: a JPEG's own picture (COPIED) and a PDF page's own JPEG (EXTRACTED), each bit by bit but
    without metadata; else an upright sRGB JPEG (ENCODED). AS_IS: the whole file's bytes, for index 0
    only. `name` is the name the user knows the file by, whose extension is kept where it is true; by
    default the path's. The result is read back and compared with what was meant: what is copied or extracted with the
    source's coded data, which taking in has decoded; what was encoded is decoded.

    An edited page is ENCODED from its pixels, but for a JPEG that is only turned: that stays COPIED
    or EXTRACTED, with another orientation in its EXIF. AS_IS takes no edit; `without_location` takes
    out of its metadata where it was taken, and nothing else.

    Raises JifenError: a FILE_… code (FILE_DAMAGED for a page that isn't there), a write failure, or
    VERIFY_FAILED.
    """
    source = read_source(path)
    if image_format == ImageFormat.AS_IS:
        if index:
            raise JifenError(Code.FILE_DAMAGED)
        data = _unlocated(source) if without_location else source.data
        made = _Made(data, Method.COPIED)
        suffix = suffix_of(source.media, name or path.name)
    else:
        made, suffix = _made(source, index, edit), ".jpg"
    back = write_checked(target, made.data, jpeg=made.method == Method.ENCODED)
    _prove(target, back, made)
    return OutPage(sha256_bytes(made.data), len(made.data), made.method, suffix)


def _unlocated(source: Source) -> bytes:
    """The file without its place, every picture in it as it was."""
    from jifen_desktop.imaging.location import without_location
    from jifen_desktop.intake.images import same_pictures

    with decoding():
        data = without_location(source.data, source.media)
    if not same_pictures(source.data, data, source.media):
        raise JifenError(Code.VERIFY_FAILED)
    return data


def page_jpeg(source: Source, index: int, edit: Edit = NO_EDIT) -> tuple[bytes, Method]:
    """The JPEG of one page and how it came about. Raises JifenError."""
    made = _made(source, index, edit)
    return made.data, made.method


@dataclass(frozen=True)
class _Made:
    """A page's bytes and how they came about: `own` is the JPEG whose picture, at `span`, they hold, now to be shown by
    `orientation`.
    """

    data: bytes
    method: Method
    own: bytes | None = None
    span: tuple[int, int] = (0, 0)
    orientation: int = 1


def _made(source: Source, index: int, edit: Edit) -> _Made:
    from jifen_desktop.imaging.jpeg import bare, orientation_of
    from jifen_desktop.imaging.orientation import turned_further

    found, method = own_jpeg(source, index)
    if found is not None and (edit.is_identity or edit.only_turned):
        with decoding():
            own, span = found
            turned = turned_further(orientation_of(own), edit.turns)
            return _Made(bare(own, turned, span), method, own, span, turned)
    own_data = None if found is None else found[0]
    return _Made(_encoded(source, index, own_data, edit), Method.ENCODED)


def _prove(target: Path, back: bytes, made: _Made) -> None:
    """What was read back holds the source's own picture, bit by bit, and nothing about anyone."""
    from jifen_desktop.imaging.jpeg import is_bare_copy

    if made.own is None:
        return
    with _kept_if_true(target):
        if not is_bare_copy(made.own, back, made.orientation, made.span):
            raise JifenError(Code.VERIFY_FAILED)


def _encoded(source: Source, index: int, own: bytes | None, edit: Edit) -> bytes:
    from jifen_desktop.imaging.edit import edited
    from jifen_desktop.imaging.encode import encode_jpeg

    with decoding():
        # without a name for the pixels, which `edited` lets go as it makes others
        return encode_jpeg(edited(page_pixels(source, index, own), edit))


def own_jpeg(source: Source, index: int) -> tuple[tuple[bytes, Span] | None, Method]:
    """The page's own JPEG with its picture's span: the file itself, or the one that a PDF's page consists of; None
    where there is none that can be taken apart.
    """
    if source.media == Media.JPEG:
        from jifen_desktop.intake.images import plain_file_span

        if index:
            raise JifenError(Code.FILE_DAMAGED)
        span = plain_file_span(source.data)
        return (None, Method.ENCODED) if span is None else ((source.data, span), Method.COPIED)
    if source.media == Media.PDF:
        from jifen_desktop.intake import pdf

        with pdf.document(source.path) as doc:
            return pdf.own_jpeg(doc, _page(doc, index)), Method.EXTRACTED
    return None, Method.ENCODED


def own_pixels(source: Source, index: int) -> Image.Image:
    """`page_pixels` of a page, from its own JPEG where it has one. Raises JifenError."""
    found, _ = own_jpeg(source, index)
    return page_pixels(source, index, None if found is None else found[0])


def page_pixels(source: Source, index: int, own: bytes | None = None) -> Image.Image:
    """One page at full size, upright, in RGB; `own` is its own JPEG where it has one. Raises JifenError."""
    from jifen_desktop.imaging.colour import to_rgb
    from jifen_desktop.intake.images import decode_page

    if own is None and source.media == Media.PDF:
        from jifen_desktop.intake import pdf

        with pdf.document(source.path) as doc:
            page = _page(doc, index)
            return pdf.render(page, pdf.best_dpi(page))
    data, media = (source.data, source.media) if own is None else (own, Media.JPEG)
    image = decode_page(data, media, index if own is None else 0)
    with decoding():
        return to_rgb(image)


def _page(doc: Any, index: int) -> Any:
    if not 0 <= index < doc.page_count:
        raise JifenError(Code.FILE_DAMAGED)
    return doc.load_page(index)


def write_checked(target: Path, data: bytes, *, jpeg: bool) -> bytes:
    """Write the bytes, read them back and compare, and decode a JPEG once; returns what was read.

    They are meant for an archive, which is what has to last.
    """
    from jifen_desktop.intake.images import prove_jpeg

    write_bytes(target, data, lasting=False)
    with _kept_if_true(target):
        back = disk().read(target)
        if back != data:
            raise JifenError(Code.VERIFY_FAILED)
        if jpeg:
            prove_jpeg(back)
    return back


@contextmanager
def _kept_if_true(target: Path) -> Iterator[None]:
    """Remove what was written where it proves wrong."""
    try:
        yield
    except (OSError, JifenError) as error:
        with suppress(OSError):
            disk().unlink(target)
        raise JifenError(Code.VERIFY_FAILED, name=display_name(target.name)) from error
