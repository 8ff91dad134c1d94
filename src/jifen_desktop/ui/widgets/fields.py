"""Form fields: text, date that may be left out, choice from a list, search; and their rows."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Radius, Size, Space, TextRole, Tone
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.labels import Label
from jifen_desktop.ui.widgets.picture import Icon
from jifen_desktop.ui.widgets.rows import RowBase

_INNER = 11
_DATE = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$|^(\d{4})(\d\d)(\d\d)$"
)
# a menu or another window takes the focus only for a while
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class TextField(QLineEdit):
    """One line of text, 40 high; grows with the text size. Left alone, long text shows its beginning.

    `entered(str)` is emitted for every change by the user. A screen reader, dictation or a password manager puts a
    whole text in: Qt then tells only `textChanged`, which follows the program's own texts too.
    """

    entered = Signal(str)

    def __init__(self, accessible_name: str, text: str = "", *, placeholder: str = "") -> None:
        super().__init__(text)
        self.setAccessibleName(accessible_name)
        self.setPlaceholderText(placeholder)
        self._is_ours = False
        self._is_typed = False
        self._put_in = QTimer(self, singleShot=True, interval=0)
        self._put_in.timeout.connect(self._on_put_in)
        self.textChanged.connect(self._on_changed)
        self.textEdited.connect(self._on_edited)
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are for the page around the field; Qt would put their paths into the text."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def set_invalid(self, invalid: bool) -> None:
        """Give the frame the colour of a problem."""
        self.setProperty("invalid", invalid)
        self.style().unpolish(self)
        self.style().polish(self)

    def setText(self, text: str | None) -> None:
        """Show `text`, from its beginning unless it is being edited."""
        self._is_ours = True
        super().setText(text)
        self._is_ours = False
        if not self.hasFocus():
            self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.setCursorPosition(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _on_edited(self, text: str) -> None:
        self._is_typed = True
        self.entered.emit(text)

    def _on_changed(self) -> None:
        """Follows at once on `textEdited` where somebody types."""
        if self._is_ours:
            return
        if not self._is_typed:
            self._put_in.start()
        self._is_typed = False

    def _on_put_in(self) -> None:
        """Nobody typed it, so nobody may leave the field either."""
        self.entered.emit(self.text())
        self.editingFinished.emit()

    def _fit(self) -> None:
        self.setMinimumHeight(max(Size.BUTTON_TALL, theme.line_height(TextRole.BODY) + 12))


class DateField(TextField):
    """A date typed in any usual form, or nothing: "not given" is an answer.

    Shown as 2027-03-05 once the field is left. `date_changed` is emitted when the value differs,
    with a `date` or None; unreadable text keeps the words and `is_readable()` is False.
    """

    date_changed = Signal(object)

    def __init__(self, accessible_name: str, value: date | None = None) -> None:
        super().__init__(accessible_name, placeholder="年-月-日，没有可不填")
        self._last = value
        self.set_value(value)
        self.textChanged.connect(self._on_text)

    def minimumSizeHint(self) -> QSize:
        """Not narrower than the words that say how a date is written."""
        words = paint.text_width(self.placeholderText(), TextRole.BODY) + 2 * _INNER + 4
        return super().minimumSizeHint().expandedTo(QSize(words, 0))

    def value(self) -> date | None:
        """The date, or None when nothing (or nothing readable) is there."""
        return parse_date(self.text())

    def is_readable(self) -> bool:
        """Whether the field is empty or holds a date."""
        return not self.text().strip() or self.value() is not None

    def set_value(self, value: date | None) -> None:
        """Show a date or nothing."""
        self.setText(value.isoformat() if value is not None else "")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        value = self.value()
        if value is not None:
            self.set_value(value)
        super().focusOutEvent(event)

    def _on_text(self) -> None:
        value = self.value()
        if value != self._last:
            self._last = value
            self.date_changed.emit(value)


def parse_date(text: str) -> date | None:
    """A date from 2027-03-05, 2027/3/5, 2027.3.5, 2027年3月5日 or 20270305, else None."""
    match = _DATE.match(normalize("NFKC", text).strip())
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part is not None]
    try:
        return date(*parts)
    except ValueError:
        return None


class SelectField(QComboBox):
    """A choice from a list, drawn like the text fields; `value_chosen(str)` by the user only.

    `height` is 32 where it stands in a line with segments.
    """

    value_chosen = Signal(str)

    def __init__(
        self,
        accessible_name: str,
        options: list[tuple[str, str]],
        *,
        height: int = Size.BUTTON_TALL,
    ) -> None:
        super().__init__()
        self._height = height
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for value, text in options:
            self.addItem(text, value)
        self.activated.connect(lambda _index: self.value_chosen.emit(self.value()))

    def value(self) -> str:
        """The chosen value, or ""."""
        data = self.currentData()
        return data if isinstance(data, str) else ""

    def set_value(self, value: str) -> None:
        """Choose without a signal; an unknown value clears the choice."""
        self.setCurrentIndex(self.findData(value))

    def sizeHint(self) -> QSize:
        texts = [self.itemText(i) for i in range(self.count())]
        widest = max((paint.text_width(text, TextRole.BODY) for text in texts), default=80)
        height = max(self._height, theme.line_height(TextRole.BODY) + 12)
        return QSize(widest + 2 * _INNER + paint.icon_side() + 12, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def text_fits(self) -> bool:
        """Whether the widest entry has room."""
        return self.width() >= self.sizeHint().width()

    def wheelEvent(self, event: object) -> None:
        """Scrolling the page must not change an answer that happens to be under the pointer."""
        if isinstance(event, QEvent):
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        line = paint.color("accent" if self.hasFocus() else "control")
        paint.box(painter, rect, Radius.CONTROL, fill=paint.color("surface"), border=line)
        words = rect.adjusted(_INNER + 3, 0, -_INNER - paint.icon_side() - 8, 0)
        paint.text_line(painter, words, self.currentText(), TextRole.BODY, "text")
        left = rect.right() - _INNER - paint.icon_side()
        paint.icon(painter, "chevron-down", "text2", left, rect.center().y())
        painter.end()


class SearchField(TextField):
    """A search box with its icon, and the shortcut's name at the end while it is empty."""

    PAUSE = (
        60  # ms: keys of one word come faster, and nobody sees a list follow them later than that
    )

    def __init__(self, accessible_name: str, placeholder: str, shortcut: str = "") -> None:
        self._shortcut = shortcut
        super().__init__(accessible_name, placeholder=placeholder)
        self.setClearButtonEnabled(False)
        self._fit()

    def _fit(self) -> None:
        super()._fit()
        shortcut = paint.text_width(self._shortcut, TextRole.HINT) + 4
        self.setTextMargins(paint.icon_side() + 8, 0, shortcut, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = paint.begin(self)
        rect = QRectF(self.rect()).adjusted(_INNER + 2, 0, -_INNER - 2, 0)
        paint.icon(painter, "search", "text2", rect.x(), rect.center().y())
        if not self.text():
            paint.text_line(painter, rect, self._shortcut, TextRole.HINT, "text3", paint.RIGHT)
        painter.end()


class FieldRow(QWidget):
    """A label, its field, an optional hint, and under it the error in words.

    The error is also the field's accessible description, so it is read with the field.
    """

    def __init__(
        self, label: str, field: QWidget, *, hint: str = "", optional: bool = False
    ) -> None:
        super().__init__()
        self.field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HALF)
        self._label = Label(f"{label}（可不填）" if optional else label)
        self._label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        self._hint = Label(hint, TextRole.HINT, Tone.TEXT2)
        if not hint:
            self._hint.hide()
        column.addWidget(self._label)
        column.addWidget(self._hint)
        column.addWidget(field)
        error_row = RowBase(0, pad=0, gap=4, vertical=0)
        self._error = Label("", TextRole.HINT, Tone.BAD)
        error_row.row.addWidget(
            Icon("circle-x", "bad", line=TextRole.HINT), 0, Qt.AlignmentFlag.AlignTop
        )
        error_row.row.addWidget(self._error, 1)
        self._error_box = error_row
        self._error_box.hide()
        column.addWidget(self._error_box)
        column.addStretch()  # beside a row with an error the label stays at its field
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_label(self, text: str) -> None:
        """Call the field something else."""
        self._label.setText(text)

    def set_error(self, text: str) -> None:
        """Show what is wrong, or nothing for ""."""
        self._error.setText(text)
        self._error_box.setVisible(bool(text))
        self.field.setAccessibleDescription(text)
        if isinstance(self.field, TextField):
            self.field.set_invalid(bool(text))

    def error(self) -> str:
        """The error shown, or ""."""
        return "" if self._error_box.isHidden() else self._error.text()
