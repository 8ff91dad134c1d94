"""Every kind of picture to 8-bit sRGB, without losing tones, inverting them or blackening what is
transparent.
"""

import io
from functools import lru_cache
from typing import Final

from PIL import Image, ImageChops, ImageCms

from jifen_desktop.imaging.icc import MAX_PROFILE

BITS: Final = 258  # TIFF 6.0: bits of each sample
PHOTOMETRIC: Final = 262  # TIFF 6.0: 0 says that zero is white
_BAND: Final = 256  # rows
SAME: Final = 2  # the rounding of two profiles of the same colours
# By the profile's colour space (ICC.1:2022, 7.2.6): every grey, and a grid over all colours.
_GREYS: Final = bytes(range(256))
_LEVELS: Final = range(0, 256, 51)
_PROBES: Final = {
    b"GRAY": ("L", _GREYS),
    b"RGB ": (
        "RGB",
        bytes(c for grey in _GREYS for c in (grey, grey, grey))
        + bytes(c for r in _LEVELS for g in _LEVELS for b in _LEVELS for c in (r, g, b)),
    ),
}


def to_rgb(image: Image.Image) -> Image.Image:
    """The picture as mode RGB in sRGB, on white where transparent; a new or the same object.

    16-bit, 32-bit and float greys keep their tones (Pillow's own conversion clips all above 255 to
    white); an embedded profile is applied, one that can't be is ignored as most viewers do.
    """
    profile = _profile(image)
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        return _on_white_key(image, _converted(_deep_grey(image), profile))
    if image.mode == "LAB":
        return _lab(image)
    if _transparent(image):
        return _on_white(image, profile)
    if image.mode in ("1", "P", "La"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    return _converted(image, profile)


@lru_cache(maxsize=8)
def is_srgb(profile: bytes) -> bool:
    """Whether leaving an ICC profile out changes no colour by more than `SAME` levels of 255.

    Told by its colours: a description can say sRGB of anything, or nothing of sRGB.
    """
    probe = _PROBES.get(profile[16:20])
    if probe is None:
        return False
    image = Image.frombytes(probe[0], (len(probe[1]) // len(probe[0]), 1), probe[1])
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return False
    if shown is None:
        return False
    extremes = ImageChops.difference(image.convert("RGB"), shown).getextrema()
    return all(high <= SAME for _, high in extremes)  # type: ignore[misc]


def _profile(image: Image.Image) -> bytes | None:
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or not 128 <= len(profile) <= MAX_PROFILE:
        return None
    return None if is_srgb(profile) else profile


def _transparent(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info


def _on_white(image: Image.Image, profile: bytes | None) -> Image.Image:
    if image.mode == "La":
        image = image.convert("LA")
    white = Image.new("RGB", image.size, (255, 255, 255))
    for top in range(0, image.height, _BAND):  # whole copies would not fit a worker's memory
        box = (0, top, image.width, min(top + _BAND, image.height))
        layered = image.crop(box).convert("RGBA")
        colours = _converted(layered.convert("RGB"), profile)
        white.paste(colours, box, layered.getchannel("A"))
    return white


def _on_white_key(deep: Image.Image, shown: Image.Image) -> Image.Image:
    """`shown` with white where a 16-bit grey has the one level that is transparent."""
    key = deep.info.get("transparency")
    if isinstance(key, int) and deep.mode.startswith("I;16") and 0 <= key <= 0xFFFF:
        table = [255 if level == key else 0 for level in range(65536)]
        shown.paste((255, 255, 255), mask=deep.convert("I").point(table, "L"))
    return shown


def _converted(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile is not None and image.mode in ("RGB", "L", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            done = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            done = None
        if done is not None:
            return done
    return image if image.mode == "RGB" else image.convert("RGB")


def _deep_grey(image: Image.Image) -> Image.Image:
    """Grey of more than 8 bits to mode L by its full range: 12 and 16 bits by theirs, wider ones by their
    extremes.
    """
    inverted = _zero_is_white(image)
    if image.mode.startswith("I;16"):
        top = _top(image)
        table = [(min(value, top) * 255 + top // 2) // top for value in range(65536)]
        grey = image.convert("I").point(table, "L")
    else:
        grey = _stretched(image.convert("F"))
    return ImageChops.invert(grey) if inverted else grey


def _top(image: Image.Image) -> int:
    """The level of white: Pillow reads a TIFF of 12 bits a sample into 16 without widening it."""
    bits = getattr(image, "tag_v2", {}).get(BITS, 16)
    depth = bits[0] if isinstance(bits, tuple) and bits else bits
    return 4095 if depth == 12 else 65535


def _stretched(image: Image.Image) -> Image.Image:
    extremes = image.getextrema()
    low, high = (float(value) for value in extremes)  # type: ignore[arg-type]
    if low >= 0 and high <= 255 and high > 1:
        low, high = 0.0, 255.0
    elif low >= 0 and 255 < high <= 65535:
        low, high = 0.0, 65535.0
    elif low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    scale = 255.0 / (high - low) if high > low else 0.0
    return image.point(lambda value: value * scale + (0.5 - low * scale)).convert("L")


def _zero_is_white(image: Image.Image) -> bool:
    # Pillow inverts such greys up to 8 bits itself.
    tags = getattr(image, "tag_v2", None)
    return tags is not None and tags.get(PHOTOMETRIC) == 0


def _lab(image: Image.Image) -> Image.Image:
    done = ImageCms.profileToProfile(
        image, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    if done is None:
        raise ValueError("no picture")
    return done
