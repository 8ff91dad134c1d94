"""What lies outside the program in the walks: the photos that came in, and the office with its seal."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pymupdf
from PIL import Image, ImageDraw

from jifen_desktop.domain.ids import District
from tests.support.samples import sample_in

PHOTOS = "照片"
STAMPED = "盖好章的扫描件"
_DPI = 150
_OTHER_LEVEL = "专科"
_INK = (196, 30, 34)


def photos(folder: Path, district: District) -> list[Path]:
    """The papers of the sample's applicant and company without seal, all in one folder, as a colleague sends them."""
    return gathered(sample_in(folder, drawn_as(district)).parent, folder)


def drawn_as(district: District) -> District:
    """Whose sample has the papers without seal."""
    return District.XUHUI if district is District.BAOSHAN else district


def gathered(sample: Path, folder: Path) -> list[Path]:
    """A sample's papers in one folder."""
    target = folder / PHOTOS
    target.mkdir()
    for path in sorted((sample / "documents").rglob("*.*")):
        if _OTHER_LEVEL not in path.name:
            shutil.copyfile(path, target / path.name)
    return sorted(target.iterdir())


def stamped(printed: Path, folder: Path) -> list[Path]:
    """The printed sheets, each with a red ring in its lower right, as a scanner makes pictures of them."""
    target = folder / STAMPED
    target.mkdir()
    with pymupdf.open(printed) as pages:
        for number, page in enumerate(pages, 1):
            data = page.get_pixmap(dpi=_DPI).tobytes("png")
            with Image.open(io.BytesIO(data)) as opened:
                sheet = opened.convert("RGB")
            _seal(sheet)
            sheet.save(target / f"扫描{number:02}.jpg", quality=88, dpi=(_DPI, _DPI))
    return sorted(target.iterdir())


def _seal(sheet: Image.Image) -> None:
    """A plain ring of 42 mm with a bar in it, unlike a real seal; what counts is the red."""
    radius = round(21 / 25.4 * _DPI)
    x, y = sheet.width - 2 * radius, sheet.height - 2 * radius - _DPI // 2
    draw = ImageDraw.Draw(sheet)
    for inset, width in ((0, 8), (24, 3)):
        ring = radius - inset
        draw.ellipse((x - ring, y - ring, x + ring, y + ring), outline=_INK, width=width)
    half = radius // 2
    draw.rectangle((x - half, y - 6, x + half, y + 6), fill=_INK)
