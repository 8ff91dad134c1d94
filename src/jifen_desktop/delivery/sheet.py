"""A printed list as data: title, facts, sections; as PDF on A4 and as plain text."""

from dataclasses import dataclass

from jifen_desktop.delivery.plain import many_lines, one_line
from jifen_desktop.domain.plan import BASIS_NOTE

BOX = "□"


@dataclass(frozen=True)
class Column:
    """A column's heading and its share of the table's width; shares are relative to each other.

    In a `strong` column a cell's first line stands out, the lines after it are details.
    """

    title: str
    weight: float = 1.0
    strong: bool = False


@dataclass(frozen=True)
class Section:
    """A heading, paragraphs, then a table. A row has one text a column; missing ones are empty.

    A cell that is `BOX` alone is a box to tick on paper.
    """

    title: str = ""
    text: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A document. `footer` stands on every page beside the page number."""

    title: str
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    footer: str = BASIS_NOTE


def sheet_pdf(sheet: Sheet) -> bytes:
    """The document on A4, text selectable, fonts embedded; the same input gives the same bytes.

    To be run in the worker. Characters that no font has show as 〓 (see
    `fonts.missing_characters`).
    """
    from jifen_desktop.delivery.sheet_layout import draw

    return draw(sheet)


def sheet_text(sheet: Sheet) -> str:
    """The document as plain text to paste into a chat: one line a row, no columns."""
    blocks = [[one_line(sheet.title), one_line(sheet.subtitle)]]
    blocks.append([f"{one_line(name)}：{one_line(value)}" for name, value in sheet.facts])
    blocks += [_section_lines(section) for section in sheet.sections]
    blocks.append([one_line(sheet.footer)])
    texts = ["\n".join(line for line in block if line) for block in blocks]
    return "\n\n".join(text for text in texts if text) + "\n"


def _section_lines(section: Section) -> list[str]:
    lines = [f"【{one_line(section.title)}】"] if section.title else []
    for text in section.text:
        lines += many_lines(text)
    for number, row in enumerate(section.rows, start=1):
        lines.append(f"{number}. {_row_line(row)}")
    return lines


def _row_line(row: tuple[str, ...]) -> str:
    """The row's texts; a box to tick is left out."""
    cells = [one_line(cell) for cell in row if cell.strip() not in ("", BOX)]
    return "｜".join(cells)
