"""Settings and centre data: damage costs nothing that was entered."""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import ENVIRONMENT, Code, JifenError
from jifen_desktop.domain.ids import District, Purpose
from jifen_desktop.domain.submission import Centre, Company
from jifen_desktop.files.disk import swapped
from jifen_desktop.library.centres import (
    CentresFileError,
    centre_problems,
    read_centres,
    write_centres,
)
from jifen_desktop.library.settings import ScanChoice, Settings, load_settings, save_settings
from jifen_desktop.review.mailbox import looks_like_mailbox
from tests.files.faulty import FaultyDisk

CENTRE = Centre(
    mailboxes=((Purpose.POINTS, "points@example.invalid"),),
    phone="021-00000000",
    dossier_phone="021-00000001",
    addressee="样本中心",
    address="上海市样本路1号",
    joiner="-",
    brackets="()",
    mailbox_limits=((Purpose.POINTS, 25),),
    mail_text="您好：\n{附件}",
)
FULL = Settings(
    company=Company("上海样本信息技术有限公司", "样本信息", phone="021-00000000"),
    centres=((District.JINGAN, CENTRE),),
    theme="dark",
    export_folder="文件夹",
    open_folder="别处",
    scanners=(
        ("", ScanChoice("escl", "http://192.0.2.10/eSCL", "样本扫描仪", "192.0.2.10", "0-1")),
        ("degree.bachelor", ScanChoice("sane", "test:0", "样本", dpi=600, mode="gray")),
    ),
    scan_folder="复印机",
)


def test_everything_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "library" / "settings.toml"
    save_settings(path, FULL)
    assert load_settings(path) == (FULL, None)
    if sys.platform != "win32":
        assert oct(path.stat().st_mode & 0o777) == "0o600"


def test_a_row_is_scanned_as_it_was_last(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    first, second = ScanChoice("sane", "a", "甲"), ScanChoice("sane", "b", "乙", dpi=600)
    settings = Settings().with_scan_choice("id_card", first).with_scan_choice("permit", second)
    save_settings(path, settings)
    known, _ = load_settings(path)
    assert [known.scan_choice(m) for m in ("id_card", "permit", "degree")] == [
        first,
        second,
        second,
    ]
    assert Settings().scan_choice("id_card") == ScanChoice()


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == (Settings(), None)
    assert list(tmp_path.iterdir()) == []


DAMAGE = {
    "not TOML": b"theme = ",
    "not UTF-8": "theme = '深'".encode("gb18030"),
    "unknown key": b"colour = 'red'\n",
    "type": b"theme = 7\n",
    "district": b"[centres.suzhou]\nphone = '1'\n",
    "zeros": b"\0" * 100,
    "nested": b"a = " + b"[" * 5000,
}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_damaged_file_is_kept_aside(tmp_path: Path, case: str) -> None:
    path = tmp_path / "settings.toml"
    for number in (1, 2):
        path.write_bytes(DAMAGE[case])
        settings, aside = load_settings(path)
        assert settings == Settings()
        assert aside == tmp_path / f"settings.toml.damaged-{number}"
        assert aside.read_bytes() == DAMAGE[case]
        assert not path.exists()


def test_every_cut_opens(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save_settings(path, FULL)
    whole = path.read_bytes()
    for at in range(0, len(whole), 5):
        path.write_bytes(whole[:at])
        _, aside = load_settings(path)
        if aside is not None:
            assert aside.read_bytes() == whole[:at]


def test_a_damaged_file_on_a_read_only_drive_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"theme = ")
    with swapped(FaultyDisk(2, "EROFS", sticky=True)):  # the file can be read
        assert load_settings(path) == (Settings(), path)
    assert path.read_bytes() == b"theme = "


def test_a_failed_save_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for nth in count(1):
        save_settings(path, Settings())
        disk = FaultyDisk(nth, "ENOSPC")
        try:
            with swapped(disk):
                save_settings(path, FULL)
            failure = None
        except JifenError as error:
            failure = error
        assert failure is None or failure.code in ENVIRONMENT
        assert load_settings(path)[0] in ((Settings(), FULL) if failure else (FULL,))
        assert [p.name for p in tmp_path.iterdir()] == [path.name]
        if not disk.fired:
            break
    assert nth >= 5


def test_a_half_character_does_not_stop_saving(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save_settings(path, Settings(company=Company("样\ud800本")))
    assert load_settings(path)[0].company.name == "样?本"


def test_centre_data_travels_between_colleagues(tmp_path: Path) -> None:
    path = tmp_path / "centres.toml"
    write_centres(path, {District.JINGAN: CENTRE, District.XUHUI: Centre()})
    assert read_centres(path) == {District.JINGAN: CENTRE}
    assert "未经核实" in path.read_text(encoding="utf-8")


WRONG_VALUES = """
kind = "jifen-centre-data"
version = 1
[centres.jingan]
phone = "1\\u000a2"
brackets = "("
[centres.jingan.mailboxes]
points = "not a mailbox"
[centres.jingan.mailbox_limits]
points = 0
education = 1001
accounts = 1000
"""


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", ["kind", "version"]),
        ('kind = "other"\nversion = 2\n', ["kind", "version"]),
        ('kind = "jifen-centre-data"\nversion = 1\ncolour = 1\n', ["colour"]),
        (
            WRONG_VALUES,
            [
                "centres.jingan.mailboxes.points",
                "centres.jingan.brackets",
                "centres.jingan.mailbox_limits.points",
                "centres.jingan.mailbox_limits.education",
                "centres.jingan.phone",
            ],
        ),
    ],
)
def test_wrong_centre_data_is_refused_whole(tmp_path: Path, text: str, keys: list[str]) -> None:
    path = tmp_path / "centres.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CentresFileError) as caught:
        read_centres(path)
    assert [p.key for p in caught.value.problems] == keys


@pytest.mark.skipif(sys.platform == "win32", reason="pipes in folders")
def test_centre_data_that_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, code in (
        ("missing", Code.FILE_MISSING),
        (".", Code.FILE_UNREADABLE),
        ("pipe", Code.FILE_UNREADABLE),
    ):
        with pytest.raises(JifenError) as caught:
            read_centres(tmp_path / name)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("points@example.invalid", True),
        ("a.b+c@sub.example.invalid", True),
        ("points", False),
        ("@example.invalid", False),
        ("a@b", False),
        ("a@b..c", False),
        ("a@b.c, d@e.f", False),
        ("张 <a@b.c>", False),
        ("a@b.c\n", False),
        ("邮箱@example.invalid", False),
        ("a@b@c.d", False),
    ],
)
def test_what_looks_like_a_mailbox(text: str, right: bool) -> None:
    assert looks_like_mailbox(text) == right
    problems = centre_problems(Centre(mailboxes=((Purpose.POINTS, text),)), "x")
    assert (problems == []) == right


def test_a_text_with_an_unknown_place_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "centres.toml"
    write_centres(path, {District.XUHUI: Centre(mail_text="{单位}\n{日期}")})
    with pytest.raises(CentresFileError) as failure:
        read_centres(path)
    (problem,) = failure.value.problems
    assert problem.key == "centres.xuhui.mail_text"
    assert "{日期}" in problem.expected
