"""Rows about files and texts: file row, image row, text to copy, numbered step."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jifen_desktop.ui.theme import Size, TextRole, Tone
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.badges import MethodPill
from jifen_desktop.ui.widgets.buttons import SecondaryButton
from jifen_desktop.ui.widgets.labels import ElidedLabel, Label
from jifen_desktop.ui.widgets.picture import Icon
from jifen_desktop.ui.widgets.rows import RowBase

_NOTE = 120  # pixels of a file's note that always have room; of most it is all


class FileRow(RowBase):
    """A written file: icon, name (shortened in the middle), note and size in columns."""

    def __init__(self, name: str, note: str = "", size: str = "", *, icon: str = "file") -> None:
        super().__init__(Size.ROW_QUIET)
        self.row.addWidget(Icon(icon, "text2", Size.ICON_ROW))
        self.row.addWidget(ElidedLabel(name, mode=Qt.TextElideMode.ElideMiddle), 1)
        if note:
            self.row.addWidget(
                ElidedLabel(note, TextRole.HINT, Tone.TEXT2, align=paint.RIGHT, least=_NOTE)
            )
        if size:
            label = Label(size, TextRole.HINT, Tone.TEXT2, wrap=False, align=paint.RIGHT)
            label.set_least_width(64)
            self.row.addWidget(label)


class ImageRow(RowBase):
    """An image to be exported: thumbnail, file name, size and origin, and how it is made."""

    def __init__(self, picture: QWidget, name: str, hint: str, method: str) -> None:
        super().__init__(Size.ROW)
        self.row.addWidget(picture)
        name_label = ElidedLabel(name, mode=Qt.TextElideMode.ElideMiddle)
        self.add_words(name_label, Label(hint, TextRole.HINT, Tone.TEXT2))
        self.row.addWidget(MethodPill(method))


class KeyValueCopyRow(RowBase):
    """A named text with 复制: `copy_requested(str)` carries it; the page owns the clipboard.

    `preview` is shown instead of a long value; the whole value is what gets copied.
    """

    copy_requested = Signal(str)

    def __init__(self, key: str, value: str, *, preview: str = "") -> None:
        super().__init__(Size.ROW_QUIET + 8, vertical=8)
        self._key = key
        self._value = value
        name = Label(key, TextRole.BODY, Tone.TEXT2, wrap=False)
        name.set_least_width(52)
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.row.addWidget(name)
        self._text = Label(preview or value)
        self.add_words(self._text)
        self.button = SecondaryButton("复制", icon="copy", min_width=80)
        self.button.clicked.connect(self._copy)
        self.row.addWidget(self.button)
        if "\n" in (preview or value):
            for part in (name, self.button):  # beside the first of many lines
                self.row.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.set_copied(False)

    def set_value(self, value: str, preview: str = "") -> None:
        """Change the text; the button offers 复制 again."""
        self._value = value
        self._text.setText(preview or value)
        self.set_copied(False)

    def set_copied(self, copied: bool) -> None:
        """Say on the button that the text is in the clipboard."""
        words = "已复制" if copied else "复制"
        self.button.set_icon_name("check" if copied else "copy")
        self.button.set_caption(words)
        self.button.setAccessibleName(f"{words}{self._key}")

    def _copy(self) -> None:
        self.copy_requested.emit(self._value)


class _Number(QWidget):
    """A number in a ring."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = str(number)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = paint.icon_side(Size.ICON_LARGE)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        paint.box(painter, rect, rect.width() / 2, border=paint.color("control"), width=1.5)
        paint.text_line(painter, rect, self._number, TextRole.HINT, "text2", paint.CENTER)
        painter.end()


class NumberedLine(RowBase):
    """A step of 下一步: number, words, and optionally a tag or link behind them."""

    def __init__(self, number: int, text: str, extra: QWidget | None = None) -> None:
        super().__init__(Size.BUTTON, pad=0, gap=8)
        self.row.addWidget(_Number(number), 0, Qt.AlignmentFlag.AlignTop)
        self.add_words(Label(text))
        if extra is not None:
            self.row.addWidget(extra)
