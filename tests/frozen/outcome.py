"""What a walk left in the user's documents, looked at with programs that are not ours."""

from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from jifen_desktop.domain.ids import District
from tests.support.exports import attachments, content, mail

MAILBOX = "jifen@example.com"
_SUBJECTS = {
    District.XUHUI: "上海样本信息技术有限公司—张样本（新办）—共1人",
    District.BAOSHAN: "【上海样本信息技术有限公司】+【张样本】+【000000198603070013】+【积分新办】",
    District.JINGAN: "20261123积分新办样本信息张样本",
}
_ARCHIVES = {District.JINGAN: "20261123积分新办样本信息张样本.zip"}
_WORD = "20261123样本信息张样本.docx"
_SHEETS = {
    "地址标签.pdf": (
        "上海市徐汇区",
        "南宁路969号一楼B厅",
        "徐汇区人才服务中心 收",
        "积分办理",
        "上海市样本区样本路1号",
        "电话 021-00000000",
    ),
    "寄件清单.pdf": ("徐汇区人才服务中心", "2026年11月23日核对过", "14 件，18 页", "复印件"),
    "打印件.pdf": ("张样本 · 身份证   第 1 / 18 页", "单位介绍信   第 18 / 18 页"),
}
_PICTURES = 18  # of the walks with pages as JPG: cards on two sides are one sheet or two pictures
_STAMPED = 15


def check_outcome(home: Path, district: District, photos: Sequence[Path]) -> None:
    """AssertionError where the exported folder is not what the district asks for."""
    folder = exported(home)
    archive = folder / _ARCHIVES.get(district, "张样本.zip")
    names = _listed(archive)
    assert all(name.startswith(f"{archive.stem}/") for name in names), names
    _check_mail(folder, district, archive)
    _check_list(folder / "材料清单.pdf")
    if district is District.JINGAN:
        _check_originals(archive, photos)
        _check_word(folder / _WORD, photos)
        return
    pictures = [_opened(data) for data in content(archive).values()]
    assert len(pictures) >= _PICTURES, names
    stamped = sum(has_red(picture) for picture in pictures)
    assert (stamped >= _STAMPED) is (district is District.BAOSHAN), stamped


def check_courier(home: Path) -> None:
    """The same for what goes by courier from 徐汇: no mail, but sheets and a label."""
    folder = exported(home)
    _listed(folder / "张样本.zip")
    assert not list(folder.glob("邮件*"))
    for name, words in _SHEETS.items():
        text = text_of(folder / name)
        assert [word for word in words if word not in text] == [], (name, text)


def exported(home: Path) -> Path:
    """The one folder that was exported."""
    (sheet,) = home.joinpath("Documents").rglob("材料清单.pdf")
    return sheet.parent


def text_of(pdf: Path) -> str:
    """A PDF's text, as poppler reads it."""
    return _output("pdftotext", "-layout", str(pdf), "-")


def has_red(picture: Image.Image) -> bool:
    """Whether a seal's worth of red is on it: a thousandth of the page."""
    red, green, blue = (
        band.tobytes() for band in picture.convert("RGB").resize((300, 420)).split()
    )
    marks = sum(r > 140 and g < 110 and b < 110 for r, g, b in zip(red, green, blue, strict=True))
    return marks > 300 * 420 // 1000


def _listed(archive: Path) -> list[str]:
    """The names as Info-ZIP reads them, after it tested every entry."""
    _output("unzip", "-tq", str(archive))
    names = _output("unzip", "-Z1", str(archive)).splitlines()
    with zipfile.ZipFile(archive) as opened:
        assert names == opened.namelist()
    return names


def _check_mail(folder: Path, district: District, archive: Path) -> None:
    draft = mail(folder / "邮件-1.eml")
    assert draft["To"] == MAILBOX
    assert draft["Subject"] == _SUBJECTS[district]
    assert attachments(draft) == {archive.name: archive.read_bytes()}
    body = draft.get_body(("plain",))
    assert body is not None
    assert "王样本" in body.get_content()


def _check_list(pdf: Path) -> None:
    text = text_of(pdf)
    for word in ("张样本", "身份证", "毕业证书（本科）", "营业执照"):
        assert word in text, (word, text)


def _check_originals(archive: Path, photos: Sequence[Path]) -> None:
    """Every file that was given, to the byte, and nothing else."""
    given = sorted(_digest(photo.read_bytes()) for photo in photos)
    assert sorted(_digest(data) for data in content(archive).values()) == given


def _check_word(document: Path, photos: Sequence[Path]) -> None:
    """The certificates' own pictures are in the Word document."""
    with zipfile.ZipFile(document) as opened:
        assert opened.testzip() is None
        media = {_digest(opened.read(n)) for n in opened.namelist() if n.startswith("word/media/")}
        text = opened.read("word/document.xml").decode()
    certificates = [photo for photo in photos if photo.name.startswith(("毕业证书", "学位证书"))]
    assert len(certificates) == 2
    assert {_digest(photo.read_bytes()) for photo in certificates} <= media
    assert "毕业证书" in text


def _opened(data: bytes) -> Image.Image:
    """A picture that decodes to its end and tells nothing about people."""
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "JPEG"
    picture.load()
    told = {tag for tag in picture.getexif() if tag != 0x0112}  # which side is up may be told
    assert told == set()
    return picture


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _output(*command: str) -> str:
    done = subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8", env={"LC_ALL": "C.UTF-8"}
    )
    return done.stdout
