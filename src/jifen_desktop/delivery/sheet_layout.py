"""A `Sheet` drawn on A4: a column that flows over pages, tables whose heading repeats."""

from collections.abc import Sequence
from typing import Final

from jifen_desktop.delivery.pdf_kit import ACCENT, GREY, LINE, SOFT, Canvas, Style
from jifen_desktop.delivery.plain import many_lines
from jifen_desktop.delivery.sheet import BOX, Section, Sheet

PAGE: Final = (210.0, 297.0)  # A4, ISO 216
LEFT: Final = 18.0
TOP: Final = 18.0
WIDTH: Final = PAGE[0] - 2 * LEFT
BOTTOM: Final = 274.0  # text ends here; the footer stands below
FOOTER: Final = 280.0
LABEL_SHARE: Final = 0.3  # how much of the width the facts' names may take
PAD: Final = 2.0
ROW_PAD: Final = 1.2
AFTER_HEADING: Final = 1.5
MOST_FOOTER: Final = 20  # lines
LEAST_LINES: Final = 4  # of a row that no page holds, so many at least begin on a page
TINY: Final = 1e-6  # mm; sums of heights are not exact

TITLE: Final = Style(20, bold=True)
SUBTITLE: Final = Style(10.5, colour=GREY)
HEADING: Final = Style(12.5, bold=True)
BODY: Final = Style(10)
NAME: Final = Style(10, colour=GREY)
CELL: Final = Style(9)
STRONG: Final = Style(9, bold=True)
DETAIL: Final = Style(8.5, colour=GREY)
COLUMN: Final = Style(8.5, bold=True, colour=GREY)
FOOT: Final = Style(8, colour=GREY)

Line = tuple[str, Style]
Cells = list[list[Line]]  # of one row: each cell's lines


def draw(sheet: Sheet) -> bytes:
    """The sheet as PDF. Nothing is cut off: what doesn't fit goes on on the next page."""
    flow = _Flow(sheet.footer)
    _head(flow, sheet)
    for section in sheet.sections:
        _section(flow, section)
    return flow.finish()


class _Flow:
    """A place on the page that moves down, and on to the next page."""

    def __init__(self, footer: str) -> None:
        self.canvas = Canvas(*PAGE)
        room = WIDTH - self.canvas.measure(_page_words(999, 999), FOOT.size) - 6
        self.footer = self.canvas.lines(footer, room, FOOT.size)[:MOST_FOOTER]
        more = (len(self.footer) - 1) * FOOT.height
        self.bottom = BOTTOM - more
        self.foot = FOOTER - more
        self.y = 0.0
        self.new_page()

    def new_page(self) -> None:
        self.canvas.new_page()
        self.y = TOP

    def fits(self, height: float) -> bool:
        return self.y + height <= self.bottom + TINY

    def room(self, height: float) -> None:
        """Go to the next page unless that much is left here."""
        if not self.fits(height) and self.y > TOP:
            self.new_page()

    def skip(self, height: float) -> None:
        """Some air, which is not carried over to the next page."""
        if self.y > TOP:
            self.y += height

    def lines(self, x: float, lines: Sequence[str], style: Style) -> None:
        for line in lines:
            self.room(style.height)
            self.canvas.text(x, self.y, line, style)
            self.y += style.height

    def finish(self) -> bytes:
        """Write every page's foot, now that their number is known."""
        canvas = self.canvas
        count = canvas.pages
        for number in range(count):
            canvas.go_to(number)
            canvas.rule(LEFT, self.foot - 2, WIDTH)
            for index, line in enumerate(self.footer):
                canvas.text(LEFT, self.foot + index * FOOT.height, line, FOOT)
            page = _page_words(number + 1, count)
            canvas.text(LEFT + WIDTH, self.foot, page, FOOT, align=1)
        return canvas.finish()


def _page_words(number: int, count: int) -> str:
    return f"第 {number} / {count} 页"


def _head(flow: _Flow, sheet: Sheet) -> None:
    canvas = flow.canvas
    flow.lines(LEFT, canvas.lines(sheet.title, WIDTH, TITLE.size), TITLE)
    if sheet.subtitle:
        flow.y += 1
        flow.lines(LEFT, canvas.lines(sheet.subtitle, WIDTH, SUBTITLE.size), SUBTITLE)
    flow.y += 3
    canvas.rule(LEFT, flow.y, WIDTH, colour=ACCENT, weight=1.2)
    flow.y += 4
    if sheet.facts:
        _facts(flow, sheet.facts)


def _facts(flow: _Flow, facts: Sequence[tuple[str, str]]) -> None:
    """Names in one column as wide as the widest, values beside them."""
    canvas = flow.canvas
    widest = max(canvas.measure(name, NAME.size) for name, _ in facts)
    column = min(widest + TINY, WIDTH * LABEL_SHARE)
    for name, value in facts:
        names = canvas.lines(name, column, NAME.size)
        values = canvas.lines(value, WIDTH - column - 5, BODY.size)
        for index in range(max(len(names), len(values))):
            flow.room(BODY.height)
            if index < len(names):
                canvas.text(LEFT, flow.y, names[index], NAME)
            if index < len(values):
                canvas.text(LEFT + column + 5, flow.y, values[index], BODY)
            flow.y += BODY.height
        flow.y += 0.6


