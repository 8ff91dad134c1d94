"""The pages that go out: the source's own bytes where they can be, else upright sRGB."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.files.disk import swapped
from jifen_desktop.imaging.orientation import upright
from jifen_desktop.intake import pages, pdf
from jifen_desktop.intake.pages import write_page
from tests.files.faulty import FaultyDisk
from tests.intake import makers
from tests.intake.makers import jpeg, noise, picture, same_colours, saved
from tests.intake.writing import encoded, write

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


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
    page, written = write(tmp_path, data)
    assert written == data
    assert (page.method, page.suffix) == (Method.COPIED, ".jpg")


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "BMP", "GIF", "HEIF"])
def test_other_pictures_areencoded(tmp_path: Path, kind: str) -> None:
    assert same_colours(encoded(tmp_path, saved(picture(), kind)))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_they_come_out_upright(tmp_path: Path, kind: str, turned: int) -> None:
    back = {6: 8, 8: 6}.get(turned, turned)
    options: dict[str, Any] = (
        {"tiffinfo": {274: turned}} if kind == "TIFF" else {"exif": makers.exif(turned)}
    )
    image = encoded(tmp_path, saved(upright(picture(), back), kind, **options))
    assert image.size == (240, 160)
    assert same_colours(image)


def test_heif_is_turned_once(tmp_path: Path) -> None:
    assert same_colours(
        encoded(tmp_path, saved(upright(picture(), 8), "HEIF", exif=makers.exif(6)))
    )


def test_pages_of_a_tiff(tmp_path: Path) -> None:
    second = picture().rotate(180)
    data = saved(picture(), "TIFF", save_all=True, append_images=[second])
    assert same_colours(encoded(tmp_path, data, 0))
    assert same_colours(encoded(tmp_path, data, 1).rotate(180))
    with pytest.raises(JifenError):
        write(tmp_path, data, 2)


def test_transparent_goes_on_white_and_deep_grey_stays_grey(tmp_path: Path) -> None:
    clear = encoded(tmp_path, saved(Image.new("RGBA", (16, 16)), "PNG"))
    assert clear.getpixel((8, 8)) == (255, 255, 255)
    deep = encoded(tmp_path, saved(Image.new("I;16", (16, 16), 20_000), "PNG"))
    assert deep.getpixel((8, 8)) == (78, 78, 78)


def test_encoding_drops_what_the_file_says_about_itself(tmp_path: Path) -> None:
    token = b"SECRET-TOKEN"
    tags = Image.Exif()
    tags[270] = token.decode()
    data = saved(picture(), "WEBP", exif=tags.tobytes(), xmp=token, icc_profile=SRGB)
    assert token in data
    _, written = write(tmp_path, data)
    assert token not in written
    assert b"ICC_PROFILE" not in written


def test_as_it_is(tmp_path: Path) -> None:
    for data, name, suffix in [
        (saved(picture(), "PNG"), "a.PNG", ".png"),
        (saved(picture(), "TIFF"), "a.jpg", ".tif"),
        (makers.pdf(jpeg(), jpeg()), "a.pdf", ".pdf"),
        (jpeg(), "", ".jpg"),
        (saved(picture(), "HEIF"), "IMG_1.HEIC", ".heic"),
    ]:
        page, written = write(tmp_path, data, 0, ImageFormat.AS_IS, name)
        assert written == data
        assert (page.method, page.suffix) == (Method.COPIED, suffix)
        with pytest.raises(JifenError):
            write(tmp_path, data, 1, ImageFormat.AS_IS)


@pytest.mark.parametrize("data", [jpeg(), makers.pdf(jpeg()), saved(picture(), "PNG")])
@pytest.mark.parametrize("index", [-1, 1, 99])
def test_a_page_that_is_not_there(tmp_path: Path, data: bytes, index: int) -> None:
    with pytest.raises(JifenError) as caught:
        write(tmp_path, data, index)
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
