"""The archive: names, order, bytes and dates, read back by this and by other programs."""

import hashlib
import subprocess
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.delivery.archive import FIXED_DATE, Bare, Entry, prove, write_archive
from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.files.disk import CHUNK, Disk, swapped
from jifen_desktop.files.names import safe_name
from jifen_desktop.imaging.jpeg import bare as without_words
from jifen_desktop.imaging.jpeg import picture_span
from tests.imaging.profiles import linear_profile
from tests.intake.makers import exif, jpeg, noise, picture

ODD_NAMES = [
    "张样本",
    "阿卜杜拉·买买提·样本",
    "欧阳𬭎",
    "王㛃",
    "吐尔逊江·" + "样" * 40 + "·样本",
    "A/B:C",
    "Plain Ascii",
]
PAGES = [
    ("身份证-人像面.jpg", b"\xff\xd8first"),
    ("身份证-国徽面.jpg", b"\xff\xd8second" * 1000),
    ("毕业证书（本科）-1.jpg", b""),
]

JAVA = """
import java.util.zip.*;
public class List {
  public static void main(String[] a) throws Exception {
    System.setOut(new java.io.PrintStream(System.out, true, "UTF-8"));
    try (ZipFile z = new ZipFile(a[0])) {
      for (var e = z.entries(); e.hasMoreElements(); ) {
        ZipEntry x = e.nextElement();
        System.out.println(x.getName() + "\\t" + z.getInputStream(x).readAllBytes().length);
      }
    }
  }
}
"""


def entries(folder: Path, pages: list[tuple[str, bytes]] = PAGES) -> list[Entry]:
    """The pages as files with neutral names."""
    folder.mkdir(exist_ok=True)
    made = []
    for number, (name, data) in enumerate(pages):
        path = folder / f"{number}.bin"
        path.write_bytes(data)
        made.append(Entry(name, path, hashlib.sha256(data).hexdigest()))
    return made


def archive_of(folder: Path, name: str) -> Path:
    target = folder / safe_name(name, ".zip")
    write_archive(target, target.stem, entries(folder / "pages"))
    return target


@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_order_and_bytes_come_back(tmp_path: Path, name: str) -> None:
    target = archive_of(tmp_path, name)
    with zipfile.ZipFile(target) as archive:
        infos = archive.infolist()
        assert [i.filename for i in infos] == [f"{target.stem}/{page}" for page, _ in PAGES]
        assert [archive.read(i) for i in infos] == [data for _, data in PAGES]
        for info in infos:
            assert info.flag_bits & 0x800
            assert not info.flag_bits & 0x8, "no data descriptors"
            assert info.compress_type == zipfile.ZIP_STORED
            assert info.date_time == FIXED_DATE
            assert (info.create_system, info.external_attr) == (3, 0o100644 << 16)
            assert info.filename.count("/") == 1
            assert unicodedata.is_normalized("NFC", info.filename)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    made = entries(tmp_path / "pages")
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    for path in (first, second):
        write_archive(path, "张样本", made)
    assert first.read_bytes() == second.read_bytes()


def test_a_name_can_not_leave_its_folder(tmp_path: Path) -> None:
    made = entries(tmp_path / "pages", [("../../etc/x.jpg", b"1"), ("C:\\y\u202e.jpg", b"2")])
    write_archive(tmp_path / "a.zip", "../up", made)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        for name in archive.namelist():
            assert name.count("/") == 1
            assert "\\" not in name
            assert not name.startswith(("/", "."))


def test_decomposed_names_are_composed(tmp_path: Path) -> None:
    made = entries(tmp_path / "pages", [(unicodedata.normalize("NFD", "é.jpg"), b"1")])
    write_archive(tmp_path / "a.zip", unicodedata.normalize("NFD", "José"), made)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["José/é.jpg"]


@pytest.mark.parametrize("twin", ["身份证.jpg", "身份证.JPG"])
def test_two_pages_of_one_name_are_refused(tmp_path: Path, twin: str) -> None:
    made = entries(tmp_path / "pages", [("身份证.jpg", b"1"), (twin, b"2")])
    with pytest.raises(JifenError) as failure:
        write_archive(tmp_path / "a.zip", "a", made)
    assert failure.value.code == Code.VERIFY_FAILED
    assert not (tmp_path / "a.zip").exists()


