"""All eight EXIF orientations show the same picture."""

import io

import pytest
from PIL import Image, ImageOps

from jifen_desktop.imaging.encode import encode_jpeg
from jifen_desktop.imaging.orientation import orientation, turned_further, upright, upright_size


def picture() -> Image.Image:
    """Six fields of different colours, 3 × 2, of 16 × 16 pixels: no turn looks like another."""
    image = Image.new("RGB", (48, 32))
    colours = [(250, 0, 0), (0, 250, 0), (0, 0, 250), (250, 250, 0), (0, 250, 250), (250, 0, 250)]
    for number, colour in enumerate(colours):
        image.paste(colour, (16 * (number % 3), 16 * (number // 3), 16 * (number % 3) + 16, 48))
    return image


def stored(turned: int) -> Image.Image:
    """The pixels a camera would store for that tag: the inverse of what a viewer does."""
    back = {2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}.get(turned, 1)
    return upright(picture(), back)


def tagged(turned: int, kind: str = "PNG") -> Image.Image:
    exif = Image.Exif()
    exif[274] = turned
    buffer = io.BytesIO()
    stored(turned).save(buffer, kind, exif=exif.tobytes())
    return Image.open(io.BytesIO(buffer.getvalue()))


@pytest.mark.parametrize("turned", range(1, 9))
def test_upright(turned: int) -> None:
    image = tagged(turned)
    assert orientation(image) == turned
    assert upright_size(image.size, turned) == (48, 32)
    shown = upright(image, turned)
    assert shown.tobytes() == picture().tobytes()
    # Pillow's own reading of the standard as a second opinion.
    assert ImageOps.exif_transpose(image).tobytes() == picture().tobytes()


@pytest.mark.parametrize("turned", [0, 9, 65535])
def test_an_impossible_value_is_upright(turned: int) -> None:
    assert orientation(tagged(turned)) == 1


def test_without_or_with_broken_exif() -> None:
    image = picture()
    assert orientation(image) == 1
    image.info["exif"] = b"Exif\0\0II*\0\xff\xff\xff\xff"
    assert orientation(image) == 1


def test_encoding_carries_nothing_and_is_the_same_each_time() -> None:
    image = picture()
    image.info.update(
        comment=b"token", exif=b"Exif\0\0token", xmp=b"token", icc_profile=b"token", dpi=(1, 1)
    )
    data = encode_jpeg(image)
    assert b"token" not in data
    assert data == encode_jpeg(image)
    assert image.info["comment"] == b"token"
    with Image.open(io.BytesIO(data)) as shown:
        assert (shown.format, shown.size, shown.mode) == ("JPEG", (48, 32), "RGB")
        assert not shown.getexif()
        assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert shown.layer[1][1:3] == (1, 1)  # type: ignore[attr-defined] # full colour resolution


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("value", range(1, 9))
def test_a_turn_on_top_of_each_orientation(value: int, quarters: int) -> None:
    image = picture()
    expected = upright(image, value).rotate(-90 * quarters, expand=True)
    assert upright(image, turned_further(value, quarters)).tobytes() == expected.tobytes()
