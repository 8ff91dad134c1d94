"""The place a picture was taken: found in every format, taken out without moving a byte of the rest."""

import io
import random
from typing import Any, Literal

import pytest
from PIL import Image, PngImagePlugin

from jifen_desktop.domain.pages import Media
from jifen_desktop.imaging.gps import LocationError, clear
from jifen_desktop.imaging.location import tells_location, without_location
from tests.intake.makers import jpeg, opened, pdf, picture, raw_pdf, saved

WORDS = "SECRET-TOKEN"  # stands in for all that stays
XMP = b'<rdf:Description tiff:Make="SECRET-TOKEN" exif:GPSLatitude="31,13.78N" exif:GPSLongitude="121,28E"/>'
XMP_ELEMENTS = b"<exif:GPSLatitude>31,13.78N</exif:GPSLatitude><tiff:Make>SECRET-TOKEN</tiff:Make>"


def located() -> Image.Exif:
    tags = Image.Exif()
    tags[271], tags[274], tags[305] = WORDS, 6, WORDS
    tags.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 47.0), 3: "E", 4: (121.0, 28.0, 5.0)})
    tags.get_ifd(0x8769)[0x9003] = "2026:11:23 10:00:00"
    return tags


def jpeg_located(**options: Any) -> bytes:
    return jpeg(exif=located().tobytes(), **options)


def png_text(key: str, text: str, *, packed_text: bool) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt(key, text, zip=packed_text)
    return saved(picture(), "PNG", pnginfo=info)


def mpo() -> bytes:
    second = Image.open(io.BytesIO(jpeg_located()))
    return saved(picture(), "MPO", save_all=True, append_images=[second], exif=located().tobytes())


def tiff(**options: Any) -> bytes:
    place = {1: "N", 2: (31.0, 13.0, 47.0), 3: "E", 4: (121.0, 28.0, 5.0)}
    return saved(picture(), "TIFF", tiffinfo={271: WORDS, 305: WORDS, 34853: place}, **options)


LOCATED: dict[str, tuple[Media, bytes]] = {
    "jpeg": (Media.JPEG, jpeg_located()),
    "jpeg-xmp": (Media.JPEG, jpeg(xmp=XMP)),
    "jpeg-xmp-elements": (Media.JPEG, jpeg(xmp=XMP_ELEMENTS)),
    "jpeg-both": (Media.JPEG, jpeg_located(xmp=XMP, comment=WORDS) + WORDS.encode()),
    "mpo": (Media.JPEG, mpo()),
    "png": (Media.PNG, saved(picture(), "PNG", exif=located()) + WORDS.encode()),
    "png-xmp": (Media.PNG, png_text("XML:com.adobe.xmp", XMP.decode(), packed_text=False)),
    "png-xmp-packed": (Media.PNG, png_text("XML:com.adobe.xmp", XMP.decode(), packed_text=True)),
    "webp": (Media.WEBP, saved(picture(), "WEBP", exif=located(), xmp=XMP)),
    "tiff": (Media.TIFF, tiff()),
    "tiff-pages": (Media.TIFF, tiff(save_all=True, append_images=[picture().rotate(180)])),
    "tiff-xmp": (Media.TIFF, saved(picture(), "TIFF", tiffinfo={700: XMP})),
    "heif": (Media.HEIF, saved(picture(), "HEIF", exif=located().tobytes(), xmp=XMP)),
}


def gps_of(data: bytes) -> dict[int, Any]:
    return dict(opened(data).getexif().get_ifd(0x8825))


def others_of(image: Image.Image) -> dict[int, Any]:
    return {key: value for key, value in image.getexif().items() if key not in (0x8825, 700)}


@pytest.mark.parametrize("case", LOCATED)
def test_the_place_goes_and_all_else_stays(case: str) -> None:
    media, data = LOCATED[case]
    assert tells_location(data, media)
    copy = without_location(data, media)
    assert not tells_location(copy, media)
    assert without_location(copy, media) == copy
    assert b"31,13.78N" not in copy
    before, after = opened(data), opened(copy)
    assert gps_of(copy) == {}
    assert (after.mode, after.size, after.tobytes()) == (before.mode, before.size, before.tobytes())
    assert others_of(after) == others_of(before)
    assert after.getexif().get_ifd(0x8769) == before.getexif().get_ifd(0x8769)
    assert copy.count(WORDS.encode()) == data.count(WORDS.encode())
    if case != "png-xmp-packed":
        assert len(copy) == len(data)


