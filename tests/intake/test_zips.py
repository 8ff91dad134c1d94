"""ZIPs: names as they were meant, nothing outside, nothing that grows without end."""

import io
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import swapped
from jifen_desktop.intake import zips
from jifen_desktop.intake.zips import is_zip_file, list_zip, unpack
from tests.files.faulty import FaultyDisk
from tests.intake.makers import jpeg, picture, saved
from tests.intake.zipping import ENCRYPTED, raw_zip, zipped

FILE = stat.S_IFREG | 0o644


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "材料.zip"
    path.write_bytes(data)
    return path


def _names(folder: Path, data: bytes) -> list[str]:
    return [entry.name for entry in list_zip(_written(folder, data))]


def _code(folder: Path, data: bytes, number: int = 0) -> Code:
    with pytest.raises(JifenError) as caught:
        unpack(_written(folder, data), number, folder / "out")
    assert not (folder / "out").exists()
    return caught.value.code


def test_files_come_out_as_they_went_in(tmp_path: Path) -> None:
    files = {"b/10.jpg": jpeg(), "b/9.jpg": jpeg(picture(60, 40)), "a.png": saved(picture(), "PNG")}
    path = _written(tmp_path, zipped(files))
    assert is_zip_file(path)
    entries = list_zip(path)
    assert [e.name for e in entries] == ["a.png", "b/9.jpg", "b/10.jpg"]
    for entry in entries:
        target = tmp_path / str(entry.number)
        unpack(path, entry.number, target)
        assert target.read_bytes() == files[entry.name]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030"])
def test_names_without_a_mark_are_read_as_they_were_meant(tmp_path: Path, encoding: str) -> None:
    """macOS writes UTF-8 unmarked, Windows in Chinese GBK."""
    name = "张样本/身份证人像面.jpg"
    data = raw_zip((name.encode(encoding), jpeg(), 0, FILE))
    assert _names(tmp_path, data) == [name]


def test_a_marked_name_in_pieces_as_macos_writes_it(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Café が.jpg")
    assert _names(tmp_path, zipped({name: jpeg()})) == [name]


def test_the_litter_of_macos_and_windows_is_left_out(tmp_path: Path) -> None:
    litter = ["__MACOSX/._a.jpg", ".DS_Store", "x/.DS_Store", "x/Thumbs.db", "._a.jpg", "x/"]
    assert _names(tmp_path, zipped(dict.fromkeys([*litter, "x/a.jpg"], b"x"))) == ["x/a.jpg"]


@pytest.mark.parametrize(
    "name",
    ["../a.jpg", "x/../../a.jpg", "/etc/a.jpg", "C:\\a.jpg", "..\\a.jpg", "\\\\host\\a.jpg"],
)
def test_a_path_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    (entry,) = list_zip(_written(tmp_path, raw_zip((name.encode(), jpeg(), 0, FILE))))
    assert entry.problem == Code.ARCHIVE_ENTRY


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK])
def test_a_link_or_device_is_refused(tmp_path: Path, kind: int) -> None:
    (entry,) = list_zip(_written(tmp_path, raw_zip((b"a.jpg", b"/etc/passwd", 0, kind | 0o777))))
    assert entry.problem == Code.ARCHIVE_ENTRY


def test_backslashes_are_folders(tmp_path: Path) -> None:
    data = raw_zip(("张样本\\a.jpg".encode("gbk"), jpeg(), 0, FILE))
    assert _names(tmp_path, data) == ["张样本/a.jpg"]


