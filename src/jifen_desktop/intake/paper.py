"""A PDF that this program wrote, for a printer: its pages' sizes, and one page as a picture. Runs in a worker."""

import io
from pathlib import Path
from typing import Final

Size = tuple[float, float]  # width × height in mm

_POINT: Final = 25.4 / 72  # mm


def page_sizes(path: Path) -> tuple[Size, ...]:
    """Each page's size; our own papers may have more pages than a picked file. Raises JifenError FILE_DAMAGED."""
    import pymupdf

    from jifen_desktop.intake.source import decoding

    with decoding(), pymupdf.open(str(path), filetype="pdf") as document:
        rects = [page.rect for page in document]
    return tuple((rect.width * _POINT, rect.height * _POINT) for rect in rects)


def page_png(path: Path, index: int, box: int) -> bytes:
    """A PNG of one page, `box` pixels on its long side. Raises JifenError FILE_DAMAGED."""
    import pymupdf

    from jifen_desktop.intake import pdf
    from jifen_desktop.intake.source import decoding

    with decoding(), pymupdf.open(str(path), filetype="pdf") as document:
        page = document.load_page(index)
        picture = pdf.render(page, 72 * box / max(page.rect.width, page.rect.height))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
