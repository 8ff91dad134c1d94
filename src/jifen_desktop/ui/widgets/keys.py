"""Keys that work alike everywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_REDO = ("Ctrl+Shift+Z", "Ctrl+Y")


def undo_keys(
    widget: QWidget,
    undo: Callable[[], object],
    redo: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> None:
    """Ctrl+Z undoes, Ctrl+Shift+Z and Ctrl+Y redo; on a Mac Qt reads Ctrl as Cmd."""
    for keys, act in (("Ctrl+Z", undo), *((key, redo) for key in _REDO)):
        shortcut = QShortcut(QKeySequence(keys), widget, context=context)
        shortcut.activated.connect(lambda act=act: act())
