"""Picture files by Pillow; runs in a worker."""

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

import pillow_heif
from PIL import Image, ImageFile

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import Method
from jifen_desktop.domain.pages import Media, PageFacts
from jifen_desktop.imaging import limits
from jifen_desktop.imaging.jpeg import (
    JpegError,
    Span,
    bare,
    orientation_of,
    picture_span,
    read_head,
)
from jifen_desktop.imaging.orientation import TAG, orientation, upright, upright_size
from jifen_desktop.imaging.quality import LONG_SIDE, measure, small_grey
from jifen_desktop.intake.source import decoding, too_large

FIRST_FRAME: Final = "first_frame"

FAX_STRETCH: Final = (
    4.0  # 204 columns to the inch and 98 or 51 lines; more than that is a mistake in the file
)
FAX_SLACK: Final = 0.02  # less is rounding

_REDUCED: Final = 254  # TIFF 6.0 NewSubfileType; bit 0 marks a smaller copy of another page
_MP_ENTRY: Final = 0xB002
_FORMATS: Final = {
    Media.JPEG: ("JPEG",),
    Media.PNG: ("PNG",),
    Media.TIFF: ("TIFF",),
    Media.WEBP: ("WEBP",),
    Media.BMP: ("BMP",),
    Media.GIF: ("GIF",),
    Media.HEIF: ("HEIF",),
}

# One thread each: the two workers use two cores, and a thread's stack and arena count against the
# memory limit.
pillow_heif.options.DECODE_THREADS = 1
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
Image.MAX_IMAGE_PIXELS = (
    limits.JPEG_PIXELS // 2
)  # Pillow refuses at twice this number, warns before
ImageFile.LOAD_TRUNCATED_IMAGES = False


@contextmanager
def opened(data: bytes, media: Media) -> Iterator[Image.Image]:
    """The picture, not decoded yet, with its pixels checked. Raises JifenError."""
    with decoding(), _open(data, media) as image:
        _check(image, limits.JPEG_PIXELS if media == Media.JPEG else limits.IMAGE_PIXELS)
        yield image


def inspect_image(data: bytes, media: Media) -> tuple[tuple[PageFacts, ...], str]:
    """Decode every page once; (pages, note). Raises JifenError FILE_DAMAGED, FILE_TOO_LARGE and
    others.
    """
    with opened(data, media) as image:
        if media == Media.TIFF:
            return tuple(_tiff_pages(image)), ""
        turned = orientation(image)
        size = upright_size(image.size, turned)
        shown = prove_jpeg(data, LONG_SIDE) if media == Media.JPEG else image
        quality = measure(upright(small_grey(shown), turned))
        page = PageFacts(0, *size, Method.ENCODED, quality=quality)
        if media == Media.JPEG and (span := plain_span(data, turned)) is not None:
            page = replace(page, method=Method.COPIED, size=len(bare(data, span=span)))
        return (page,), FIRST_FRAME if _has_more(image) else ""


def plain_span(data: bytes, turned: int) -> Span | None:
    """The picture's span (`jpeg.picture_span`) in a JPEG that can go out without its metadata and be shown just as
    before: its structure is understood, and it is turned as the decoder says. Else None.
    """
    try:
        span = picture_span(data)
        return span if orientation_of(data) == turned else None
    except JpegError:
        return None


def plain_file_span(data: bytes) -> Span | None:
    """`plain_span` of a whole file that was inspected before."""
    with opened(data, Media.JPEG) as image:
        return plain_span(data, orientation(image))


def _has_more(image: Image.Image) -> bool:
    """Whether there are further pictures to look at. Those that phones add to a JPEG (MPO: depth, gain map,
    preview) are none; a panorama's or a stereo camera's are (CIPA DC-007, 5.2.3.3).
    """
    if getattr(image, "n_frames", 1) == 1:
        return False
    entries = (getattr(image, "mpinfo", None) or {}).get(_MP_ENTRY)
    if entries is None:
        return True
    kinds = [str(entry["Attribute"]["MPType"]) for entry in entries[1:]]
    return any(kind.startswith("Multi-Frame") for kind in kinds)


