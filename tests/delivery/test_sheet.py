"""A printed list: flows over pages, repeats its heading, loses nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen_desktop.delivery.sheet import BOX, Column, Section, Sheet, sheet_pdf, sheet_text
from jifen_desktop.domain.plan import BASIS_NOTE

from .reading import (
    MM,
    assert_inside_and_apart,
    assert_small_subset_fonts,
    opened,
    squeezed,
    text_of,
)

COLUMNS = (Column("", 0.3), Column("材料", 2, strong=True), Column("状态"), Column("依据", 2))


def table(count: int) -> Section:
    rows = tuple(
        (BOX, f"第{number}件\n细节{number}", "待提供", "参照 静安区·温馨提示5 [75]")
        for number in range(count)
    )
    return Section("张样本", ("还差 3 项",), COLUMNS, rows)


def test_a_short_sheet_is_one_a4_page() -> None:
    sheet = Sheet("材料清单", "闵行区", (("单位", "样本公司"),), (table(3),))
    data = sheet_pdf(sheet)
    with opened(data) as document:
        assert document.page_count == 1
        rect = document[0].rect
        assert (rect.width * MM, rect.height * MM) == pytest.approx((210, 297), abs=0.01)
    text = text_of(data)
    for wanted in ("材料清单", "闵行区", "样本公司", "张样本", "第2件", BASIS_NOTE, "第1/1页"):
        assert squeezed(wanted) in text
    assert_inside_and_apart(data, margin_mm=10)
    assert_small_subset_fonts(data)
    assert data == sheet_pdf(sheet)


def test_a_long_table_repeats_its_heading_and_numbers_its_pages() -> None:
    data = sheet_pdf(Sheet("材料清单", "", (), (table(120),)))
    with opened(data) as document:
        count = document.page_count
        assert count > 2
        for number, page in enumerate(document, start=1):
            text = squeezed(page.get_text())
            assert "材料状态依据" in text
            assert BASIS_NOTE in text
            assert f"第{number}/{count}页" in text
    whole = text_of(data)
    places = [whole.index(f"第{number}件") for number in range(120)]
    assert places == sorted(places)
    assert_inside_and_apart(data, margin_mm=10)
    assert_small_subset_fonts(data)


def test_a_row_higher_than_a_page_goes_on_on_the_next() -> None:
    numbered = "".join(f"〔{number}〕这一格很长。" for number in range(900))
    section = Section(
        "长", (), (Column("甲"), Column("乙")), (("前", "前"), (numbered, "短"), ("后", "后"))
    )
    data = sheet_pdf(Sheet("长表", "", (), (section,)))
    assert_inside_and_apart(data, margin_mm=10)
    text = text_of(data)
    for number in range(900):
        assert f"〔{number}〕" in text


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for count in range(20, 34):
        sections = (table(count), Section("下一节", (), COLUMNS, ((BOX, "甲件", "", ""),)))
        with opened(sheet_pdf(Sheet("材料清单", "", (), sections))) as document:
            for page in document:
                text = squeezed(page.get_text())
                assert ("下一节" in text) == ("甲件" in text)


def test_a_long_footer_and_long_facts_stay_apart() -> None:
    facts = (("很长的名称" * 8, "值" * 300), ("短", ""), ("", "只有值"))
    data = sheet_pdf(Sheet("标题" * 30, "副标题" * 60, facts, (table(2),), "脚注" * 200))
    assert_inside_and_apart(data, margin_mm=8)
    assert text_of(data).count("值") == 300 + 1
    assert text_of(data).count("脚注") == 200


ODD = st.text(
    alphabet=st.one_of(st.sampled_from("材料（）\n\t A1·，□"), st.characters()), max_size=200
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(ODD, max_size=5), max_size=8), ODD, ODD)
def test_no_text_crashes_it_or_leaves_the_page(
    rows: list[list[str]], title: str, text: str
) -> None:
    section = Section(title, (text,), COLUMNS, tuple(tuple(row) for row in rows))
    sheet = Sheet(title, text, ((title, text),), (section, Section()))
    assert_inside_and_apart(sheet_pdf(sheet), margin_mm=8)
    sheet_text(sheet)


def test_plain_text_for_a_chat() -> None:
    sheet = Sheet("准备清单", "闵行区", (("怎么办", "报送"),), (table(2),))
    assert sheet_text(sheet) == (
        "准备清单\n闵行区\n\n怎么办：报送\n\n【张样本】\n还差 3 项\n"
        "1. 第0件 细节0｜待提供｜参照 静安区·温馨提示5 [75]\n"
        "2. 第1件 细节1｜待提供｜参照 静安区·温馨提示5 [75]\n\n"
        f"{BASIS_NOTE}\n"
    )


@pytest.mark.parametrize("count", range(18, 60))
def test_the_last_row_never_stands_alone_on_a_page(count: int) -> None:
    rows = tuple((f"第{number}件", "已提供") for number in range(count))
    section = Section("张样本", (), (Column("材料"), Column("状态")), rows)
    with opened(sheet_pdf(Sheet("材料清单", "", (), (section,)))) as document:
        on_pages = [page.get_text().count("已提供") for page in document]
    assert sum(on_pages) == count
    assert on_pages[-1] > 1
