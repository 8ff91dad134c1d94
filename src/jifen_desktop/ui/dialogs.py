"""Dialogs of the program's own look: a question with verbs, a message, and a frame for a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, Space, TextRole
from jifen_desktop.ui.widgets import paint

_WIDTH = 480
_FRAME = QSize(16, 48)  # what a window's borders and title bar take at most


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

    def showEvent(self, event: QShowEvent) -> None:
        """On a small screen Qt makes it narrower than it wants, with the height for the wanted width."""
        layout = self.layout()
        height = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if height > self.height():
            self.resize(self.width(), height)
        super().showEvent(event)


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window a size, or what the screen has room for with a frame around it: its foot must not lie below."""
    room = window.screen().availableSize() - _FRAME
    window.resize(QSize(width, height).boundedTo(room))


class Foot(QWidget):
    """The foot of a dialog as wide as a page, with the ground and the line of a step's footer.

    Buttons that concern the page, or words, stand at the left; the others at the right, the act last.
    """

    def __init__(self, *buttons: QWidget, left: Sequence[QWidget] = ()) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.MARGIN, 12 + 1, Space.MARGIN, 12)  # 1: the line
        row.setSpacing(Space.STEP)
        for widget in left:
            row.addWidget(widget, 1 if isinstance(widget, w.Label | w.ElidedLabel) else 0)
        row.addStretch(0)  # takes room only where no words do
        for button in buttons:
            row.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        painter.fillRect(self.rect(), paint.color("surface"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), paint.color("line"))
        painter.end()


def lay_out(
    dialog: QDialog,
    body: QWidget | QLayout,
    *buttons: QWidget,
    words: w.Label | None = None,
    help_place: str = "",
) -> None:
    """Fill a dialog: a page and the foot; one whose page has no heading has its 说明 in the foot."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if isinstance(body, QLayout):
        column.addLayout(body, 1)
    else:
        column.addWidget(body, 1)
    left: list[QWidget] = [w.HelpButton(help_place)] if help_place else []
    column.addWidget(Foot(*buttons, left=left if words is None else [*left, words]))


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
    """A page in a dialog, with 完成 at the foot; nothing in it needs a save button.

    Where the page holds the one primary button, 完成 is not another.
    """

    def __init__(self, parent: QWidget | None, title: str, page: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        tall = Size.BUTTON_TALL
        self.done_button: w.PrimaryButton | w.SecondaryButton = (
            w.SecondaryButton("完成", height=tall)
            if page.findChildren(w.PrimaryButton)
            else w.PrimaryButton("完成")
        )
        self.done_button.clicked.connect(self.accept)
        lay_out(self, page, self.done_button)
        resize_on_screen(self, theme.scaled(720), 600)
