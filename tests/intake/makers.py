"""Files for the tests, made here: pictures of six coloured fields, and PDFs of and around them."""

from __future__ import annotations

import io
from typing import Any

import pillow_heif
import pymupdf
from PIL import Image

pillow_heif.register_heif_opener()

COLOURS = [(250, 0, 0), (0, 250, 0), (0, 0, 250), (250, 250, 0), (0, 250, 250), (250, 0, 250)]
Box = tuple[float, float, float, float]


def picture(width: int = 240, height: int = 160) -> Image.Image:
    """Six fields of different colours, three by two."""
    image = Image.new("RGB", (width, height))
    for number, colour in enumerate(COLOURS):
        x, y = width // 3 * (number % 3), height // 2 * (number // 3)
        image.paste(colour, (x, y, x + width // 3 + 3, y + height // 2 + 2))
    return image


def noise(width: int = 800, height: int = 600) -> Image.Image:
    """A picture that doesn't compress, always the same one."""
    data = bytes((i * 7919 + (i >> 8) * 104729 + (i >> 3) * 31) & 255 for i in range(4096))
    return Image.frombytes(
        "RGB", (width, height), (data * (width * height * 3 // 4096 + 1))[: width * height * 3]
    )


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(image: Image.Image | None = None, **options: Any) -> bytes:
    return saved(image or picture(), "JPEG", **{"quality": 90, **options})


def exif(turned: int) -> bytes:
    tags = Image.Exif()
    tags[274] = turned
    return tags.tobytes()


def thumbnailed(image: Image.Image, small: Image.Image, turned: int = 1) -> bytes:
    """A JPEG with an embedded thumbnail, as cameras write it (Exif 2.32, 4.6)."""
    thumb = jpeg(small)
    second = 8 + 2 + 12 + 4
    start = second + 2 + 24 + 4
    block = (
        b"II*\0"
        + (8).to_bytes(4, "little")
        + (1).to_bytes(2, "little")
        + _entry(274, 3, turned)
        + second.to_bytes(4, "little")
        + (2).to_bytes(2, "little")
        + _entry(0x201, 4, start)
        + _entry(0x202, 4, len(thumb))
        + bytes(4)
        + thumb
    )
    return jpeg(image, exif=b"Exif\0\0" + block)


def _entry(tag: int, kind: int, value: int) -> bytes:
    fields = (tag, 2), (kind, 2), (1, 4), (value, 4)
    return b"".join(number.to_bytes(size, "little") for number, size in fields)


def same_colours(image: Image.Image, slack: int = 40) -> bool:
    """Whether the six fields are where `picture` has them."""
    image = image.convert("RGB")
    width, height = image.size
    for number, colour in enumerate(COLOURS):
        at = (width * (2 * (number % 3) + 1) // 6, height * (2 * (number // 3) + 1) // 4)
        seen = image.getpixel(at)
        assert isinstance(seen, tuple)
        if any(abs(int(a) - b) > slack for a, b in zip(seen, colour, strict=True)):
            return False
    return True


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def pdf(*images: bytes, width: float = 240, height: float = 160) -> bytes:
    """Each picture on a page of its own that it fills."""
    doc = pymupdf.open()
    for data in images:
        page = doc.new_page(width=width, height=height)
        page.insert_image(page.rect, stream=data, keep_proportion=False)
    return stored(doc)


def stored(doc: Any, **options: Any) -> bytes:
    data: bytes = doc.tobytes(**options)
    doc.close()
    return data


def raw_pdf(
    image: bytes,
    content: bytes = b"q 240 0 0 160 0 0 cm /Im0 Do Q",
    *,
    size: tuple[int, int] = (240, 160),
    image_keys: str = "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
    page_keys: str = "/MediaBox[0 0 240 160]",
    resources: str = "",
    more: tuple[bytes, ...] = (),
) -> bytes:
    """A PDF written by hand, so that each key is exactly what the test is about; objects from 6 on
    are `more`.
    """
    xobject = f"/Type/XObject/Subtype/Image/Width {size[0]}/Height {size[1]}{image_keys}"
    page = f"<</Type/Page/Parent 2 0 R/Contents 4 0 R{page_keys}/Resources<</XObject<</Im0 5 0 R>>{resources}>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page.encode(),
        _stream("", content),
        _stream(xobject, image),
        *more,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream(keys: str, data: bytes) -> bytes:
    return _stream(keys, data)


def _stream(keys: str, data: bytes) -> bytes:
    return f"<<{keys}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"
