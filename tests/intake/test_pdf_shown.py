"""A rendered page is what a viewer shows: turned, scaled, with what lies on it, without what is hidden."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from jifen_desktop.domain.ids import Method
from jifen_desktop.imaging.orientation import upright
from jifen_desktop.intake.inspect import inspect_file
from tests.intake.makers import (
    jpeg,
    noise,
    opened,
    pdf,
    picture,
    raw_pdf,
    same_colours,
    stored,
    stream,
)
from tests.intake.writing import encoded, write

PLACED = b"q 240 0 0 160 0 0 cm /Im0 Do Q"
GREEN, BLACK, WHITE = (0, 250, 0), (0, 0, 0), (255, 255, 255)


def at(image: Image.Image, x: float, y: float) -> tuple[int, int, int]:
    """The colour at a place given in fractions from the top left."""
    value = image.getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(value, tuple)
    return (int(value[0]), int(value[1]), int(value[2]))


def close(seen: tuple[int, int, int], wanted: tuple[int, int, int], slack: int = 12) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(seen, wanted, strict=True))


@pytest.mark.parametrize(("turned", "stored_as"), [(0, 1), (90, 8), (180, 3), (270, 6)])
def test_a_turned_page_stands_upright(tmp_path: Path, turned: int, stored_as: int) -> None:
    """The scan lies on its side; /Rotate says by how much clockwise a viewer turns it."""
    scan = upright(picture(), stored_as)
    width, height = scan.size
    content = f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q 0 0 1 1 re f".encode()
    keys = f"/MediaBox[0 0 {width} {height}]/Rotate {turned}"
    image = encoded(tmp_path, raw_pdf(jpeg(scan), content, size=scan.size, page_keys=keys))
    assert image.width > image.height
    assert same_colours(image)


@pytest.mark.parametrize("unit", [1, 2.5])
def test_a_larger_unit_is_a_larger_page(tmp_path: Path, unit: float) -> None:
    """ISO 32000-2, 14.11.2: a page of 240 × 160 units of so many points."""
    keys = f"/MediaBox[0 0 240 160]/UserUnit {unit}"
    image = encoded(tmp_path, raw_pdf(jpeg(), PLACED + b" 0 0 1 1 re f", page_keys=keys))
    assert abs(image.width - 240 * unit * 300 / 72) <= 1
    assert abs(image.height - 160 * unit * 300 / 72) <= 1
    assert same_colours(image)


def test_of_a_scan_with_a_larger_unit_the_scan_itself_goes_out(tmp_path: Path) -> None:
    data = raw_pdf(jpeg(), page_keys="/MediaBox[0 0 240 160]/UserUnit 2")
    (tmp_path / "a").write_bytes(data)
    page = inspect_file(tmp_path / "a").pages[0]
    assert (page.method, page.width, page.height) == (Method.EXTRACTED, 240, 160)


LAYERS = "/Properties<</L0 6 0 R>>"


def layered(*, shown: bool) -> bytes:
    """A black square over the picture, on a layer that is on or off."""
    state = "ON" if shown else "OFF"
    data = raw_pdf(
        jpeg(),
        PLACED + b" /OC /L0 BDC 90 50 60 60 re f EMC",
        resources=LAYERS,
        more=(b"<</Type/OCG/Name(x)>>",),
    )
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    layers = f"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</{state}[6 0 R]>>>>>>"
    doc = pymupdf.open(stream=data.replace(catalogue, layers.encode()), filetype="pdf")
    return stored(doc)


@pytest.mark.parametrize("shown", [True, False])
def test_a_layer_shows_as_it_is_set(tmp_path: Path, shown: bool) -> None:
    image = encoded(tmp_path, layered(shown=shown))
    assert close(at(image, 0.5, 0.5), BLACK) == shown


def test_a_hidden_layer_of_the_scan_itself_is_not_taken_out(tmp_path: Path) -> None:
    """The picture's own layer is off: the page is empty, and so is what goes out."""
    keys = "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/OC 6 0 R"
    data = raw_pdf(jpeg(), image_keys=keys, more=(b"<</Type/OCG/Name(x)>>",))
    layers = b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>>>"
    doc = pymupdf.open(
        stream=data.replace(b"<</Type/Catalog/Pages 2 0 R>>", layers), filetype="pdf"
    )
    image = encoded(tmp_path, stored(doc))
    assert image.getcolors() == [(image.width * image.height, WHITE)]


