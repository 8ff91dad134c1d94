"""The mark in a printed sheet's footer: read back, and telling nobody anything."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from jifen_desktop.services.marks import mark_of, read_mark, sheet_code

SHA = "0f" * 32


@given(
    st.sampled_from(["id_card", "diploma.bachelor"]),
    st.lists(st.tuples(st.text("0123456789abcdef", min_size=64, max_size=64), st.integers(0))),
    st.integers(1, 9999),
)
def test_what_is_marked_is_read(material: str, pages: list[tuple[str, int]], copy: int) -> None:
    code = sheet_code(material, pages)
    assert read_mark(mark_of(code, copy)) == (code, copy)


def test_nothing_of_paper_or_file_is_in_it() -> None:
    mark = mark_of(sheet_code("id_card", [(SHA, 0)]), 1)
    assert len(mark) == len("JF1") + 8 + 1
    assert not any(part in mark for part in ("0F0F", "0f0f", "id_card", "ID"))


def test_sheets_are_told_apart() -> None:
    """By the paper that they are handed in as, and by the pages on them."""
    codes = {
        sheet_code("id_card", [(SHA, 0)]),
        sheet_code("id_card", [(SHA, 1)]),
        sheet_code("id_card", [(SHA, 0), (SHA, 1)]),
        sheet_code("id_card", [("1f" * 32, 0)]),
        sheet_code("diploma.bachelor", [(SHA, 0)]),
    }
    assert len(codes) == 5


def test_it_is_the_smallest_kind_of_code() -> None:
    """Alphanumeric, so that its squares are as large as 12 mm allow: 21 a side, 0.57 mm."""
    code = segno.make(mark_of(sheet_code("id_card", [(SHA, 0)]), 999), error="q", micro=False)
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
