"""What is learnt about a file, and every way it can't be used."""

import hashlib
import os
import sys
import zlib
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.ids import Method
from jifen_desktop.domain.pages import FileFacts, Media, PageFacts
from jifen_desktop.files.disk import swapped
from jifen_desktop.imaging import limits
from jifen_desktop.intake.inspect import inspect_file
from tests.files.faulty import FaultyDisk
from tests.intake import makers
from tests.intake.makers import jpeg, noise, picture, saved

AES_256 = 5  # PDF_ENCRYPT_AES_256, which pymupdf's types don't know


def _inspect(folder: Path, data: bytes, name: str = "a") -> FileFacts:
    path = folder / name
    path.write_bytes(data)
    facts = inspect_file(path)
    assert path.read_bytes() == data
    assert facts.sha256 == hashlib.sha256(data).hexdigest()
    assert facts.size == len(data)
    return facts


def _shape(page: PageFacts) -> tuple[int, int, int, Method]:
    return page.index, page.width, page.height, page.method


@pytest.mark.parametrize(
    ("data", "media", "method"),
    [
        (jpeg(), Media.JPEG, Method.COPIED),
        (jpeg(progressive=True), Media.JPEG, Method.COPIED),
        (jpeg(picture().convert("CMYK")), Media.JPEG, Method.COPIED),
        (saved(picture(), "PNG"), Media.PNG, Method.ENCODED),
        (saved(picture(), "WEBP"), Media.WEBP, Method.ENCODED),
        (saved(picture(), "BMP"), Media.BMP, Method.ENCODED),
        (saved(picture(), "GIF"), Media.GIF, Method.ENCODED),
        (saved(picture(), "HEIF"), Media.HEIF, Method.ENCODED),
        (saved(picture(), "TIFF", compression="tiff_lzw"), Media.TIFF, Method.ENCODED),
        (makers.pdf(jpeg()), Media.PDF, Method.EXTRACTED),
    ],
    ids=["jpeg", "progressive", "cmyk", "png", "webp", "bmp", "gif", "heif", "tiff", "pdf"],
)
def test_every_format(tmp_path: Path, data: bytes, media: Media, method: Method) -> None:
    facts = _inspect(tmp_path, data, "张三.xyz")
    assert (facts.media, facts.problem, facts.note) == (media, None, "")
    assert [_shape(page) for page in facts.pages] == [(0, 240, 160, method)]


@pytest.mark.parametrize("turned", range(1, 9))
def test_sizes_are_upright(tmp_path: Path, turned: int) -> None:
    facts = _inspect(tmp_path, jpeg(exif=makers.exif(turned)))
    size = (facts.pages[0].width, facts.pages[0].height)
    assert size == ((160, 240) if turned >= 5 else (240, 160))


def test_all_pages_of_a_tiff_but_its_thumbnails(tmp_path: Path) -> None:
    frames = [picture(240, 160), picture(90, 60), picture(60, 90)]
    frames[1].encoderinfo = {"tiffinfo": {254: 1}}
    data = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    facts = _inspect(tmp_path, data)
    assert [(p.index, p.width) for p in facts.pages] == [(0, 240), (1, 60)]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_moving_pictures_give_their_first_frame_and_say_so(tmp_path: Path, kind: str) -> None:
    data = saved(picture(), kind, save_all=True, append_images=[picture().rotate(90)])
    facts = _inspect(tmp_path, data)
    assert (len(facts.pages), facts.note) == (1, "first_frame")


def test_a_phones_double_jpeg_is_a_jpeg(tmp_path: Path) -> None:
    data = saved(picture(), "MPO", save_all=True, append_images=[picture()])
    facts = _inspect(tmp_path, data)
    assert (facts.media, facts.note) == (Media.JPEG, "")
    assert [_shape(page) for page in facts.pages] == [(0, 240, 160, Method.COPIED)]


def _locked() -> bytes:
    doc = pymupdf.open(stream=makers.pdf(jpeg()), filetype="pdf")
    return makers.stored(doc, encryption=AES_256, owner_pw="o", user_pw="secret")


def _many(pages: int) -> bytes:
    doc = pymupdf.open()
    for _ in range(pages):
        doc.new_page(width=20, height=20)
    return makers.stored(doc)


