"""Frames of handles over a page: the crop, and the paper's four corners. All by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from jifen_desktop.domain.edits import ALL_CORNERS, LEAST, WHOLE, Box, Corners, Point, is_convex
from jifen_desktop.ui.widgets import paint

_REACH = 24  # pixels that take the mouse
_KNOB = 14  # pixels that are seen
_STEP, _LEAP = 1, 10  # pixels of an arrow key, and with Shift
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Handle(QAbstractButton):
    """A point that is dragged, or moved by the arrow keys, with Shift in larger steps.

    It is a button for screen readers alone, which have no word for it; a plain widget would be told as nothing.
    `moved(QPointF)` is by how many pixels; `settled(bool)` ends a move, True where it was the keyboard.
    """

    moved = Signal(QPointF)
    settled = Signal(bool)
    ring_radius = _REACH // 2

    def __init__(self, parent: QWidget, name: str, cursor: Qt.CursorShape) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription("用方向键移动")
        self.setToolTip(name)
        self.setCursor(cursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(_REACH, _REACH)
        self._held: QPointF | None = None
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(_REACH, _REACH)

    def put(self, at: QPointF) -> None:
        """Stand centred there."""
        self.move(round(at.x() - _REACH / 2), round(at.y() - _REACH / 2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        inset = (_REACH - _KNOB) / 2
        knob = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        line = paint.color("accent")
        paint.box(painter, knob, _KNOB / 2, fill=paint.color("surface"), border=line, width=2)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        leap = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.moved.emit(QPointF(*way) * (_LEAP if leap else _STEP))
        self.settled.emit(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.globalPosition()
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        way, self._held = event.globalPosition() - self._held, event.globalPosition()
        self.moved.emit(way)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and event.button() == Qt.MouseButton.LeftButton:
            self._held = None
            self.settled.emit(False)


class Frame(QWidget):
    """Handles over a page that stands at `page` in the parent. `changed` follows every move, `settled` ends one.

    Draws what the handles mean, and lets the mouse through; the handles are its siblings.
    """

    changed = Signal()
    settled = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.page = QRectF()
        self.handles: list[Handle] = []
        self.hide()

    def add(self, name: str, cursor: Qt.CursorShape, move: Callable[[Point], None]) -> None:
        """One more handle; `move` gets the way as fractions of the page."""
        handle = Handle(self._ground, name, cursor)

        def moved(way: QPointF) -> None:
            if self.page.isEmpty():
                return
            move((way.x() / self.page.width(), way.y() / self.page.height()))
            self.follow()
            self.changed.emit()

        handle.moved.connect(moved)
        handle.settled.connect(self.settled)
        self.handles.append(handle)

    def show_on(self, page: QRectF | None) -> None:
        """Stand on the page there, or with None nowhere."""
        self.page = page if page is not None else QRectF()
        shown = page is not None
        self.setVisible(shown)
        for handle in self.handles:
            handle.setVisible(shown)
        if shown:
            self.follow()

    def follow(self) -> None:
        """Put everything where the numbers say."""
        self.setGeometry(self._ground.rect())
        for handle, (x, y) in zip(self.handles, self.points(), strict=True):
            handle.put(self._at((x, y)))
            handle.setAccessibleDescription(f"横向 {x:.0%}，纵向 {y:.0%}")
            handle.raise_()
        self.update()

    def points(self) -> list[Point]:
        """Where the handles are, as fractions of the page."""
        raise NotImplementedError

    def outline(self) -> list[Point]:
        """The corners of what stays, clockwise."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        kept = QPolygonF([self._at(point) for point in self.outline()])
        _shade(painter, self.page, kept)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(paint.color("accent"), 2))
        painter.drawPolygon(kept)
        painter.end()

    def _at(self, point: Point) -> QPointF:
        x = self.page.x() + point[0] * self.page.width()
        return QPointF(x, self.page.y() + point[1] * self.page.height())


