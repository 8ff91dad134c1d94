"""To sRGB without losing tones, inverting or blackening."""

import io

import pytest
from PIL import Image, ImageCms

from jifen_desktop.imaging.colour import is_srgb, to_rgb
from tests.imaging.profiles import linear_profile

Pixel = tuple[int, int, int]


def _reopened(image: Image.Image, kind: str, **options: object) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    opened = Image.open(io.BytesIO(buffer.getvalue()))
    opened.load()
    return opened


def _pixel(image: Image.Image, x: int = 0, y: int = 0) -> Pixel:
    assert image.mode == "RGB"
    value = image.getpixel((x, y))
    assert isinstance(value, tuple)
    return (int(value[0]), int(value[1]), int(value[2]))


def _close(seen: Pixel, wanted: Pixel, slack: int = 3) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(seen, wanted, strict=True))


def _ramp16() -> Image.Image:
    image = Image.new("I;16", (256, 1))
    for x in range(256):
        image.putpixel((x, 0), x * 257)
    return image


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_grey_keeps_its_tones(kind: str) -> None:
    shown = to_rgb(_reopened(_ramp16(), kind))
    assert [_pixel(shown, x) for x in range(256)] == [(x, x, x) for x in range(256)]


def test_sixteen_bit_grey_where_zero_is_white() -> None:
    shown = to_rgb(_reopened(_ramp16(), "TIFF", tiffinfo={262: 0}))
    assert [_pixel(shown, x) for x in (0, 100, 255)] == [(255,) * 3, (155,) * 3, (0,) * 3]


@pytest.mark.parametrize(("mode", "top"), [("I", 65535), ("I", 255), ("F", 255.0), ("F", 1.0)])
def test_wide_greys_keep_their_tones(mode: str, top: float) -> None:
    image = Image.new(mode, (3, 1))
    for x, part in enumerate((0, 0.5, 1)):
        image.putpixel((x, 0), type(top)(top * part))
    shown = to_rgb(image)
    assert _close(_pixel(shown, 0), (0, 0, 0), 1)
    assert _close(_pixel(shown, 1), (127, 127, 127), 1)
    assert _close(_pixel(shown, 2), (255, 255, 255), 1)


def test_a_wide_grey_of_one_value() -> None:
    assert to_rgb(Image.new("I", (2, 2), 70000)).size == (2, 2)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA", "RGBa", "La"])
def test_transparent_becomes_white(mode: str) -> None:
    if mode == "PA":
        image = Image.new("P", (2, 1)).convert("PA")  # palette entry 0 is black
        image.putpixel((0, 0), (0, 0))
    else:
        image = Image.new("RGBA", (2, 1), (0, 0, 0, 0))
        image.putpixel((1, 0), (0, 0, 0, 255))
        for step in ["LA", "La"] if mode == "La" else [mode]:
            image = image.convert(step)
    assert image.mode == mode
    shown = to_rgb(image)
    assert (_pixel(shown, 0), _pixel(shown, 1)) == ((255, 255, 255), (0, 0, 0))


def test_half_transparent_red_is_pink() -> None:
    shown = to_rgb(Image.new("RGBA", (1, 1), (255, 0, 0, 128)))
    assert _close(_pixel(shown), (255, 127, 127), 1)


@pytest.mark.parametrize("mode", ["P", "RGB", "L"])
def test_a_transparent_colour_becomes_white(mode: str) -> None:
    image = Image.new("RGB", (2, 1), (10, 10, 10)).convert(mode)
    image.putpixel((1, 0), 1 if mode == "P" else 200 if mode == "L" else (200, 200, 200))
    key: object = {"RGB": (10, 10, 10), "L": 10}.get(mode, image.getpixel((0, 0)))
    shown = to_rgb(_reopened(image, "PNG", transparency=key))
    assert _pixel(shown, 0) == (255, 255, 255)


def test_black_and_white() -> None:
    image = Image.new("1", (2, 1))
    image.putpixel((1, 0), 1)
    shown = to_rgb(image)
    assert (_pixel(shown, 0), _pixel(shown, 1)) == ((0, 0, 0), (255, 255, 255))


def test_cmyk_is_not_inverted() -> None:
    # Pillow writes CMYK JPEG as Adobe does: inverted, with the marker that says so.
    image = _reopened(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG", quality=95)
    assert image.mode == "CMYK"
    assert _close(_pixel(to_rgb(image)), (255, 0, 0), 8)


def test_a_profile_is_applied() -> None:
    """Exchanged primaries are told by the result; no such profile comes with Pillow, so LAB is one."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    image = Image.new("LAB", (1, 1), (255, 128, 128))
    assert _close(_pixel(to_rgb(image)), (255, 255, 255), 4)
    plain = Image.new("RGB", (1, 1), (10, 200, 30))
    plain.info["icc_profile"] = lab.tobytes()
    assert _pixel(to_rgb(plain)) == (10, 200, 30)


def test_a_profile_with_another_tone_curve_changes_the_tones() -> None:
    image = Image.new("RGB", (1, 1), (128, 128, 128))
    image.info["icc_profile"] = linear_profile()
    # Linear light of 50 % is shown as 188 in sRGB (IEC 61966-2-1).
    assert _close(_pixel(to_rgb(image)), (188, 188, 188), 2)


def test_srgb_is_left_alone() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert is_srgb(srgb)
    assert not is_srgb(linear_profile())
    image = Image.new("RGB", (1, 1), (1, 2, 3))
    image.info["icc_profile"] = srgb
    assert to_rgb(image) is image


@pytest.mark.parametrize(
    "profile", [b"", b"x" * 200, b"x" * (9 << 20)], ids=["empty", "bad", "huge"]
)
def test_a_broken_profile_is_ignored(profile: bytes) -> None:
    image = Image.new("RGB", (1, 1), (1, 2, 3))
    image.info["icc_profile"] = profile
    assert _pixel(to_rgb(image)) == (1, 2, 3)
