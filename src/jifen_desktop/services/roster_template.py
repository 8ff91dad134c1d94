"""The roster to fill in: one sheet with headings, the number column as text so that no digit is lost."""

import io
from typing import Final

from jifen_desktop.services.roster_columns import Column

ROWS: Final = 500
_WIDTHS: Final = {Column.NAME: 16, Column.ID_NUMBER: 24}
_HINTS: Final = {
    Column.ID_NUMBER: "18 位，最后一位可能是 X",
    Column.PERMIT_UNTIL: "如 2027-06-30，可不填",
    Column.PERMIT_RENEWED: "续办才需要，可不填",
    Column.LEVELS: "如 本科；两个都有写 专科+本科",
    Column.DEGREE: "有 或 无",
    Column.REPORT: "电子 或 书面",
    Column.REPORT_UNTIL: "电子报告的有效期，可不填",
}


def template_xlsx() -> bytes:
    """The workbook. Hints are comments of the headings, so that no row has to be deleted before filling in."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名单"
    for number, column in enumerate(Column, 1):
        cell = sheet.cell(1, number, str(column))
        cell.font = Font(bold=True)
        if column in _HINTS:
            cell.comment = Comment(_HINTS[column], "居住证积分材料助手")
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = _WIDTHS.get(column, 18)
        for row in range(2, ROWS + 2):
            sheet.cell(row, number).number_format = "@"
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
