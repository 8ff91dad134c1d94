"""Groups of exclusive choices that report one value: tiles, segments and person tabs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Radius, Size, TextRole
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.badges import Status, status_icon
from jifen_desktop.ui.widgets.base import Painted
from jifen_desktop.ui.widgets.buttons import SecondaryButton
from jifen_desktop.ui.widgets.fields import SelectField
from jifen_desktop.ui.widgets.wrapping import Flow

_MOST_CHIPS = 8
_LIST_NAME = 8  # characters of a name in the list


class ChoiceGroup(QButtonGroup):
    """Makes radio widgets exclusive wherever they stand, and reports the chosen value.

    `chosen(str)` is emitted for the user's choice only, not for `set_value`.
    """

    chosen = Signal(str)

    def __init__(self, buttons: Iterable[QRadioButton], parent: QWidget) -> None:
        super().__init__(parent)
        self.setExclusive(True)
        for button in buttons:
            self.add(button)
        self.buttonClicked.connect(self._report)
        self.buttonToggled.connect(self._give_tab_stop)
        self._give_tab_stop()

    def add(self, button: QRadioButton) -> None:
        """Add a radio widget that has a `value`."""
        self.addButton(button)

    def value(self) -> str:
        """The chosen value, or "" when nothing is chosen."""
        button = self.checkedButton()
        return _value_of(button) if button is not None else ""

    def set_value(self, value: str) -> None:
        """Choose `value`; an unknown value clears the choice."""
        wanted = [button for button in self.buttons() if _value_of(button) == value]
        if wanted:
            wanted[0].setChecked(True)
            return
        self.setExclusive(False)
        for button in self.buttons():
            button.setChecked(False)
        self.setExclusive(True)
        self._give_tab_stop()

    def _give_tab_stop(self) -> None:
        """One tab stop a group: the chosen button, else the first; arrow keys reach the others.

        Qt arranges this only once the focus is in the group, and then for the button that Tab
        happened to reach first.
        """
        usable = [button for button in self.buttons() if button.isEnabled()]
        stop = self.checkedButton() or next(iter(usable), None)
        for button in self.buttons():
            has_stop = button is stop
            policy = Qt.FocusPolicy.StrongFocus if has_stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _report(self, button: object) -> None:
        self.chosen.emit(_value_of(button))


def _value_of(button: object) -> str:
    value = getattr(button, "value", "")
    return value if isinstance(value, str) else ""


class Segment(Painted, QRadioButton):
    """One part of a `SegmentedControl`."""

    def __init__(self, text: str, value: str) -> None:
        super().__init__()
        self.value = value
        self.set_up_button(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def needed_size(self) -> QSize:
        width = paint.text_width(self.caption, TextRole.BODY_BOLD) + 16
        return QSize(width, max(Size.BUTTON - 4, theme.line_height(TextRole.BODY) + 4))

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        role, tone = TextRole.BODY, "text2"
        if self.isChecked():
            role, tone = TextRole.BODY_BOLD, "text"
            fill, line = paint.color("chosen"), paint.color("control")
            paint.box(painter, rect, Radius.CONTROL - 1, fill=fill, border=line)
        elif self.underMouse():
            paint.box(painter, rect, Radius.CONTROL - 1, fill=paint.mix("track", "text", 0.06))
        paint.text_line(painter, rect, self.caption, role, tone, paint.CENTER)


class SegmentedControl(QWidget):
    """Two or three exclusive answers side by side; arrow keys move between them.

    `value_chosen(str)` is emitted for the user's choice.
    """

    value_chosen = Signal(str)

    def __init__(
        self, accessible_name: str, options: Iterable[tuple[str, str]], value: str = ""
    ) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        self._segments = [Segment(text, key) for key, text in options]
        for segment in self._segments:
            segment.setAccessibleName(f"{accessible_name}：{segment.caption}")
            row.addWidget(segment)
        self._group = ChoiceGroup(self._segments, self)
        self._group.chosen.connect(self.value_chosen)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if value:
            self.set_value(value)

    def value(self) -> str:
        """The chosen value, or ""."""
        return self._group.value()

    def set_value(self, value: str) -> None:
        """Choose without a signal; "" clears."""
        self._group.set_value(value)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        ground, line = paint.color("track"), paint.color("line")
        paint.box(painter, QRectF(self.rect()), Radius.CONTROL, fill=ground, border=line)
        painter.end()


@dataclass(frozen=True, slots=True)
class PersonState:
    """One chip: `status` gives the icon, `note` a count or words behind it."""

    key: str
    name: str
    status: Status
    note: str = ""


class PersonChip(Painted, QRadioButton):
    """A person (or the company) with state icon and note; framed in accent when shown."""

    def __init__(self, state: PersonState) -> None:
        super().__init__()
        self.value = state.key
        self._state = state
        self.set_up_button(state.name)
        self.set_state(state)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_state(self, state: PersonState) -> None:
        """Show a new state of the same person."""
        self._state = state
        self.set_caption(state.name)
        parts = [state.name, state.status.value, state.note]
        self.setAccessibleName("，".join(part for part in parts if part))

    def needed_size(self) -> QSize:
        width = 12 + paint.text_width(self.caption, TextRole.BODY_BOLD) + 6 + paint.icon_side() + 12
        if self._state.note:
            width += 6 + paint.text_width(self._state.note, TextRole.HINT)
        return QSize(width, max(Size.BUTTON, theme.line_height(TextRole.BODY) + 10))

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        checked = self.isChecked()
        fill = paint.color("surface") if checked else None
        if self.underMouse() and not checked:
            fill = paint.mix("canvas", "text", 0.05)
        line = paint.color("accent" if checked else "outline")
        paint.box(painter, rect, Radius.CONTROL, fill=fill, border=line)
        role = TextRole.BODY_BOLD if checked else TextRole.BODY
        left = 12.0
        width = paint.text_width(self.caption, TextRole.BODY_BOLD)
        words = QRectF(left, 0, width, rect.height())
        paint.text_line(painter, words, self.caption, role, "accent" if checked else "text")
        left += width + 6
        name, tone = status_icon(self._state.status)
        paint.icon(painter, name, tone, left, rect.center().y())
        left += paint.icon_side() + 6
        note = QRectF(left, 0, rect.width() - left - 8, rect.height())
        paint.text_line(painter, note, self._state.note, TextRole.HINT, tone)


class PersonTabs(Flow):
    """Chips for all persons of a submission, to the right and wrapping; of many people a list to choose from.

    `person_chosen(str)` carries the key of the person that the user chose.
    """

    person_chosen = Signal(str)

    def __init__(self, accessible_name: str = "申请人") -> None:
        super().__init__(to_right=True)
        self.setAccessibleName(accessible_name)
        self._group: ChoiceGroup | None = None
        self._chips: dict[str, PersonChip] = {}
        self._list: SelectField | None = None
        self._keys: list[str] = []

    def set_people(self, people: Iterable[PersonState], current: str) -> None:
        """Show these persons; those known already are updated in place and keep the focus."""
        states = {state.key: state for state in people}
        if list(states) != self._keys:
            self._rebuild(states.values())
        if self._list is not None:
            for index, state in enumerate(states.values()):
                self._list.setItemText(index, _list_words(index, state))
            self._list.set_value(current)
            self._list.updateGeometry()
        for key, chip in self._chips.items():
            chip.set_state(states[key])
        if self._group is not None:
            self._group.set_value(current)
        self.updateGeometry()

    def _rebuild(self, states: Iterable[PersonState]) -> None:
        self.clear()
        if self._group is not None:
            self._group.deleteLater()
        self._group, self._list, self._chips = None, None, {}
        people = list(states)
        self._keys = [state.key for state in people]
        if len(people) > _MOST_CHIPS:
            self._make_list(people)
            return
        self._chips = {state.key: PersonChip(state) for state in people}
        for chip in self._chips.values():
            self.add(chip)
            chip.show()
        self._group = ChoiceGroup(self._chips.values(), self)
        self._group.chosen.connect(self.person_chosen)

    def _make_list(self, people: list[PersonState]) -> None:
        entries = [(state.key, _list_words(n, state)) for n, state in enumerate(people)]
        self._list = SelectField(self.accessibleName(), entries)
        self._list.value_chosen.connect(self.person_chosen)
        following = SecondaryButton("下一位", trailing="arrow-right", height=Size.BUTTON_TALL)
        following.clicked.connect(self._choose_next)
        for widget in (self._list, following):
            self.add(widget)
            widget.show()

    def _choose_next(self) -> None:
        """The person after the one shown; after the last the first."""
        if self._list is not None:
            index = (self._list.currentIndex() + 1) % self._list.count()
            self.person_chosen.emit(self._keys[index])


def _list_words(index: int, state: PersonState) -> str:
    """3. 张三 · 未填"""
    name = state.name if len(state.name) <= _LIST_NAME else f"{state.name[:_LIST_NAME]}…"
    told = f"{state.status.value} {state.note}" if state.note.isdecimal() else state.note
    return f"{index + 1}. {name} · {told or state.status.value}"