def decode_page(data: bytes, media: Media, index: int) -> Image.Image:
    """One page, decoded and upright, in the file's own mode; a JPEG beyond 120 megapixels at half its size.

    Raises JifenError.
    """
    with opened(data, media) as image:
        if media == Media.TIFF:
            image.seek(_frames(image)[index])
            _check(image)
        elif index:
            raise JifenError(Code.FILE_DAMAGED)
        if media == Media.TIFF:
            return _square(image)
        turned = orientation(image)
        if (
            image.width * image.height > limits.IMAGE_PIXELS
        ):  # a JPEG of a phone with 200 megapixels
            image.draft(None, (image.width // 2, image.height // 2))
        image.load()
        return upright(image, turned)


def same_pictures(first: bytes, second: bytes, media: Media) -> bool:
    """Whether two files show the same, picture by picture: of a JPEG the coded data and all that decoding
    needs, of others the pixels. Raises JifenError.
    """
    if media == Media.JPEG:
        with decoding():
            (start, end), heads = picture_span(first), (read_head(first), read_head(second))
            return heads[0] == heads[1] and first[start:end] == second[start:end]
    with opened(first, media) as one, opened(second, media) as other:
        frames = _frames(one) if media == Media.TIFF else [0]
        return frames == (_frames(other) if media == Media.TIFF else [0]) and all(
            _shown(one, frame) == _shown(other, frame) for frame in frames
        )


def _shown(image: Image.Image, frame: int) -> tuple[object, ...]:
    image.seek(frame)
    _check(image)
    digest = hashlib.sha256(image.tobytes()).hexdigest()
    return image.mode, image.size, digest, orientation(image), image.info.get("icc_profile")


def prove_jpeg(data: bytes, side: int = 0) -> Image.Image:
    """Decode a JPEG small, which reads every bit of it, to grey: to an eighth, or with `side` to a long side of that
    many pixels or somewhat more, as far as it has them. Not turned. Raises JifenError FILE_DAMAGED.

    A file cut off while it was copied may be filled up with zeros, which decode to grey without an
    error: such a tail without an end marker is damage too.
    """
    with decoding(), _open(data, Media.JPEG) as image:
        _check(image, limits.JPEG_PIXELS)
        share = max(1 / 8, min(1.0, side / max(image.size)))
        wanted = max(1, int(image.width * share)), max(1, int(image.height * share))
        # grey alone: the colours' data are read all the same, and not made into pixels
        image.draft("L", wanted)
        image.load()
    if data.endswith(bytes(64)) and data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda"):
        raise JifenError(Code.FILE_DAMAGED)
    return image


def _tiff_pages(image: Image.Image) -> Iterator[PageFacts]:
    for index, frame in enumerate(_frames(image)):
        image.seek(frame)
        _check(image)
        page = _square(image)
        quality = measure(small_grey(page)) if index < limits.MEASURED_PAGES else None
        yield PageFacts(index, *page.size, Method.ENCODED, quality=quality)


def _square(image: Image.Image) -> Image.Image:
    """A page of a TIFF, decoded, its pixels made square where a fax machine wrote half as many lines as columns to the
    inch: a JPEG's viewer would show it flattened. Only black and white pages; other TIFFs' resolutions are often wrong.
    """
    across, down = (float(dots) for dots in image.info.get("dpi", (1, 1)))
    lying = (
        int(getattr(image, "tag_v2", {}).get(TAG, 1)) >= 5
    )  # Pillow turns it while it is decoded
    image.load()
    fine = image.mode == "1" and across > 0 and down > 0
    ratio = (down / across if lying else across / down) if fine else 1.0
    if abs(ratio - 1) <= FAX_SLACK or not 1 / FAX_STRETCH <= ratio <= FAX_STRETCH:
        return image
    width, height = image.size
    size = (width, round(height * ratio)) if ratio > 1 else (round(width / ratio), height)
    if size[0] * size[1] > limits.IMAGE_PIXELS or max(size) > limits.JPEG_SIDE:
        return image
    return image.convert("L").resize(size, Image.Resampling.BICUBIC)


def _frames(image: Image.Image) -> list[int]:
    """The frames that are pages. Counting follows the chain of directories, hence the limit on the
    way.
    """
    frames: list[int] = []
    number = 0
    while True:
        try:
            image.seek(number)
        except EOFError:
            break
        tags = getattr(image, "tag_v2", {})
        if not int(tags.get(_REDUCED, 0)) & 1:
            frames.append(number)
        number += 1
        if number > limits.PAGES:
            raise JifenError(Code.FILE_TOO_MANY_PAGES, size=number, limit=limits.PAGES)
    return frames or [0]


def _open(data: bytes, media: Media) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limits are ours
        return Image.open(io.BytesIO(data), formats=_FORMATS[media])


def _check(image: Image.Image, pixels: int = limits.IMAGE_PIXELS) -> None:
    width, height = image.size
    if width < 1 or height < 1:
        raise JifenError(Code.FILE_DAMAGED)
    if width * height > pixels:
        raise too_large(width * height, pixels)
    if max(width, height) > limits.JPEG_SIDE:
        raise JifenError(Code.FILE_TOO_LARGE)
