"""Buttons: primary, secondary, link and the quiet icon-and-text button of the rail."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Radius, Size, TextRole
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.base import Painted


class Kind(Enum):
    """How much a button stands out."""

    PRIMARY = auto()
    SECONDARY = auto()
    LINK = auto()
    QUIET = auto()


class Button(Painted, QPushButton):
    """A button drawn from the tokens; use the four subclasses, which fix its kind.

    `icon` stands before the words, `trailing` behind them; there is no button without words.
    """

    def __init__(
        self,
        text: str,
        kind: Kind,
        *,
        icon: str = "",
        trailing: str = "",
        height: int = Size.BUTTON,
        min_width: int = 0,
        role: TextRole = TextRole.BODY,
    ) -> None:
        super().__init__()
        self._kind = kind
        self._icon = icon
        self._trailing = trailing
        self._height = height
        self._min_width = min_width
        self._role = role
        self.set_up_button(text)
        self.setAutoDefault(False)
        if kind in {Kind.LINK, Kind.QUIET}:
            self.ring_radius = Radius.TAG
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_icon_name(self, icon: str, trailing: str = "") -> None:
        """Change the icon before and the one behind the words."""
        self._icon = icon
        self._trailing = trailing
        self.updateGeometry()
        self.update()

    def set_least_width(self, width: int) -> None:
        """Be at least `width` wide; unlike setMinimumWidth, never less than the words need."""
        self._min_width = width
        self.updateGeometry()

    def needed_size(self) -> QSize:
        pad = self._padding()
        width = self._content_width() + 2 * pad
        bare = self._kind in {Kind.LINK, Kind.QUIET}
        air = 4 if bare else 10
        height = max(self._height, theme.line_height(self._role) + air)
        return QSize(max(width, theme.scaled(self._min_width)), height)

    def _padding(self) -> int:
        if self._kind in {Kind.LINK, Kind.QUIET}:
            return 0
        return 16 if self._kind is Kind.PRIMARY or self._height >= Size.BUTTON_TALL else 12

    def _gap(self) -> int:
        return 8 if self._role is not TextRole.HINT else 4

    def _content_width(self) -> int:
        width = paint.text_width(self.caption, self._role)
        for name in (self._icon, self._trailing):
            if name:
                width += paint.icon_side() + self._gap()
        return width

    def _tone(self) -> str:
        return {
            Kind.PRIMARY: "on_primary",
            Kind.SECONDARY: "text",
            Kind.LINK: "accent",
            Kind.QUIET: "text2",
        }[self._kind]

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        if self._kind is Kind.PRIMARY:
            paint.box(painter, rect, Radius.CONTROL, fill=self._ground("accent"))
        elif self._kind is Kind.SECONDARY:
            ground, line = self._ground("surface"), paint.color("outline")
            paint.box(painter, rect, Radius.CONTROL, fill=ground, border=line)
        width = self._content_width()
        left = rect.x() + max(self._padding(), (rect.width() - width) / 2)
        if self._kind in {Kind.LINK, Kind.QUIET}:
            left = rect.x()
        self._draw_parts(painter, rect, round(left))

    def _draw_parts(self, painter: QPainter, rect: QRectF, left: float) -> None:
        middle = rect.center().y()
        tone = self._tone()
        icon_tone = "text2" if self._kind is Kind.SECONDARY else tone
        if self._icon:
            paint.icon(painter, self._icon, icon_tone, left, middle)
            left += paint.icon_side() + self._gap()
        width = paint.text_width(self.caption, self._role)
        words = QRectF(left, rect.y(), width, rect.height())
        paint.text_line(painter, words, self.caption, self._role, tone)
        if self._kind in {Kind.LINK, Kind.QUIET} and self.underMouse() and self.isEnabled():
            line = middle + theme.line_height(self._role) / 2 - 1
            painter.fillRect(QRectF(left, line, width, 1), paint.color(tone))
        if self._trailing:
            left += width + self._gap()
            paint.icon(painter, self._trailing, icon_tone, left, middle)

    def _ground(self, base: str) -> QColor:
        over = "on_primary" if base == "accent" else "text"
        if self.isDown():
            return paint.mix(base, over, 0.14)
        if self.underMouse() and self.isEnabled():
            return paint.mix(base, over, 0.07)
        return paint.color(base)


class PrimaryButton(Button):
    """The one filled button of a page; its words name the act.

    The second click of a double click does nothing: it would act on the page that the first one led to.
    """

    def __init__(
        self, text: str, *, icon: str = "", trailing: str = "", height: int = Size.BUTTON_TALL
    ) -> None:
        super().__init__(
            text,
            Kind.PRIMARY,
            icon=icon,
            trailing=trailing,
            height=height,
            role=TextRole.BODY_BOLD,
        )

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class SecondaryButton(Button):
    """An outlined button; 32 high, or 40 in the footer."""

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        trailing: str = "",
        height: int = Size.BUTTON,
        min_width: int = 0,
    ) -> None:
        super().__init__(
            text,
            Kind.SECONDARY,
            icon=icon,
            trailing=trailing,
            height=height,
            min_width=min_width,
        )


class LinkButton(Button):
    """Words in the accent colour, for the quieter act; `small` is 12 px."""

    def __init__(self, text: str, *, icon: str = "", small: bool = False) -> None:
        role = TextRole.HINT if small else TextRole.BODY
        height = 20 if small else 24
        super().__init__(text, Kind.LINK, icon=icon, height=height, role=role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class IconTextButton(Button):
    """Icon and grey words without a frame, as in the rail."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__(text, Kind.QUIET, icon=icon, height=24)