def test_every_page_and_every_further_picture() -> None:
    for case in ("mpo", "tiff-pages"):
        media, data = LOCATED[case]
        copy = Image.open(io.BytesIO(without_location(data, media)))
        source = Image.open(io.BytesIO(data))
        for number in range(2):
            copy.seek(number)
            source.seek(number)
            assert copy.tobytes() == source.tobytes()
            assert dict(copy.getexif().get_ifd(0x8825)) == {}


@pytest.mark.parametrize(
    ("media", "data"),
    [
        (Media.JPEG, jpeg(exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0")),
        (Media.JPEG, jpeg(xmp=b'<x tiff:Make="a"/>', comment=b"exif:GPSLatitude")),
        (Media.PNG, saved(picture(), "PNG")),
        (Media.PNG, b"\x89PNG\r\n\x1a\n"),
        (Media.WEBP, saved(picture(), "WEBP", exif=b"Exif\0\0", xmp=b"<x/>")),
        (Media.TIFF, saved(picture(), "TIFF")),
        (Media.TIFF, saved(picture(), "TIFF", big_tiff=True)),
        (Media.HEIF, saved(picture(), "HEIF")),
        (Media.BMP, saved(picture(), "BMP")),
        (Media.GIF, saved(picture(), "GIF")),
        (Media.PDF, pdf(jpeg())),
    ],
)
def test_what_tells_no_place_is_the_same_object(media: Media, data: bytes) -> None:
    assert not tells_location(data, media)
    assert without_location(data, media) is data


def raw_profile(kind: str) -> bytes:
    block = located().tobytes()
    text = f"\n{kind}\n{len(block):8}\n{block.hex()}\n"
    info = PngImagePlugin.PngInfo()
    info.add_text(f"Raw profile type {kind}", text, zip=True)
    return saved(picture(), "PNG", pnginfo=info)


REFUSED = {
    "pdf-picture": (Media.PDF, raw_pdf(jpeg_located())),
    "pdf-xmp": (Media.PDF, raw_pdf(jpeg(), more=(b"<<>>\nstream\n" + XMP + b"\nendstream",))),
    "film": (
        Media.JPEG,
        jpeg_located() + b"\0\0\0\x18ftypmp42" + bytes(40) + b"\xa9xyz+31.2+121.4/",
    ),
    "old-png": (Media.PNG, raw_profile("exif")),
    "big-tiff": (Media.TIFF, tiff(big_tiff=True)),
    "two-heifs-in-one": (Media.HEIF, LOCATED["heif"][1] + LOCATED["heif"][1]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_can_not_be_taken_out_is_told(case: str) -> None:
    media, data = REFUSED[case]
    assert tells_location(data, media)
    with pytest.raises(LocationError):
        without_location(data, media)


@pytest.mark.parametrize("order", ["little", "big"])
def test_a_block_by_hand(order: Literal["little", "big"]) -> None:
    """Two entries around the pointer, the place before its directory; the ones around it stay where they are read."""

    def number(value: int, size: int = 4) -> bytes:
        return value.to_bytes(size, order)

    def entry(tag: int, kind: int, count: int, value: bytes) -> bytes:
        return number(tag, 2) + number(kind, 2) + number(count) + value

    first = 8
    gps, value, after = first + 2 + 36 + 4, first + 2 + 36 + 4 + 18, first + 2 + 36 + 4 + 18 + 24
    block = (
        (b"II*\0" if order == "little" else b"MM\0*")
        + number(first)
        + number(3, 2)
        + entry(0x010F, 2, 4, b"ABC\0")
        + entry(0x8825, 4, 1, number(gps))
        + entry(0x9999, 2, 8, number(after))
        + number(0)
        + number(1, 2)
        + entry(2, 5, 3, number(value))
        + number(0)
        + b"L" * 24
        + b"KEPTKEP\0"
    )
    kept = clear(block)
    assert len(kept) == len(block)
    assert b"L" not in kept
    assert kept[8:10] == number(2, 2)
    assert kept[10:22] == block[10:22]
    assert kept[22:34] == block[34:46]
    assert kept[34:38] == number(0)
    assert kept[after:] == b"KEPTKEP\0"
    assert clear(kept) is kept


def test_broken_files_are_left_alone_or_refused() -> None:
    """Whatever is changed, never the length, and never the picture of a JPEG."""
    chance = random.Random(20_261_123)
    seen = 0
    for case, (media, whole) in LOCATED.items():
        for _ in range(40 if media != Media.HEIF else 0):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 3)):
                data[chance.randrange(min(len(data), 700))] = chance.randrange(256)
            try:
                copy = without_location(bytes(data), media)
            except LocationError:
                continue
            seen += 1
            assert len(copy) == len(data) or case == "png-xmp-packed"
    assert seen > 200
