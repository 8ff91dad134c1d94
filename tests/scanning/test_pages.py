"""Pages are whole, or not there."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import swapped
from jifen_desktop.scanning.pages import Pages
from tests.files.faulty import FullDisk

NAME = "样本扫描仪"


def _picture(mode: str = "RGB") -> Image.Image:
    image = Image.linear_gradient("L").resize((300, 400))
    return image.convert(mode)


def _data(kind: str, mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    _picture(mode).save(buffer, kind)
    return buffer.getvalue()


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(tmp_path, NAME)


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png")])
def test_what_a_scanner_coded_stays_byte_for_byte(pages: Pages, kind: str, suffix: str) -> None:
    data = _data(kind)
    pages.aside().write_bytes(data)
    page = pages.keep(300)
    assert page.path.read_bytes() == data
    assert (page.index, page.path.suffix, page.dpi) == (0, suffix, 300)
    assert (page.width, page.height) == (300, 400)
    assert list(page.path.parent.iterdir()) == [page.path]


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "PPM"])
@pytest.mark.parametrize(("mode", "format_"), [("RGB", "JPEG"), ("L", "JPEG"), ("1", "PNG")])
def test_raw_pixels_are_coded_and_bear_the_resolution(
    pages: Pages, kind: str, mode: str, format_: str
) -> None:
    pages.aside().write_bytes(_data(kind, mode))
    page = pages.keep(200)
    with Image.open(page.path) as image:
        assert (image.format, image.size) == (format_, (300, 400))
        assert image.mode == mode
        assert [round(value) for value in image.info["dpi"]] == [200, 200]
        difference = _picture(mode).convert("L").tobytes(), image.convert("L").tobytes()
    assert max(abs(a - b) for a, b in zip(*difference, strict=True)) <= 8


def test_a_tiff_tells_what_it_was_scanned_at(pages: Pages) -> None:
    _picture().save(pages.aside(), "TIFF", dpi=(75, 75))
    page = pages.keep(100)
    assert page.dpi == 75
    with Image.open(page.path) as image:
        assert [round(value) for value in image.info["dpi"]] == [75, 75]


def test_pages_are_numbered_from_their_first(pages: Pages) -> None:
    for _ in range(3):
        pages.aside().write_bytes(_data("PNG"))
        pages.keep(300)
    assert pages.done == 3
    pages.aside().write_bytes(_data("PNG"))
    assert pages.keep(300).path.name == "page-0004.png"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "PPM"])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.97])
def test_a_page_cut_short_is_told_and_gone(
    pages: Pages, tmp_path: Path, kind: str, share: float
) -> None:
    data = _data(kind)
    pages.aside().write_bytes(data[: int(len(data) * share)])
    with pytest.raises(JifenError) as failure:
        pages.keep(300)
    assert (failure.value.code, failure.value.params["name"]) == (Code.SCAN_PAGE_DAMAGED, NAME)
    assert list(tmp_path.iterdir()) == []
    assert pages.done == 0


def test_something_else_than_a_picture_is_no_page(pages: Pages, tmp_path: Path) -> None:
    pages.aside().write_bytes(b"<html>busy</html>")
    with pytest.raises(JifenError, match=Code.SCAN_PAGE_DAMAGED):
        pages.keep(300)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_as_such(pages: Pages, tmp_path: Path) -> None:
    pages.aside().write_bytes(_data("TIFF"))
    with swapped(FullDisk()), pytest.raises(JifenError) as failure:
        pages.keep(300)
    assert failure.value.code == Code.DISK_FULL
    assert list(tmp_path.iterdir()) == []
