"""Where the parts of an address label stand; the drawing of one label, and of a sheet that holds several."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jifen_desktop.delivery.label import PAPER, Label, Party
from jifen_desktop.delivery.pdf_kit import BLACK, GREY, Canvas, Style
from jifen_desktop.delivery.plain import one_line
from jifen_desktop.domain.ids import LabelSize

_PAD: Final = 4.5
_STEP: Final = 0.96
# Small print stays readable (points) while the large text shrinks, down to about half its size; then all of it does.
_SMALLEST: Final = 6.5
_HALF: Final = 0.45
_CUT_HINT: Final = "沿虚线裁下，贴在信封或快件封面"
_OVER: Final = 8.0  # a cut line goes so far beyond a label's corner


@dataclass(frozen=True)
class _Layout:
    """Where labels of `size` stand on a page; `margin` is from a label's edge to its frame, all in mm."""

    size: tuple[float, float]
    places: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    margin: float = 4.0  # label printers leave 2-3 mm blank


_LAYOUTS: Final = {
    LabelSize.A4: _Layout(PAPER[LabelSize.WAYBILL], ((55.0, 40.0),)),
    # Quarters, as A4 sheets of four stickers are cut; office printers leave up to 6 mm blank at the sheet's edge.
    LabelSize.A4_FOUR: _Layout(
        (105.0, 148.5), ((0.0, 0.0), (105.0, 0.0), (0.0, 148.5), (105.0, 148.5)), 8.0
    ),
}


def draw_labels(labels: Sequence[Label], size: LabelSize) -> bytes:
    """The labels one after the other, as many a page as the paper holds."""
    layout = _LAYOUTS.get(size, _Layout(PAPER[size]))
    canvas = Canvas(*PAPER[size])
    count = len(layout.places)
    for first in range(0, len(labels), count):
        canvas.new_page()
        page = labels[first : first + count]
        alone = size == LabelSize.A4
        for label, place in zip(page, layout.places, strict=False):
            # alone on A4, what is for the sender's eyes stands outside the part that is cut out
            shown = Label(label.recipient, label.sender, label.remark) if alone else label
            _Drawing(canvas, shown, place, layout).draw()
        if alone:
            _cut_out(canvas, layout)
            _around(canvas, layout, page[0].note)
        elif count > 1:
            _cut_across(canvas)
    return canvas.finish()


@dataclass(frozen=True)
class _Block:
    """Text in one style; `gap` is the air before it in mm at full size."""

    text: str
    style: Style
    gap: float = 0.0


