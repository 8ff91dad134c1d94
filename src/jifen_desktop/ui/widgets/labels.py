"""Text: labels by role, which wrap and are never cut, and one that shortens a long name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import TextRole, Tone
from jifen_desktop.ui.widgets import paint

_WIDEST_HINT = 560


class Label(QLabel):
    """Wrapping text of one role and colour; grows in height instead of cutting.

    It stays a QLabel for screen readers and buddies, but draws its own lines (see `TextBlock`).
    """

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        tone: Tone | str = Tone.TEXT,
        *,
        wrap: bool = True,
        align: Qt.AlignmentFlag = paint.LEFT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._block = paint.TextBlock(text, role)
        self._tone = str(tone)
        self._wrap = wrap
        self._align = align
        self._least = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text`; line feeds make paragraphs."""
        super().setText(text)
        self._block.text = text
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: Tone | str) -> None:
        """Change the colour token."""
        self._tone = str(tone)
        self.update()

    def set_quiet_tail(self, length: int) -> None:
        """Show so many characters at the end grey and of normal weight, such as a count."""
        self._block.tail = length
        self.updateGeometry()
        self.update()

    def set_role(self, role: TextRole) -> None:
        """Change the size or weight."""
        self._block.role = role
        self.updateGeometry()
        self.update()

    def set_least_width(self, width: int) -> None:
        """Be at least `width` wide; unlike setMinimumWidth, never less than the words need."""
        self._least = width
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        return self._block.height(width) if self._wrap else -1

    def sizeHint(self) -> QSize:
        width = self._block.natural_width()
        if self._wrap:
            width = min(width, _WIDEST_HINT)
        width = max(width, theme.scaled(self._least))
        return QSize(width, self._block.height(width))

    def minimumSizeHint(self) -> QSize:
        width = self._block.natural_width()
        if self._wrap:
            width = min(width, 6 * theme.line_height(self._block.role))
        return QSize(max(width, theme.scaled(self._least)), theme.line_height(self._block.role))

    def text_fits(self) -> bool:
        """Whether the current size holds all lines."""
        block = self._block
        if not self._wrap and self.width() < block.natural_width():
            return False
        return self.height() >= block.height(self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        height = self._block.height(rect.width())
        if self._align & Qt.AlignmentFlag.AlignVCenter and height < rect.height():
            rect.setTop(rect.top() + (rect.height() - height) // 2)
        self._block.draw(painter, rect, self._tone, self._align)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


def heading(text: str) -> Label:
    """The one page heading (24 bold)."""
    return Label(text, TextRole.HEADING)


def lead(text: str) -> Label:
    """A hero or proof line (20 bold)."""
    return Label(text, TextRole.LEAD)


def section(text: str) -> Label:
    """A section title (16 bold)."""
    return Label(text, TextRole.SECTION)


def body(text: str, tone: Tone | str = Tone.TEXT, *, bold: bool = False) -> Label:
    """Body text (14)."""
    return Label(text, TextRole.BODY_BOLD if bold else TextRole.BODY, tone)


def hint(text: str, tone: Tone | str = Tone.TEXT2) -> Label:
    """A hint (12, grey)."""
    return Label(text, TextRole.HINT, tone)


class ElidedLabel(QLabel):
    """One line that shortens with "…" when narrow; tooltip and accessible name keep the whole.

    `least` pixels of it, grown with the text, are always there.
    """

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        tone: Tone | str = Tone.TEXT,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        align: Qt.AlignmentFlag = paint.LEFT,
        least: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._least = least
        self._role = role
        self._tone = str(tone)
        self._mode = mode
        self._align = align
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text`."""
        super().setText(text)
        self.setAccessibleName(text)
        self._update_tooltip()
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: Tone | str) -> None:
        """Change the colour token."""
        self._tone = str(tone)
        self.update()

    @property
    def is_elided(self) -> bool:
        """Whether the text is shortened at the current width."""
        return self.width() < paint.text_width(self.text(), self._role) - 1

    def sizeHint(self) -> QSize:
        return QSize(paint.text_width(self.text(), self._role), theme.line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        least = max(4 * theme.line_height(self._role), theme.scaled(self._least))
        return QSize(min(least, self.sizeHint().width()), theme.line_height(self._role))

    def text_fits(self) -> bool:
        """Whether the text is whole, or its whole is in the tooltip and the accessible name."""
        if self.height() < theme.line_height(self._role):
            return False
        if not self.is_elided:
            return True
        return self.toolTip() == self.text() == self.accessibleName()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_tooltip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        font = theme.font(self._role)
        text = self.text()
        if self.is_elided:
            text = QFontMetricsF(font).elidedText(text, self._mode, self.width())
        rect = QRectF(self.rect())
        paint.text_line(painter, rect, text, self._role, self._tone, self._align)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._update_tooltip()
            self.updateGeometry()

    def _update_tooltip(self) -> None:
        self.setToolTip(self.text() if self.is_elided else "")