def annotated(flags: int) -> bytes:
    doc = pymupdf.open(stream=pdf(jpeg()), filetype="pdf")
    note = doc[0].add_rect_annot(pymupdf.Rect(90, 50, 150, 110))
    note.set_colors(stroke=(0, 0, 0), fill=(0, 0, 0))
    note.set_flags(flags)
    note.update()
    return stored(doc)


def test_a_note_that_is_shown_is_part_of_the_page(tmp_path: Path) -> None:
    image = encoded(tmp_path, annotated(4))
    assert close(at(image, 0.5, 0.5), BLACK)


@pytest.mark.parametrize("flags", [2, 32], ids=["hidden", "not-viewed"])
def test_a_note_that_is_not_shown_is_not(tmp_path: Path, flags: int) -> None:
    _, written = write(tmp_path, annotated(flags))
    assert same_colours(opened(written))
    assert not close(at(opened(written).convert("RGB"), 0.5, 0.4), BLACK)


def test_what_is_filled_into_a_form_goes_out(tmp_path: Path) -> None:
    doc = pymupdf.open()
    page = doc.new_page(width=240, height=160)
    field = pymupdf.Widget()
    field.field_name, field.field_type = "f", 7  # text (pdf_widget_type)
    field.rect, field.fill_color = pymupdf.Rect(60, 40, 180, 120), (0, 1, 0)
    field.field_value = "I"
    page.add_widget(field)
    image = encoded(tmp_path, stored(doc))
    assert close(at(image, 0.7, 0.6), (0, 255, 0))
    assert close(at(image, 0.1, 0.1), WHITE)


def redacted(*, applied: bool) -> bytes:
    doc = pymupdf.open(stream=pdf(jpeg()), filetype="pdf")
    page = doc[0]
    page.add_redact_annot(pymupdf.Rect(90, 0, 150, 70), fill=(0, 0, 0))
    if applied:
        page.apply_redactions(images=2)  # blacken the pixels too
    return stored(doc)


def test_a_redaction_goes_out_as_it_is_shown(tmp_path: Path) -> None:
    """One that was applied has no picture under it; one that was only marked still shows it, in any viewer."""
    assert close(at(encoded(tmp_path, redacted(applied=True)), 0.5, 0.2), BLACK)
    assert close(at(encoded(tmp_path, redacted(applied=False)), 0.5, 0.25), GREEN, 60)


def test_what_lies_under_a_cover_does_not_travel(tmp_path: Path) -> None:
    """A white box over part of a scan: black noise below it leaves not one dark pixel inside."""
    doc = pymupdf.open(stream=pdf(jpeg(noise(480, 320))), filetype="pdf")
    doc[0].draw_rect(pymupdf.Rect(60, 40, 180, 120), color=(1, 1, 1), fill=(1, 1, 1))
    image = encoded(tmp_path, stored(doc))
    inside = image.crop(
        tuple(int(image.size[i % 2] * part) for i, part in enumerate((0.27, 0.27, 0.73, 0.73)))  # type: ignore[arg-type]
    )
    assert min(low for low, _ in inside.getextrema()) > 235  # type: ignore[misc]


def test_an_inverted_picture_of_inks_looks_right(tmp_path: Path) -> None:
    """Adobe writes CMYK inverted and says so in the page; red is red."""
    red = Image.new("CMYK", (240, 160), (0, 255, 255, 0))
    keys = "/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter/DCTDecode/Decode[1 0 1 0 1 0 1 0]"
    seen = at(encoded(tmp_path, raw_pdf(jpeg(red), image_keys=keys)), 0.5, 0.5)
    assert seen[0] > 200
    assert max(seen[1:]) < 70


def test_a_transparent_picture_stands_on_white(tmp_path: Path) -> None:
    mask = stream(
        "/Type/XObject/Subtype/Image/Width 2/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
        b"\xff\0",
    )
    keys = "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/SMask 6 0 R"
    image = encoded(
        tmp_path, raw_pdf(jpeg(Image.new("RGB", (240, 160))), image_keys=keys, more=(mask,))
    )
    assert close(at(image, 0.1, 0.5), BLACK)
    assert close(at(image, 0.9, 0.5), WHITE)
