"""A slider with its value in words beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from jifen_desktop.ui.theme import Size, Tone
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.labels import Label, body

_KNOB = 16
_TRACK = 4


class _Slider(QSlider):
    """The track with its knob; a mark in the middle, where nothing is changed."""

    def __init__(self, accessible_name: str, reach: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(accessible_name)
        self.setRange(-reach, reach)
        self.setPageStep(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, Size.BUTTON - 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, Size.BUTTON - 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        if not self.isEnabled():
            painter.setOpacity(0.55)
        middle = self.height() / 2
        room = self.width() - _KNOB
        track = QRectF(_KNOB / 2, middle - _TRACK / 2, room, _TRACK)
        paint.box(painter, track, _TRACK / 2, fill=paint.color("control"))
        painter.fillRect(QRectF(self.width() / 2 - 1, middle - 6, 2, 12), paint.color("control"))
        left = room * (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        knob = QRectF(left, middle - _KNOB / 2, _KNOB, _KNOB)
        paint.box(
            painter,
            knob,
            _KNOB / 2,
            fill=paint.color("surface"),
            border=paint.color("accent"),
            width=2,
        )
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The knob goes where the pointer is, and follows it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(event)
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go(event)
            event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With Shift in tens; 0 goes back to the middle."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        way = step.get(Qt.Key(event.key()))
        if way is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.setValue(self.value() + way * self.pageStep())
        elif event.key() == Qt.Key.Key_0:
            self.setValue(0)
        else:
            super().keyPressEvent(event)

    def _go(self, event: QMouseEvent) -> None:
        share = (event.position().x() - _KNOB / 2) / max(1, self.width() - _KNOB)
        span = self.maximum() - self.minimum()
        self.setValue(self.minimum() + round(min(1.0, max(0.0, share)) * span))


class ValueSlider(QWidget):
    """From -`reach` to `reach`; `value_changed(int)` follows every move of the user, `released` ends one by mouse."""

    value_changed = Signal(int)
    released = Signal()

    def __init__(self, title: str, reach: int = 100) -> None:
        super().__init__()
        self._title = title
        self._quiet = False
        self.slider = _Slider(title, reach)
        self._value = Label("0", tone=Tone.TEXT2, wrap=False)
        head = QHBoxLayout()
        head.addWidget(body(title), 1)
        head.addWidget(self._value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.slider)
        self.slider.valueChanged.connect(self._on_change)
        self.slider.sliderReleased.connect(self.released)

    @property
    def held(self) -> bool:
        """Whether the mouse holds the knob."""
        return self.slider.isSliderDown()

    def value(self) -> int:
        """The value."""
        return self.slider.value()

    def set_value(self, value: int) -> None:
        """Show a value without a signal."""
        self._quiet = True
        self.slider.setValue(value)
        self._quiet = False

    def _on_change(self, value: int) -> None:
        self._value.setText(f"{value:+d}" if value else "0")
        if not self._quiet:
            self.value_changed.emit(value)