def test_an_encrypted_file_is_told_and_the_others_come_out(tmp_path: Path) -> None:
    data = raw_zip((b"a.jpg", jpeg(), ENCRYPTED, FILE), (b"b.jpg", jpeg(), 0, FILE))
    path = _written(tmp_path, data)
    locked, free = list_zip(path)
    assert (locked.problem, free.problem) == (Code.ARCHIVE_PASSWORD, None)
    unpack(path, free.number, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == jpeg()


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (zipped({"a.jpg": jpeg()}), Code.ARCHIVE_UNOPENED),
        (b"Rar!\x1a\x07\x01\0" + bytes(50), Code.ARCHIVE_UNOPENED),
        (zipped({"[Content_Types].xml": b"x"}), Code.FILE_TYPE),
        (zipped({"OFD.xml": b"x"}), Code.FILE_TYPE),
        (b"text", Code.FILE_TYPE),
        (b"", Code.FILE_EMPTY),
    ],
    ids=["zip", "rar", "docx", "ofd", "text", "empty"],
)
def test_what_is_no_picture_stays_inside(tmp_path: Path, inside: bytes, code: Code) -> None:
    assert _code(tmp_path, zipped({"a.jpg": inside})) == code


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """What it declares is the most that is ever read of it."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"{number}.bmp", b"BM" + bytes(1000))
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\1\2", at)) >= 0:
        data[at + 24 : at + 28] = (250 << 20).to_bytes(4, "little")
        at += 4
    path.write_bytes(data)
    with pytest.raises(JifenError) as caught:
        list_zip(path)
    assert caught.value.code == Code.ARCHIVE_TOO_LARGE
    assert caught.value.params == {"size": 2250, "limit": 2048}


def test_one_file_too_heavy_for_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "FILE_BYTES", 100)
    assert _code(tmp_path, zipped({"a.jpg": jpeg()})) == Code.FILE_TOO_HEAVY


def test_more_files_than_anybody_sends(tmp_path: Path) -> None:
    path = _written(tmp_path, zipped({f"{n}.jpg": b"" for n in range(zips.MAX_ENTRIES + 1)}))
    with pytest.raises(JifenError) as caught:
        list_zip(path)
    assert caught.value.code == Code.ARCHIVE_TOO_LARGE


def test_a_file_that_is_longer_than_it_says_is_damaged(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.jpg": jpeg()}))
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert _code(tmp_path, bytes(data)) == Code.ARCHIVE_DAMAGED


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_zip_is_damaged(tmp_path: Path, where: float) -> None:
    data = zipped({"a.jpg": jpeg(), "b.jpg": jpeg()})
    with pytest.raises(JifenError) as caught:
        list_zip(_written(tmp_path, data[: int(len(data) * where)]))
    assert caught.value.code == Code.ARCHIVE_DAMAGED


def test_places_outside_the_file_are_damage(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.jpg": jpeg()}))
    at = data.index(b"PK\5\6")
    data[at + 16 : at + 20] = b"\xff\xff\xff\x7f"
    assert _code(tmp_path, bytes(data)) == Code.ARCHIVE_DAMAGED


def test_a_changed_byte_is_noticed_and_nothing_stays(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.jpg": jpeg()}, zipfile.ZIP_STORED))
    data[len(data) // 2] ^= 255
    assert _code(tmp_path, bytes(data)) == Code.ARCHIVE_DAMAGED


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "EACCES"])
def test_a_disk_that_fails_leaves_nothing(tmp_path: Path, kind: str) -> None:
    path = _written(tmp_path, zipped({"a.jpg": jpeg()}))
    for nth in (1, 2):
        with swapped(FaultyDisk(nth, kind)), pytest.raises(JifenError) as caught:
            unpack(path, 0, tmp_path / "out")
        assert caught.value.code in (
            {"ENOSPC": Code.DISK_FULL, "EACCES": Code.TARGET_UNWRITABLE}.get(kind),
            Code.WRITE_FAILED,
        )
        assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_dates_before_1980_and_after_2107_do_no_harm(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.jpg": jpeg()}))
    for mark, at in ((b"PK\1\2", 12), (b"PK\3\4", 10)):
        place = data.index(mark) + at
        data[place : place + 4] = b"\xff\xff\xff\xff"
    path = _written(tmp_path, bytes(data))
    unpack(path, list_zip(path)[0].number, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == jpeg()


def test_what_is_no_zip(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(jpeg())
    (tmp_path / "b.docx").write_bytes(zipped({"[Content_Types].xml": b"x"}))
    assert not is_zip_file(tmp_path / "a.zip")
    assert not is_zip_file(tmp_path / "b.docx")
    assert not is_zip_file(tmp_path / "none")
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    (tmp_path / "empty.zip").write_bytes(buffer.getvalue())
    assert is_zip_file(tmp_path / "empty.zip")
    assert list_zip(tmp_path / "empty.zip") == ()
