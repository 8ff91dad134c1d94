"""Choices: district tile, two-line radio tile, education check tile, plain radio and check lines.

A choice shows border + fill + mark, never colour alone. The classes derive from QRadioButton and
QCheckBox, so arrow keys, exclusivity and accessible roles come from Qt.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Radius, Size, TextRole
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.base import Painted


def draw_radio(painter: QPainter, x: float, middle: float, *, checked: bool) -> None:
    """A radio mark as large as an icon: ring, and an accent disc with a hole when checked."""
    side = paint.icon_side()
    area = QRectF(x, round(middle) - side // 2, side, side)
    if checked:
        paint.box(painter, area, side / 2, fill=paint.color("accent"))
        inset = side * 5 / 16
        dot = area.adjusted(inset, inset, -inset, -inset)
        paint.box(painter, dot, dot.width() / 2, fill=paint.color("on_primary"))
    else:
        line = paint.color("control")
        paint.box(painter, area, side / 2, border=line, width=1.5, fill=paint.color("surface"))


def draw_check(painter: QPainter, x: float, middle: float, *, checked: bool) -> None:
    """A check box as large as an icon, filled with a tick when checked."""
    side = paint.icon_side()
    area = QRectF(x, round(middle) - side // 2, side, side)
    if checked:
        paint.box(painter, area, 4, fill=paint.color("accent"))
        unit = side / 16
        tick = QPainterPath(area.topLeft() + QPointF(4, 8.25) * unit)
        tick.lineTo(area.topLeft() + QPointF(7, 11) * unit)
        tick.lineTo(area.topLeft() + QPointF(12, 5.25) * unit)
        pen = QPen(paint.color("on_primary"), 2 * unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(tick)
    else:
        line = paint.color("control")
        paint.box(painter, area, 4, border=line, width=1.5, fill=paint.color("surface"))


def draw_tile(painter: QPainter, rect: QRectF, *, checked: bool, hover: bool) -> None:
    """The framed ground of a tile."""
    if checked:
        fill, line = paint.color("accent_soft"), paint.color("accent")
    else:
        fill = paint.mix("surface", "text", 0.05) if hover else paint.color("surface")
        line = paint.color("outline")
    paint.box(painter, rect, Radius.CONTROL, fill=fill, border=line)


class ChoiceTile(Painted, QRadioButton):
    """A centred word in a frame with a check mark when chosen; `compact` is the 28-px variant."""

    def __init__(self, text: str, value: str = "", *, compact: bool = False) -> None:
        super().__init__()
        self.value = value or text
        self._compact = compact
        self.set_up_button(text)

    def needed_size(self) -> QSize:
        pad = 6
        least = Size.CHIP if self._compact else Size.BUTTON_TALL
        width = paint.text_width(self.caption, TextRole.BODY_BOLD) + paint.icon_side() + 4 + 2 * pad
        return QSize(width, max(least, theme.line_height(TextRole.BODY) + 8))

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        checked = self.isChecked()
        if checked or not self._compact:
            draw_tile(painter, rect, checked=checked, hover=self.underMouse())
        else:
            fill = paint.mix("canvas", "text", 0.05) if self.underMouse() else None
            line = paint.color("outline")
            paint.box(painter, rect, Radius.CONTROL, border=line, fill=fill)
        role = TextRole.BODY_BOLD if checked else TextRole.BODY
        tone = "accent" if checked else ("text2" if self._compact else "text")
        width = paint.text_width(self.caption, role)
        mark = paint.icon_side() + 4
        left = rect.x() + (rect.width() - width - (mark if checked else 0)) / 2
        if checked:
            paint.icon(painter, "check", "accent", left, rect.center().y())
            left += mark
        words = QRectF(round(left), rect.y(), width, rect.height())
        paint.text_line(painter, words, self.caption, role, tone)


class _TwoLine(Painted):
    """Shared by the two-line tiles: mark, title and a grey second line."""

    _hint: str
    _pad: int
    _least_height: int

    def set_up_two_line(self, text: str, hint: str, pad: int, height: int) -> None:
        """Store both lines; the accessible name reads them together."""
        self._hint = hint
        self._pad = pad
        self._least_height = height
        self.set_up_button(text)
        if hint:
            self.setAccessibleName(f"{text}，{hint}")

    def set_hint(self, hint: str) -> None:
        """Change the second line."""
        self._hint = hint
        self.setAccessibleName(f"{self.caption}，{hint}" if hint else self.caption)
        self.updateGeometry()
        self.update()

    def needed_size(self) -> QSize:
        words = max(
            paint.text_width(self.caption, TextRole.BODY_BOLD),
            paint.text_width(self._hint, TextRole.HINT),
        )
        lines = theme.line_height(TextRole.BODY) + theme.line_height(TextRole.HINT)
        return QSize(
            2 * self._pad + paint.icon_side() + 8 + words, max(self._least_height, lines + 6)
        )

    def draw_words(self, painter: QPainter, rect: QRectF) -> None:
        """Both lines, centred vertically as a pair."""
        checked = self.isChecked()
        role = TextRole.BODY_BOLD if checked else TextRole.BODY
        tone = "accent" if checked else "text"
        left = rect.x() + self._pad + paint.icon_side() + 8
        room = rect.width() - left - self._pad + 2
        first, second = theme.line_height(TextRole.BODY), theme.line_height(TextRole.HINT)
        top = round(rect.y() + (rect.height() - first - (second if self._hint else 0)) / 2)
        paint.text_line(painter, QRectF(left, top, room, first), self.caption, role, tone)
        below = QRectF(left, top + first, room, second)
        paint.text_line(painter, below, self._hint, TextRole.HINT, "text2")


class RadioTile(_TwoLine, QRadioButton):
    """A service: radio mark, name and way of submission; framed when hovered or chosen."""

    def __init__(self, text: str, hint: str = "", value: str = "") -> None:
        super().__init__()
        self.value = value or text
        self.set_up_two_line(text, hint, 8, Size.RADIO_TILE)

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        checked = self.isChecked()
        if checked:
            draw_tile(painter, rect, checked=True, hover=False)
        elif self.underMouse():
            paint.box(painter, rect, Radius.CONTROL, fill=paint.mix("canvas", "text", 0.05))
        draw_radio(painter, rect.x() + self._pad, rect.center().y(), checked=checked)
        self.draw_words(painter, rect)


class CheckTile(_TwoLine, QCheckBox):
    """An education level: always framed, with a check box."""

    def __init__(self, text: str, hint: str = "", value: str = "") -> None:
        super().__init__()
        self.value = value or text
        self.set_up_two_line(text, hint, 12, Size.CHECK_TILE)

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        checked = self.isChecked()
        draw_tile(painter, rect, checked=checked, hover=self.underMouse())
        draw_check(painter, rect.x() + self._pad, rect.center().y(), checked=checked)
        self.draw_words(painter, rect)


class _Line(Painted):
    """Shared by the unframed choices: a mark and wrapping words."""

    def set_up_line(self, text: str) -> None:
        """Prepare the words; they wrap, so the height follows from the width."""
        self._block = paint.TextBlock(text, TextRole.BODY)
        self.set_up_button(text)
        self.ring_radius = Radius.TAG
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def needed_size(self) -> QSize:
        natural = self._block.natural_width() + paint.icon_side() + 8
        return QSize(natural, self.heightForWidth(natural))

    def minimumSizeHint(self) -> QSize:
        least = min(self._block.natural_width(), 6 * theme.line_height(TextRole.BODY))
        return QSize(least + paint.icon_side() + 8, theme.line_height(TextRole.BODY))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._block.height(width - paint.icon_side() - 8)

    def text_fits(self) -> bool:
        """Whether all lines have room."""
        return self.height() >= self.heightForWidth(self.width())

    def draw_words(self, painter: QPainter, rect: QRectF) -> None:
        """The words to the right of the mark."""
        words = rect.adjusted(paint.icon_side() + 8, 0, 0, 0)
        words.setTop(words.top() + max(0, rect.height() - self.heightForWidth(self.width())) / 2)
        self._block.draw(painter, words, "text")

    def mark_middle(self, rect: QRectF) -> float:
        """Vertical centre of the first line, where the mark stands."""
        top = max(0.0, rect.height() - self.heightForWidth(self.width())) / 2
        return top + theme.line_height(TextRole.BODY) / 2


class RadioLine(_Line, QRadioButton):
    """A radio button with wrapping words (way of submission)."""

    def __init__(self, text: str, value: str = "") -> None:
        super().__init__()
        self.value = value or text
        self.set_up_line(text)

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        draw_radio(painter, rect.x(), self.mark_middle(rect), checked=self.isChecked())
        self.draw_words(painter, rect)


class CheckLine(_Line, QCheckBox):
    """A check box with wrapping words (a condition to confirm)."""

    def __init__(self, text: str, value: str = "") -> None:
        super().__init__()
        self.value = value or text
        self.set_up_line(text)

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        draw_check(painter, rect.x(), self.mark_middle(rect), checked=self.isChecked())
        self.draw_words(painter, rect)
