"""A roster's cells from a workbook, CSV or pasted text. Files are read in a worker.

Cells become text as a person would read them: dates as 2026-11-23, numbers without a trailing .0.
"""

import csv
import io
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import disk
from jifen_desktop.intake.source import decoding, reading

Table = tuple[tuple[str, ...], ...]

ROWS: Final = 5_000  # a company's roster has some hundred people; more was picked by mistake
COLUMNS: Final = 60
BYTES: Final = 20 << 20
_XLSX: Final = b"PK\x03\x04"
_XLS: Final = b"\xd0\xcf\x11\xe0"
# As Excel writes its own CSV: UTF-8 with a mark, "Unicode text", or the system's code page.
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_DELIMITERS: Final = "\t,;，；|"
# Between the cells of a line that was typed rather than copied: another delimiter, spaces, the space beside an ID
# number.
_LOOSE: Final = re.compile(
    r"[\t,;，；|]|\s{2,}|\s+(?=\d{17}[\dXxＸｘ](?!\w))|(?<=\d{16}[\dXxＸｘ])\s+(?=[^\W\d])"
)
PASTED: Final = 1_000_000  # characters; some hundred rows have 50,000


def read_table(path: Path) -> Table:
    """The cells of the first sheet, an empty row as an empty tuple. Runs in a worker.

    Raises JifenError FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE, TABLE_FORMAT (no workbook and no
    text), TABLE_EMPTY, FILE_DAMAGED.
    """
    with reading():
        if path.stat().st_size > BYTES:
            raise JifenError(Code.FILE_TOO_LARGE)
        data = disk().read(path)
    if not data:
        raise JifenError(Code.FILE_EMPTY)
    if data.startswith(_XLS):
        raise JifenError(Code.TABLE_FORMAT)
    with decoding():
        cells = _workbook(data) if data.startswith(_XLSX) else table_of(_text(data))
    if not cells:
        raise JifenError(Code.TABLE_EMPTY)
    return cells


def table_of(text: str) -> Table:
    """The cells of pasted text or CSV; tabs go before commas, since a spreadsheet copies with tabs.

    A line without the others' delimiter is looked at for another one. Raises JifenError FILE_DAMAGED for a cell that
    never ends, FILE_TOO_LARGE for too many rows.
    """
    lines = text.lstrip("\ufeff").replace("\0", "").splitlines()
    rows = csv.reader(io.StringIO("\n".join(lines)), delimiter=_delimiter(lines[:ROWS]))
    quoted = '"' in text
    try:
        return _cleaned(row if quoted or len(row) != 1 else _LOOSE.split(row[0]) for row in rows)
    except csv.Error as error:
        raise JifenError(Code.FILE_DAMAGED) from error


def pasted_table(text: str) -> Table:
    """The cells of the clipboard's text; raises as `table_of`, FILE_TOO_LARGE also for what is no roster."""
    if len(text) > PASTED:
        raise JifenError(Code.FILE_TOO_LARGE)
    return table_of(text)


def is_table(text: str) -> bool:
    """Whether pasted text is more than one field's content."""
    return "\t" in text.strip() or "\n" in text.strip()


def _delimiter(lines: list[str]) -> str:
    """The one that most lines hold; a comma where none does."""
    counts = {mark: sum(1 for line in lines if mark in line) for mark in _DELIMITERS}
    best = max(counts.values(), default=0)
    return next((mark for mark in _DELIMITERS if best and counts[mark] == best), ",")


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    if b"\0" in data[:4096]:
        raise JifenError(Code.TABLE_FORMAT)
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise JifenError(Code.TABLE_FORMAT)


def _workbook(data: bytes) -> Table:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS, values_only=True)
        return _cleaned([_shown(value) for value in row] for row in rows)
    finally:
        book.close()


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _cleaned(rows: Any) -> Table:
    """Without the empty rows and columns at the end; control characters are none of a name.

    Empty rows between stay, so that a row's number is the one the user sees; only filled ones count as too many.
    """
    kept: list[tuple[str, ...]] = []
    filled, empty = 0, 0
    for row in rows:
        cells = [re.sub(r"[\x00-\x1f\x7f]+", " ", cell).strip() for cell in row[:COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            empty = min(empty + 1, ROWS)
            continue
        kept += [()] * empty + [tuple(cells)]
        filled, empty = filled + 1, 0
        if filled > ROWS:
            raise JifenError(Code.FILE_TOO_LARGE)
    return tuple(kept)
