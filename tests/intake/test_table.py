"""Rosters as people keep them: workbooks, CSV of every code page, pasted cells."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.intake.table import ROWS, read_table, table_of

PEOPLE = (("姓名", "身份证号码"), ("张样本", "000000198603070013"), ("李样本·阿", ""))
SHOWN = (PEOPLE[0], PEOPLE[1], (), ("李样本·阿",))
TEXT = "姓名,身份证号码\n张样本,000000198603070013\n\n李样本·阿,\n"


def book(*rows: tuple[object, ...]) -> bytes:
    """A workbook with these rows."""
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(list(row))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        book(PEOPLE[0], PEOPLE[1], (), PEOPLE[2]),
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace("\n", "\r\n").encode(),
    ],
    ids=["xlsx", "utf-8", "with mark", "gb18030", "unicode text", "semicolons", "crlf"],
)
def test_the_same_people_come_out(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "名单.dat"
    path.write_bytes(data)
    assert read_table(path) == SHOWN


def test_pasted_cells(tmp_path: Path) -> None:
    assert table_of("张样本\t000000198603070013\n李样本\t\n") == (PEOPLE[1], ("李样本",))
    assert table_of('"张,样本"\t1\n') == (("张,样本", "1"),)
    assert table_of("  \n\t\n") == ()


def test_cells_are_shown_as_a_person_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    noon = datetime(2027, 1, 2, 12)  # noqa: DTZ001 - a workbook knows no zones
    path.write_bytes(book((date(2027, 6, 30), noon, 5.0, 1.5, True, None, "a\nb")))
    assert read_table(path) == (("2027-06-30", "2027-01-02", "5", "1.5", "True", "", "a b"),)


def test_digits_that_a_spreadsheet_lost_stay_visible(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book((3.10101199001010e17,)))
    assert read_table(path) == (("310101199001010000",),) or "E+" in read_table(path)[0][0].upper()


def bomb() -> bytes:
    """A workbook whose sheet unpacks to 400 MB."""
    buffer = io.BytesIO(book(("姓名",)))
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    row = b"<row><c t='inlineStr'><is><t>" + b"A" * 1000 + b"</t></is></c></row>"
    sheet = (
        b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
    )
    parts["xl/worksheets/sheet1.xml"] = sheet + row * 400_000 + b"</sheetData></worksheet>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.FILE_EMPTY),
        (b"\n \n", Code.TABLE_EMPTY),
        (b"\xd0\xcf\x11\xe0" + bytes(600), Code.TABLE_FORMAT),
        (b"\xff\xd8\xff\xe0" + bytes(600), Code.TABLE_FORMAT),
        (b"PK\x03\x04" + bytes(600), Code.FILE_DAMAGED),
        (("样本\n" * (ROWS + 5)).encode(), Code.FILE_TOO_LARGE),
    ],
)
def test_what_is_no_roster_is_told(tmp_path: Path, data: bytes, code: Code) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(data)
    with pytest.raises(JifenError) as caught:
        read_table(path)
    assert caught.value.code == code


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(bomb())
    with pytest.raises(JifenError) as caught:
        read_table(path)
    assert caught.value.code == Code.FILE_TOO_LARGE
