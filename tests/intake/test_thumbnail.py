"""Previews: upright, small, of the right picture."""

from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.imaging.orientation import upright
from jifen_desktop.intake.thumbnail import thumbnail_png
from tests.intake import makers
from tests.intake.makers import jpeg, opened, picture, same_colours, saved


def _shown(folder: Path, data: bytes, index: int = 0, box: int = 120) -> Image.Image:
    (folder / "a").write_bytes(data)
    image = opened(thumbnail_png(folder / "a", index, box))
    assert (image.format, image.mode) == ("PNG", "RGB")
    assert max(image.size) <= box
    return image


@pytest.mark.parametrize(
    "data",
    [
        jpeg(),
        jpeg(picture(3000, 2000)),
        jpeg(picture().convert("CMYK")),
        saved(picture(), "PNG"),
        saved(picture().convert("P"), "GIF"),
        saved(picture(), "HEIF"),
        saved(picture(), "TIFF"),
        makers.pdf(jpeg()),
        makers.pdf(saved(picture(), "PNG"), width=2400, height=1600),
    ],
    ids=["jpeg", "large", "cmyk", "png", "gif", "heif", "tiff", "pdf", "pdf-large"],
)
def test_every_format(tmp_path: Path, data: bytes) -> None:
    image = _shown(tmp_path, data)
    assert image.size == (120, 80)
    assert same_colours(image, 60)


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("embedded", [False, True], ids=["plain", "embedded"])
def test_upright(tmp_path: Path, turned: int, embedded: bool) -> None:
    back = {6: 8, 8: 6}.get(turned, turned)
    whole = upright(picture(960, 640), back)
    data = jpeg(whole, exif=makers.exif(turned))
    if embedded:
        data = makers.thumbnailed(
            whole, whole.resize((whole.width // 6, whole.height // 6)), turned
        )
    image = _shown(tmp_path, data)
    assert image.size == (120, 80)
    assert same_colours(image, 60)


def _of(image: Image.Image) -> str:
    seen = image.getpixel((5, 5))
    return "own" if isinstance(seen, tuple) and seen[0] < 60 else "picture"


@pytest.mark.parametrize(
    ("small", "box", "source"),
    [
        ((160, 107), 120, "own"),
        ((160, 107), 200, "own"),
        ((160, 107), 400, "picture"),
        ((160, 120), 120, "picture"),
        ((107, 160), 120, "picture"),
    ],
    ids=["fits", "a-bit-small", "too-small", "letterboxed", "turned-already"],
)
def test_the_cameras_own_thumbnail_is_used_where_it_fits(
    tmp_path: Path, small: tuple[int, int], box: int, source: str
) -> None:
    """It is black here, so that it can be told from the picture."""
    data = makers.thumbnailed(picture(960, 640), Image.new("RGB", small))
    assert _of(_shown(tmp_path, data, box=box)) == source


def test_a_broken_own_thumbnail_is_passed_over(tmp_path: Path) -> None:
    data = makers.thumbnailed(picture(960, 640), picture(160, 107))
    at = data.index(b"\xff\xd8", 2)
    broken = data[: at + 40] + bytes(200) + data[at + 240 :]
    assert same_colours(_shown(tmp_path, broken), 60)


def test_small_pictures_are_not_enlarged(tmp_path: Path) -> None:
    assert _shown(tmp_path, saved(picture(24, 16), "PNG")).size == (24, 16)


def test_pages(tmp_path: Path) -> None:
    data = makers.pdf(jpeg(), jpeg(picture().rotate(180)))
    assert same_colours(_shown(tmp_path, data, 1).rotate(180), 60)


def test_failures_are_codes(tmp_path: Path) -> None:
    with pytest.raises(JifenError) as caught:
        thumbnail_png(tmp_path / "none", 0, 100)
    assert caught.value.code == Code.FILE_MISSING
    with pytest.raises(JifenError) as caught:
        _shown(tmp_path, jpeg(makers.noise())[:3000])
    assert caught.value.code == Code.FILE_DAMAGED
    with pytest.raises(JifenError) as caught:
        _shown(tmp_path, makers.pdf(jpeg()), 3)
    assert caught.value.code == Code.FILE_DAMAGED
