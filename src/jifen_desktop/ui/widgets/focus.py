"""The focus ring: 2 px accent, 2 px outside the control, drawn above everything else.

A style sheet can draw only inside a widget. One overlay per application is moved onto the window
of the focused widget and follows it through scrolling and resizing; it is clipped to the scroll
areas around the widget. It never takes mouse, focus or a place in a layout.
"""

from __future__ import annotations

from PySide6.QtCore import QDeadlineTimer, QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from jifen_desktop.ui.theme import Radius
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.fields import FieldRow

_WIDTH = 2
_GAP = 2
_REACH = _WIDTH + _GAP
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}
_SETTLING = 300  # ms in which a page that was made just now may still be laid out
_TEXT_INPUT = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class _Ring(QWidget):
    """The overlay itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.radius = float(Radius.CONTROL)
        self.setObjectName("focus-ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        line = paint.color("accent")
        radius = self.radius + _REACH - 1
        paint.box(painter, QRectF(self.rect()), radius, border=line, width=_WIDTH)
        painter.end()


class FocusRing(QObject):
    """Shows the ring on whatever has the focus; make one after the QApplication.

    A mouse click shows no ring on buttons, because the pointer already shows the place; text
    fields always have it, since typing goes there.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._settling = QDeadlineTimer()
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._forget()
        if new is None or isinstance(new, QMenu) or new.isWindow():
            return
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if by_mouse and not isinstance(new, _TEXT_INPUT):
            return
        if not by_mouse:
            _scroll_to(new)
            self._settling.setRemainingTime(_SETTLING)
        self._target = new
        self._watch(new)
        self._follow()

    def _watch(self, widget: QWidget) -> None:
        current: QWidget | None = widget
        while current is not None:
            current.installEventFilter(self)
            self._watched.append(current)
            current = None if current.isWindow() else current.parentWidget()

    def _forget(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        self._settling = QDeadlineTimer()
        self._target = None
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._follow()
            if not self._settling.hasExpired() and not _is_scrolled(watched):
                QTimer.singleShot(0, self, self._scroll_again)
        return False

    def _scroll_again(self) -> None:
        """A page that gave the focus before it was laid out puts the widget elsewhere afterwards."""
        if self._target is not None and isValid(self._target) and self._target.isVisible():
            _scroll_to(self._target)

    def _follow(self) -> None:
        target = self._target
        if target is None or not isValid(target):
            return
        if not target.isVisible():
            if self._ring is not None and isValid(self._ring):
                self._ring.hide()
            return
        ring = self._ring_on(target.window())
        area = QRect(target.mapTo(target.window(), QPoint(0, 0)), target.size())
        area = area.adjusted(-_REACH, -_REACH, _REACH, _REACH)
        ring.radius = float(getattr(target, "ring_radius", Radius.CONTROL))
        ring.setGeometry(area)
        shown = area & _clip(target)
        ring.clearMask()
        if shown != area:
            ring.setMask(QRegion(shown.translated(-area.topLeft())))
        ring.setVisible(not shown.isEmpty())
        ring.raise_()
        ring.update()

    def _ring_on(self, window: QWidget) -> _Ring:
        if self._ring is None or not isValid(self._ring):
            self._ring = _Ring(window)
        elif self._ring.parentWidget() is not window:
            self._ring.setParent(window)
        return self._ring


def _is_scrolled(widget: QObject) -> bool:
    """Whether a widget is what a scroll area moves: the user may scroll as soon as the focus is there."""
    viewport = widget.parent()
    area = viewport.parent() if viewport is not None else None
    return isinstance(area, QScrollArea) and area.widget() is widget


def _clip(target: QWidget) -> QRect:
    """The part of the window that the scroll areas around `target` leave visible."""
    window = target.window()
    clip = window.rect()
    parent = target.parentWidget()
    while parent is not None and parent is not window:
        holder = parent.parentWidget()
        if isinstance(holder, QAbstractScrollArea) and holder.viewport() is parent:
            clip &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
        parent = holder
    return clip


def _scroll_to(widget: QWidget) -> None:
    """Bring a widget that got the keyboard focus into view, with its label and room for its ring."""
    parent = widget.parentWidget()
    if isinstance(parent, FieldRow):
        widget, parent = parent, parent.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 8, 24)
        parent = parent.parentWidget()