def test_a_page_that_changed_since_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    made = entries(tmp_path / "pages")
    made[1].path.write_bytes(b"something else")
    with pytest.raises(JifenError) as failure:
        write_archive(tmp_path / "a.zip", "a", made)
    assert failure.value.code == Code.VERIFY_FAILED
    assert [p.name for p in tmp_path.iterdir()] == ["pages"]


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    made = entries(tmp_path / "pages")
    made[2].path.unlink()
    with pytest.raises(JifenError) as failure:
        write_archive(tmp_path / "a.zip", "a", made)
    assert failure.value.code == Code.FILE_MISSING
    assert failure.value.params == {"name": "毕业证书（本科）-1.jpg"}


def test_cancelling_between_pages_leaves_nothing(tmp_path: Path) -> None:
    calls = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_archive(tmp_path / "a.zip", "a", entries(tmp_path / "pages"), check=check)
    assert len(calls) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["pages"]


class FaultyDisk(Disk):
    """Fails at its Nth call; what is cleaned up afterwards works."""

    def __init__(self, nth: int) -> None:
        self.left = nth
        self.fired = False

    def step(self, operation: str, path: Path) -> None:
        del path
        self.left -= 1
        if self.left == 0:
            self.fired = True
            raise OSError(28, f"no space left at {operation}")


def test_a_full_disk_at_any_call_leaves_the_old_archive_or_the_new_one(tmp_path: Path) -> None:
    made = entries(tmp_path / "pages")
    target = tmp_path / "a.zip"
    nth, fired = 0, True
    while fired:
        nth += 1
        target.write_bytes(b"old")
        faulty = FaultyDisk(nth)
        with swapped(faulty):
            try:
                write_archive(target, "a", made)
            except (JifenError, OSError):
                assert faulty.fired
        fired = faulty.fired
        assert target.read_bytes() == b"old" or zipfile.is_zipfile(target)
        assert not [p for p in tmp_path.iterdir() if p.name.startswith(".jifen-")]
    assert nth > 10
    assert zipfile.is_zipfile(target)


class DamagingDisk(Disk):
    """A medium that keeps other bytes than it was given."""

    def write(self, handle: object, data: object) -> None:
        raw = bytes(data)  # type: ignore[call-overload]
        super().write(handle, raw.replace(b"second", b"sEcond"))  # type: ignore[arg-type]


def test_the_written_archive_is_compared_with_the_plan(tmp_path: Path) -> None:
    with swapped(DamagingDisk()), pytest.raises(JifenError) as failure:
        write_archive(tmp_path / "a.zip", "a", entries(tmp_path / "pages"))
    assert failure.value.code == Code.VERIFY_FAILED
    assert not (tmp_path / "a.zip").exists()


PHOTO = jpeg(exif=exif(6), comment=b"SECRET-TOKEN", icc_profile=linear_profile()) + b"SECRET-TOKEN"
LARGE = jpeg(noise(1600, 1200), exif=exif(6), quality=95)  # of several pieces


def photo_entries(folder: Path, *photos: bytes, bare: Bare | None = None) -> list[Entry]:
    made = entries(folder, [(f"{n}.jpg", data) for n, data in enumerate(photos)])
    return [
        replace(e, bare=bare or Bare(picture_span(d))) for e, d in zip(made, photos, strict=True)
    ]


@pytest.mark.parametrize(
    "bare", [None, Bare(), Bare(orientation=3)], ids=["known", "sought", "turned"]
)
def test_a_photo_goes_in_without_its_words(tmp_path: Path, bare: Bare | None) -> None:
    assert len(LARGE) > CHUNK
    made = photo_entries(tmp_path / "pages", PHOTO, LARGE, bare=bare)
    write_archive(tmp_path / "a.zip", "a", made)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        found = [archive.read(name) for name in archive.namelist()]
    wanted = 3 if bare and bare.orientation else None
    assert found == [without_words(data, wanted) for data in (PHOTO, LARGE)]
    assert b"SECRET-TOKEN" not in (tmp_path / "a.zip").read_bytes()


def test_a_photo_that_can_not_be_taken_apart_is_named(tmp_path: Path) -> None:
    for span in (None, (700, 800)):
        made = photo_entries(tmp_path / "pages", PHOTO[:900], bare=Bare(span))
        with pytest.raises(JifenError) as failure:
            write_archive(tmp_path / "a.zip", "a", made)
        assert failure.value.code in (Code.FILE_DAMAGED, Code.VERIFY_FAILED)
        assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize("length", [700, len(PHOTO) - 1, len(PHOTO)])
