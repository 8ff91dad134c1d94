"""The format by content, the extension by the format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_desktop.domain.pages import Media
from jifen_desktop.intake.sniff import sniff, suffix_of
from tests.intake import makers

REAL = {
    Media.JPEG: makers.jpeg(),
    Media.PNG: makers.saved(makers.picture(), "PNG"),
    Media.TIFF: makers.saved(makers.picture(), "TIFF"),
    Media.WEBP: makers.saved(makers.picture(), "WEBP"),
    Media.BMP: makers.saved(makers.picture(), "BMP"),
    Media.GIF: makers.saved(makers.picture(), "GIF"),
    Media.HEIF: makers.saved(makers.picture(), "HEIF"),
    Media.PDF: makers.pdf(makers.jpeg()),
}


@pytest.mark.parametrize("media", Media)
def test_real_files(media: Media) -> None:
    assert sniff(REAL[media]) == media
    assert sniff(REAL[media][:1024]) == media


def test_a_pdf_header_may_come_late() -> None:
    assert sniff(b"\n" * 500 + b"%PDF-1.4") == Media.PDF
    assert sniff(b"\n" * 1020 + b"%PDF-1.4") is None


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"PK\x03\x04" + bytes(100),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
        b"BM" + bytes(100),
        b"BLP1" + bytes(100),
        b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
        b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
        b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif",
        b"RIFF\0\0\0\0WAVE",
        b"%!PS-Adobe-3.0",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=range(11),
)
def test_everything_else_is_refused(head: bytes) -> None:
    assert sniff(head) is None


def test_a_general_brand_with_a_coding_one() -> None:
    assert sniff(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic") == Media.HEIF


@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(head: bytes) -> None:
    assert sniff(head) is None or isinstance(sniff(head), Media)


@pytest.mark.parametrize(
    ("media", "name", "suffix"),
    [
        (Media.JPEG, "a.JPEG", ".jpeg"),
        (Media.JPEG, "a.png", ".jpg"),
        (Media.JPEG, "张三", ".jpg"),
        (Media.TIFF, "a.TIFF", ".tiff"),
        (Media.PDF, "a.pdf.exe", ".pdf"),
        (Media.HEIF, "IMG.HEIC", ".heic"),
        (Media.PNG, "a.jpg", ".png"),
    ],
)
def test_a_truthful_extension_is_kept(media: Media, name: str, suffix: str) -> None:
    assert suffix_of(media, name) == suffix
