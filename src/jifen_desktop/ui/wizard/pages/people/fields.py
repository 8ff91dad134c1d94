"""A field that knows what finding it can have, and keeps what is being typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Severity
from jifen_desktop.intake.table import is_table
from jifen_desktop.messages import finding_lines
from jifen_desktop.services.people import masked
from jifen_desktop.services.typed import compact
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import TextRole, Tone

_ABSENT = "_missing"
_NOT_READABLE = "日期写成 2026-11-23 这样，没有就清空"


class NameField(w.TextField):
    """A name; a pasted table goes to the page instead (`table_pasted`)."""

    table_pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if is_table(text):
                self.table_pasted.emit(text)
                return
        super().keyPressEvent(event)


class NumberField(w.TextField):
    """An ID number, shown whole only while it is edited; `number()` is always the whole, as it is meant."""

    def __init__(self, accessible_name: str) -> None:
        super().__init__(accessible_name, placeholder="18 位")
        self._number = ""
        self._open = False
        self.entered.connect(self._keep)
        self.editingFinished.connect(self._mask_unless_edited)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferUppercase)

    def number(self) -> str:
        """What was entered, without spaces and full-width signs."""
        return compact(self._number)

    def set_number(self, number: str) -> None:
        """Show a number."""
        self._number = number
        self._show()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._open = True
        self._number = self.number()
        self._show()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self._open = False
            self._show()

    def _keep(self, text: str) -> None:
        self._number = text

    def _mask_unless_edited(self) -> None:
        if not self.hasFocus():
            self._open = False
            self._show()

    def _show(self) -> None:
        wanted = self._number if self._open else masked(self.number())
        if self.text() != wanted:
            self.setText(wanted)


class CheckedField(QWidget):
    """A labelled field with the findings about it under it.

    `typed` follows every change by the user, `left` the end of an edit. A finding about something absent is shown
    only once 继续 was pressed; others as soon as the field was left. `tidy` says what typed text means; the field
    shows that once it is left.
    """

    typed = Signal()
    left = Signal()

    def __init__(
        self,
        label: str,
        field: w.TextField,
        place: str,
        *,
        hint: str = "",
        optional: bool = False,
        tidy: Callable[[str], str] = str.strip,
    ) -> None:
        super().__init__()
        self.field = field
        self.place = place
        self._tidy = tidy
        self.row = w.FieldRow(label, field, hint=hint, optional=optional)
        self._warning = w.hint("", Tone.WARN)
        self._warn_line = w.RowBase(0, pad=0, gap=4, vertical=0)
        icon = w.Icon("triangle-alert", "warn", line=TextRole.HINT)
        self._warn_line.row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        self._warn_line.row.addWidget(self._warning, 1)
        self._warn_line.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.row)
        column.addWidget(self._warn_line)
        column.addStretch(1)
        self._taken: str | date | None = "" if not isinstance(field, w.DateField) else None
        self._was_left = False
        field.entered.connect(self._on_typed)
        field.editingFinished.connect(self._on_left)

    def value(self) -> str | date | None:
        """What is in the field; of an unreadable date what was there before."""
        if isinstance(self.field, w.DateField):
            return self.field.value() if self.field.is_readable() else self._taken
        if isinstance(self.field, NumberField):
            return self.field.number()
        return self._tidy(self.field.text())

    def words(self) -> str:
        """What is in a text field."""
        found = self.value()
        return found if isinstance(found, str) else ""

    def day(self) -> date | None:
        """The date of a date field."""
        found = self.value()
        return found if isinstance(found, date) else None

    def show_value(self, value: str | date | None) -> None:
        """Show the case's value, unless the user is typing another one."""
        if self.value() != self._taken and self.field.hasFocus():
            return
        self._taken = value
        if self.value() == value:
            return
        if isinstance(self.field, w.DateField):
            self.field.set_value(value if isinstance(value, date) else None)
        elif isinstance(self.field, NumberField):
            self.field.set_number(str(value))
        else:
            self.field.setText(str(value))

    def take(self) -> None:
        """What is in the field is now the case's."""
        self._taken = self.value()

    def is_readable(self) -> bool:
        """Whether what is typed can be kept: everything but a date that is none."""
        return not isinstance(self.field, w.DateField) or self.field.is_readable()

    def marked(self) -> bool:
        """Whether a finding is shown."""
        return bool(self.row.error()) or not self._warn_line.isHidden()

    def show_findings(self, findings: Iterable[Finding], *, every: bool) -> None:
        """Show the first finding about this field."""
        if isinstance(self.field, w.DateField) and not self.field.is_readable():
            self._show(_NOT_READABLE if self._was_left or every else "", "")
            return
        found = [f for f in findings if self._wanted(f, every)]
        wrong = [f for f in found if f.severity == Severity.BLOCK]
        doubted = [f for f in found if f.severity != Severity.BLOCK]
        self._show(_words(wrong), "" if wrong else _words(doubted))

    def _wanted(self, finding: Finding, every: bool) -> bool:
        if every:
            return True
        absent = finding.code.endswith(_ABSENT) or self.value() in ("", None)
        return self._was_left and not absent

    def _show(self, wrong: str, doubted: str) -> None:
        if wrong != self.row.error():
            self.row.set_error(wrong)
        self._warning.setText(doubted)
        self._warn_line.setVisible(bool(doubted))
        if doubted:
            self.field.setAccessibleDescription(doubted)

    def _on_typed(self, _text: str) -> None:
        self.typed.emit()

    def _on_left(self) -> None:
        self._was_left = True
        if not isinstance(self.field, w.DateField | NumberField):
            tidied = self._tidy(self.field.text())
            if tidied != self.field.text():
                self.field.setText(tidied)
        self.left.emit()


def _words(findings: list[Finding]) -> str:
    return "。".join(finding_lines(findings[0])) if findings else ""
