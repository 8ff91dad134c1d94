"""Small marks: status badge, severity, clause tag, method pill."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Radius, Size, Space, TextRole
from jifen_desktop.ui.widgets import paint


class Status(StrEnum):
    """The five states of a checklist row, in the words the user reads."""

    MISSING = "待提供"
    CONFIRM = "需确认"
    PROBLEM = "有问题"
    PROVIDED = "已提供"
    NOT_NEEDED = "暂不需要"


class Severity(StrEnum):
    """The three weights of a finding; only the first blocks the export."""

    MUST = "必须处理"
    CONFIRM = "请确认"
    NOTE = "提示"


@dataclass(frozen=True, slots=True)
class _Look:
    icon: str
    tone: str
    word: str
    soft: str
    bold: bool = False


_STATUS: Final = {
    Status.MISSING: _Look("circle-dashed", "accent", "accent", "accent_soft"),
    Status.CONFIRM: _Look("triangle-alert", "warn", "warn", "warn_soft"),
    Status.PROBLEM: _Look("circle-x", "bad", "bad", "bad_soft", bold=True),
    Status.PROVIDED: _Look("circle-check", "ok", "text2", ""),
    Status.NOT_NEEDED: _Look("circle-minus", "text2", "text2", ""),
}
SEVERITY_LOOK: Final = {
    Severity.MUST: _Look("circle-x", "bad", "bad", "bad_soft", bold=True),
    Severity.CONFIRM: _Look("triangle-alert", "warn", "warn", "warn_soft"),
    Severity.NOTE: _Look("info", "text2", "text2", ""),
}


def status_icon(status: Status) -> tuple[str, str]:
    """Icon name and colour token of a state, for places that are no badge."""
    look = _STATUS[status]
    return look.icon, look.tone


class Mark(QWidget):
    """Base of the passive marks: measures and draws icon and word in one line."""

    def __init__(self, text: str, role: TextRole, height: int, pad: int, icon: str = "") -> None:
        super().__init__()
        self._text = text
        self._role = role
        self._height = height
        self._pad = pad
        self._icon = icon
        self._least = 0
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The visible words."""
        return self._text

    def set_text(self, text: str) -> None:
        """Change the words and the accessible name."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.text_width(self._text, self._role) + 2 * self._pad
        if self._icon:
            width += paint.icon_side() + 4
        height = max(self._height, theme.line_height(self._role) + 2)
        return QSize(max(width, theme.scaled(self._least)), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def text_fits(self) -> bool:
        """Whether the words have room."""
        need = self.sizeHint()
        return self.width() >= need.width() and self.height() >= need.height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def draw_line(self, painter: QPainter, icon_tone: str, tone: str) -> None:
        """Icon and word from the left padding on."""
        left = float(self._pad)
        if self._icon:
            paint.icon(painter, self._icon, icon_tone, left, self.height() / 2)
            left += paint.icon_side() + 4
        words = QRectF(left, 0, self.width() - left, self.height())
        paint.text_line(painter, words, self._text, self._role, tone)


class StatusBadge(Mark):
    """A row's state: filled when the user must act, plain when not; 88 wide, so columns align.

    `text` replaces the state's word, e.g. "2 项需确认"; `large` is the 28-px badge of the hero card; `flush` lets a
    plain one begin where the words above and below it do.
    """

    def __init__(
        self,
        status: Status,
        text: str = "",
        *,
        min_width: int = 88,
        large: bool = False,
        flush: bool = False,
    ) -> None:
        super().__init__("", TextRole.HINT, Size.BADGE, Space.STEP)
        self._flush = flush
        self._large = large
        self._least = min_width
        self._look = _STATUS[status]
        self.set_status(status, text)

    def set_status(self, status: Status, text: str = "") -> None:
        """Change the state and, optionally, its words."""
        self._look = _STATUS[status]
        self._icon = self._look.icon
        self._pad = 0 if self._flush and not self._look.soft else Space.STEP
        self._role = TextRole.HINT_BOLD if self._look.bold else TextRole.HINT
        if self._large:
            self._role, self._height = TextRole.BODY_BOLD, Size.CHIP
        self.set_text(text or status.value)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        if self._look.soft:
            soft = paint.color(self._look.soft)
            paint.box(painter, QRectF(self.rect()), Radius.CONTROL, fill=soft)
        self.draw_line(painter, self._look.tone, self._look.word)
        painter.end()


class SeverityMark(Mark):
    """Icon and word of a finding's weight; `filled` with a count is the summary chip of a page."""

    def __init__(self, severity: Severity, text: str = "", *, filled: bool = False) -> None:
        look = SEVERITY_LOOK[severity]
        role = TextRole.HINT_BOLD if look.bold else TextRole.HINT
        super().__init__(
            text or severity.value, role, Size.BADGE, 8 if filled else 0, icon=look.icon
        )
        self._look = look
        self._filled = filled

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        if self._filled:
            soft = paint.color(self._look.soft or "pill")
            paint.box(painter, QRectF(self.rect()), Radius.CONTROL, fill=soft)
        self.draw_line(painter, self._look.tone, self._look.word)
        painter.end()


class ClauseTag(Mark):
    """The clause a rule rests on: solid when the district says so, dashed with 参照 when carried."""

    def __init__(self, text: str, *, carried: bool = False) -> None:
        shown = f"参照 {text}" if carried else text
        super().__init__(shown, TextRole.HINT, Size.TAG, 6)
        self._carried = carried
        self.setAccessibleName(f"依据：{shown}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        if self._carried:
            paint.dashed_box(painter, rect, Radius.TAG, paint.color("control"))
        else:
            line = paint.color("outline")
            paint.box(painter, rect, Radius.TAG, border=line, fill=paint.color("surface"))
        self.draw_line(painter, "text2", "text2")
        painter.end()


class MethodPill(Mark):
    """How an image is made (原样复制, 提取, 重新编码): neutral, at least 64 wide, centred."""

    def __init__(self, text: str, *, min_width: int = 64) -> None:
        super().__init__(text, TextRole.HINT, Size.TAG, 8)
        self._least = min_width

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        paint.box(painter, rect, Radius.TAG, fill=paint.color("pill"))
        paint.text_line(painter, rect, self._text, self._role, "text", paint.CENTER)
        painter.end()
