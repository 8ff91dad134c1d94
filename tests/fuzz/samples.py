"""One whole file of each kind, small, with a word inside that may never show in a message."""

from __future__ import annotations

from functools import cache
from typing import Any

import pymupdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.intake import makers
from tests.intake.heic import tiled_heic
from tests.intake.makers import jpeg, noise, picture, saved, thumbnailed
from tests.intake.zipping import raw_zip, zipped

SECRET = "TOKENfromTHEfile"
AES_256 = 5


@cache
def samples() -> tuple[tuple[str, bytes], ...]:
    """(kind, bytes), always the same but for the identifiers that PDFs get."""
    return (*_pictures(), *_pages(), *_archives())


def _pictures() -> list[tuple[str, bytes]]:
    image, small = picture(), noise(160, 120)
    tags = Image.Exif()
    tags[274], tags[270] = 6, SECRET
    text = PngInfo()
    text.add_itxt("Comment", SECRET)
    fax = image.convert("1")
    deep = Image.new("I;16", (80, 60), 0x4321)
    return [
        ("jpeg", jpeg(small, exif=tags.tobytes(), comment=SECRET.encode())),
        ("jpeg-progressive", jpeg(small, progressive=True)),
        ("jpeg-cmyk", jpeg(small.convert("CMYK"))),
        ("jpeg-thumbnail", thumbnailed(small, picture(80, 60), 3)),
        ("jpeg-mpo", _moving("MPO")),
        ("png", saved(small, "PNG", pnginfo=text, exif=tags)),
        ("png-16", saved(deep, "PNG")),
        ("png-alpha", saved(image.convert("RGBA"), "PNG")),
        ("png-palette", saved(image.convert("P"), "PNG", transparency=0)),
        ("png-moving", _moving("PNG")),
        ("tiff-lzw", saved(small, "TIFF", compression="tiff_lzw", description=SECRET)),
        ("tiff-fax", saved(fax, "TIFF", compression="group4")),
        ("tiff-16", saved(deep, "TIFF")),
        ("tiff-pages", _moving("TIFF", compression="jpeg")),
        ("webp", saved(small, "WEBP")),
        ("webp-moving", _moving("WEBP")),
        ("bmp", saved(image, "BMP")),
        ("gif", _moving("GIF")),
        ("heic", saved(small, "HEIF", exif=tags.tobytes())),
        ("heic-tiles", tiled_heic(image, 1)),
    ]


def _moving(kind: str, **options: Any) -> bytes:
    more = [picture().rotate(180), picture(90, 60)] if kind == "TIFF" else [picture().rotate(180)]
    return saved(picture(), kind, save_all=True, append_images=more, **options)


def _pages() -> list[tuple[str, bytes]]:
    doc = pymupdf.open()
    for angle in (0, 90):
        page = doc.new_page(width=300, height=200)
        page.insert_text((20, 40), SECRET)
        page.insert_image((100, 60, 280, 180), stream=jpeg())
        page.set_rotation(angle)
    mixed = makers.stored(doc)
    whole = pymupdf.open(stream=mixed, filetype="pdf")
    locked = makers.stored(whole, encryption=AES_256, owner_pw="o", user_pw="u")
    text = b"BT /F1 20 Tf 20 80 Td (" + SECRET.encode() + b") Tj ET 0 0 50 50 re f"
    font = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    return [
        ("pdf-scan", makers.pdf(jpeg(), jpeg(noise(160, 120)))),
        ("pdf-mixed", mixed),
        ("pdf-locked", locked),
        ("pdf-raw", makers.raw_pdf(jpeg(), text, resources=font)),
        ("pdf-one-image", makers.raw_pdf(jpeg())),
    ]


def _archives() -> list[tuple[str, bytes]]:
    small = jpeg(picture(60, 40))
    names = ("身份证.jpg", "毕业证.png")
    unmarked = [(name.encode("gbk"), small, 0, 0o100644) for name in names]
    return [
        ("zip", zipped({"a.jpg": small, "b/c.pdf": makers.raw_pdf(small), "d.txt": b"text"})),
        ("zip-gbk", raw_zip(*unmarked)),
    ]
