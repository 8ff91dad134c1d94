"""Every kind of picture to 8-bit sRGB, without losing tones, inverting them or blackening what is
transparent.
"""

import io
from typing import Final

from PIL import Image, ImageChops, ImageCms

PHOTOMETRIC: Final = 262  # TIFF 6.0: 0 says that zero is white
MAX_PROFILE: Final = 8 << 20  # bytes; a print profile has 0.5 to 3 MB


def to_rgb(image: Image.Image) -> Image.Image:
    """The picture as mode RGB in sRGB, on white where transparent; a new or the same object.

    16-bit, 32-bit and float greys keep their tones (Pillow's own conversion clips all above 255 to
    white); an embedded profile is applied, one that can't be is ignored as most viewers do.
    """
    profile = _profile(image)
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        return _deep_grey(image).convert("RGB")
    if image.mode == "LAB":
        return _lab(image)
    if _transparent(image):
        return _on_white(image, profile)
    if image.mode in ("1", "P", "La"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    return _converted(image, profile)


def is_srgb(profile: bytes) -> bool:
    """Whether an ICC profile is sRGB by its description, so that leaving it out changes nothing."""
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return "srgb" in ImageCms.getProfileDescription(opened).lower()
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return False


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
    layered = image.convert("RGBA")
    colours = _converted(layered.convert("RGB"), profile)
    white = Image.new("RGB", image.size, (255, 255, 255))
    white.paste(colours, mask=layered.getchannel("A"))
    return white


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
    """Grey of more than 8 bits to mode L by its full range: 16 bits / 257, wider ones by their
    extremes.
    """
    inverted = _zero_is_white(image)
    if image.mode.startswith("I;16"):
        table = [(value + 128) // 257 for value in range(65536)]
        grey = image.convert("I").point(table, "L")
    else:
        grey = _stretched(image.convert("F"))
    return ImageChops.invert(grey) if inverted else grey


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
