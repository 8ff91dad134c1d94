"""The mark in a printed sheet's footer: read back, and telling nobody anything."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from jifen_desktop.services.marks import mark_of, read_mark, row_code


@given(st.text(), st.text(), st.sampled_from(["id_card", "diploma.bachelor"]), st.integers(1, 9999))
def test_what_is_marked_is_read(owner: str, whose: str, material: str, number: int) -> None:
    mark = mark_of(owner, whose, material, number)
    assert read_mark(mark) == (row_code(owner, whose, material), number)


def test_nothing_personal_is_in_it() -> None:
    mark = mark_of("000000198603070013", "张样本", "id_card", 1)
    assert len(mark) == len("JF1") + 8 + 1
    assert not any(part in mark for part in ("0000001986", "张样本", "id_card", "ID"))


def test_rows_are_told_apart() -> None:
    """By person and paper; the company's, which has no key, by its name."""
    assert row_code("1", "张样本", "id_card") == row_code("1", "改过的名字", "id_card")
    codes = {
        row_code("1", "", "id_card"),
        row_code("2", "", "id_card"),
        row_code("1", "", "diploma.bachelor"),
        row_code("", "甲公司", "id_card"),
        row_code("", "乙公司", "id_card"),
    }
    assert len(codes) == 5


def test_it_is_the_smallest_kind_of_code() -> None:
    """Alphanumeric, so that its squares are as large as 12 mm allow: 21 a side, 0.57 mm."""
    code = segno.make(mark_of("1", "张样本", "id_card", 999), error="q", micro=False)
    assert (code.mode, code.version) == ("alphanumeric", 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://www.chsi.com.cn/xlcx/bg.do?vcode=A",
        "JF1ABCDEFGH",
        "JF1ABCDEFG11",
        "JF2ABCDEFGH1",
        "JF1ABCDEFGH1\n",
        "JF1ABCDEFGH12345",
        "JF1ABCDEFGH１",
    ],
)
def test_another_code_is_no_mark(text: str) -> None:
    assert read_mark(text) is None
