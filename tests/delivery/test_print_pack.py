"""The sheets that are printed: exact paper, cards at true size, a footer that is read back, and never a seal."""

from __future__ import annotations

import errno
import io
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from jifen_desktop.delivery.pdf_kit import Canvas
from jifen_desktop.delivery.print_pack import (
    FIELD_WORDS,
    Picture,
    Printed,
    room,
    write_print_pack,
)
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.imaging.geometry import A4_MM, CARD_MM

from .reading import MM, assert_inside_and_apart, assert_small_subset_fonts, opened, squeezed

MARK = "JF1ABCDEFGH12"
# A company's longest name, a rare character, and what turns or breaks lines.
LONG = "上海" + "样本信息技术服务外包" * 8 + "有限公司\u202e\n龘\t· 联系人（人事专员）身份证"


def jpeg(folder: Path, size: tuple[int, int], colour: str = "steelblue") -> Path:
    path = folder / f"{size[0]}x{size[1]}.jpg"
    Image.new("RGB", size, colour).save(path)
    return path


def picture(
    folder: Path, size: tuple[int, int], paper: tuple[float, float] | None = None
) -> Picture:
    return Picture(jpeg(folder, size), size, paper)


def written(folder: Path, *pages: Printed) -> bytes:
    target = folder / "打印件.pdf"
    write_print_pack(pages, target)
    return target.read_bytes()


def places(page: Any) -> list[tuple[float, float, float, float]]:
    """Each picture's left, top, width and height in mm."""
    rects = [rect for image in page.get_images() for rect in page.get_image_rects(image[0])]
    return sorted((r.x0 * MM, r.y0 * MM, r.width * MM, r.height * MM) for r in rects)


def drawn(page: Any, dpi: int = 100) -> Image.Image:
    """The page as another renderer would print it."""
    data = page.get_pixmap(dpi=dpi).tobytes("png")
    return Image.open(io.BytesIO(data)).convert("RGB")


def card(folder: Path, *, seal: bool = False) -> Printed:
    sides = (picture(folder, (1011, 638), CARD_MM), picture(folder, (1012, 638), CARD_MM))
    return Printed(sides, "张样本 · 身份证", MARK, seal)


@pytest.mark.parametrize("seal", [False, True])
def test_both_sides_of_a_card_at_true_size_on_one_a4(tmp_path: Path, seal: bool) -> None:
    with opened(written(tmp_path, card(tmp_path, seal=seal))) as document:
        (page,) = document
        assert (page.rect.width * MM, page.rect.height * MM) == pytest.approx((210, 297), abs=0.1)
        first, second = places(page)
        assert first[2:] == pytest.approx((85.6, 54.0), abs=0.1)
        assert second[2:] == pytest.approx((85.6, 54.0), abs=0.1)
        assert abs(first[1] - second[1]) > 54 + 10  # below each other, apart
        assert (FIELD_WORDS in page.get_text()) == seal


@pytest.mark.parametrize("pixels", [(3000, 2000), (2000, 3000), (600, 6000), (6000, 600)])
@pytest.mark.parametrize("seal", [False, True])
def test_a_certificate_is_fitted_whole_into_its_room(
    tmp_path: Path, pixels: tuple[int, int], seal: bool
) -> None:
    data = written(tmp_path, Printed((picture(tmp_path, pixels),), "张样本 · 毕业证书", MARK, seal))
    with opened(data) as document:
        ((left, top, wide, high),) = places(document[0])
        assert wide / high == pytest.approx(pixels[0] / pixels[1], rel=0.01)
        most = room(seal)
        assert wide == pytest.approx(most[0], abs=0.1) or high == pytest.approx(most[1], abs=0.1)
        assert left >= 14.9
        assert left + wide <= 195.1
        assert top + high <= (222.1 if seal else 272.1)


def test_the_footer_names_paper_and_page_and_its_mark_is_read(tmp_path: Path) -> None:
    data = written(
        tmp_path, card(tmp_path), Printed((picture(tmp_path, (600, 400)),), LONG, "X", True)
    )
    assert_inside_and_apart(data)
    assert_small_subset_fonts(data)
    with opened(data) as document:
        first, second = document
        assert "张样本 · 身份证" in first.get_text()
        assert "第 1 / 2 页" in first.get_text()
        assert "第 2 / 2 页" in second.get_text()
        whole = squeezed(LONG.replace("\u202e", ""))
        assert whole in squeezed(second.get_text().replace(FIELD_WORDS, ""))
        for page, mark in ((first, MARK), (second, "X")):
            (code,) = zxingcpp.read_barcodes(drawn(page))
            assert (code.text, str(code.format)) == (mark, str(zxingcpp.BarcodeFormat.QRCode))


