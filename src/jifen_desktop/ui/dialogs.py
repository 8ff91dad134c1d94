"""Dialogs of the program's own look: a question with verbs, a message, and a frame for a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, Space, TextRole

_WIDTH = 480


class Message(QDialog):
    """A title, a few lines, and buttons that are verbs; the last button is the one Enter presses.

    `open()` it; `accepted` follows the act's button, `rejected` the other one and Escape.
    """

    def __init__(
        self, parent: QWidget | None, title: str, text: str, *, act: str, other: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.COLUMN, Space.COLUMN, Space.COLUMN, Space.COLUMN)
        column.setSpacing(Space.STEP)
        self.title_label = w.Label(title, TextRole.SECTION)
        self.text_label = w.Label(text)
        for label in (self.title_label, self.text_label):
            label.set_least_width(_WIDTH - 2 * Space.COLUMN)
            column.addWidget(label)
        column.addSpacing(Space.STEP)
        column.addStretch(1)
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.STEP)
        self._row.addStretch(1)
        column.addLayout(self._row)
        self.other_button: w.SecondaryButton | None = None
        if other:
            self.other_button = w.SecondaryButton(other, height=Size.BUTTON_TALL)
            self.other_button.clicked.connect(self.reject)
            self._row.addWidget(self.other_button)
        self.act_button = w.PrimaryButton(act)
        self.act_button.clicked.connect(self.accept)
        self._row.addWidget(self.act_button)

    def add_button(self, button: QWidget) -> None:
        """A further button, left of the others."""
        self._row.insertWidget(0, button)


def foot(*buttons: QWidget, words: w.Label | None = None) -> QHBoxLayout:
    """The buttons at the foot of a dialog as wide as a page, at the right after any words; the act stands last."""
    row = QHBoxLayout()
    row.setContentsMargins(Space.MARGIN, 12, Space.MARGIN, 12)
    row.setSpacing(Space.STEP)
    if words is None:
        row.addStretch(1)
    else:
        row.addWidget(words, 1)
    for button in buttons:
        row.addWidget(button)
    return row


def lay_out(
    dialog: QDialog, body: QWidget | QLayout, *buttons: QWidget, words: w.Label | None = None
) -> None:
    """Fill a dialog: a page, a line, and the foot."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if isinstance(body, QLayout):
        column.addLayout(body, 1)
    else:
        column.addWidget(body, 1)
    column.addWidget(w.Separator())
    column.addLayout(foot(*buttons, words=words))


def ask(
    parent: QWidget, title: str, text: str, act: str, other: str, then: Callable[[], None]
) -> Message:
    """Ask before something that can't be undone; `then` runs only after `act`."""
    dialog = Message(parent, title, text, act=act, other=other)
    dialog.accepted.connect(then)
    dialog.open()
    # what does no harm is what Enter presses
    if dialog.other_button is not None:
        dialog.other_button.setFocus(Qt.FocusReason.TabFocusReason)
    return dialog


def tell(parent: QWidget | None, title: str, text: str) -> Message:
    """Say something that has to be read."""
    dialog = Message(parent, title, text, act="知道了")
    dialog.open()
    dialog.act_button.setFocus(Qt.FocusReason.TabFocusReason)
    return dialog


def save_as(
    parent: QWidget, title: str, start: Path, kind: str, suffix: str, then: Callable[[Path], None]
) -> None:
    """Choose a file to write, for `then`; `kind` is the dialog's filter, the name gets `suffix` where it lacks it.

    The system's dialog asks about a file of the name that was typed, so one of the completed name is asked about here.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(start), kind)
    if not chosen:
        return
    target = Path(chosen)
    if target.suffix.casefold() == suffix:
        then(target)
        return
    target = target.with_name(target.name + suffix)
    if target.exists():
        text = "那里已经有这个名字的文件，替换后找不回来。"
        ask(parent, f"替换「{target.name}」？", text, "替换", "保留", lambda: then(target))
    else:
        then(target)


class PageDialog(QDialog):
    """A page in a dialog, with 完成 at the foot; nothing in it needs a save button."""

    def __init__(self, parent: QWidget | None, title: str, page: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addWidget(w.Separator())
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.COLUMN, 12, Space.COLUMN, 12)
        foot.addStretch(1)
        self.done_button = w.PrimaryButton("完成")
        self.done_button.clicked.connect(self.accept)
        foot.addWidget(self.done_button)
        column.addLayout(foot)
        self.resize(theme.scaled(720), 600)
