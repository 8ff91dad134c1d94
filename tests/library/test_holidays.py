"""Holidays in the settings and as a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.library.holiday_file import read_holidays, write_holidays
from jifen_desktop.library.settings import Settings, load_settings, save_settings
from jifen_desktop.rulebook.holiday_notice import NoticeError
from jifen_desktop.rulebook.holidays import DaysOff
from tests.support.holidays import DAYS_2027, NOTICE_2027


def test_they_are_kept_with_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    kept = Settings(holidays=((2027, DAYS_2027),))
    save_settings(path, kept)
    assert load_settings(path) == (kept, None)
    path.write_text(path.read_text(encoding="utf-8").replace("2027-10-01", "2027-09-01"), "utf-8")
    settings, aside = load_settings(path)
    assert (settings.holidays, aside) == ((), None), "a year that can't be right isn't used"


def test_a_colleague_s_file_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "节假日安排.toml"
    write_holidays(path, {2027: DAYS_2027})
    assert read_holidays(path) == {2027: DAYS_2027}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_notice_as_a_text_file(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(NOTICE_2027.encode(encoding))
    assert read_holidays(path) == {2027: DAYS_2027}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind = 'other'\nversion = 1\n", "kind 应为"),
        ("kind = 'jifen-holidays'\nversion = 1\n", "没有任何一年"),
        ("kind = 'jifen-holidays'\nversion = 1\ncolour = 1\n", "colour"),
        ("kind = 'jifen-holidays'\nversion = 1\n[years.1999]\nrest = []\n", "1999：应为"),
        ("kind = 'jifen-holidays'\nversion = 1\n[years.x]\nrest = []\n", "x：应为"),
        ("kind = 'jifen-holidays'\nversion = 1\n[years.2027]\nrest = []\n", "2027 年缺"),
        ("随便写的", "没有写是哪一年"),
        ("1999年元旦 1月1日放假", "1999"),
    ],
)
def test_what_can_not_be_used_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(NoticeError) as failure:
        read_holidays(path)
    assert told in "\n".join(failure.value.problems)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\xff\xff\x00")
    with pytest.raises(JifenError) as failure:
        read_holidays(path)
    assert failure.value.code == Code.FILE_UNREADABLE
    with pytest.raises(JifenError) as failure:
        read_holidays(tmp_path / "none")
    assert failure.value.code == Code.FILE_MISSING


def test_several_years_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    later = DaysOff(tuple((_later(a), _later(b)) for a, b in DAYS_2027.rest), (date(2028, 1, 8),))
    write_holidays(path, {2028: later, 2027: replace(DAYS_2027)})
    assert read_holidays(path) == {2027: DAYS_2027, 2028: later}


def _later(day: date) -> date:
    return day.replace(year=day.year + 1)
