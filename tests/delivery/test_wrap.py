"""Line breaking: nothing lost, nothing too wide, no punctuation where a line must not have it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_desktop.delivery.wrap import CLOSING, OPENING, balance, wrap

MIXED = st.text(
    alphabet=st.sampled_from("上海市水清路号楼人abcXYZ019 ，。、（）《》“”·—.-@/𬭎㛃"), max_size=120
)
CHINESE = st.text(alphabet=st.sampled_from("上海市水清路材料（）《》，。、："), max_size=120)


def measure(char: str) -> float:
    return 0.5 if char.isascii() else 1.0


def width_of(text: str) -> float:
    return sum(map(measure, text))


@given(MIXED, st.integers(1, 40))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width, measure)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= width for line in lines)


@given(CHINESE, st.integers(8, 40))
def test_no_line_begins_with_closing_or_ends_with_opening_punctuation(
    text: str, width: int
) -> None:
    lines = wrap(text, width, measure)
    for before, after in pairwise(lines):
        runs = [run for run in _runs_of_punctuation(text) if len(run) >= width - 2]
        if not runs:
            assert after[0] not in CLOSING
            assert before[-1] not in OPENING


def _runs_of_punctuation(text: str) -> list[str]:
    """Stretches in which no break is allowed, with a character on either side."""
    runs, run = [], ""
    for char in text:
        if char in CLOSING or char in OPENING:
            run += char
        elif run:
            runs.append(run)
            run = ""
    return [*runs, run]


@given(MIXED, st.integers(4, 40))
def test_balanced_lines_are_as_many_and_hold_the_same(text: str, width: int) -> None:
    plain, even = wrap(text, width, measure), balance(text, width, measure)
    assert len(even) <= len(plain)
    assert "".join(even).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= width for line in even)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("上海市闵行区水清路388号", 9, ["上海市闵行区水清", "路388号"]),
        ("发到 points@example.invalid 即可", 12, ["发到", "points@example.invalid", "即可"]),
        ("一二三四，五", 4, ["一二三", "四，五"]),
        ("一二三（四五）", 4, ["一二三", "（四五）"]),
        ("1234567890", 3, ["123456", "7890"]),
        ("人才服务中心 收", 7, ["人才服务中心", "收"]),
    ],
)
def test_examples(text: str, width: float, lines: list[str]) -> None:
    assert wrap(text, width, measure) == lines


def test_balance_leaves_no_single_character_behind() -> None:
    assert balance("样本样本样本样本样本样本", 11, measure) == ["样本样本样本", "样本样本样本"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("上海市宝山区友谊路15号6号楼", 11, ["上海市宝山区", "友谊路15号6号楼"]),
        ("宝山区人才服务中心18号窗口 收", 11, ["宝山区人才服务中心", "18号窗口 收"]),
        ("上海市徐汇区南宁路969号一楼B厅", 11, ["上海市徐汇区", "南宁路969号一楼B厅"]),
        (
            "上海市虹口区中山北一路1230号柏树大厦C区一楼",
            11,
            ["上海市虹口区", "中山北一路1230号", "柏树大厦C区一楼"],
        ),
        ("闵行区人才服务中心受理部 收", 11, ["闵行区人才服务中心", "受理部 收"]),
    ],
)
def test_balance_cuts_where_a_part_of_the_address_ends(
    text: str, width: float, lines: list[str]
) -> None:
    assert balance(text, width, measure) == lines


def test_balance_of_a_very_long_name_is_quick_and_whole() -> None:
    text = "样本区" * 400
    assert "".join(balance(text, 11, measure)) == text
