"""Rosters: columns told by their headings, every bad cell named, nobody taken twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_desktop.domain.ids import District, Level, Origin, Report, Service
from jifen_desktop.domain.submission import Applicant, Submission
from jifen_desktop.intake.table import Table, read_table, table_of
from jifen_desktop.services.edit import new_submission
from jifen_desktop.services.roster import Roster, Trouble, add_people, read_roster
from jifen_desktop.services.roster_columns import Column, match_columns
from jifen_desktop.services.roster_template import template_xlsx
from jifen_desktop.services.roster_words import TROUBLE
from tests.library.making import ON

NUMBER, OTHER = "000000198603070013", "310101199001010012"
BLANK = Submission(District.XUHUI, Service.NEW, ON)


def roster(table: Table, submission: Submission = BLANK) -> Roster:
    """The roster of a table."""
    columns, start = match_columns(table)
    return read_roster(table, columns, start, submission, ON)


def one(*cells: str) -> tuple[Applicant, tuple[tuple[Column, Trouble], ...]]:
    """One person under the template's headings."""
    (row,) = roster((tuple(Column), tuple(cells))).rows
    return row.applicant, row.troubles


def test_everything_that_can_be_said_of_a_person() -> None:
    applicant, troubles = one(
        "张样本", NUMBER, "2027/6/30", "2026年11月3日", "专科+本科", "有", "书面", "20261231"
    )
    assert troubles == ()
    assert (applicant.name, applicant.id_number) == ("张样本", NUMBER)
    assert applicant.permit_valid_until == date(2027, 6, 30)
    assert applicant.permit_renewed_on == date(2026, 11, 3)
    assert [e.level for e in applicant.education] == [Level.ASSOCIATE, Level.BACHELOR]
    assert [e.degree for e in applicant.education] == [False, True]
    assert {e.report for e in applicant.education} == {Report.WRITTEN}
    assert {e.report_valid_until for e in applicant.education} == {date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("高中及以下", [Level.SECONDARY]),
        ("大专", [Level.ASSOCIATE]),
        ("大学本科", [Level.BACHELOR]),
        ("本科、硕士研究生", [Level.BACHELOR, Level.MASTER]),
        ("博士", [Level.DOCTOR]),
        ("博士研究生", [Level.DOCTOR]),
    ],
)
def test_levels_as_people_write_them(text: str, levels: list[Level]) -> None:
    applicant, troubles = one("张样本", "", "", "", text)
    assert ([e.level for e in applicant.education], troubles) == (levels, ())


@pytest.mark.parametrize("text", ["无", "无学位", "没有", "未取得", "否", "/", "－", "N/A"])
def test_no_degree_as_people_write_it(text: str) -> None:
    applicant, _ = one("张样本", "", "", "", "本科", text)
    assert [e.degree for e in applicant.education] == [False]


def test_where_a_level_was_gained_and_a_report_on_paper() -> None:
    applicant, troubles = one("张样本", "", "2027-06-30 00:00:00", "", "本科、海外硕士", "", "纸质")
    assert troubles == ()
    assert [(e.level, e.origin) for e in applicant.education] == [
        (Level.BACHELOR, Origin.DOMESTIC),
        (Level.MASTER, Origin.OVERSEAS),
    ]
    assert {e.report for e in applicant.education} == {Report.WRITTEN}


