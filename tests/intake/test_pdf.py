"""PDF pages: the page's own JPEG where it is exactly that, else what the page shows."""

from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageCms

from jifen_desktop.domain.ids import Method
from jifen_desktop.imaging.orientation import upright
from jifen_desktop.intake.inspect import inspect_file
from tests.imaging.profiles import linear_profile
from tests.intake import makers
from tests.intake.makers import jpeg, opened, picture, raw_pdf, same_colours, saved, stream
from tests.intake.writing import encoded, write

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
ICC_SPACE = "/ColorSpace[/ICCBased 6 0 R]/BitsPerComponent 8/Filter/DCTDecode"
RGB = "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
OCR = b" BT 3 Tr /F1 9 Tf 10 10 Td (hidden \\( text) Tj ET"
FONT = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"


@pytest.mark.parametrize(
    "data",
    [
        makers.pdf(jpeg()),
        raw_pdf(jpeg()),
        raw_pdf(jpeg(picture().convert("L")), image_keys=RGB.replace("DeviceRGB", "DeviceGray")),
        raw_pdf(jpeg(), image_keys=RGB.replace("/DCTDecode", "[/DCTDecode]")),
        raw_pdf(jpeg(), image_keys=ICC_SPACE, more=(stream("/N 3", SRGB),)),
        raw_pdf(jpeg(), b"q 0 0 240 160 re W n q 240 0 0 160 0 0 cm /Im0 Do Q Q"),
        raw_pdf(jpeg(), b"q 0.5 0 0 0.5 0 0 cm 480 0 0 320 0 0 cm /Im0 Do Q"),
        raw_pdf(jpeg(), b"q 239.2 0 0 160.9 0 0 cm /Im0 Do Q"),
        raw_pdf(jpeg(), b"q 240 0 0 160 0 0 cm /Im0 Do Q" + OCR, resources=FONT),
        raw_pdf(jpeg(), b"% made by a scanner\n/Artifact BMC q 240 0 0 160 0 0 cm /Im0 Do Q EMC"),
        raw_pdf(
            jpeg(),
            b"q 240 0 0 160 50 60 cm /Im0 Do Q",
            page_keys="/MediaBox[50 60 290 220]",
        ),
        raw_pdf(jpeg(progressive=True)),
    ],
    ids=[
        "pymupdf",
        "plain",
        "grey",
        "filter-list",
        "srgb-profile",
        "whole-clip",
        "two-matrices",
        "rounded",
        "hidden-text",
        "marked",
        "shifted-page",
        "progressive",
    ],
)
def test_a_page_that_is_one_jpeg_is_taken_out(tmp_path: Path, data: bytes) -> None:
    page, written = write(tmp_path, data)
    assert page.method == Method.EXTRACTED
    assert written in data
    assert opened(written).size == (240, 160)
    facts = inspect_file(tmp_path / "source").pages[0]
    assert (facts.method, facts.width, facts.height) == (Method.EXTRACTED, 240, 160)


def test_the_stream_of_a_file_that_only_forbids_printing(tmp_path: Path) -> None:
    source = jpeg()
    doc = pymupdf.open(stream=makers.pdf(source), filetype="pdf")
    data = makers.stored(doc, encryption=5, owner_pw="o", user_pw="")
    assert source not in data
    assert write(tmp_path, data)[1] == source


PLACED = b"q 240 0 0 160 0 0 cm /Im0 Do Q"
MASK = stream(
    "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", b"\xff"
)

