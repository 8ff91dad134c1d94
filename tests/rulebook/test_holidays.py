"""A year's holidays as they are published and typed: read, checked, put beside those of the rulebook."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_desktop.rulebook.calendar import is_working_day
from jifen_desktop.rulebook.holiday_notice import NoticeError, read_notice
from jifen_desktop.rulebook.holidays import DaysOff, known_years, with_years, year_problems
from jifen_desktop.rulebook.load import load_rulebook
from tests.support.holidays import DAYS_2027, NOTICE_2027

BOOK = load_rulebook()


def problems(text: str, year: int | None = None) -> tuple[str, ...]:
    with pytest.raises(NoticeError) as failure:
        read_notice(text, year)
    return failure.value.problems


def test_a_notice_is_read_with_its_year() -> None:
    assert read_notice(NOTICE_2027) == (2027, DAYS_2027)


def test_the_program_s_own_year_comes_out_of_the_same_form() -> None:
    own = BOOK.holidays.years["2026"]
    text = "2026年元旦等\n"
    text += "\n".join(f"{a.month}月{a.day}日至{b.month}月{b.day}日放假" for a, b in own.rest)
    text += "\n" + "、".join(f"{d.month}月{d.day}日" for d in own.work) + "上班"
    assert read_notice(text) == (2026, DaysOff(own.rest, own.work))


def test_a_range_may_begin_in_the_december_before() -> None:
    text = NOTICE_2027.replace("1月1日（周五）至3日（周日）", "12月31日（周四）至1月2日（周六）")
    _, days = read_notice(text)
    assert days.rest[0] == (date(2026, 12, 31), date(2027, 1, 2))
    book = with_years(BOOK, {2027: days})
    assert not is_working_day(book.holidays, date(2026, 12, 31))
    assert is_working_day(BOOK.holidays, date(2026, 12, 31))


def test_without_a_year_the_one_that_is_given_counts() -> None:
    text = "\n".join(line for line in NOTICE_2027.splitlines() if "年" not in line)
    assert read_notice(text, 2027) == (2027, DAYS_2027)
    assert "没有写是哪一年" in problems(text)[0]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2027年节假日", "2028年节假日", "2028年1月1日是周六，文字里写的是周五，请核对年份"),
        ("2月5日（除夕、周五）", "2月30日", "没有“2月30日”这一天"),
        ("放假1天，不调休", "", "看不出是放假还是上班：五、端午节:6月9日"),
        ("一、元旦：", "。", ""),
        (
            "5月1日（周六）至5日（周三）放假调休",
            "5月2日至5日放假",
            "2027 年缺 5月1日，它每年都放假",
        ),
        ("９月", "9月", ""),
        ("9月26日（周日）上班", "9月27日上班", "2027年9月27日：调休上班日应是周六或周日"),
        ("9月26日（周日）上班", "10月2日上班", "2027年10月2日：既在放假里又要上班"),
        (
            "1月1日（周五）至3日",
            "1月1日（周五）至20日",
            "2027年1月1日至1月20日：一次放假不会超过 12 天",
        ),
        ("至7日（周四）", "至9月7日", "2027年10月1日至9月7日：结束早于开始"),
        ("4月3日（周六）至5日", "5月4日至6日", "2027年5月4日至5月6日：与前一段放假重叠"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, told: str) -> None:
    text = NOTICE_2027.replace(old, new).replace("至5日（周一）放假", "至5日放假")
    text = text.replace("5月4日至6日（周一）", "5月4日至6日")
    if told:
        assert told in "\n".join(problems(text.replace("至20日（周日）", "至20日")))
    else:
        assert read_notice(text) == (2027, DAYS_2027)


def test_half_a_year_is_no_year() -> None:
    half = replace(DAYS_2027, rest=DAYS_2027.rest[:2])
    told = year_problems(2027, half)
    assert any("缺 10月1日" in text for text in told)
    assert any("只有 2 段放假" in text for text in told)
    assert year_problems(2027, DAYS_2027) == ()


def test_empty_text_says_how_to_write_it() -> None:
    assert "写法如" in problems("2027年")[0]


def test_known_years_are_those_of_both() -> None:
    assert known_years(with_years(BOOK, {2027: DAYS_2027})) == (*known_years(BOOK), 2027)
    assert with_years(BOOK, {}) is BOOK


@given(st.text(alphabet="2027年月日至、，。（）周一五休放假上班13519\n-", max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(NoticeError):
        assert read_notice(text)[1].rest
