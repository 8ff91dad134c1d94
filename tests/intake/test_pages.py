"""The pages that go out: the source's own bytes where they can be, else upright sRGB."""

import hashlib
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from PIL import Image, ImageCms

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.domain.pages import OutPage
from jifen_desktop.files.disk import swapped
from jifen_desktop.imaging.orientation import upright
from jifen_desktop.intake import pages, pdf
from jifen_desktop.intake.inspect import inspect_file
from jifen_desktop.intake.pages import write_page
from tests.files.faulty import FaultyDisk
from tests.imaging.profiles import linear_profile
from tests.intake import makers
from tests.intake.makers import jpeg, noise, opened, picture, raw_pdf, same_colours, saved, stream

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _write(
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


def _encoded(folder: Path, data: bytes, index: int = 0) -> Image.Image:
    page, written = _write(folder, data, index)
    assert (page.method, page.suffix) == (Method.ENCODED, ".jpg")
    facts = inspect_file(folder / "source").pages[index]
    image = opened(written)
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert image.size == (facts.width, facts.height)
    assert _write(folder, data, index)[1] == written, "the same each time"
    return image


@pytest.mark.parametrize(
    "data",
    [
        jpeg(),
        jpeg(exif=makers.exif(6), comment=b"kept"),
        jpeg(picture().convert("CMYK")),
        saved(picture(), "MPO", save_all=True, append_images=[picture()]),
        jpeg() + b"trailing",
    ],
    ids=["plain", "turned", "cmyk", "mpo", "trailing"],
)
def test_a_jpeg_goes_out_as_it_is(tmp_path: Path, data: bytes) -> None:
    page, written = _write(tmp_path, data)
    assert written == data
    assert (page.method, page.suffix) == (Method.COPIED, ".jpg")


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "BMP", "GIF", "HEIF"])
def test_other_pictures_are_encoded(tmp_path: Path, kind: str) -> None:
    assert same_colours(_encoded(tmp_path, saved(picture(), kind)))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_they_come_out_upright(tmp_path: Path, kind: str, turned: int) -> None:
    back = {6: 8, 8: 6}.get(turned, turned)
    options: dict[str, Any] = (
        {"tiffinfo": {274: turned}} if kind == "TIFF" else {"exif": makers.exif(turned)}
    )
    image = _encoded(tmp_path, saved(upright(picture(), back), kind, **options))
    assert image.size == (240, 160)
    assert same_colours(image)


def test_heif_is_turned_once(tmp_path: Path) -> None:
    assert same_colours(
        _encoded(tmp_path, saved(upright(picture(), 8), "HEIF", exif=makers.exif(6)))
    )


def test_pages_of_a_tiff(tmp_path: Path) -> None:
    second = picture().rotate(180)
    data = saved(picture(), "TIFF", save_all=True, append_images=[second])
    assert same_colours(_encoded(tmp_path, data, 0))
    assert same_colours(_encoded(tmp_path, data, 1).rotate(180))
    with pytest.raises(JifenError):
        _write(tmp_path, data, 2)


def test_transparent_goes_on_white_and_deep_grey_stays_grey(tmp_path: Path) -> None:
    clear = _encoded(tmp_path, saved(Image.new("RGBA", (16, 16)), "PNG"))
    assert clear.getpixel((8, 8)) == (255, 255, 255)
    deep = _encoded(tmp_path, saved(Image.new("I;16", (16, 16), 20_000), "PNG"))
    assert deep.getpixel((8, 8)) == (78, 78, 78)


def test_encoding_drops_what_the_file_says_about_itself(tmp_path: Path) -> None:
    token = b"SECRET-TOKEN"
    tags = Image.Exif()
    tags[270] = token.decode()
    data = saved(picture(), "WEBP", exif=tags.tobytes(), xmp=token, icc_profile=SRGB)
    assert token in data
    _, written = _write(tmp_path, data)
    assert token not in written
    assert b"ICC_PROFILE" not in written


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
    page, written = _write(tmp_path, data)
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
    assert _write(tmp_path, data)[1] == source


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
    image = _encoded(tmp_path, SAME[case])
    # Printing inks are duller than a screen's colours; an inversion would be far more.
    assert same_colours(image, slack=125 if case == "cmyk" else 60)


def test_a_jpeg_of_another_size_than_the_page_says_renders(tmp_path: Path) -> None:
    _encoded(tmp_path, raw_pdf(jpeg(), size=(120, 80)))


def test_what_a_decode_array_inverts_is_inverted(tmp_path: Path) -> None:
    white = Image.new("RGB", (240, 160), "white")
    image = _encoded(tmp_path, raw_pdf(jpeg(white), image_keys=RGB + "/Decode[1 0 1 0 1 0]"))
    assert image.getpixel((50, 50)) == (0, 0, 0)