def _section(flow: _Flow, section: Section) -> None:
    canvas = flow.canvas
    flow.skip(6)
    heading = canvas.lines(section.title, WIDTH, HEADING.size) if section.title else []
    table = _Table(flow, section) if section.rows else None
    follows = table.least if table and not section.text else 2 * BODY.height
    flow.room(len(heading) * HEADING.height + AFTER_HEADING + follows)
    flow.lines(LEFT, heading, HEADING)
    flow.y += AFTER_HEADING if heading else 0
    for text in section.text:
        flow.lines(LEFT, canvas.lines(text, WIDTH, BODY.size), BODY)
        flow.y += 1.2
    if table:
        table.draw()


class _Table:
    """Rows that stay whole where they fit on a page, and are split by lines where they don't."""

    def __init__(self, flow: _Flow, section: Section) -> None:
        self.flow = flow
        self.rows = section.rows
        titles = [column.title for column in section.columns]
        weights = [column.weight for column in section.columns]
        count = max(len(weights), *(len(row) for row in self.rows))
        weights += [1.0] * (count - len(weights))
        share = WIDTH / sum(weights)
        self.widths = [weight * share for weight in weights]
        self.lefts = [LEFT + sum(self.widths[:index]) for index in range(count)]
        self.strong = {index for index, column in enumerate(section.columns) if column.strong}
        self.titles = self._titles(titles) if any(titles) else []

    @property
    def heading(self) -> float:
        """The height of the columns' titles."""
        return _height(self.titles) if self.titles else 0.0

    @property
    def least(self) -> float:
        """The height of the titles and the first row, or of what has to stay together of it."""
        return self.heading + self._together(self._cells(self.rows[0]))

    def draw(self) -> None:
        """The heading, then every row; the last one never stands alone on a new page."""
        cells = [self._cells(row) for row in self.rows]
        for number, row in enumerate(cells):
            together = self._together(row)
            if number == 0:
                self.flow.room(self.least)
                self._heading()
            elif not self.flow.fits(together) or (
                number == len(cells) - 2 and not self.flow.fits(together + _height(cells[-1]))
            ):
                self._next_page()
            self._row(row)

    def _together(self, cells: Cells) -> float:
        """A row's height; of a row that no page holds, the height of its first lines."""
        whole = _height(cells)
        return (
            whole if self.heading + whole <= self.flow.bottom - TOP else LEAST_LINES * CELL.height
        )

    def _next_page(self) -> None:
        self.flow.new_page()
        self._heading()

    def _heading(self) -> None:
        if self.titles:
            self.flow.canvas.fill(LEFT, self.flow.y, WIDTH, self.heading, SOFT)
            self._texts(self.titles)
            self.flow.y += self.heading

    def _row(self, cells: Cells) -> None:
        """One row; a row higher than what is left goes on under a new heading."""
        flow = self.flow
        count = max(len(lines) for lines in cells)
        done = 0
        while done < count:
            left = int((flow.bottom - flow.y - 2 * ROW_PAD) / CELL.height + TINY)
            if left < 1:
                self._next_page()
                continue
            taken = min(left, count - done)
            self._texts([lines[done : done + taken] for lines in cells])
            flow.y += taken * CELL.height + 2 * ROW_PAD
            flow.canvas.rule(LEFT, flow.y, WIDTH, colour=LINE, weight=0.4)
            done += taken

    def _texts(self, cells: Cells) -> None:
        top = self.flow.y + ROW_PAD
        canvas = self.flow.canvas
        for left, lines in zip(self.lefts, cells, strict=True):
            for index, (line, style) in enumerate(lines):
                y = top + index * CELL.height
                if line == BOX:
                    side = CELL.height * 0.72
                    canvas.box(left + PAD, y + (CELL.height - side) / 2, side, side, weight=0.6)
                else:
                    canvas.text(left + PAD, y, line, style)

    def _titles(self, titles: Sequence[str]) -> Cells:
        padded = [*titles, *[""] * (len(self.widths) - len(titles))]
        return [
            self._lines(text, width, COLUMN)
            for text, width in zip(padded, self.widths, strict=True)
        ]

    def _cells(self, texts: Sequence[str]) -> Cells:
        """Each cell's lines; cells that a row leaves out are empty."""
        padded = [*texts, *[""] * (len(self.widths) - len(texts))]
        cells = []
        for index, text in enumerate(padded):
            first, *details = many_lines(text)
            style = STRONG if index in self.strong else CELL
            lines = self._lines(first, self.widths[index], style)
            for detail in details:
                lines += self._lines(detail, self.widths[index], DETAIL)
            cells.append(lines)
        return cells

    def _lines(self, text: str, width: float, style: Style) -> list[Line]:
        return [(line, style) for line in self.flow.canvas.lines(text, width - 2 * PAD, style.size)]


def _height(cells: Cells) -> float:
    return max(len(lines) for lines in cells) * CELL.height + 2 * ROW_PAD
