"""A file of holidays: exchanged between colleagues, or the text of a notice."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
import tomli_w

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.names import display_name
from jifen_desktop.library.holidays import EARLIEST, LATEST, days_of, tables_of
from jifen_desktop.library.schema import DaysTable, HolidaysTable
from jifen_desktop.library.toml_file import TomlSyntaxError, read_plain, read_toml
from jifen_desktop.rulebook.holiday_notice import NoticeError, read_notice
from jifen_desktop.rulebook.holidays import DaysOff, year_problems
from jifen_desktop.rulebook.strict import decode

KIND = "jifen-holidays"
VERSION = 1
_HEAD = "# 居住证积分材料助手：各年节假日安排（由用户按国务院办公厅的通知录入）\n\n"
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_holidays(path: Path) -> dict[int, DaysOff]:
    """Years from a file that was written by this program, or from a notice's text.

    Raises NoticeError with every problem in words, and JifenError where the file can't be read.
    """
    try:
        raw = read_toml(path)
    except TomlSyntaxError:
        year, days = read_notice(_text(path))
        return {_in_reach(year): days}
    table, problems = decode(raw, HolidaysTable)
    if table is None:
        raise NoticeError(tuple(f"{p.key}：{p.expected}" for p in problems))
    if table.kind != KIND or table.version != VERSION:
        raise NoticeError((f"kind 应为 {KIND}，version 应为 {VERSION}",))
    usable = days_of(table.years)
    wrong = [text for key in table.years for text in _wrong(key, table.years[key], usable)]
    if wrong or not usable:
        raise NoticeError(tuple(wrong) or ("文件里没有任何一年",))
    return usable


def write_holidays(path: Path, years: Mapping[int, DaysOff]) -> None:
    """Write years for a colleague; atomic, raises JifenError."""
    table = HolidaysTable(KIND, VERSION, tables_of(years))
    write_bytes(path, (_HEAD + tomli_w.dumps(msgspec.to_builtins(table))).encode())


def _wrong(key: str, table: DaysTable, usable: Mapping[int, DaysOff]) -> tuple[str, ...]:
    if key in map(str, usable):
        return ()
    if not (key.isascii() and key.isdigit() and EARLIEST <= int(key[:6]) <= LATEST):
        return (f"{key}：应为 {EARLIEST} 到 {LATEST} 的年份",)
    return year_problems(int(key), DaysOff(table.rest, table.work))


def _in_reach(year: int) -> int:
    if not EARLIEST <= year <= LATEST:
        raise NoticeError((f"{year}：应为 {EARLIEST} 到 {LATEST} 的年份",))
    return year


def _text(path: Path) -> str:
    """A plain file's text, as editors on Windows write it too."""
    data = read_plain(path)
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise JifenError(Code.FILE_UNREADABLE, name=display_name(path.name))
