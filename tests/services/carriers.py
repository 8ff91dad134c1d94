"""Files that say something about people, places and devices, each in a way of its own."""

from __future__ import annotations

import io
from typing import Any

import pymupdf
from PIL import Image, PngImagePlugin

from tests.imaging.profiles import linear_profile
from tests.intake.makers import jpeg, pdf, picture, raw_pdf, saved, stored

TOKEN = "SECRETTOKEN"
RAW = TOKEN.encode()
WIDE = TOKEN.encode("utf-16-be")
FORMS = (RAW, WIDE, TOKEN.encode("utf-16-le"), RAW.hex().encode(), RAW.hex().upper().encode())
FONT = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"


def told() -> Image.Exif:
    """Camera, author, the maker's note, and the place."""
    tags = Image.Exif()
    tags[270] = tags[271] = tags[305] = tags[315] = TOKEN
    tags[274] = 6
    tags.get_ifd(0x8769).update({0x927C: RAW * 20, 0x9286: b"ASCII\0\0\0" + RAW, 0xA430: TOKEN})
    tags.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 47.0), 3: "E", 4: (121.0, 28.0, 5.0)})
    return tags


def named_profile() -> bytes:
    """A profile that isn't sRGB and bears the token as its name."""
    profile = linear_profile()
    old = "xxxx built-in".encode("utf-16-be")
    assert old in profile
    return profile.replace(old, WIDE.ljust(len(old), b"\0"))


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content


def after_start(*segments: bytes, **options: Any) -> bytes:
    """A JPEG with more segments in front."""
    data = jpeg(**options)
    return data[:2] + b"".join(segments) + data[2:]


def _exif_thumbnail() -> bytes:
    """A small picture in EXIF that has words of its own."""
    small = jpeg(picture().resize((60, 40)), comment=RAW)
    fields = [
        (2, 2),
        (0x201, 2),
        (4, 2),
        (1, 4),
        (44, 4),
        (0x202, 2),
        (4, 2),
        (1, 4),
        (len(small), 4),
    ]
    block = b"MM\0*" + b"".join(
        n.to_bytes(s, "big") for n, s in [(8, 4), (0, 2), (14, 4), *fields, (0, 4)]
    )
    return segment(0xE1, b"Exif\0\0" + block + small)


def _mpo() -> bytes:
    second = Image.open(io.BytesIO(jpeg(picture().rotate(180), exif=told().tobytes(), comment=RAW)))
    return saved(picture(), "MPO", save_all=True, append_images=[second])


def _png() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", TOKEN)
    info.add_itxt("XML:com.adobe.xmp", TOKEN)
    return saved(picture(), "PNG", pnginfo=info, exif=told(), icc_profile=named_profile())


def _layers() -> bytes:
    """A scan with a text layer, a title, XMP, an attachment and a note that isn't shown."""
    doc = pymupdf.open(stream=pdf(jpeg()), filetype="pdf")
    doc[0].insert_text((20, 40), TOKEN, render_mode=3)
    doc.set_metadata({"title": TOKEN, "author": TOKEN})
    doc.set_xml_metadata(f"<x:xmpmeta>{TOKEN}</x:xmpmeta>")
    doc.embfile_add(TOKEN, RAW)
    note = doc[0].add_freetext_annot(pymupdf.Rect(30, 30, 90, 60), TOKEN)
    note.set_flags(2)  # hidden (ISO 32000-2, 12.5.3)
    note.update()
    return stored(doc)


PHOTOS = {
    "exif.jpg": jpeg(exif=told().tobytes()),
    "thumbnail.jpg": after_start(_exif_thumbnail()),
    "xmp.jpg": jpeg(xmp=RAW),
    "long-xmp.jpg": after_start(segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + RAW)),
    "iptc.jpg": after_start(segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0b" + RAW)),
    "comment.jpg": jpeg(comment=RAW),
    "profile.jpg": jpeg(icc_profile=named_profile()),
    "jfxx.jpg": after_start(segment(0xE0, b"JFXX\0\x10" + RAW)),
    "maker.jpg": after_start(*(segment(0xE0 + n, RAW) for n in range(3, 16))),
    "trailer.jpg": jpeg() + RAW,
    "mpo.jpg": _mpo(),
    "cmyk.jpg": jpeg(picture().convert("CMYK"), comment=RAW, exif=told().tobytes()),
}
ENCODED = {
    "not-understood.jpg": jpeg(progressive=True).replace(
        b"\xff\xc4", segment(0xFE, RAW) + b"\xff\xc4"
    ),
    "text.png": _png(),
    "tags.tif": saved(picture(), "TIFF", tiffinfo={270: TOKEN, 315: TOKEN, 700: RAW}),
    "exif.webp": saved(picture(), "WEBP", exif=told(), xmp=RAW, icc_profile=named_profile()),
    "comment.gif": saved(picture(), "GIF", comment=RAW),
    "trailer.bmp": saved(picture(), "BMP") + RAW,
    "exif.heic": saved(picture(), "HEIF", exif=told().tobytes(), xmp=RAW),
    "cropped.pdf": raw_pdf(
        jpeg(comment=RAW),
        b"q 240 0 0 160 0 0 cm /Im0 Do Q BT /F1 8 Tf 300 300 Td (SECRETTOKEN) Tj ET",
        page_keys="/MediaBox[0 0 400 400]/CropBox[0 0 240 160]",
        resources=FONT,
    ),
}
EXTRACTED = {
    "stream.pdf": raw_pdf(
        after_start(segment(0xED, RAW), _exif_thumbnail(), comment=RAW, xmp=RAW) + RAW
    ),
    "layers.pdf": _layers(),
}
CARRIERS = PHOTOS | ENCODED | EXTRACTED
