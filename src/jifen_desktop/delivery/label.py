"""The address label (after GB/T 22657.1-2008: recipient, sender, remark), on waybill paper or A4.

It never looks like a carrier's waybill and bears no number. Sizes are exact to the paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jifen_desktop.delivery.plain import one_line
from jifen_desktop.domain.ids import LabelSize

if TYPE_CHECKING:
    from jifen_desktop.delivery.pdf_kit import Canvas, Style

ADDRESS_NOTE: Final = "2020年通知的地址，寄前请核对"
PAPER: Final = {  # width × height in mm
    LabelSize.WAYBILL: (100.0, 150.0),
    LabelSize.SMALL: (76.0, 130.0),
    LabelSize.A4: (210.0, 297.0),
}
_MARGIN: Final = 4.0  # from the label's edge to its frame; label printers leave 2-3 mm blank
_PAD: Final = 4.5
_ON_A4: Final = (55.0, 40.0)  # where the label begins on A4
_STEP: Final = 0.96
_CUT_HINT: Final = "沿虚线裁下，贴在信封或快件封面"


@dataclass(frozen=True)
class Party:
    """Recipient or sender; what isn't known stays empty and isn't shown."""

    address: str = ""
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Label:
    """What stands on the label. `note` is for the sender (`ADDRESS_NOTE`), `remark` for the centre."""

    recipient: Party
    sender: Party
    remark: str = ""
    note: str = ""


@dataclass(frozen=True)
class _Block:
    """Text in one style; `gap` is the air before it in mm at full size."""

    text: str
    style: "Style"
    gap: float = 0.0


def label_pdf(label: Label, size: LabelSize) -> bytes:
    """The label as a PDF of one page; the same input gives the same bytes.

    The text is as large as it can be without being cut off, however long it is. To be run in the
    worker.
    """
    from jifen_desktop.delivery.pdf_kit import Canvas

    canvas = Canvas(*PAPER[size])
    canvas.new_page()
    if size != LabelSize.A4:
        _Drawing(canvas, label, (0.0, 0.0), PAPER[size]).draw()
        return canvas.finish()
    inner = Label(label.recipient, label.sender, label.remark)
    _Drawing(canvas, inner, _ON_A4, PAPER[LabelSize.WAYBILL]).draw()
    _cut_lines(canvas)
    _around(canvas, label.note)
    return canvas.finish()


def label_text(label: Label) -> str:
    """The same as text, for a courier's own form: recipient, telephone, address, one to a line."""
    pairs = [
        ("收件人", label.recipient.name),
        ("电话", label.recipient.phone),
        ("地址", label.recipient.address),
        ("备注", label.remark),
        ("寄件人", label.sender.name),
        ("寄件人电话", label.sender.phone),
        ("寄件人地址", label.sender.address),
    ]
    lines = [f"{name}：{one_line(value)}" for name, value in pairs if one_line(value)]
    return "\n".join([*lines, *([one_line(label.note)] if one_line(label.note) else [])]) + "\n"


class _Drawing:
    """One label at a place of the canvas, in the largest size that fits."""

    def __init__(
        self,
        canvas: "Canvas",
        label: Label,
        origin: tuple[float, float],
        size: tuple[float, float],
    ) -> None:
        self.canvas = canvas
        self.label = label
        self.left = origin[0] + _MARGIN
        self.top = origin[1] + _MARGIN
        self.width = size[0] - 2 * _MARGIN
        self.height = size[1] - 2 * _MARGIN
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

    def _style(self, size: float, *, bold: bool = False) -> "Style":
        from jifen_desktop.delivery.pdf_kit import BLACK, Style

        return Style(size * self.scale, bold, BLACK)

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

    def _remark_lines(self) -> tuple[list[str], "Style"]:
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


def _cut_lines(canvas: "Canvas") -> None:
    """Four dashed lines along the label's edges, a little beyond its corners."""
    (x, y), (width, height) = _ON_A4, PAPER[LabelSize.WAYBILL]
    over = 8.0
    for across in (y, y + height):
        canvas.cut((x - over, across), (x + width + over, across))
    for down in (x, x + width):
        canvas.cut((down, y - over), (down, y + height + over))


def _around(canvas: "Canvas", note: str) -> None:
    """What is for the sender's eyes, outside the part that is cut out."""
    from jifen_desktop.delivery.pdf_kit import GREY, Style

    style = Style(9, colour=GREY)
    middle = PAPER[LabelSize.A4][0] / 2
    canvas.text(middle, _ON_A4[1] - 16, _CUT_HINT, style, align=0.5)
    y = _ON_A4[1] + PAPER[LabelSize.WAYBILL][1] + 12
    for line in canvas.lines(note, 150, style.size) if one_line(note) else []:
        canvas.text(middle, y, line, style, align=0.5)
        y += style.height
