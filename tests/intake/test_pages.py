"""The pages that go out: the source's own bytes where they can be, else upright sRGB."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.files.disk import swapped
from jifen_desktop.imaging.jpeg import bare
from jifen_desktop.imaging.orientation import upright
from jifen_desktop.intake import pages
from jifen_desktop.intake.inspect import inspect_file
from jifen_desktop.intake.pages import write_page
from tests.files.faulty import FaultyDisk
from tests.intake import makers
from tests.intake.makers import jpeg, noise, opened, picture, same_colours, saved
from tests.intake.writing import encoded, write

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    "data",
    [
        jpeg(),
        jpeg(exif=makers.exif(6), comment=b"SECRET-TOKEN"),
        jpeg(picture().convert("CMYK")),
        saved(picture(), "MPO", save_all=True, append_images=[picture()]),
        jpeg() + b"SECRET-TOKEN",
    ],
    ids=["plain", "turned", "cmyk", "mpo", "trailing"],
)
def test_a_jpeg_goes_out_as_it_is_but_for_words(tmp_path: Path, data: bytes) -> None:
    page, written = write(tmp_path, data)
    assert written == bare(data)
    assert b"SECRET-TOKEN" not in written
    before, after = opened(data), opened(written)
    assert (after.mode, after.tobytes()) == (before.mode, before.tobytes())
    assert after.getexif().get(274) == before.getexif().get(274)
    assert (page.method, page.suffix) == (Method.COPIED, ".jpg")


NOT_UNDERSTOOD = {
    "no-end": jpeg()[:-2] + b"\0\0\xff",
    "words-amid-scans": jpeg(progressive=True).replace(
        b"\xff\xc4", b"\xff\xfe\0\x0eSECRET-TOKEN\xff\xc4"
    ),
    "broken-profile": jpeg(icc_profile=b"SECRET-TOKEN" * 20),
}


@pytest.mark.parametrize("case", NOT_UNDERSTOOD)
def test_a_jpeg_not_understood_is_encoded_and_says_so(tmp_path: Path, case: str) -> None:
    data = NOT_UNDERSTOOD[case]
    image = encoded(tmp_path, data)
    assert inspect_file(tmp_path / "source").pages[0].method == Method.ENCODED
    assert same_colours(image)
    assert b"SECRET-TOKEN" not in (tmp_path / "out").read_bytes()


@pytest.mark.parametrize("data", [jpeg(comment=b"SECRET-TOKEN"), makers.pdf(jpeg())])
def test_the_proof_compares_with_the_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    """A copy that opens, is whole and is another picture, or still says something."""
    monkeypatch.setattr("jifen_desktop.imaging.jpeg.bare", lambda *_: jpeg(picture().rotate(180)))
    for _ in range(2):
        (tmp_path / "source").write_bytes(data)
        with pytest.raises(JifenError) as caught:
            write_page(tmp_path / "source", 0, ImageFormat.JPG, tmp_path / "out")
        assert caught.value.code == Code.VERIFY_FAILED
        assert not (tmp_path / "out").exists()
        monkeypatch.setattr("jifen_desktop.imaging.jpeg.bare", lambda own, *_: own + b"word")


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

    def garbled(path: Path, data: bytes, *, lasting: bool) -> None:
        path.write_bytes(data[:-1] + b"x")

    monkeypatch.setattr(pages, "write_bytes", garbled)
    with pytest.raises(JifenError) as caught:
        write_page(tmp_path / "source", 0, ImageFormat.JPG, tmp_path / "out")
    assert (caught.value.code, caught.value.params) == (Code.VERIFY_FAILED, {"name": "out"})
    assert not (tmp_path / "out").exists()


def test_a_result_that_does_not_open_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source").write_bytes(saved(picture(), "PNG"))
    monkeypatch.setattr("jifen_desktop.imaging.encode.encode_jpeg", lambda _: jpeg(noise())[:5000])
    with pytest.raises(JifenError) as caught:
        write_page(tmp_path / "source", 0, ImageFormat.JPG, tmp_path / "out")
    assert caught.value.code == Code.VERIFY_FAILED
    assert not (tmp_path / "out").exists()
