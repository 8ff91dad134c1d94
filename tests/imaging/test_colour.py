"""To sRGB without losing tones, inverting or blackening."""

import io

import pytest
from PIL import Image, ImageCms

from jifen_desktop.imaging.colour import is_srgb, to_rgb
from tests.imaging.profiles import cmyk_profile, linear_profile

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


def _tiff(
    size: tuple[int, int], bits: tuple[int, ...], photometric: int, data: bytes
) -> Image.Image:
    """A TIFF written by hand, for the kinds that Pillow reads and doesn't write."""
    width, height = size
    extra = [(338, 3, 1, 2)] if len(bits) in (2, 4) and photometric < 5 else []
    entries = [(256, 4, 1, width), (257, 4, 1, height), (259, 3, 1, 1), (262, 3, 1, photometric)]
    entries += [(277, 3, 1, len(bits)), (278, 4, 1, height), (279, 4, 1, len(data)), *extra]
    end = 8 + 2 + 12 * (len(entries) + 2) + 4
    depths = b"".join(depth.to_bytes(2, "little") for depth in bits)
    inside = len(depths) <= 4
    place = int.from_bytes(depths, "little") if inside else end
    tail = b"" if inside else depths
    entries += [(258, 3, len(bits), place), (273, 4, 1, end + len(tail))]
    out = b"II*\0" + (8).to_bytes(4, "little") + len(entries).to_bytes(2, "little")
    for tag, kind, count, value in sorted(entries):
        fields = ((tag, 2), (kind, 2), (count, 4), (value, 4))
        out += b"".join(number.to_bytes(length, "little") for number, length in fields)
    opened = Image.open(io.BytesIO(out + bytes(4) + tail + data))
    opened.load()
    return opened


def _words(*values: int) -> bytes:
    return b"".join(value.to_bytes(2, "little") for value in values)


def test_twelve_bit_grey_keeps_its_tones() -> None:
    """Three samples in nine nibbles: white, middle, black; shown as 16 bits they would all be near black."""
    image = _tiff((4, 1), (12,), 1, bytes((0xFF, 0xF8, 0x00, 0x00, 0x00, 0x00)))
    shown = to_rgb(image)
    assert [_pixel(shown, x)[0] for x in range(3)] == [255, 128, 0]


@pytest.mark.parametrize(
    ("bits", "photometric", "data", "wanted"),
    [
        ((16,) * 3, 2, _words(65535, 32896, 0, 2570, 5140, 7710), [(255, 128, 0), (10, 20, 30)]),
        ((16,) * 4, 2, _words(65535, 32896, 0, 65535, 1, 1, 1, 0), [(255, 128, 0), (255,) * 3]),
        ((8,) * 4, 5, bytes((0, 255, 255, 0, 0, 0, 0, 255)), [(255, 0, 0), (0, 0, 0)]),
        ((16,) * 4, 5, _words(0, 65535, 65535, 0, 0, 0, 0, 65535), [(255, 0, 0), (0, 0, 0)]),
        ((8, 8), 1, bytes((0, 255, 0, 0)), [(0, 0, 0), (255, 255, 255)]),
        ((8,), 0, bytes((0, 255)), [(255, 255, 255), (0, 0, 0)]),
    ],
    ids=["rgb16", "rgba16", "cmyk", "cmyk16", "grey-alpha", "white-is-zero"],
)
def test_scanners_tiffs(
    bits: tuple[int, ...], photometric: int, data: bytes, wanted: list[Pixel]
) -> None:
    shown = to_rgb(_tiff((2, 1), bits, photometric, data))
    assert [_pixel(shown, x) for x in range(2)] == wanted


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_a_printing_profile_is_applied(kind: str) -> None:
    """Cyan is grey by this profile, and is the cyan of a screen without one."""
    cyan = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    options = {"quality": 95} if kind == "JPEG" else {}
    plain = _pixel(to_rgb(_reopened(cyan, kind, **options)), 8, 8)
    assert _close(plain, (0, 255, 255), 8)
    shown = _pixel(to_rgb(_reopened(cyan, kind, icc_profile=cmyk_profile(), **options)), 8, 8)
    assert _close(shown, (119, 119, 119), 8)
    paper = Image.new("CMYK", (16, 16), (0, 0, 0, 0))
    white = _pixel(to_rgb(_reopened(paper, kind, icc_profile=cmyk_profile(), **options)), 8, 8)
    assert _close(white, (255, 255, 255), 4)


def test_lab_as_scanners_write_it() -> None:
    """TIFF's L*a*b* has signed a and b: (54, 81, 70) is red under D50."""
    data = bytes((138, 81, 70, 255, 0, 0))
    shown = to_rgb(_tiff((2, 1), (8,) * 3, 8, data))
    assert _close(_pixel(shown, 0), (254, 0, 0), 6)
    assert _close(_pixel(shown, 1), (255, 255, 255), 2)


def test_a_palette_with_half_transparent_colours() -> None:
    image = Image.new("P", (3, 1))
    image.putpalette([255, 0, 0, 0, 0, 255, 0, 0, 0])
    image.putdata([0, 1, 2])
    shown = to_rgb(_reopened(image, "PNG", transparency=bytes((255, 128, 0))))
    assert [_pixel(shown, x) for x in range(3)] == [(255, 0, 0), (127, 127, 255), (255, 255, 255)]


def test_a_grey_profile_is_applied() -> None:
    """Linear light of 50 % is shown as 188 in sRGB, also where there is only grey, of 8 bits or 16."""
    profile = bytearray(linear_profile())
    assert profile[16:20] == b"RGB "
    profile[16:20] = b"GRAY"
    at = profile.index(b"rTRC")
    profile[at : at + 4] = b"kTRC"
    image = Image.new("L", (1, 1), 128)
    image.info["icc_profile"] = bytes(profile)
    assert _close(_pixel(to_rgb(image)), (188, 188, 188), 2)
    deep = Image.new("I;16", (1, 1), 128 * 257)
    deep.info["icc_profile"] = bytes(profile)
    assert _close(_pixel(to_rgb(deep)), (188, 188, 188), 2)
    assert not is_srgb(bytes(profile))


def test_srgb_is_told_by_its_colours_not_its_name() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    name, other = "sRGB".encode("utf-16-be"), "Lamp".encode("utf-16-be")
    assert is_srgb(srgb.replace(name, other))
    assert not is_srgb(linear_profile().replace("xxxx".encode("utf-16-be"), name))
    assert not is_srgb(cmyk_profile())
