"""One page of a file to the bytes that go out. Runs in a worker."""

from contextlib import suppress
from pathlib import Path

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.domain.pages import Media, OutPage
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.disk import disk
from jifen_desktop.files.hashing import sha256_bytes, sha256_file
from jifen_desktop.files.names import display_name
from jifen_desktop.intake.sniff import suffix_of
from jifen_desktop.intake.source import Source, decoding, read_source


def write_page(
    path: Path, index: int, image_format: ImageFormat, target: Path, name: str = ""
) -> OutPage:
    """Write page `index` (from 0) of `path` to `target`, whole or not at all.

    JPG: a JPEG's own bytes (COPIED), a PDF page's own JPEG (EXTRACTED), else an upright sRGB JPEG
    (ENCODED). AS_IS: the whole file's bytes, for index 0 only. `name` is the name the user knows
    the file by, whose extension is kept where it is true; by default the path's. The result is read
    back and compared; a JPEG is decoded too.

    Raises JifenError: a FILE_… code (FILE_DAMAGED for a page that isn't there), a write failure, or
    VERIFY_FAILED.
    """
    source = read_source(path)
    if image_format == ImageFormat.AS_IS:
        if index:
            raise JifenError(Code.FILE_DAMAGED)
        data, method = source.data, Method.COPIED
        suffix = suffix_of(source.media, name or path.name)
    else:
        (data, method), suffix = _jpeg(source, index), ".jpg"
    write_bytes(target, data)
    _verify(target, data, jpeg=suffix == ".jpg")
    return OutPage(sha256_bytes(data), len(data), method, suffix)


def _jpeg(source: Source, index: int) -> tuple[bytes, Method]:
    if source.media == Media.JPEG:
        if index:
            raise JifenError(Code.FILE_DAMAGED)
        return source.data, Method.COPIED
    if source.media == Media.PDF:
        return _pdf_page(source.data, index)
    from jifen_desktop.imaging.colour import to_rgb
    from jifen_desktop.imaging.encode import encode_jpeg
    from jifen_desktop.intake.images import decode_page

    image = decode_page(source.data, source.media, index)
    with decoding():
        return encode_jpeg(to_rgb(image)), Method.ENCODED


def _pdf_page(data: bytes, index: int) -> tuple[bytes, Method]:
    from jifen_desktop.imaging.encode import encode_jpeg
    from jifen_desktop.intake import pdf

    with pdf.document(data) as doc:
        if not 0 <= index < doc.page_count:
            raise JifenError(Code.FILE_DAMAGED)
        page = doc.load_page(index)
        own = pdf.own_jpeg(doc, page)
        if own is not None:
            return own, Method.EXTRACTED
        return encode_jpeg(pdf.render(page, pdf.best_dpi(page))), Method.ENCODED


def _verify(target: Path, data: bytes, *, jpeg: bool) -> None:
    """Compare what is on the disk with what was meant, and decode it once."""
    from jifen_desktop.intake.images import prove_jpeg

    try:
        if sha256_file(target) != sha256_bytes(data):
            raise JifenError(Code.VERIFY_FAILED)
        if jpeg:
            prove_jpeg(disk().read(target))
    except (OSError, JifenError) as error:
        with suppress(OSError):
            disk().unlink(target)
        raise JifenError(Code.VERIFY_FAILED, name=display_name(target.name)) from error
