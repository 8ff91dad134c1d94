"""People in text copied from a spreadsheet: pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jifen_desktop.services.typed import compact, plain

_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_NUMBER_WITHIN = re.compile(r"[0-9]{17}[0-9Xx]")
_CELLS = re.compile(r"[\t,，;；|]+|\s{2,}")
_NAME = re.compile(r"[^\W\d_][\w·•・. -]*")
_HEADINGS = frozenset({"姓名", "名字", "申请人", "申请人姓名", "员工姓名", "员工"})
_TABLE_WORDS = (
    "男女是否有无",
    "合计、小计、总计、共计、序号、编号、工号、备注、性别、民族、部门、岗位、职务、职位、学历、电话、手机、手机号",
    "邮箱、身份证、身份证号、身份证号码、证件号码、证件类型、居民身份证",
)
_NO_NAMES = _HEADINGS.union(_TABLE_WORDS[0], *(words.split("、") for words in _TABLE_WORDS[1:]))
_OTHER_ENDINGS = (
    "部",
    "室",
    "科",
    "组",
    "处",
    "族",
    "中心",
    "公司",
    "经理",
    "主管",
    "专员",
    "总监",
)
_LONGEST = 50
_LONGEST_BARE = 4  # of a Chinese name that stands without a number; longer ones have a dot


@dataclass(frozen=True)
class TableRow:
    """A person of a pasted table; `number` is empty where the row has none of 18 characters."""

    name: str
    number: str


def is_table(text: str) -> bool:
    """Whether pasted text is more than one field's content."""
    return "\t" in text.strip() or "\n" in text.strip()


def rows_of(text: str) -> tuple[TableRow, ...]:
    """The people in copied text: a name and an ID number a line, in any order of columns.

    Where a line of headings names the column of the names, only that column is one.
    """
    column: int | None = None
    rows = []
    for line in text.splitlines():
        cells = _cells_of(line)
        number = _number_of(cells, line)
        heading = next((i for i, cell in enumerate(cells) if cell in _HEADINGS), None)
        if heading is not None and not number:
            column = heading
            continue
        name = _name_of(cells, column)
        if name and (number or column is not None or _is_bare_name(name)):
            rows.append(TableRow(name, number))
    return tuple(rows)


def _cells_of(line: str) -> list[str]:
    """The cells of one line; of copied cells an empty one counts, so that columns stay columns."""
    parts = line.split("\t") if "\t" in line.strip() else _CELLS.split(line)
    return [part.strip().strip("'\"").strip() for part in parts]


def _number_of(cells: Sequence[str], line: str) -> str:
    """The row's ID number, in a cell of its own or with one space after the name."""
    found = [n for cell in cells if _NUMBER.fullmatch(n := compact(cell))]
    return found[0] if found else next((m[0].upper() for m in _within(line)), "")


def _within(text: str) -> list[re.Match[str]]:
    return list(_NUMBER_WITHIN.finditer(plain(text)))


def _name_of(cells: Sequence[str], column: int | None) -> str:
    if column is not None:
        cells = cells[column : column + 1]
    bare = [_NUMBER_WITHIN.sub("", plain(c)).strip() if _within(c) else c for c in cells]
    names = [
        cell
        for cell in bare
        if _NAME.fullmatch(cell) and cell not in _NO_NAMES and len(cell) <= _LONGEST
    ]
    likely = [name for name in names if not name.endswith(_OTHER_ENDINGS)]
    return next(iter(likely or names), "")


def _is_bare_name(name: str) -> bool:
    """Whether a text without a number can be taken for a name: sentences are none."""
    return len(name) <= _LONGEST_BARE or name.isascii() or bool(set(name) & set("·•・"))