def _shade(painter: QPainter, page: QRectF, kept: QPolygonF) -> None:
    path = QPainterPath()
    path.addRect(page)
    path.addPolygon(kept)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paint.veil())
    painter.drawPath(path)


@dataclass(frozen=True)
class _Grip:
    """A handle of the crop: which of (left, top, right, bottom) it moves, and where it is on the frame."""

    name: str
    cursor: Qt.CursorShape
    sides: tuple[int, ...]
    at: Point


_GRIPS = (
    _Grip("裁剪框左上角", Qt.CursorShape.SizeFDiagCursor, (0, 1), (0.0, 0.0)),
    _Grip("裁剪框上边", Qt.CursorShape.SizeVerCursor, (1,), (0.5, 0.0)),
    _Grip("裁剪框右上角", Qt.CursorShape.SizeBDiagCursor, (2, 1), (1.0, 0.0)),
    _Grip("裁剪框右边", Qt.CursorShape.SizeHorCursor, (2,), (1.0, 0.5)),
    _Grip("裁剪框右下角", Qt.CursorShape.SizeFDiagCursor, (2, 3), (1.0, 1.0)),
    _Grip("裁剪框下边", Qt.CursorShape.SizeVerCursor, (3,), (0.5, 1.0)),
    _Grip("裁剪框左下角", Qt.CursorShape.SizeBDiagCursor, (0, 3), (0.0, 1.0)),
    _Grip("裁剪框左边", Qt.CursorShape.SizeHorCursor, (0,), (0.0, 0.5)),
    _Grip("整个裁剪框", Qt.CursorShape.SizeAllCursor, (0, 1, 2, 3), (0.5, 0.5)),
)


class CropFrame(Frame):
    """`box` is the crop: (left, top, right, bottom) as fractions of the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.box: Box = WHOLE
        for grip in _GRIPS:
            self.add(grip.name, grip.cursor, partial(self._move, grip))

    def points(self) -> list[Point]:
        left, top, right, bottom = self.box
        return [(left + g.at[0] * (right - left), top + g.at[1] * (bottom - top)) for g in _GRIPS]

    def outline(self) -> list[Point]:
        left, top, right, bottom = self.box
        return [(left, top), (right, top), (right, bottom), (left, bottom)]

    def _move(self, grip: _Grip, way: Point) -> None:
        values = list(self.box)
        for axis in (0, 1):
            low, high = values[axis], values[axis + 2]
            if axis in grip.sides and axis + 2 in grip.sides:
                step = min(max(way[axis], -low), 1 - high)
                low, high = low + step, high + step
            elif axis in grip.sides:
                low = min(max(low + way[axis], 0.0), high - LEAST)
            elif axis + 2 in grip.sides:
                high = max(min(high + way[axis], 1.0), low + LEAST)
            values[axis], values[axis + 2] = max(0.0, low), min(1.0, high)
        self.box = (values[0], values[1], values[2], values[3])


_CORNERS = (
    ("纸的左上角", Qt.CursorShape.CrossCursor),
    ("纸的右上角", Qt.CursorShape.CrossCursor),
    ("纸的右下角", Qt.CursorShape.CrossCursor),
    ("纸的左下角", Qt.CursorShape.CrossCursor),
)


class CornersFrame(Frame):
    """`corners` are the paper's, clockwise from the top left, as fractions of the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.corners: Corners = ALL_CORNERS
        for number, (name, cursor) in enumerate(_CORNERS):
            self.add(name, cursor, partial(self._move, number))

    def points(self) -> list[Point]:
        return list(self.corners)

    def outline(self) -> list[Point]:
        return list(self.corners)

    def _move(self, number: int, way: Point) -> None:
        """A move that would cross or dent the outline isn't made."""
        points = list(self.corners)
        x, y = points[number]
        points[number] = (min(1.0, max(0.0, x + way[0])), min(1.0, max(0.0, y + way[1])))
        corners = (points[0], points[1], points[2], points[3])
        if is_convex(corners):
            self.corners = corners