# The page shows the picture as it is, but the JPEG by itself would not, or something might hide in
# it.
SAME = {
    "soft-mask": raw_pdf(jpeg(), image_keys=RGB + "/SMask 6 0 R", more=(MASK,)),
    "colour-key": raw_pdf(jpeg(), image_keys=RGB + "/Mask[1 1 1 1 1 1]"),
    "turned-jpeg": raw_pdf(jpeg(exif=makers.exif(6))),
    "profile-in-jpeg": raw_pdf(jpeg(icc_profile=linear_profile())),
    "other-profile": raw_pdf(
        jpeg(), image_keys=ICC_SPACE, more=(stream("/N 3", linear_profile()),)
    ),
    "calibrated": raw_pdf(
        jpeg(),
        image_keys=RGB.replace(
            "/DeviceRGB",
            "[/CalRGB<</WhitePoint[.95 1 1.09]/Gamma[2.2 2.2 2.2]"
            "/Matrix[.412 .213 .019 .358 .715 .119 .18 .072 .95]>>]",
        ),
    ),
    "page-rotated-four-times": raw_pdf(
        jpeg(upright(picture(), 8)),
        b"q 160 0 0 240 0 0 cm /Im0 Do Q",
        size=(160, 240),
        page_keys="/MediaBox[0 0 160 240]/Rotate 90",
    ),
    "turned-by-matrix": raw_pdf(
        jpeg(picture().rotate(180)), b"q -240 0 0 -160 240 160 cm /Im0 Do Q"
    ),
    "flipped-by-matrix": raw_pdf(jpeg(upright(picture(), 4)), b"q 240 0 0 -160 0 160 cm /Im0 Do Q"),
    "cmyk": raw_pdf(
        jpeg(picture().convert("CMYK")),
        image_keys=RGB.replace("DeviceRGB", "DeviceCMYK") + "/Decode[1 0 1 0 1 0 1 0]",
    ),
    "cropped-at-the-edge": raw_pdf(
        jpeg(), b"q 250 0 0 170 -5 -5 cm /Im0 Do Q", page_keys="/MediaBox[0 0 240 160]"
    ),
    "crop-box": raw_pdf(jpeg(), page_keys="/MediaBox[0 0 240 160]/CropBox[2 2 238 158]"),
    "clipped": raw_pdf(jpeg(), b"q 2 2 236 156 re W n " + PLACED + b" Q"),
    "odd-clip": raw_pdf(jpeg(), b"q 0 0 m 240 0 l 240 160 l 0 160 l h W n " + PLACED + b" Q"),
    "drawn-over": raw_pdf(jpeg(), PLACED + b" 0 0 2 2 re f"),
    "drawn-under": raw_pdf(jpeg(), b"0 0 1 rg 5 5 2 2 re f " + PLACED),
    "text-over": raw_pdf(jpeg(), PLACED + b" BT /F1 3 Tf 2 2 Td (x) Tj ET", resources=FONT),
    "twice": raw_pdf(jpeg(), PLACED + b" " + PLACED),
    "graphics-state": raw_pdf(
        jpeg(), b"/G0 gs " + PLACED, resources="/ExtGState<</G0<</ca 0.95>>>>"
    ),
    "flate-around": makers.pdf(saved(picture(), "PNG")),
}


@pytest.mark.parametrize("case", SAME)
def test_every_doubt_renders(tmp_path: Path, case: str) -> None:
    image = encoded(tmp_path, SAME[case])
    # Printing inks are duller than a screen's colours; an inversion would be far more.
    assert same_colours(image, slack=125 if case == "cmyk" else 60)


def test_a_jpeg_of_another_size_than_the_page_says_renders(tmp_path: Path) -> None:
    encoded(tmp_path, raw_pdf(jpeg(), size=(120, 80)))


def test_what_a_decode_array_inverts_is_inverted(tmp_path: Path) -> None:
    white = Image.new("RGB", (240, 160), "white")
    image = encoded(tmp_path, raw_pdf(jpeg(white), image_keys=RGB + "/Decode[1 0 1 0 1 0]"))
    assert image.getpixel((50, 50)) == (0, 0, 0)


def test_only_the_visible_part_of_a_cropped_page_goes_out(tmp_path: Path) -> None:
    data = raw_pdf(jpeg(), page_keys="/MediaBox[0 0 240 160]/CropBox[0 80 80 160]")
    image = encoded(tmp_path, data)
    colours = image.resize((8, 8)).getcolors()
    assert colours is not None
    seen = [c for _, c in colours if isinstance(c, tuple)]
    assert all(c[0] > 200 and c[1] < 50 and c[2] < 50 for c in seen)


def test_an_annotation_is_part_of_the_page(tmp_path: Path) -> None:
    doc = pymupdf.open(stream=makers.pdf(jpeg()), filetype="pdf")
    doc[0].add_rect_annot(pymupdf.Rect(90, 90, 150, 150)).update(fill_color=(0, 0, 0))
    image = encoded(tmp_path, makers.stored(doc))
    seen = image.getpixel((image.width // 2, image.height * 3 // 4))
    assert isinstance(seen, tuple)
    assert max(seen) < 40


def test_print_is_rendered_at_300_dpi(tmp_path: Path) -> None:
    doc = pymupdf.open()
    page = doc.new_page(width=595.276, height=841.89)
    page.insert_text((72, 100), "black on white", fontsize=20)
    image = encoded(tmp_path, makers.stored(doc))
    assert abs(image.width - 2480) <= 1
    assert abs(image.height - 3508) <= 1
    darkest, lightest = image.convert("L").crop((300, 300, 900, 430)).getextrema()
    assert (darkest, lightest) == (0, 255)


def test_a_scan_of_fewer_pixels_is_not_blown_up(tmp_path: Path) -> None:
    """A page of 720 × 480 points (10 × 6.7 inches) that is one PNG of 240 × 160."""
    image = encoded(tmp_path, makers.pdf(saved(picture(), "PNG"), width=720, height=480))
    assert 240 <= image.width < 1500


def test_a_scan_that_the_page_draws_out_goes_out_drawn_out(tmp_path: Path) -> None:
    """A fax has half as many lines as columns to the inch: its own pixels would be shown flattened."""
    data = raw_pdf(jpeg(), b"q 240 0 0 320 0 0 cm /Im0 Do Q", page_keys="/MediaBox[0 0 240 320]")
    image = encoded(tmp_path, data)
    assert abs(image.height / image.width - 320 / 240) < 0.01
    assert same_colours(image)