@pytest.mark.parametrize(
    ("cells", "trouble"),
    [
        (("", NUMBER), (Column.NAME, Trouble.NAME_MISSING)),
        (("样" * 61,), (Column.NAME, Trouble.NAME_LONG)),
        (("张样本", "12345"), (Column.ID_NUMBER, Trouble.NUMBER_WRONG)),
        (("张样本", NUMBER[:-1] + "4"), (Column.ID_NUMBER, Trouble.NUMBER_WRONG)),
        (("张样本", "3.10101E+17"), (Column.ID_NUMBER, Trouble.NUMBER_LOST)),
        (("张样本", "310101199001010000"), (Column.ID_NUMBER, Trouble.NUMBER_LOST)),
        (("张样本", "", "明年"), (Column.PERMIT_UNTIL, Trouble.DATE)),
        (("张样本", "", "2027-02-30"), (Column.PERMIT_UNTIL, Trouble.DATE)),
        (("张样本", "", "2024-01-01至2027-01-01"), (Column.PERMIT_UNTIL, Trouble.DATE)),
        (("张样本", "", "2027-06-301"), (Column.PERMIT_UNTIL, Trouble.DATE)),
        (("张样本", "", "", "", "很高"), (Column.LEVELS, Trouble.LEVEL)),
    ],
)
def test_each_bad_cell_is_named(cells: tuple[str, ...], trouble: tuple[Column, Trouble]) -> None:
    assert one(*cells)[1] == (trouble,)
    assert TROUBLE[trouble[1]]


def test_the_same_number_is_taken_once() -> None:
    known = replace(BLANK, applicants=(Applicant("k", "王样本", OTHER),))
    table = (("姓名", "身份证号"), ("张样本", NUMBER), ("张样本", NUMBER), ("王样本", OTHER))
    rows = roster(table, known).rows
    assert [row.troubles for row in rows] == [
        (),
        ((Column.ID_NUMBER, Trouble.NUMBER_TWICE),),
        ((Column.ID_NUMBER, Trouble.NUMBER_KNOWN),),
    ]


@pytest.mark.parametrize(
    ("table", "columns", "start"),
    [
        ((("序号", "员工姓名", "证件号码（必填）"),), (None, Column.NAME, Column.ID_NUMBER), 1),
        ((("某公司名单",), ("身份证", "姓 名")), (Column.ID_NUMBER, Column.NAME), 2),
        ((("张样本", NUMBER), ("李样本",)), (Column.NAME, Column.ID_NUMBER), 0),
        (((NUMBER, "张样本"),), (Column.ID_NUMBER, Column.NAME), 0),
        ((("姓名", "姓名"),), (Column.NAME, None), 1),
        ((("123", "456"),), (None, None), 0),
    ],
)
def test_columns_are_found(table: Table, columns: tuple[Column | None, ...], start: int) -> None:
    assert match_columns(table) == (columns, start)


def test_blank_cards_are_filled_first_and_wrong_rows_stay_out() -> None:
    from jifen_desktop.domain.submission import Company

    blank = new_submission(ON, Company())
    table = (("姓名", "身份证号"), ("张样本", NUMBER), ("李样本", "1"), ("王样本", ""))
    filled, _ = add_people(blank, roster(table).rows)
    assert [a.name for a in filled.applicants] == ["张样本", "王样本"]
    assert filled.applicants[0].key == blank.applicants[0].key
    assert len({a.key for a in filled.applicants}) == 2


def test_the_template_can_be_filled_in_and_read(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "名单模板.xlsx"
    path.write_bytes(template_xlsx())
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet["B2"].number_format == "@"
    for number, value in enumerate(("张样本", NUMBER, "2027-06-30"), 1):
        sheet.cell(2, number, value)
    book.save(path)
    (row,) = roster(read_table(path)).rows
    assert (row.is_right, row.applicant.id_number) == (True, NUMBER)


@given(st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=8))
def test_no_table_is_too_odd(cells: list[list[str]]) -> None:
    table = table_of("\n".join("\t".join(row) for row in cells))
    for row in roster(table).rows:
        assert all(TROUBLE[trouble] for _, trouble in row.troubles)


def test_lines_are_those_that_the_user_sees() -> None:
    """Empty rows count, wherever they stand."""
    text = f"\n姓名,身份证号\n\n张样本,{NUMBER}\n,\n李样本,1\n\n"
    assert [(row.line, row.is_right) for row in roster(table_of(text)).rows] == [
        (4, True),
        (6, False),
    ]
