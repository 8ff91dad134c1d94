"""The entries of the rail: numbered steps of a case, and entries of the library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Radius, Size, TextRole
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.base import Painted


class StepState(Enum):
    """Where the user stands in the wizard."""

    DONE = auto()
    CURRENT = auto()
    TODO = auto()


_LEFT = 8
_DISC = 24  # what stands before the words, grown with the text
_STATE_WORD = {StepState.DONE: "已完成", StepState.CURRENT: "当前步骤", StepState.TODO: "未完成"}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the rail; `note` is e.g. "差 3", or a number with `bad` for open problems."""

    key: str
    text: str
    state: StepState = StepState.TODO
    note: str = ""
    bad: bool = False
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the start rail; `note` is a count such as "4" or "2 / 16"."""

    key: str
    text: str
    icon: str
    note: str = ""


def _words_left() -> int:
    return _LEFT + paint.icon_side(_DISC) + 12


class RailButton(Painted, QPushButton):
    """A 40-px entry of the rail: mark, words, trailing note."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__()
        self.key = key
        self.note = ""
        self.note_bad = False
        self.current = False
        self.setAutoDefault(False)
        self.set_up_button(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def needed_size(self) -> QSize:
        width = _words_left() + paint.text_width(self.caption, TextRole.BODY_BOLD) + 12
        if self.note:
            width += 8 + paint.text_width(self.note, TextRole.HINT_BOLD)
            width += paint.icon_side() + 4 if self.note_bad else 0
        return QSize(width, max(Size.BUTTON_TALL, theme.line_height(TextRole.BODY) + 12))

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        if self.current:
            paint.box(painter, rect, Radius.CONTROL, fill=paint.color("accent_soft"))
        elif self.underMouse() and self.isEnabled():
            paint.box(painter, rect, Radius.CONTROL, fill=paint.mix("surface", "text", 0.05))
        self.paint_mark(painter, rect)
        role = TextRole.BODY_BOLD if self.current else TextRole.BODY
        words = rect.adjusted(_words_left(), 0, -12, 0)
        paint.text_line(painter, words, self.caption, role, self.word_tone())
        self._paint_note(painter, rect)

    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        """Draw what stands before the words."""
        raise NotImplementedError

    def word_tone(self) -> str:
        """Colour token of the words."""
        return "accent" if self.current else "text"

    def _paint_note(self, painter: QPainter, rect: QRectF) -> None:
        if not self.note:
            return
        role = TextRole.HINT_BOLD if self.note_bad else TextRole.HINT
        tone = "bad" if self.note_bad else ("accent" if self.current else "text2")
        width = paint.text_width(self.note, role)
        right = rect.right() - (8 if self.note_bad else 10)
        area = QRectF(right - width, rect.y(), width, rect.height())
        paint.text_line(painter, area, self.note, role, tone, paint.RIGHT)
        if self.note_bad:
            left = area.x() - 4 - paint.icon_side()
            paint.icon(painter, "circle-x", "bad", left, rect.center().y())


class StepButton(RailButton):
    """A numbered step."""

    def __init__(self, number: int, step: Step) -> None:
        super().__init__(step.key, step.text)
        self._number = number
        self._state = step.state
        self.set_step(step)

    def set_step(self, step: Step) -> None:
        """Show the step's new state."""
        self._state = step.state
        self.note, self.note_bad = step.note, step.bad
        self.current = step.state is StepState.CURRENT
        self.set_caption(step.text)
        self.setEnabled(step.enabled)
        note = f"，{step.note} 个问题" if step.bad else (f"，{step.note}" if step.note else "")
        word = _STATE_WORD[step.state]
        self.setAccessibleName(f"第 {self._number} 步，{step.text}，{word}{note}")

    def word_tone(self) -> str:
        if self._state is StepState.TODO:
            return "text2"
        return super().word_tone()

    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        middle = round(rect.center().y())
        side = paint.icon_side(_DISC)
        disc = QRectF(_LEFT, middle - side // 2, side, side)
        if self._state is StepState.DONE:
            paint.box(painter, disc, side / 2, border=paint.color("ok"), width=1.5)
            inset = (side - paint.icon_side()) / 2
            paint.icon(painter, "check", "ok", _LEFT + inset, middle)
            return
        number = str(self._number)
        if self.current:
            paint.box(
                painter, disc.adjusted(1, 1, -1, -1), side / 2 - 1, fill=paint.color("accent")
            )
            tone, role = "on_primary", TextRole.HINT_BOLD
        else:
            paint.box(painter, disc, side / 2, border=paint.color("control"), width=1.5)
            tone, role = "text2", TextRole.HINT
        paint.text_line(painter, disc, number, role, tone, paint.CENTER)


class NavButton(RailButton):
    """An entry of the library."""

    def __init__(self, item: NavItem) -> None:
        super().__init__(item.key, item.text)
        self._icon = item.icon
        self.set_note(item.note)

    def set_note(self, note: str) -> None:
        """Change the count."""
        self.note = note
        self._tell()
        self.updateGeometry()

    def set_current(self, current: bool) -> None:
        """Mark or unmark it as the page that is shown."""
        self.current = current
        self._tell()

    def _tell(self) -> None:
        parts = [self.caption, self.note, "当前页" if self.current else ""]
        self.setAccessibleName("，".join(part for part in parts if part))
        self.update()

    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        tone = "accent" if self.current else "text2"
        inset = (paint.icon_side(_DISC) - paint.icon_side(Size.ICON_ROW)) / 2
        paint.icon(painter, self._icon, tone, _LEFT + inset, rect.center().y(), Size.ICON_ROW)
