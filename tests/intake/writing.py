"""Write a page and check what every written page has to be."""

import hashlib
from pathlib import Path

from PIL import Image

from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.domain.pages import OutPage
from jifen_desktop.intake.inspect import inspect_file
from jifen_desktop.intake.pages import write_page
from tests.intake.makers import opened


def write(
    folder: Path, data: bytes, index: int = 0, wanted: ImageFormat = ImageFormat.JPG, name: str = ""
) -> tuple[OutPage, bytes]:
    source, target = folder / "source", folder / "out"
    source.write_bytes(data)
    page = write_page(source, index, wanted, target, name)
    written = target.read_bytes()
    assert source.read_bytes() == data
    assert sorted(p.name for p in folder.iterdir()) == ["out", "source"]
    assert (page.sha256, page.size) == (hashlib.sha256(written).hexdigest(), len(written))
    return page, written


def encoded(folder: Path, data: bytes, index: int = 0) -> Image.Image:
    page, written = write(folder, data, index)
    assert (page.method, page.suffix) == (Method.ENCODED, ".jpg")
    facts = inspect_file(folder / "source").pages[index]
    image = opened(written)
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert image.size == (facts.width, facts.height)
    assert write(folder, data, index)[1] == written, "the same each time"
    return image
