"""Every format that offices and phones hand over, made here and taken all the way: facts, page, tones."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.domain.pages import Media
from jifen_desktop.imaging import limits
from jifen_desktop.intake.images import decode_page
from jifen_desktop.intake.inspect import inspect_file
from jifen_desktop.intake.pages import write_page
from tests.intake import makers
from tests.intake.heic import tiled_heic
from tests.intake.makers import jpeg, opened, pdf, picture, same_colours, saved
from tests.intake.writing import encoded, write

WHITE = (255, 255, 255)


def _pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def _near(found: tuple[int, ...], wanted: tuple[int, ...], slack: int = 12) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(found, wanted, strict=True))


def _png(kind: int, bits: int, row: bytes, extra: bytes = b"") -> bytes:
    """A PNG of one repeated row, written by hand: 16 bits of colour are more than Pillow writes."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    width = len(row) * 8 // (bits * channels)
    head = struct.pack(">2I5B", width, 8, bits, kind, 0, 0, 0)
    data = zlib.compress((b"\0" + row) * 8)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + extra
        + _chunk(b"IDAT", data)
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def test_png_of_sixteen_bits_keeps_its_tones(tmp_path: Path) -> None:
    row = b"".join(
        struct.pack(">H", value) for value in (0, 0x4000, 0x8000, 0xFFFF) for _ in "1234"
    )
    shown = encoded(tmp_path, _png(0, 16, row))
    assert [_pixel(shown, x, 4)[0] // 8 for x in (1, 6, 9, 14)] == [0, 8, 16, 31]


def test_png_of_sixteen_bit_colour_and_transparency(tmp_path: Path) -> None:
    clear, red = struct.pack(">4H", 0, 0, 0, 0), struct.pack(">4H", 0xFFFF, 0, 0, 0xFFFF)
    shown = encoded(tmp_path, _png(6, 16, clear * 16 + red * 16))
    assert _near(_pixel(shown, 3, 4), WHITE)
    assert _near(_pixel(shown, 28, 4), (255, 0, 0), 30)


@pytest.mark.parametrize("clear", [False, True])
def test_png_with_a_palette(tmp_path: Path, clear: bool) -> None:
    extra = _chunk(b"PLTE", bytes([0, 0, 0, 250, 0, 0])) + (
        _chunk(b"tRNS", b"\0") if clear else b""
    )
    shown = encoded(tmp_path, _png(3, 8, b"\0" * 16 + b"\1" * 16, extra))
    assert _near(_pixel(shown, 3, 4), WHITE if clear else (0, 0, 0))
    assert _near(_pixel(shown, 28, 4), (250, 0, 0), 30)


@pytest.mark.parametrize(
    ("mode", "compression"),
    [
        ("RGB", "tiff_lzw"),
        ("RGB", "jpeg"),
        ("RGB", "tiff_adobe_deflate"),
        ("RGB", "packbits"),
        ("CMYK", "tiff_lzw"),
        ("P", "tiff_lzw"),
        ("RGBA", "tiff_lzw"),
    ],
)
def test_tiff_in_colour(tmp_path: Path, mode: str, compression: str) -> None:
    data = saved(picture().convert(mode), "TIFF", compression=compression)
    assert same_colours(encoded(tmp_path, data), 60)


@pytest.mark.parametrize("compression", ["group4", "group3", "tiff_ccitt"])
def test_tiff_of_a_fax_stays_black_on_white(tmp_path: Path, compression: str) -> None:
    page = Image.new("1", (240, 160), 1)
    page.paste(0, (0, 0, 80, 160))
    shown = encoded(tmp_path, saved(page, "TIFF", compression=compression))
    assert _near(_pixel(shown, 30, 80), (0, 0, 0))
    assert _near(_pixel(shown, 200, 80), WHITE)


@pytest.mark.parametrize(
    ("turned", "dots", "size"),
    [
        (1, (204, 98), (240, 333)),
        (1, (100, 200), (480, 160)),
        (6, (204, 98), (333, 240)),
        (1, (204, 204), (240, 160)),
        (1, (300, 2), (240, 160)),
    ],
    ids=["standard", "flat", "turned", "square", "nonsense"],
)
def test_a_fax_is_not_shown_flattened(
    tmp_path: Path, turned: int, dots: tuple[int, int], size: tuple[int, int]
) -> None:
    page = Image.new("1", (240, 160), 1)
    page.paste(0, (0, 0, 80, 160))
    tags = Image.Exif()
    tags[274] = turned
    data = saved(page, "TIFF", compression="group4", dpi=dots, exif=tags)
    shown = encoded(tmp_path, data)
    assert shown.size == size
    dark = (shown.width // 2, 30) if turned == 6 else (30, shown.height // 2)
    assert _near(_pixel(shown, *dark), (0, 0, 0))
    assert _near(_pixel(shown, shown.width - 30, shown.height - 30), WHITE)


def test_the_resolution_of_a_colour_scan_changes_nothing(tmp_path: Path) -> None:
    shown = encoded(tmp_path, saved(picture(), "TIFF", dpi=(300, 150)))
    assert shown.size == (240, 160)


def test_a_transparent_level_of_sixteen_bits_becomes_white(tmp_path: Path) -> None:
    row = b"".join(struct.pack(">H", value) for value in (0, 0x4000) for _ in range(8))
    shown = encoded(tmp_path, _png(0, 16, row, _chunk(b"tRNS", bytes(2))))
    assert _near(_pixel(shown, 2, 4), WHITE)
    assert _near(_pixel(shown, 13, 4), (64, 64, 64))


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw"])
def test_tiff_of_sixteen_bits_keeps_its_tones(tmp_path: Path, compression: str) -> None:
    page = Image.new("I;16", (80, 40), 0x8000)
    shown = encoded(tmp_path, saved(page, "TIFF", compression=compression))
    assert _near(_pixel(shown, 40, 20), (128, 128, 128), 3)


def test_tiff_pages_of_different_kinds(tmp_path: Path) -> None:
    pages = [picture(), Image.new("1", (100, 60), 1), picture(60, 90).convert("L")]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    (tmp_path / "source").write_bytes(data)
    facts = inspect_file(tmp_path / "source")
    sizes = [(page.width, page.height) for page in facts.pages]
    assert sizes == [(240, 160), (100, 60), (60, 90)]
    assert same_colours(encoded(tmp_path, data, 0))
    assert _near(_pixel(encoded(tmp_path, data, 1), 50, 30), WHITE)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_goes_out(tmp_path: Path, kind: str) -> None:
    options = {"lossless": True} if kind == "WEBP" else {}
    moving = saved(
        picture(), kind, save_all=True, append_images=[Image.new("RGB", (240, 160))], **options
    )
    assert same_colours(encoded(tmp_path, moving), 60)
    assert inspect_file(tmp_path / "source").note == "first_frame"


def test_a_transparent_gif_goes_on_white(tmp_path: Path) -> None:
    image = Image.new("P", (40, 20), 0)
    image.putpalette([0, 0, 0, 250, 0, 0])
    image.paste(1, (20, 0, 40, 20))
    shown = encoded(tmp_path, saved(image, "GIF", transparency=0))
    assert _near(_pixel(shown, 5, 10), WHITE)
    assert _near(_pixel(shown, 35, 10), (250, 0, 0), 30)


@pytest.mark.parametrize("turns", range(4))
def test_heic_of_tiles_turned_by_its_property(tmp_path: Path, turns: int) -> None:
    """The property turns anticlockwise, so what is stored was turned clockwise."""
    stored = picture().rotate(-90 * turns, expand=True)
    shown = encoded(tmp_path, tiled_heic(stored, turns))
    assert shown.size == (240, 160)
    assert same_colours(shown)
    facts = inspect_file(tmp_path / "source")
    assert (facts.media, facts.pages[0].method) == (Media.HEIF, Method.ENCODED)


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.heic", "a", "a.exe"])
def test_a_lying_extension_goes_by_content(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(jpeg())
    facts = inspect_file(tmp_path / name)
    assert (facts.media, facts.problem) == (Media.JPEG, None)
    page = write_page(tmp_path / name, 0, ImageFormat.AS_IS, tmp_path / "out", name)
    assert page.suffix == ".jpg"


def test_a_pdf_hidden_behind_a_jpeg_is_the_jpeg(tmp_path: Path) -> None:
    """What comes first decides; the rest is not looked for."""
    page, _ = write(tmp_path, jpeg() + pdf(jpeg(picture(60, 40))))
    assert page.method == Method.COPIED
    assert inspect_file(tmp_path / "source").media == Media.JPEG


def test_a_jpeg_of_two_hundred_megapixels_is_proved_small(tmp_path: Path) -> None:
    """As a phone takes it: 16,320 × 12,240. Decoded whole it comes at half its size."""
    data = jpeg(Image.new("L", (16_320, 12_240), 200), quality=50)
    (tmp_path / "a.jpg").write_bytes(data)
    facts = inspect_file(tmp_path / "a.jpg")
    assert facts.problem is None
    assert (facts.pages[0].width, facts.pages[0].height) == (16_320, 12_240)
    assert decode_page(data, Media.JPEG, 0).size == (8_160, 6_120)


def test_a_png_beyond_the_limit_is_refused_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(saved(Image.new("1", (15_000, 9_000)), "PNG"))
    facts = inspect_file(tmp_path / "a.png")
    assert (facts.problem, facts.measured) == (Code.FILE_TOO_LARGE, (13_500, 12_000))


@pytest.mark.parametrize(
    ("frames", "problem"), [(limits.PAGES, None), (limits.PAGES + 1, Code.FILE_TOO_MANY_PAGES)]
)
def test_so_many_pages_and_no_more(tmp_path: Path, frames: int, problem: Code | None) -> None:
    tiny = Image.new("1", (8, 8))
    data = saved(tiny, "TIFF", save_all=True, append_images=[tiny] * (frames - 1))
    (tmp_path / "a.tif").write_bytes(data)
    facts = inspect_file(tmp_path / "a.tif")
    assert facts.problem == problem
    assert facts.measured == ((limits.PAGES + 1, limits.PAGES) if problem else (0, 0))


def test_a_hundred_thousand_frames_end_soon(tmp_path: Path) -> None:
    """An animated PNG that promises frames it doesn't have; only the first is ever decoded."""
    data = saved(picture(), "PNG")
    control = _chunk(b"acTL", struct.pack(">2I", 100_000, 0))
    (tmp_path / "a.png").write_bytes(data[:33] + control + data[33:])
    facts = inspect_file(tmp_path / "a.png")
    assert facts.problem in (None, Code.FILE_DAMAGED)


def test_a_profile_that_claims_gigabytes(tmp_path: Path) -> None:
    """The claimed size of a colour profile is not believed."""
    profile = struct.pack(">I", 0x7FFFFFFF) + b"lcms" + bytes(3000)
    shown = encoded(tmp_path, saved(picture(), "PNG", icc_profile=profile))
    assert same_colours(shown)


def test_a_page_too_large_for_300_dpi_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(_sheet(2384, 3370))
    facts = inspect_file(tmp_path / "a.pdf")
    assert (facts.problem, facts.note) == (None, "reduced")
    assert facts.pages[0].width * facts.pages[0].height <= limits.PAGE_PIXELS
    (tmp_path / "b.pdf").write_bytes(_sheet(595, 842))
    assert inspect_file(tmp_path / "b.pdf").note == ""


def test_a_page_beyond_all_paper_is_refused_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(_sheet(200_000, 200_000))
    facts = inspect_file(tmp_path / "a.pdf")
    assert facts.problem == Code.FILE_TOO_LARGE
    assert facts.measured[0] > facts.measured[1] == 4000


def _sheet(width: int, height: int) -> bytes:
    box = f"/MediaBox[0 0 {width} {height}]"
    return makers.raw_pdf(jpeg(), b"0 0 99 99 re f", page_keys=box)


def test_the_makers_make_what_they_say() -> None:
    assert opened(tiled_heic(picture())).size == (240, 160)