def test_no_seal_is_drawn(tmp_path: Path) -> None:
    """A seal is red; the program's own ink is black and a bluish grey, and the field stays white."""
    grey = Picture(jpeg(tmp_path, (600, 400), "#909090"), (600, 400))
    with opened(written(tmp_path, Printed((grey,), "张样本 · 毕业证书", MARK, True))) as document:
        image = drawn(document[0])
    colours = image.getcolors(1 << 16) or []
    assert colours
    assert not [c for _, c in colours if isinstance(c, tuple) and c[0] > max(c[1], c[2]) + 8]
    field = image.crop(tuple(round(v / 25.4 * 100) for v in (151, 228, 193, 270)))  # type: ignore[arg-type]
    assert field.getcolors() == [(field.width * field.height, (255, 255, 255))]


def test_pictures_are_embedded_as_they_are(tmp_path: Path) -> None:
    page = Printed((picture(tmp_path, (600, 400)),), "张样本 · 毕业证书", MARK)
    source = page.pictures[0].path.read_bytes()
    with opened(written(tmp_path, page)) as document:
        (image,) = document[0].get_images()
        assert document.xref_stream_raw(image[0]) == source


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    page = card(tmp_path, seal=True)
    assert written(tmp_path, page) == written(tmp_path, page)


def test_a_page_that_fails_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    missing = Printed((Picture(tmp_path / "gone.jpg", (10, 10)),), "张样本 · 身份证", MARK)
    with pytest.raises((JifenError, OSError)):
        write_print_pack([missing], out / "打印件.pdf")
    with pytest.raises(JifenError):
        write_print_pack([card(tmp_path)], tmp_path / "nowhere/打印件.pdf")
    assert list(out.iterdir()) == []


def test_the_open_file_itself_is_written(tmp_path: Path) -> None:
    """Not another one of its name: Windows lets nobody delete a file that is open."""
    target = tmp_path / "页.pdf"
    with target.open("xb", buffering=0) as handle:
        _canvas().finish_into(handle)
        assert os.path.samestat(target.stat(), os.fstat(handle.fileno()))
    assert opened(target.read_bytes()).page_count == 1


class _Full(io.FileIO):
    """A file on a disk that has room for 100 bytes."""

    def write(self, data: Any, /) -> int:
        if self.tell() >= 100:
            raise OSError(errno.ENOSPC, "full")
        return super().write(data[: 100 - self.tell()])


def test_a_full_disk_is_told_as_one(tmp_path: Path) -> None:
    with _Full(tmp_path / "页.pdf", "xb") as handle, pytest.raises(OSError, match="full"):
        _canvas().finish_into(handle)
    assert (tmp_path / "页.pdf").stat().st_size == 100


def _canvas() -> Canvas:
    canvas = Canvas(*A4_MM)
    canvas.new_page()
    canvas.cut((10, 10), (100, 10))
    return canvas


@pytest.mark.external("pdfinfo", "pdffonts", "pdftotext", "pdfimages")
def test_poppler_reads_the_same(tmp_path: Path) -> None:
    """MuPDF wrote it, so its own reader proves less."""
    written(tmp_path, card(tmp_path, seal=True))
    pdf = tmp_path / "打印件.pdf"
    assert "595.276 x 841.89 pts (A4)" in poppler("pdfinfo", pdf)
    assert "第1/1页" in squeezed(poppler("pdftotext", pdf, "-"))
    fonts = [line.split() for line in poppler("pdffonts", pdf).splitlines()[2:]]
    assert fonts
    assert {tuple(font[-5:-2]) for font in fonts} == {
        ("yes", "yes", "yes")
    }  # embedded, subset, unicode
    images = [line.split() for line in poppler("pdfimages", "-list", pdf).splitlines()[2:]]
    assert [(i[8], i[12]) for i in images] == [("jpeg", "300"), ("jpeg", "300")]


def poppler(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
