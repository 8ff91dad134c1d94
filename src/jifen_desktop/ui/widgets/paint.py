"""Drawing shared by the painted widgets: boxes, dashed boxes, icons, single and wrapped text.

Colours are token names and are looked up while painting, so that a change of scheme is one repaint.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Size, TextRole

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
_UNBOUNDED = 100_000.0


def color(name: str) -> QColor:
    """The colour token `name` as a QColor."""
    return QColor(theme.tokens().color(name))


def veil() -> QColor:
    """What darkens the part of a picture that is cut away."""
    dark = color("veil")
    dark.setAlphaF(theme.VEIL_SHARE)
    return dark


def mix(first: str, second: str, share: float) -> QColor:
    """`share` (0 to 1) of token `second` over token `first`: hover and pressed grounds."""
    a, b = color(first), color(second)
    rest = 1 - share
    return QColor.fromRgbF(
        a.redF() * rest + b.redF() * share,
        a.greenF() * rest + b.greenF() * share,
        a.blueF() * rest + b.blueF() * share,
    )


def begin(widget: QWidget) -> QPainter:
    """An antialiasing painter on `widget`; call `end()` when done."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    *,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A rounded box; the border lies inside `rect`."""
    inset = width / 2 if border is not None else 0.0
    painter.setPen(QPen(border, width) if border is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def dashed_box(
    painter: QPainter, rect: QRectF, radius: float, border: QColor, fill: QColor | None = None
) -> None:
    """A rounded box with a 3-3 dashed line; a style sheet's `dashed` comes out dotted at 1 px."""
    pen = QPen(border, 1.0)
    pen.setDashPattern([3.0, 3.0])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def rounded_path(rect: QRectF, radius: float) -> QPainterPath:
    """A rounded rectangle as a path, for clipping."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def icon_side(size: int = Size.ICON) -> int:
    """The side of an icon, and of what is as large as one, beside the user's size of text."""
    return theme.scaled(size)


def icon(
    painter: QPainter, name: str, tone: str, x: float, center_y: float, size: int = Size.ICON
) -> None:
    """Draw an icon, grown with the text (`icon_side`), with its left edge at `x`, centred on `center_y`."""
    side = icon_side(size)
    ratio = painter.device().devicePixelRatio()
    pixmap = theme.icon_pixmap(name, theme.tokens().color(tone), side, float(ratio))
    painter.drawPixmap(QPointF(round(x), round(center_y - side / 2)), pixmap)


def text_width(text: str, role: TextRole) -> int:
    """Width of one line of `text`, rounded up."""
    return theme.manager().fonts.width(text, role)


def text_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: TextRole,
    tone: str,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of text in `rect`, elided at the right if there is no room."""
    font = theme.font(role)
    metrics = QFontMetricsF(font)
    shown = text
    if metrics.horizontalAdvance(text) > rect.width() + 1:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(color(tone))
    painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), shown)


class TextBlock:
    """Text wrapped to a width with the role's fixed line height.

    QLabel leaves the line height to the font; fixed lines keep rows on the 4-px grid whatever font
    the system has. Chinese breaks between any two characters except before closing punctuation.
    """

    def __init__(self, text: str, role: TextRole) -> None:
        self.text = text
        self.role = role
        self.tail = 0  # so many characters at the end are grey and of normal weight
        self._key: tuple[float, str, TextRole, QFont, int, QColor] | None = None
        self._layout = QTextLayout()
        self._measured: tuple[str, TextRole, QFont, int] | None = None
        self._natural = -1
        self._counts: dict[float, int] = {}

    def natural_width(self) -> int:
        """Width of the longest paragraph on one line."""
        self._measure_again()
        if self._natural < 0:
            # Measured as it will be laid out: fonts' advances summed up fall short of it by up to 3 pixels.
            self._lay_out(_UNBOUNDED)
            lines = (self._layout.lineAt(i) for i in range(self._layout.lineCount()))
            self._natural = ceil(max((line.naturalTextWidth() for line in lines), default=0)) + 1
        return self._natural

    def height(self, width: float) -> int:
        """Height needed when wrapped to `width`."""
        return max(1, self.line_count(width)) * theme.line_height(self.role)

    def line_count(self, width: float) -> int:
        """Number of lines when wrapped to `width`."""
        self._measure_again()
        if width not in self._counts:
            self._counts[width] = self._lay_out(width)
        return self._counts[width]

    def draw(
        self, painter: QPainter, rect: QRectF, tone: str, align: Qt.AlignmentFlag = LEFT
    ) -> None:
        """Draw from the top of `rect`."""
        self._lay_out(rect.width())
        painter.setPen(color(tone))
        step = theme.line_height(self.role)
        for index in range(self._layout.lineCount()):
            line = self._layout.lineAt(index)
            spare = rect.width() - line.naturalTextWidth()
            shift = 0.0
            if align & Qt.AlignmentFlag.AlignHCenter:
                shift = spare / 2
            elif align & Qt.AlignmentFlag.AlignRight:
                shift = spare
            # Offset within the role's line; `position()` already holds the font's own line.
            top = index * step + (step - line.height()) / 2 - line.position().y()
            line.draw(painter, QPointF(round(rect.x() + shift), rect.y() + round(top)))

    def _measure_again(self) -> None:
        """Forget what was measured of other words or another font; layouts ask for the same few widths many times."""
        shown = self._shown()
        if shown != self._measured:
            self._measured, self._natural, self._counts = shown, -1, {}

    def _shown(self) -> tuple[str, TextRole, QFont, int]:
        return self.text, self.role, theme.font(self.role), self.tail

    def _lay_out(self, width: float) -> int:
        grey = color("text2")
        key = (width, *self._shown(), grey)
        if key == self._key:
            return self._layout.lineCount()
        self._key = key
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(self.text.replace("\n", "\u2028"), theme.font(self.role))
        self._layout.setTextOption(option)
        if self.tail:
            self._layout.setFormats([_quiet(len(self.text) - self.tail, self.tail, grey)])
        self._layout.beginLayout()
        y = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, y))
            y += line.height()
        self._layout.endLayout()
        return self._layout.lineCount()


def _quiet(start: int, length: int, grey: QColor) -> QTextLayout.FormatRange:
    """Grey and of normal weight."""
    quiet = QTextLayout.FormatRange()
    quiet.start, quiet.length = start, length
    quiet.format.setForeground(grey)
    quiet.format.setFontWeight(QFont.Weight.Normal)
    return quiet
