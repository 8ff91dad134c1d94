"""The visible drop zone of the materials page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.ui.theme import Radius, Size, Space, TextRole, Tone
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.dropping import FileDropMixin
from jifen_desktop.ui.widgets.labels import Label
from jifen_desktop.ui.widgets.picture import Icon


class DropZone(FileDropMixin, QWidget):
    """A dashed area for files; `files_dropped(list)` carries local paths.

    The buttons for the same act without a mouse are added by the page (`add_button`). A page that
    takes drops everywhere shows them here with `show_drag`.
    """

    files_dropped = Signal(list)

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._title_text = title
        self._icon = Icon("upload", "accent", Size.ICON_LARGE)
        self._title = Label(title, TextRole.SECTION, align=Qt.AlignmentFlag.AlignHCenter)
        self._hint = Label(hint, TextRole.HINT, Tone.TEXT2, align=Qt.AlignmentFlag.AlignHCenter)
        self._column = QVBoxLayout(self)
        pad = Space.COLUMN
        self._column.setContentsMargins(pad, 2 * pad, pad, 2 * pad - 4)
        self._column.setSpacing(8)
        self._column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(4)
        self._column.addWidget(self._title)
        self._column.addWidget(self._hint)
        self._column.addSpacing(8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.accept_files(True)

    def add_button(self, button: QWidget) -> None:
        """A button under the words, as wide as the zone."""
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._column.addWidget(button)

    def show_drag(self, state: bool | None) -> None:
        """Show a drag over the page: None, acceptable or refused."""
        self._set_drag(state)

    def _set_drag(self, state: bool | None) -> None:
        super()._set_drag(state)
        words = {True: "松开鼠标就添加", False: "这些不能添加"}
        self._title.setText(self._title_text if state is None else words[state])
        self._icon.set_icon("x" if state is False else "upload", _TONE[state])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        if self.drag_state is None:
            fill, line = paint.color("drop_zone"), paint.color("accent")
            paint.dashed_box(painter, rect, Radius.CARD, line, fill)
        else:
            soft = paint.color("accent_soft" if self.drag_state else "bad_soft")
            line = paint.color(_TONE[self.drag_state])
            paint.box(painter, rect, Radius.CARD, fill=soft, border=line, width=2)
        painter.end()


_TONE = {None: "accent", True: "accent", False: "bad"}
