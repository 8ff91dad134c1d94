"""到访登记卡: what the window's registration asks for (浦东 [176]), large enough to type off, one card a visitor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jifen_desktop.delivery.pdf_kit import BLACK, GREY, Canvas, Style
from jifen_desktop.delivery.plain import one_line
from jifen_desktop.domain.submission import Visitor

_PAGE: Final = (210.0, 297.0)  # A4, ISO 216
_CARD: Final = (170.0, 86.0)  # mm; three on a page
_A_PAGE: Final = 3
_LEFT: Final = (_PAGE[0] - _CARD[0]) / 2
_TOP: Final = 14.0
_STEP: Final = 90.0  # from one card's top to the next one's
_PAD: Final = 7.0
_NAMES: Final = 40.0  # width of the column of names
_SHRINK: Final = 0.96
_OF_2020: Final = "2020 年登记时问的，现在不一定问，可以不填"
_CHOICES: Final = ((False, "没有离开"), (True, "离开过"))


@dataclass(frozen=True)
class VisitCards:
    """The cards of one business at one centre; `footer` stands on each."""

    centre: str
    business: str
    visitors: tuple[Visitor, ...]
    footer: str


def visit_cards_pdf(cards: VisitCards) -> bytes:
    """The cards on A4 with lines to cut along; an answer that isn't known is a line to write on.

    Nothing is cut off: a long name makes its card's text smaller. To be run in the worker.
    """
    canvas = Canvas(*_PAGE)
    for number, visitor in enumerate(cards.visitors):
        place = number % _A_PAGE
        if not place:
            canvas.new_page()
        _Card(canvas, cards, visitor, _TOP + place * _STEP).draw()
    return canvas.finish()


def visit_cards_text(cards: VisitCards) -> str:
    """The cards as text, one thing a line; what isn't known is left out."""
    blocks = [[f"{cards.centre} · 到访登记"]]
    for visitor in cards.visitors:
        pairs = [*_pairs(cards, visitor), (_left_words(), _answer(visitor))]
        blocks.append([f"{name}：{one_line(value)}" for name, value in pairs if one_line(value)])
    return "\n\n".join("\n".join(block) for block in [*blocks, [cards.footer]]) + "\n"


def _pairs(cards: VisitCards, visitor: Visitor) -> list[tuple[str, str]]:
    return [
        ("姓名", visitor.name),
        ("身份证号码", visitor.id_number),
        ("联系电话", visitor.phone),
        ("办理业务", cards.business),
    ]


def _left_words() -> str:
    return "近 14 天是否离开过上海"


def _answer(visitor: Visitor) -> str:
    return dict(_CHOICES)[visitor.left_shanghai] if visitor.left_shanghai is not None else ""


class _Card:
    """One card whose top edge lies at `top`."""

    def __init__(self, canvas: Canvas, cards: VisitCards, visitor: Visitor, top: float) -> None:
        self.canvas = canvas
        self.cards = cards
        self.visitor = visitor
        self.top = top
        self.left = _LEFT + _PAD
        self.right = _LEFT + _CARD[0] - _PAD
        self.scale = 1.0

    def draw(self) -> None:
        """Head, the rows, the question of 2020, the footer."""
        canvas, width = self.canvas, self.right - self.left
        self._edges()
        canvas.text(self.left, self.top + _PAD, "到访登记卡", Style(13, bold=True))
        y = self.top + _PAD + 1
        canvas.text(self.right, y, self.cards.centre, Style(10, colour=GREY), align=1)
        y = self.top + _PAD + 9
        canvas.rule(self.left, y, width, colour=BLACK, weight=0.8)
        bottom = self._question(self.top + _CARD[1] - _PAD)
        self._rows(y + 2.5, bottom)

    def _edges(self) -> None:
        right, bottom = _LEFT + _CARD[0], self.top + _CARD[1]
        for across in (self.top, bottom):
            self.canvas.cut((_LEFT, across), (right, across))
        for down in (_LEFT, right):
            self.canvas.cut((down, self.top), (down, bottom))

    def _rows(self, top: float, bottom: float) -> None:
        """Names and values, in the largest text that leaves the question its place."""
        pairs = _pairs(self.cards, self.visitor)
        while self._height(pairs) > bottom - top:
            self.scale *= _SHRINK
        name, value = Style(11 * self.scale, colour=GREY), self._value()
        y = top
        for title, text in pairs:
            lower = (value.height - name.height) / 2
            self.canvas.text(self.left, y + lower, title, name)
            y = self._words(y, text)

    def _words(self, y: float, text: str) -> float:
        """A value, or a line to write it on; returns where it ends."""
        left, value = self.left + _NAMES, self._value()
        lines = self._lines(text)
        if not lines:
            self.canvas.rule(left, y + value.height * 0.85, self.right - left, colour=BLACK)
        for index, line in enumerate(lines):
            self.canvas.text(left, y + index * value.height, line, value)
        return y + max(1, len(lines)) * value.height + 0.8

    def _value(self) -> Style:
        return Style(15 * self.scale, bold=True, colour=BLACK)

    def _lines(self, text: str) -> list[str]:
        if not one_line(text):
            return []
        width = self.right - self.left - _NAMES
        return self.canvas.lines(text, width, self._value().size)

    def _height(self, pairs: Sequence[tuple[str, str]]) -> float:
        one = self._value().height
        return sum(max(1, len(self._lines(text))) * one + 0.8 for _, text in pairs)

    def _question(self, bottom: float) -> float:
        """The question of 2020 with its boxes, and the footer under it; returns where they begin."""
        small, asked = Style(8, colour=GREY), Style(10)
        y = bottom - small.height
        self.canvas.text(self.left, y, self.cards.footer, small)
        y -= small.height + 0.5
        self.canvas.text(self.left, y, f"（{_OF_2020}）", small)
        y -= asked.height + 0.5
        self.canvas.text(self.left, y, _left_words(), asked)
        x, side = self.left + 52, asked.height * 0.72
        for answer, words in _CHOICES:
            self.canvas.box(x, y + (asked.height - side) / 2, side, side, weight=0.6)
            if self.visitor.left_shanghai is answer:
                tick = Style(11, bold=True, colour=BLACK)
                self.canvas.text(x + side / 2, y - 0.2, "√", tick, align=0.5)
            self.canvas.text(x + side + 2, y, words, asked)
            x += 34
        return y - 1.5
