"""Edited pages as they are written, previewed and looked at: always the same pixels, never the original's file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from jifen_desktop.domain.edits import Corners, Edit
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.imaging.geometry import SHEET, edited_size
from jifen_desktop.imaging.jpeg import picture_span
from jifen_desktop.intake import exported
from jifen_desktop.intake.exported import exported_pixels, sheet_pixels
from jifen_desktop.intake.pages import write_page
from jifen_desktop.intake.sheet import write_sheet
from jifen_desktop.intake.thumbnail import thumbnail_png
from jifen_desktop.worker import limits
from tests.intake import makers
from tests.intake.makers import jpeg, opened, pdf, picture, same_colours, saved

CORNERS: Corners = ((0.02, 0.0), (1.0, 0.03), (0.97, 1.0), (0.0, 0.98))
EVERYTHING = Edit(turns=1, corners=CORNERS, crop=(0.1, 0.1, 0.9, 1.0), brightness=10, contrast=20)
SOURCES = {
    "jpeg": jpeg(picture(960, 640)),
    "jpeg-turned": jpeg(picture(960, 640), exif=makers.exif(6)),
    "png": saved(picture(960, 640), "PNG"),
    "heif": saved(picture(960, 640), "HEIF"),
    "pdf-extracted": pdf(jpeg(picture(960, 640))),
    "pdf-rendered": pdf(saved(picture(960, 640), "PNG")),
}


def written(folder: Path, data: bytes, edit: Edit) -> tuple[bytes, Method]:
    """The page as it goes out; the source stays as it was."""
    source, target = folder / "source", folder / "out"
    source.write_bytes(data)
    page = write_page(source, 0, ImageFormat.JPG, target, edit=edit)
    assert source.read_bytes() == data
    return target.read_bytes(), page.method


def upright(data: bytes) -> Image.Image:
    return ImageOps.exif_transpose(opened(data)).convert("RGB")


@pytest.mark.parametrize("kind", SOURCES)
def test_every_edit_of_every_format(tmp_path: Path, kind: str) -> None:
    before, _ = written(tmp_path, SOURCES[kind], Edit())
    after, method = written(tmp_path, SOURCES[kind], EVERYTHING)
    assert method == Method.ENCODED
    image = opened(after)
    assert image.size == edited_size(upright(before).size, EVERYTHING)
    assert not image.getexif()
    again, _ = written(tmp_path, SOURCES[kind], EVERYTHING)
    assert again == after


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turn_alone_leaves_coded_data_as_it_is(tmp_path: Path, kind: str, turns: int) -> None:
    before, how = written(tmp_path, SOURCES[kind], Edit())
    after, method = written(tmp_path, SOURCES[kind], Edit(turns=turns))
    wanted = upright(before).rotate(-90 * turns, expand=True)
    if how == Method.ENCODED:
        assert upright(after).size == wanted.size
    else:
        assert upright(after).tobytes() == wanted.tobytes()
        (a, b), (c, d) = picture_span(before), picture_span(after)
        assert before[a:b] == after[c:d]
    assert method == how


def test_a_jpeg_that_cannot_be_taken_apart_is_encoded(tmp_path: Path) -> None:
    plain = jpeg(picture(960, 640))
    start, _ = picture_span(plain)
    odd = (
        plain[:start] + b"\xff\xfe\0\x02" * 6000 + plain[start:]
    )  # more segments than any camera writes
    after, method = written(tmp_path, odd, Edit(turns=2))
    assert method == Method.ENCODED
    assert same_colours(opened(after).rotate(180))


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize("edit", [EVERYTHING, Edit(turns=3)], ids=["all", "turned"])
def test_what_is_looked_at_is_what_is_written(tmp_path: Path, kind: str, edit: Edit) -> None:
    data, method = written(tmp_path, SOURCES[kind], edit)
    seen = exported_pixels(tmp_path / "source", 0, ImageFormat.JPG, edit)
    assert (seen.size, seen.method) == (len(data), method)
    shown = Image.frombytes("RGB", (seen.width, seen.height), seen.data)
    assert shown.tobytes() == upright(data).tobytes()


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize(
    "edit", [EVERYTHING, Edit(crop=(0.4, 0.4, 0.5, 0.55))], ids=["all", "small crop"]
)
def test_the_thumbnail_shows_the_same(tmp_path: Path, kind: str, edit: Edit) -> None:
    whole = upright(written(tmp_path, SOURCES[kind], edit)[0])
    small = opened(thumbnail_png(tmp_path / "source", 0, 60, edit))
    assert max(small.size) <= 60
    assert abs(small.width / small.height - whole.width / whole.height) < 0.06
    again = whole.resize(small.size, Image.Resampling.BOX)
    assert ImageStat.Stat(ImageChops.difference(small, again).convert("L")).mean[0] < 12


def test_as_it_is_shows_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(SOURCES["png"])
    seen = exported_pixels(path, 0, ImageFormat.AS_IS)
    assert (seen.width, seen.height, seen.size) == (960, 640, len(SOURCES["png"]))
    assert seen.method == Method.COPIED


def test_what_may_be_looked_at_may_be_answered() -> None:
    assert 3 * exported.MOST < limits.ANSWER


def test_too_many_pixels_to_look_at_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exported, "MOST", 960 * 640 - 1)
    path = tmp_path / "a.jpg"
    path.write_bytes(SOURCES["jpeg"])
    with pytest.raises(JifenError) as caught:
        exported_pixels(path, 0, ImageFormat.JPG)
    assert caught.value.code == Code.FILE_TOO_LARGE


def test_two_sides_on_one_sheet(tmp_path: Path) -> None:
    front, back = tmp_path / "front.jpg", tmp_path / "back.pdf"
    front.write_bytes(jpeg(picture(540, 856)))
    back.write_bytes(pdf(jpeg(picture(1712, 1080)), width=171, height=108))
    sides = ((front, 0, Edit(turns=3)), (back, 0, Edit(crop=(0.0, 0.0, 1.0, 1.0))))
    page = write_sheet(sides, tmp_path / "out.jpg")
    data = (tmp_path / "out.jpg").read_bytes()
    assert (page.method, page.size, page.suffix) == (Method.ENCODED, len(data), ".jpg")
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == SHEET
        assert image.info["dpi"] == (300, 300)
        assert not image.getexif()
    seen = sheet_pixels(sides)
    assert Image.frombytes("RGB", SHEET, seen.data).tobytes() == upright(data).tobytes()
