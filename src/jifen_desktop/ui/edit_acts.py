"""编辑: undo, redo, the clipboard, for the text field or the page that has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from jifen_desktop.ui.menu import Menus

if TYPE_CHECKING:
    from jifen_desktop.ui.wizard.frame import WizardFrame

KEYS: Final = ("undo", "redo", "cut", "copy", "paste", "select_all")
_Field = QLineEdit | QPlainTextEdit | QTextEdit


class EditActs(QObject):
    """Acts on what had the focus before the menu: a menu bar that is opened by keys takes the focus itself."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._last: QWidget | None = None
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isinstance(new, QMenuBar | QMenu):
            self._last = new

    @property
    def field(self) -> _Field | None:
        """The text field in focus."""
        last = self._last
        return last if isinstance(last, _Field) and isValid(last) else None

    def do(self, key: str, frame: WizardFrame | None) -> None:
        """One of `KEYS`, in the field or on the page of the open case."""
        if self.field is not None:
            getattr(self.field, "selectAll" if key == "select_all" else key)()
        elif frame is not None and frame.page is not None:
            acts = {"paste": frame.page.paste, "undo": frame.undo, "redo": frame.redo}
            if key in acts:
                acts[key]()

    def show(self, menus: Menus, frame: WizardFrame | None) -> None:
        """Name and grey the entries for what they would do now."""
        can = _in_field(self.field) if self.field is not None else _on_page(frame)
        texts = {"undo": "撤销", "redo": "重做"}
        if self.field is None and frame is not None and frame.page is not None:
            texts["undo"], texts["redo"] = frame.page.undo_texts()
        for key in KEYS:
            menus.name(key, texts.get(key, ""), enabled=key in can)


def _in_field(field: _Field) -> set[str]:
    if isinstance(field, QLineEdit):
        undo, redo = field.isUndoAvailable(), field.isRedoAvailable()
        chosen, full = field.hasSelectedText(), bool(field.text())
    else:
        document = field.document()
        undo, redo = document.isUndoAvailable(), document.isRedoAvailable()
        chosen, full = field.textCursor().hasSelection(), not document.isEmpty()
    free = not field.isReadOnly()
    can = {
        "undo": undo,
        "redo": redo,
        "cut": chosen and free,
        "copy": chosen,
        "paste": free,
        "select_all": full,
    }
    return {key for key, possible in can.items() if possible}


def _on_page(frame: WizardFrame | None) -> set[str]:
    if frame is None or frame.page is None:
        return set()
    stack = frame.session.history.stack
    can = {
        "undo": stack.canUndo(),
        "redo": stack.canRedo(),
        "paste": frame.page.takes_paste,
    }
    return {key for key, possible in can.items() if possible}
