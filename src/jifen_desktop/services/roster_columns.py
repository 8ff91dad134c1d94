"""Which column of a table holds what: told by its heading, or without headings by what its cells look like."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from jifen_desktop.intake.table import Table
from jifen_desktop.services.typed import compact

LOST_DIGITS: Final = re.compile(r"\d(\.\d+)?[eE]\+?\d+|\d{15}0{3}")  # a spreadsheet keeps 15 digits


class Column(StrEnum):
    """What a column of a roster can hold; the value is its heading in the template."""

    NAME = "姓名"
    ID_NUMBER = "身份证号码"
    PERMIT_UNTIL = "居住证有效期至"
    PERMIT_RENEWED = "居住证续签日期"
    LEVELS = "学历"
    DEGREE = "学位"
    REPORT = "认证报告"
    REPORT_UNTIL = "认证报告有效期至"


# Headings that mean the same, without spaces and brackets.
_SYNONYMS: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.NAME: (
        "姓名",
        "名字",
        "员工",
        "员工姓名",
        "申请人",
        "申请人姓名",
        "持证人",
        "name",
    ),
    Column.ID_NUMBER: (
        "身份证号码",
        "身份证号",
        "身份证",
        "居民身份证",
        "证件号码",
        "证件号",
        "公民身份号码",
    ),
    Column.PERMIT_UNTIL: (
        "居住证有效期至",
        "居住证有效期",
        "居住证到期日",
        "居住证到期",
        "有效期至",
    ),
    Column.PERMIT_RENEWED: ("居住证续签日期", "居住证续签", "续签日期", "签注日期"),
    Column.LEVELS: ("学历", "最高学历", "学历层次", "文化程度"),
    Column.DEGREE: ("学位", "是否有学位", "有无学位"),
    Column.REPORT: ("认证报告", "报告种类", "认证方式"),
    Column.REPORT_UNTIL: ("认证报告有效期至", "报告有效期至", "报告有效期", "备案表有效期至"),
}
_TOTALS: Final = frozenset({"合计", "小计", "总计", "共计"})
# What stands in a staff list and has the shape of a name.
_NO_NAMES: Final = frozenset(
    {
        *(
            "男",
            "女",
            "是",
            "否",
            "有",
            "无",
            "序号",
            "编号",
            "工号",
            "备注",
            "性别",
            "民族",
            "部门",
            "岗位",
        ),
        *("职务", "职位", "电话", "手机", "手机号", "邮箱", "证件类型", *_TOTALS),
        *(name for names in _SYNONYMS.values() for name in names),
    }
)
_OTHER_ENDINGS: Final = (
    *("部", "室", "科", "组", "处", "族", "中心", "公司", "经理", "主管", "专员", "总监"),
)
_NAME: Final = re.compile(r"[^\W\d_][\w·•・. -]*")
_NUMBER: Final = re.compile(r"\d{17}[\dX]")
_LONGEST_BARE: Final = 4  # of a Chinese name that stands without a number; longer ones have a dot
_HEADINGS_WITHIN: Final = 10  # rows; a title and a remark stand before the headings at times
_LOOKED_AT: Final = 50  # rows


def match_columns(table: Table) -> tuple[tuple[Column | None, ...], int]:
    """(what each column holds, the row where the people begin); without a column of names nobody is found."""
    width = max((len(row) for row in table), default=0)
    for start, row in enumerate(table[:_HEADINGS_WITHIN]):
        found = [_heading(cell) for cell in row]
        if Column.NAME in found and sum(1 for column in found if column) >= min(2, width):
            return _once([*found, *[None] * (width - len(found))]), start + 1
    for start, row in enumerate(table[:_HEADINGS_WITHIN]):
        found = [_heading(cell) for cell in row]
        if Column.NAME in found:  # 姓名 beside columns that are none of ours
            return _once([*found, *[None] * (width - len(found))]), start + 1
    return _by_looks(table[:_LOOKED_AT], width), 0


def number_in(cell: str) -> str:
    """An ID number as it is meant: without spaces, full-width signs and the mark that makes a cell text."""
    return compact(cell).strip("'\"‘’")


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row is a line of totals and nobody."""
    return any(re.sub(r"\s|[:：]", "", cell) in _TOTALS for cell in cells)


def _heading(cell: str) -> Column | None:
    text = re.sub(r"[\s*:：]|[（(].*?[）)]", "", cell).casefold()
    return next((column for column, names in _SYNONYMS.items() if text in names), None)


def _once(columns: Sequence[Column | None]) -> tuple[Column | None, ...]:
    """A column that comes twice counts the first time."""
    return tuple(
        c if c is not None and c not in columns[:i] else None for i, c in enumerate(columns)
    )


def _by_looks(table: Table, width: int) -> tuple[Column | None, ...]:
    """The first column of numbers, and of those with names the one with the most that can't be anything else."""
    columns: list[Column | None] = [None] * width
    numbers = next((i for i in range(width) if _are_numbers(_cells(table, i))), None)
    if numbers is not None:
        columns[numbers] = Column.ID_NUMBER
    bare = [numbers is None or not _has_number(row, numbers) for row in table]
    rated = [(_names(table, i, bare), -i) for i in range(width) if i != numbers]
    (surely, maybe), place = max(rated, default=((0, 0), 0))
    if surely or maybe:
        columns[-place] = Column.NAME
    return tuple(columns)


def _cells(table: Table, number: int) -> list[str]:
    return [row[number] for row in table if number < len(row) and row[number]]


def _are_numbers(cells: Sequence[str]) -> bool:
    """Whether every cell is an ID number, or what a spreadsheet has made of one."""
    texts = [number_in(cell) for cell in cells]
    return bool(texts) and all(_NUMBER.fullmatch(t) or LOST_DIGITS.fullmatch(t) for t in texts)


def _has_number(row: Sequence[str], number: int) -> bool:
    return number < len(row) and bool(row[number])


def _names(table: Table, number: int, bare: Sequence[bool]) -> tuple[int, int]:
    """How many cells are names: surely, and by their shape; none unless most of the column are."""
    cells = [(row[number], b) for row, b in zip(table, bare, strict=True) if number < len(row)]
    filled = [(cell, alone) for cell, alone in cells if cell]
    names = [cell for cell, alone in filled if _is_name(cell, alone)]
    if 2 * len(names) <= len(filled):
        return 0, 0
    return sum(1 for name in names if not name.endswith(_OTHER_ENDINGS)), len(names)


def _is_name(cell: str, alone: bool) -> bool:
    """Whether a cell can be a name; one `alone`, without a number in its row, is none where it may be a sentence."""
    if not _NAME.fullmatch(cell) or cell in _NO_NAMES:
        return False
    short = len(cell) <= _LONGEST_BARE or cell.isascii() or bool(set(cell) & set("·•・"))
    return short or not alone
