"""A page as it is printed: untouched where it can be, never enlarged, grey where a seal is to be seen on it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.intake.printed import write_printed

ROOM = (400, 300)


def photo(folder: Path, size: tuple[int, int], exif: int = 0) -> Path:
    path = folder / "photo.jpg"
    tags = Image.Exif()
    if exif:
        tags[0x0112] = exif
    picture = Image.effect_noise(size, 60).convert("RGB")
    picture.paste((200, 20, 20), (0, 0, size[0] // 4, size[1] // 4))  # the upper left corner is red
    picture.save(path, exif=tags, quality=90)
    return path


def printed(path: Path, edit: Edit = NO_EDIT, *, grey: bool = False) -> Image.Image:
    target = path.with_name("printed.jpg")
    size = write_printed(path, 0, edit, ROOM, grey, target)
    image = Image.open(io.BytesIO(target.read_bytes()))
    assert image.format == "JPEG"
    assert image.size == size
    assert not image.getexif()
    return image


def scan_of(path: Path) -> bytes:
    """The coded picture: from the start of scan to the end."""
    data = path.read_bytes()
    return data[data.index(b"\xff\xda") :]


def test_a_jpeg_about_as_fine_keeps_its_coded_picture(tmp_path: Path) -> None:
    path = photo(tmp_path, (480, 360))
    assert printed(path).size == (480, 360)
    assert scan_of(tmp_path / "printed.jpg") == scan_of(path)


def test_a_finer_one_is_made_as_fine_as_it_is_printed(tmp_path: Path) -> None:
    image = printed(photo(tmp_path, (1600, 1200)))
    assert image.size == ROOM


def test_a_small_one_is_never_enlarged(tmp_path: Path) -> None:
    assert printed(photo(tmp_path, (120, 90)), Edit(brightness=20)).size == (120, 90)


def test_turned_photos_stand_upright(tmp_path: Path) -> None:
    image = printed(photo(tmp_path, (480, 360), exif=6)).convert("RGB")
    assert image.size[0] < image.size[1]
    red, green, _ = image.getpixel((image.width - 10, 10))  # type: ignore[misc]
    assert red > 150 > green


def test_an_edit_is_what_is_printed(tmp_path: Path) -> None:
    image = printed(photo(tmp_path, (1600, 1200)), Edit(crop=(0.0, 0.0, 0.25, 0.25)))
    red, green, _ = image.convert("RGB").resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]
    assert red > 150 > green


@pytest.mark.parametrize("size", [(480, 360), (1600, 1200)])
def test_a_copy_for_the_seal_has_no_colour(tmp_path: Path, size: tuple[int, int]) -> None:
    assert printed(photo(tmp_path, size), grey=True).mode == "L"


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0broken")
    with pytest.raises(JifenError):
        write_printed(path, 0, NO_EDIT, ROOM, False, tmp_path / "out.jpg")
    assert not (tmp_path / "out.jpg").exists()