def _wide_png() -> bytes:
    """A PNG whose header promises more pixels than it has."""
    data = bytearray(saved(Image.new("L", (16, 16)), "PNG"))
    data[16:24] = (20_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


def _wide_jpeg() -> bytes:
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = (20_000).to_bytes(2, "big") * 2
    return bytes(data)


NO_PAGES = makers.raw_pdf(jpeg()).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[     ]/Count 0")
CUT = jpeg(noise())[: len(jpeg(noise())) // 2]


@pytest.mark.parametrize(
    ("data", "media", "code"),
    [
        (b"", None, Code.FILE_EMPTY),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", None, Code.FILE_TYPE),
        ("一二三".encode(), None, Code.FILE_TYPE),
        (CUT, Media.JPEG, Code.FILE_DAMAGED),
        (CUT + bytes(100_000), Media.JPEG, Code.FILE_DAMAGED),
        (jpeg()[:100], Media.JPEG, Code.FILE_DAMAGED),
        (b"\xff\xd8\xff", Media.JPEG, Code.FILE_DAMAGED),
        (saved(noise(), "PNG")[:2000], Media.PNG, Code.FILE_DAMAGED),
        (saved(noise(), "WEBP")[:2000], Media.WEBP, Code.FILE_DAMAGED),
        (saved(noise(), "BMP")[:2000], Media.BMP, Code.FILE_DAMAGED),
        (saved(noise(), "TIFF")[:2000], Media.TIFF, Code.FILE_DAMAGED),
        (saved(noise(), "HEIF")[:2000], Media.HEIF, Code.FILE_DAMAGED),
        (b"GIF89a", Media.GIF, Code.FILE_DAMAGED),
        (b"%PDF-1.7\n", Media.PDF, Code.FILE_DAMAGED),
        (b"%PDF-1.7\n" + bytes(5000), Media.PDF, Code.FILE_DAMAGED),
        (makers.pdf(*[jpeg(noise())] * 4)[:-5000], Media.PDF, Code.FILE_DAMAGED),
        (makers.raw_pdf(jpeg(noise())[:5000], size=(800, 600)), Media.PDF, Code.FILE_DAMAGED),
        (
            makers.raw_pdf(jpeg(noise())[:9000], b"q 100 0 0 90 9 9 cm /Im0 Do Q", size=(800, 600)),
            Media.PDF,
            Code.FILE_DAMAGED,
        ),
        (_locked(), Media.PDF, Code.FILE_PASSWORD),
        (NO_PAGES, Media.PDF, Code.FILE_NO_PAGES),
        (_many(limits.PAGES + 1), Media.PDF, Code.FILE_TOO_MANY_PAGES),
        (_wide_png(), Media.PNG, Code.FILE_TOO_LARGE),
        (_wide_jpeg(), Media.JPEG, Code.FILE_TOO_LARGE),
    ],
    ids=range(23),
)
def test_what_cannot_be_used(tmp_path: Path, data: bytes, media: Media | None, code: Code) -> None:
    facts = _inspect(tmp_path, data)
    assert (facts.media, facts.problem, facts.pages) == (media, code, ())


def test_too_many_frames(tmp_path: Path) -> None:
    tiny = Image.new("1", (8, 8))
    data = saved(tiny, "TIFF", save_all=True, append_images=[tiny] * limits.PAGES)
    assert _inspect(tmp_path, data).problem == Code.FILE_TOO_MANY_PAGES


def test_a_circle_of_tiff_directories_ends(tmp_path: Path) -> None:
    data = bytearray(saved(Image.new("L", (8, 8)), "TIFF"))
    start = int.from_bytes(data[4:8], "little")
    count = int.from_bytes(data[start : start + 2], "little")
    end = start + 2 + 12 * count
    data[end : end + 4] = start.to_bytes(4, "little")
    facts = _inspect(tmp_path, bytes(data))
    assert facts.problem == Code.FILE_TOO_MANY_PAGES or len(facts.pages) == 1


def test_a_file_too_large_to_read(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as handle:
        handle.write(b"%PDF-1.7\n")
        handle.truncate(limits.FILE_BYTES + 1)
    facts = inspect_file(path)
    assert (facts.problem, facts.size) == (Code.FILE_TOO_HEAVY, limits.FILE_BYTES + 1)
    assert len(facts.sha256) == 64


def test_missing_and_unreadable(tmp_path: Path) -> None:
    missing = inspect_file(tmp_path / "none.jpg")
    assert missing == FileFacts("", 0, None, problem=Code.FILE_MISSING)
    assert inspect_file(tmp_path).problem == Code.FILE_UNREADABLE
    (tmp_path / "a.jpg").write_bytes(jpeg())
    with swapped(FaultyDisk(1, "EACCES", sticky=True)):
        assert inspect_file(tmp_path / "a.jpg").problem == Code.FILE_UNREADABLE


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg())
    (tmp_path / "a.jpg").chmod(0)
    assert inspect_file(tmp_path / "a.jpg").problem == Code.FILE_UNREADABLE


def test_an_owner_password_alone_does_not_lock(tmp_path: Path) -> None:
    doc = pymupdf.open(stream=makers.pdf(jpeg()), filetype="pdf")
    data = makers.stored(doc, encryption=AES_256, owner_pw="o", user_pw="")
    facts = _inspect(tmp_path, data)
    assert [_shape(page) for page in facts.pages] == [(0, 240, 160, Method.EXTRACTED)]


def test_a_page_of_four_metres_is_scaled_down(tmp_path: Path) -> None:
    doc = pymupdf.open()
    doc.new_page(width=12_000, height=9_000).insert_text((100, 800), "large", fontsize=500)
    page = _inspect(tmp_path, makers.stored(doc)).pages[0]
    assert limits.PAGE_PIXELS * 0.98 < page.width * page.height <= limits.PAGE_PIXELS
    assert page.width / page.height == pytest.approx(4 / 3, abs=0.01)
