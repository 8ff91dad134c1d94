"""The Word document: every picture unchanged, upright, on the page, with its caption."""

import hashlib
import io
import struct
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.delivery.word import EMU, HEIGHT, WIDTH, Picture, education_docx
from jifen_desktop.domain.errors import Code, JifenError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PNG = b"\x89PNG"
TITLE = "20261123样本信息欧阳𬭎"


def jpeg(size: tuple[int, int], orientation: int = 1, mode: str = "RGB") -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    Image.new(mode, size, 128 if mode == "L" else None).save(out, "JPEG", exif=exif)
    return out.getvalue()


def png(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size).save(out, "PNG")
    return out.getvalue()


def headless_jpeg(size: tuple[int, int]) -> bytes:
    """A JPEG with neither JFIF nor Exif in front, as some scanners write it."""
    data = jpeg(size)
    while data[2:4] in (b"\xff\xe0", b"\xff\xe1"):
        (length,) = struct.unpack(">H", data[4:6])
        data = data[:2] + data[4 + length :]
    return data


def pictures(folder: Path, *contents: bytes) -> list[Picture]:
    made = []
    for number, data in enumerate(contents):
        path = folder / f"{number}.bin"
        path.write_bytes(data)
        made.append(Picture(f"毕业证书（本科）-{number}·𬭎", path))
    return made


def part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(name))


def media(data: bytes) -> list[str]:
    """The hashes of the pictures in the order in which the document shows them."""
    rels = {r.get("Id"): r.get("Target") for r in part(data, "word/_rels/document.xml.rels")}
    embed = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
    shown = [blip.get(embed) for blip in part(data, "word/document.xml").iter(f"{A}blip")]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [hashlib.sha256(archive.read(f"word/{rels[key]}")).hexdigest() for key in shown]


def test_every_picture_is_there_unchanged_in_order_with_its_caption(tmp_path: Path) -> None:
    contents = (
        jpeg((3000, 2000)),
        png((400, 900)),
        headless_jpeg((800, 600)),
        jpeg((100, 100), mode="L"),
        jpeg((600, 800), mode="CMYK"),
        jpeg((3000, 2000), 6),
    )
    given = pictures(tmp_path, *contents)
    data = education_docx(TITLE, given)
    assert media(data) == [hashlib.sha256(content).hexdigest() for content in contents]
    body = part(data, "word/document.xml")
    texts = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p")]
    assert [text for text in texts if text] == [TITLE, *[p.caption for p in given]]
    captions = [p for p in body.iter(f"{W}p") if "毕业证书" in "".join(p.itertext())]
    assert all(p.find(f".//{W}keepNext") is not None for p in captions)
    assert data == education_docx(TITLE, given)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_picture_stands_upright_and_fits(tmp_path: Path, orientation: int) -> None:
    """The frame is turned by what the EXIF orientation asks for; the bytes are not touched."""
    turns = {1: 0, 2: 0, 3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270}
    mirrored = orientation in (2, 4, 5, 7)
    for size in ((4000, 3000), (3000, 4000), (10, 5000), (5000, 10)):
        content = jpeg(size, orientation)
        data = education_docx(TITLE, pictures(tmp_path, content))
        body = part(data, "word/document.xml")
        frame, extent = body.find(f".//{A}xfrm"), body.find(f".//{WP}extent")
        assert frame is not None
        assert extent is not None
        assert int(frame.get("rot", "0")) == turns[orientation] * 60000
        assert frame.get("flipH", "0") == ("1" if mirrored else "0")
        width, height = int(extent.get("cx", "")), int(extent.get("cy", ""))
        assert 0 < width <= WIDTH * EMU + 1
        assert 0 < height <= HEIGHT * EMU + 1
        if min(size) > 100:
            assert width / height == pytest.approx(size[0] / size[1], rel=0.01)
        if turns[orientation] in (90, 270):
            surplus = body.find(f".//{WP}effectExtent")
            assert surplus is not None
            assert height <= WIDTH * EMU + 1
            sides = {side: int(surplus.get(side, "")) for side in "ltrb"}
            assert sides["l"] == sides["r"] == 0  # named surplus width moves it in LibreOffice
            assert height + sides["t"] + sides["b"] == pytest.approx(max(width, height), abs=2)


def test_fonts_are_chinese_and_no_theme_wins_over_them(tmp_path: Path) -> None:
    styles = part(education_docx(TITLE, pictures(tmp_path, jpeg((9, 9)))), "word/styles.xml")
    fonts = list(styles.iter(f"{W}rFonts"))
    assert fonts
    for element in fonts:
        assert element.get(f"{W}eastAsia") == "宋体"
        assert not [key for key in element.attrib if key.lower().endswith("theme")]
    assert {language.get(f"{W}eastAsia") for language in styles.iter(f"{W}lang")} == {"zh-CN"}


def test_nothing_tells_who_made_it_and_when(tmp_path: Path) -> None:
    data = education_docx(TITLE, pictures(tmp_path, jpeg((9, 9))))
    core = part(data, "docProps/core.xml")
    told = {element.tag.rpartition("}")[2]: element.text or "" for element in core}
    assert told["title"] == TITLE
    assert told["creator"] == told["lastModifiedBy"] == told["description"] == ""
    assert told["created"] == told["modified"] == "2020-01-01T00:00:00Z"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"python-docx" not in archive.read("docProps/core.xml")
        assert archive.testzip() is None


def test_odd_captions_do_not_break_it(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(jpeg((9, 9)))
    odd = "a\x00\x0b\ufffe<&>\"'\u202e\n]]>" + "长" * 5000
    data = education_docx(odd, [Picture(odd, path)])
    assert len(media(data)) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 not a picture", Code.FILE_TYPE),
        (b"", Code.FILE_TYPE),
        (None, Code.FILE_MISSING),
    ],
)
def test_what_is_no_picture_is_named(tmp_path: Path, content: bytes | None, code: Code) -> None:
    path = tmp_path / "学位证.jpg"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(JifenError) as failure:
        education_docx(TITLE, [Picture("学位证", path)])
    assert failure.value.code == code
    assert failure.value.params == {"name": "学位证.jpg"}


@pytest.mark.external("soffice")
def test_libreoffice_lays_turned_pictures_inside_the_margins(tmp_path: Path) -> None:
    import pymupdf

    path = tmp_path / "word.docx"
    given = pictures(tmp_path, jpeg((1600, 1000)), jpeg((1000, 1600), 6), jpeg((1600, 1000), 8))
    path.write_bytes(education_docx(TITLE, given))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    with pymupdf.open(tmp_path / "word.pdf") as document:
        boxes = [i["bbox"] for page in document for i in page.get_image_info()]
        wide = document[0].rect.width
    assert len(boxes) == 3
    for left, _, right, _ in boxes:
        assert left > 50
        assert right < wide - 40
        assert left + right == pytest.approx(wide, abs=25)
