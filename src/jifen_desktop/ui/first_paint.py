"""What has to wait until the window has shown itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_AT_LAST: Final = 1000  # ms; a window that starts hidden or minimised isn't painted


class AfterFirstPaint(QObject):
    """Calls functions, each in a turn of its own, once `window` was painted. A timer of 0 ms comes before that.

    One timer for all: what is posted together is delivered together, and keys and clicks would wait for the last.
    """

    def __init__(self, window: QWidget, calls: Iterable[Callable[[], object]]) -> None:
        super().__init__(window)
        self._window = window
        self._calls = iter(calls)
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._next)
        window.installEventFilter(self)
        QTimer.singleShot(_AT_LAST, self, self._begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks on."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._begin)
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        self._turn.start()

    def _next(self) -> None:
        call = next(self._calls, None)
        if call is None:
            self._turn.stop()
        else:
            call()