class _Drawing:
    """One label at a place of the canvas, in the largest size that fits."""

    def __init__(
        self,
        canvas: Canvas,
        label: Label,
        origin: tuple[float, float],
        layout: _Layout,
    ) -> None:
        self.canvas = canvas
        self.label = label
        size, margin = layout.size, layout.margin
        self.left = origin[0] + margin
        self.top = origin[1] + margin
        self.width = size[0] - 2 * margin
        self.height = size[1] - 2 * margin
        self.inner = self.width - 2 * _PAD
        self.scale = min(1.0, size[0] / 100 + 0.1)

    def draw(self) -> None:
        """Frame, recipient, line, sender, remark, and the note at the bottom."""
        free = self._free()
        while free < 0:
            self.scale *= _STEP
            free = self._free()
        self.canvas.box(self.left, self.top, self.width, self.height)
        y = self._blocks(self.top + _PAD, self._recipient())
        y += min(free / 3, 12) + self._air
        self.canvas.rule(self.left, y, self.width, colour=(0.0, 0.0, 0.0), weight=0.8)
        y = self._blocks(y + self._air, self._sender())
        if self._has_remark:
            self._remark(y + self._air + min(free / 6, 4))
        note = self._note()
        self._blocks(self.top + self.height - _PAD - self._height(note), note)

    @property
    def _air(self) -> float:
        return 4 * self.scale

    @property
    def _has_remark(self) -> bool:
        return bool(one_line(self.label.remark))

    def _free(self) -> float:
        """The height in mm that is left over; negative where the text is too large."""
        used = sum(self._height(b) for b in (self._recipient(), self._sender(), self._note()))
        if self._has_remark:
            lines, style = self._remark_lines()
            used += len(lines) * style.height + 2 * self._air
        return self.height - 2 * _PAD - used - 3 * self._air

    def _recipient(self) -> list[_Block]:
        party = self.label.recipient
        who = one_line(party.name).removesuffix("收").rstrip()
        name = f"{who} 收" if who else ""
        return [
            _Block("收件人", self._style(9)),
            _Block(party.address, self._style(21, bold=True), 1),
            _Block(name, self._style(21, bold=True), 2.5),
            _Block(_telephone(party), self._style(14), 2.5),
        ]

    def _sender(self) -> list[_Block]:
        party = self.label.sender
        return [
            _Block("寄件人", self._style(9)),
            _Block(party.address, self._style(12), 1),
            _Block(party.name, self._style(12), 0.8),
            _Block(_telephone(party), self._style(12), 0.8),
        ]

    def _note(self) -> list[_Block]:
        return [_Block(self.label.note, self._style(8), 2)]

    def _style(self, size: float, *, bold: bool = False) -> Style:
        least = min(size, _SMALLEST * min(1.0, self.scale / _HALF))
        return Style(max(size * self.scale, least), bold, BLACK)

    def _lines(self, block: _Block) -> list[str]:
        if not one_line(block.text):
            return []
        return self.canvas.lines(block.text, self.inner, block.style.size, even=block.style.bold)

    def _height(self, blocks: Sequence[_Block]) -> float:
        total = 0.0
        for block in blocks:
            if lines := self._lines(block):
                total += block.gap * self.scale + len(lines) * block.style.height
        return total

    def _blocks(self, y: float, blocks: Sequence[_Block]) -> float:
        """Draw them from `y` on; returns where they end."""
        for block in blocks:
            lines = self._lines(block)
            y += block.gap * self.scale if lines else 0
            for line in lines:
                self.canvas.text(self.left + _PAD, y, line, block.style)
                y += block.style.height
        return y

    def _remark_lines(self) -> tuple[list[str], Style]:
        style = self._style(14, bold=True)
        text = f"备注：{one_line(self.label.remark)}"
        return self.canvas.lines(text, self.inner - 2 * self._air, style.size), style

    def _remark(self, y: float) -> None:
        """The remark in a box as wide as its text."""
        lines, style = self._remark_lines()
        half = self._air / 2
        widest = max(self.canvas.measure(line, style.size) for line in lines)
        height = len(lines) * style.height + self._air
        self.canvas.box(self.left + _PAD, y, widest + 2 * self._air, height, weight=1.2)
        for index, line in enumerate(lines):
            top = y + half + index * style.height
            self.canvas.text(self.left + _PAD + self._air, top, line, style)


def _telephone(party: Party) -> str:
    return f"电话 {one_line(party.phone)}" if one_line(party.phone) else ""


def _cut_out(canvas: Canvas, layout: _Layout) -> None:
    """Four dashed lines along the label's edges, a little beyond its corners."""
    (x, y), (width, height) = layout.places[0], layout.size
    for across in (y, y + height):
        canvas.cut((x - _OVER, across), (x + width + _OVER, across))
    for down in (x, x + width):
        canvas.cut((down, y - _OVER), (down, y + height + _OVER))


def _cut_across(canvas: Canvas) -> None:
    """The two lines that cut a sheet into quarters."""
    canvas.cut((0, canvas.height / 2), (canvas.width, canvas.height / 2))
    canvas.cut((canvas.width / 2, 0), (canvas.width / 2, canvas.height))


def _around(canvas: Canvas, layout: _Layout, note: str) -> None:
    """What is for the sender's eyes, outside the part that is cut out."""
    style = Style(9, colour=GREY)
    (_, top), (_, height) = layout.places[0], layout.size
    middle = canvas.width / 2
    canvas.text(middle, top - 16, _CUT_HINT, style, align=0.5)
    y = top + height + 12
    for line in canvas.lines(note, 150, style.size) if one_line(note) else []:
        canvas.text(middle, y, line, style, align=0.5)
        y += style.height