def test_a_photo_that_changed_since_is_refused(tmp_path: Path, length: int) -> None:
    """Also in what doesn't go out: what was looked at is what goes out."""
    made = photo_entries(tmp_path / "pages", PHOTO)
    made[0].path.write_bytes(PHOTO[:length] + b"x" + PHOTO[length + 1 :])
    with pytest.raises(JifenError) as failure:
        write_archive(tmp_path / "a.zip", "a", made)
    assert failure.value.code in (Code.VERIFY_FAILED, Code.FILE_DAMAGED)
    assert [p.name for p in tmp_path.iterdir()] == ["pages"]


class FlippingDisk(Disk):
    """A medium that changes one byte of what is written into an archive, wherever it lies."""

    def __init__(self, at: int) -> None:
        self.at = at

    def write(self, handle: object, data: object) -> None:
        raw = bytearray(data)  # type: ignore[call-overload]
        place = self.at - handle.tell()  # type: ignore[attr-defined]
        if 0 <= place < len(raw):
            raw[place] ^= 1
        super().write(handle, bytes(raw))  # type: ignore[arg-type]


def test_every_byte_of_a_written_photo_is_proven(tmp_path: Path) -> None:
    small = jpeg(Image.new("L", (8, 8), 90), comment=b"SECRET-TOKEN")
    made = photo_entries(tmp_path / "pages", small)
    write_archive(tmp_path / "a.zip", "a", made)
    whole = (tmp_path / "a.zip").read_bytes()
    start = whole.index(b"\xff\xd8")
    for at in range(start, start + len(without_words(small))):
        with swapped(FlippingDisk(at)), pytest.raises(JifenError) as failure:
            write_archive(tmp_path / "b.zip", "a", made)
        assert failure.value.code == Code.VERIFY_FAILED
    assert not (tmp_path / "b.zip").exists()


def test_the_proof_does_not_rest_on_the_sum(tmp_path: Path) -> None:
    """An archive whose own CRC-32 fits, with another picture in it."""
    made = photo_entries(tmp_path / "pages", PHOTO)
    for other in (
        jpeg(picture().rotate(180)),
        PHOTO,
        without_words(PHOTO, 1),
        without_words(PHOTO),
    ):
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
            archive.writestr("a/0.jpg", other)
        named = [("a/0.jpg", made[0])]
        if other == without_words(PHOTO):
            prove(tmp_path / "x.zip", tmp_path / "x.zip", named)
        else:
            with pytest.raises(JifenError) as failure:
                prove(tmp_path / "x.zip", tmp_path / "x.zip", named)
            assert failure.value.code == Code.VERIFY_FAILED


@pytest.mark.external("unzip")
@pytest.mark.parametrize("name", ODD_NAMES)
def test_unzip_reads_it(tmp_path: Path, name: str) -> None:
    target = archive_of(tmp_path, name)
    out = tmp_path / "out"
    subprocess.run(["unzip", "-q", str(target), "-d", str(out)], check=True, capture_output=True)
    assert_extracted(out, target.stem)


@pytest.mark.external("7z")
@pytest.mark.parametrize("name", ODD_NAMES)
def test_7z_reads_it(tmp_path: Path, name: str) -> None:
    target = archive_of(tmp_path, name)
    out = tmp_path / "out"
    subprocess.run(["7z", "x", f"-o{out}", str(target)], check=True, capture_output=True)
    assert_extracted(out, target.stem)


def assert_extracted(out: Path, stem: str) -> None:
    assert [p.name for p in out.iterdir()] == [stem]
    found = {p.name: p.read_bytes() for p in (out / stem).iterdir()}
    assert found == dict(PAGES)


@pytest.mark.external("java", "javac")
def test_java_reads_it(tmp_path: Path) -> None:
    source = tmp_path / "List.java"
    source.write_text(JAVA, encoding="utf-8")
    subprocess.run(["javac", "-d", str(tmp_path), str(source)], check=True, capture_output=True)
    for number, name in enumerate(ODD_NAMES):
        target = archive_of(tmp_path, name)
        plain = target.rename(tmp_path / f"{number}.zip")  # the file system's encoding aside
        listed = subprocess.run(
            ["java", "-cp", str(tmp_path), "List", str(plain)], check=True, capture_output=True
        ).stdout.decode("utf-8")
        stem = target.stem
        assert listed.splitlines() == [f"{stem}/{page}\t{len(data)}" for page, data in PAGES]