def test_only_the_visible_part_of_a_cropped_page_goes_out(tmp_path: Path) -> None:
    data = raw_pdf(jpeg(), page_keys="/MediaBox[0 0 240 160]/CropBox[0 80 80 160]")
    image = _encoded(tmp_path, data)
    colours = image.resize((8, 8)).getcolors()
    assert colours is not None
    seen = [c for _, c in colours if isinstance(c, tuple)]
    assert all(c[0] > 200 and c[1] < 50 and c[2] < 50 for c in seen)


def test_an_annotation_is_part_of_the_page(tmp_path: Path) -> None:
    doc = pymupdf.open(stream=makers.pdf(jpeg()), filetype="pdf")
    doc[0].add_rect_annot(pymupdf.Rect(90, 90, 150, 150)).update(fill_color=(0, 0, 0))
    image = _encoded(tmp_path, makers.stored(doc))
    seen = image.getpixel((image.width // 2, image.height * 3 // 4))
    assert isinstance(seen, tuple)
    assert max(seen) < 40


def test_print_is_rendered_at_300_dpi(tmp_path: Path) -> None:
    doc = pymupdf.open()
    page = doc.new_page(width=595.276, height=841.89)
    page.insert_text((72, 100), "black on white", fontsize=20)
    image = _encoded(tmp_path, makers.stored(doc))
    assert abs(image.width - 2480) <= 1
    assert abs(image.height - 3508) <= 1
    darkest, lightest = image.convert("L").crop((300, 300, 900, 430)).getextrema()
    assert (darkest, lightest) == (0, 255)


def test_a_scan_of_fewer_pixels_is_not_blown_up(tmp_path: Path) -> None:
    """A page of 720 × 480 points (10 × 6.7 inches) that is one PNG of 240 × 160."""
    image = _encoded(tmp_path, makers.pdf(saved(picture(), "PNG"), width=720, height=480))
    assert 240 <= image.width < 1500


def test_as_it_is(tmp_path: Path) -> None:
    for data, name, suffix in [
        (saved(picture(), "PNG"), "a.PNG", ".png"),
        (saved(picture(), "TIFF"), "a.jpg", ".tif"),
        (makers.pdf(jpeg(), jpeg()), "a.pdf", ".pdf"),
        (jpeg(), "", ".jpg"),
        (saved(picture(), "HEIF"), "IMG_1.HEIC", ".heic"),
    ]:
        page, written = _write(tmp_path, data, 0, ImageFormat.AS_IS, name)
        assert written == data
        assert (page.method, page.suffix) == (Method.COPIED, suffix)
        with pytest.raises(JifenError):
            _write(tmp_path, data, 1, ImageFormat.AS_IS)


@pytest.mark.parametrize("data", [jpeg(), makers.pdf(jpeg()), saved(picture(), "PNG")])
@pytest.mark.parametrize("index", [-1, 1, 99])
def test_a_page_that_is_not_there(tmp_path: Path, data: bytes, index: int) -> None:
    with pytest.raises(JifenError) as caught:
        _write(tmp_path, data, index)
    assert caught.value.code == Code.FILE_DAMAGED
    assert not (tmp_path / "out").exists()


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(jpeg())
    disk = FaultyDisk(0)
    with swapped(disk):
        write_page(tmp_path / "source", 0, ImageFormat.JPG, tmp_path / "out")
    (tmp_path / "out").unlink()
    for nth in range(1, len(disk.calls) + 1):
        with swapped(FaultyDisk(nth, "ENOSPC")), pytest.raises(JifenError) as caught:
            write_page(tmp_path / "source", 0, ImageFormat.JPG, tmp_path / "out")
        assert caught.value.code in (Code.DISK_FULL, Code.FILE_UNREADABLE, Code.VERIFY_FAILED)
        written = tmp_path / "out"
        if disk.calls[nth - 1] == "sync_folder":
            written.unlink()  # whole and in place; only its safety against a power cut is unknown
        assert sorted(p.name for p in tmp_path.iterdir()) == ["source"]


def test_what_comes_back_from_the_disk_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source").write_bytes(jpeg())
    monkeypatch.setattr(pages, "write_bytes", lambda path, data: path.write_bytes(data[:-1] + b"x"))
    with pytest.raises(JifenError) as caught:
        write_page(tmp_path / "source", 0, ImageFormat.JPG, tmp_path / "out")
    assert (caught.value.code, caught.value.params) == (Code.VERIFY_FAILED, {"name": "out"})
    assert not (tmp_path / "out").exists()


def test_a_result_that_does_not_open_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source").write_bytes(makers.pdf(jpeg()))
    monkeypatch.setattr(pdf, "own_jpeg", lambda doc, page: jpeg(noise())[:5000])
    with pytest.raises(JifenError) as caught:
        write_page(tmp_path / "source", 0, ImageFormat.JPG, tmp_path / "out")
    assert caught.value.code == Code.VERIFY_FAILED
    assert not (tmp_path / "out").exists()
