"""Who asks on the telephone, and who goes to the window: a few fields a person, on the page of the way to go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import Level
from jifen_desktop.domain.submission import Applicant, Submission, Visitor
from jifen_desktop.messages import FINDINGS
from jifen_desktop.review.numbers import id_number_problem
from jifen_desktop.rulebook.words import LEVEL
from jifen_desktop.services.edit import education_of
from jifen_desktop.services.sheets import visitors_of
from jifen_desktop.services.typed import plain
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.pages.people.fields import NumberField

_LEFT: Final = (("", "不填"), ("no", "没有离开"), ("yes", "离开过"))
_ANSWER: Final = {"": None, "no": False, "yes": True}
_SEVERAL: Final = "*"  # more levels than the choice can show


@dataclass(frozen=True)
class Entry:
    """One person as entered. `key` is an applicant's, empty for a new one; `level` of `_SEVERAL` is left alone."""

    key: str = ""
    name: str = ""
    id_number: str = ""
    phone: str = ""
    left_shanghai: bool | None = None
    level: str = ""


def visitor_entries(submission: Submission) -> list[Entry]:
    """Those who go to the window."""
    return [
        Entry("", v.name, v.id_number, v.phone, v.left_shanghai) for v in visitors_of(submission)
    ]


def asker_entries(submission: Submission) -> list[Entry]:
    """The applicants; one empty entry where there are none yet."""
    return [_asker(a) for a in submission.applicants] or [Entry()]


def visitors_from(entries: Sequence[Entry]) -> tuple[Visitor, ...]:
    """What the entries say of visitors."""
    return tuple(Visitor(e.name, e.id_number, e.phone, e.left_shanghai) for e in entries)


def changed_applicant(person: Applicant, entry: Entry) -> Applicant:
    """The applicant with what was entered; levels stay as they are where the choice didn't change."""
    changed = replace(person, name=entry.name, id_number=entry.id_number)
    if entry.level == _asker(person).level:
        return changed
    chosen = (education_of(Level(entry.level)),) if entry.level else ()
    return replace(changed, education=chosen)


def _asker(person: Applicant) -> Entry:
    levels = [each.level for each in person.education]
    level = _SEVERAL if len(levels) > 1 else "".join(levels)
    return Entry(person.key, person.name, person.id_number, level=level)


class PersonFields(w.Column):
    """The fields of one person; `changed` follows the end of an edit that changed something."""

    changed = Signal()
    removed = Signal()

    def __init__(self, title: str, entry: Entry, on: date, *, visits: bool, levels: bool) -> None:
        super().__init__(gap=12)
        self._entry = entry
        self._on = on
        self._left: w.SegmentedControl | None = None
        self._level: w.SelectField | None = None
        self._phone: w.TextField | None = None
        self.name = w.TextField(f"{title}：姓名")
        self.number = NumberField(f"{title}：身份证号码")
        self._number_row = w.FieldRow("身份证号码", self.number)
        grid = w.TileGrid(2, gap=16)
        grid.add(w.FieldRow("姓名", self.name))
        grid.add(self._number_row)
        self.remove_link = w.LinkButton("移除", icon="trash-2", small=True)
        self.remove_link.setAccessibleName(f"移除：{title}")
        self.remove_link.clicked.connect(self.removed)
        if visits:
            self._phone = w.TextField(f"{title}：联系电话")
            grid.add(w.FieldRow("联系电话", self._phone))
        if levels and entry.level != _SEVERAL:
            self._level = _level_field(title)
            self._level.value_chosen.connect(lambda _value: self._end())
            grid.add(w.FieldRow("最高学历", self._level, optional=True))
        self.add(grid)
        if visits:
            self._add_question(title)
        for field in (self.name, self.number, self._phone):
            if field is not None:
                field.editingFinished.connect(self._end)
        self.show_entry(entry)

    def _add_question(self, title: str) -> None:
        self._left = w.SegmentedControl(f"{title}：近 14 天是否离开过上海", _LEFT)
        self._left.value_chosen.connect(lambda _value: self._end())
        self.add(w.body("近 14 天是否离开过上海（可不填）"))
        self.add(w.hint("2020 年登记时问的，现在不一定问"), 2)
        self.add(w.Flow(self._left), 4)

    @property
    def entry(self) -> Entry:
        """What is entered."""
        entry = replace(self._entry, name=self.name.text().strip(), id_number=self.number.number())
        if self._phone is not None:
            entry = replace(entry, phone=plain(self._phone.text()))
        if self._left is not None:
            entry = replace(entry, left_shanghai=_ANSWER[self._left.value()])
        if self._level is not None:
            entry = replace(entry, level=self._level.value())
        return entry

    def show_entry(self, entry: Entry) -> None:
        """Show what the case says, unless it is being edited."""
        self._entry = entry
        if not self.name.hasFocus():
            self.name.setText(entry.name)
        if not self.number.hasFocus():
            self.number.set_number(entry.id_number)
        if self._phone is not None and not self._phone.hasFocus():
            self._phone.setText(entry.phone)
        if self._left is not None:
            self._left.set_value(next(k for k, v in _ANSWER.items() if v is entry.left_shanghai))
        if self._level is not None:
            self._level.set_value(entry.level)
        self._check()

    def focus_wrong(self) -> bool:
        """Put the focus into a number that can't be; False where it can."""
        if not self._number_row.error():
            return False
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _check(self) -> None:
        number = self.entry.id_number
        problem = id_number_problem(number, self._on) if number else None
        self._number_row.set_error("，".join(FINDINGS[problem]) if problem else "")

    def _end(self) -> None:
        self._check()
        if self.entry != self._entry:
            self._entry = self.entry
            self.changed.emit()


def _level_field(title: str) -> w.SelectField:
    options = [("", "还没选"), *((str(level), LEVEL[level]) for level in Level)]
    return w.SelectField(f"{title}：最高学历", options)


class PeopleCard(w.Card):
    """All of them, with one more and one less; `entered(list of Entry)` carries everybody after a change."""

    entered = Signal(list)

    def __init__(
        self,
        lead: str,
        noun: str,
        entries: Sequence[Entry],
        on: date,
        *,
        visits: bool = False,
        levels: bool = False,
    ) -> None:
        super().__init__(w.hint(lead), padding=16, gap=16)
        self.people: list[PersonFields] = []
        for number, entry in enumerate(entries, 1):
            title = f"{noun} {number}" if len(entries) > 1 else noun
            fields = PersonFields(title, entry, on, visits=visits, levels=levels)
            fields.changed.connect(self._tell)
            fields.removed.connect(lambda number=number: self._remove(number - 1))
            if len(entries) > 1:
                self.add(_head(title, fields.remove_link))
            self.add(fields, 8 if len(entries) > 1 else None)
            self.people.append(fields)
        self.add_link = w.LinkButton(f"再加一位{noun}", icon="user-plus")
        self.add_link.clicked.connect(lambda: self.entered.emit([*self.entries, Entry()]))
        self.add(w.Flow(self.add_link))

    @property
    def entries(self) -> list[Entry]:
        """Everybody as entered."""
        return [fields.entry for fields in self.people]

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show what the case says; the number of people is the same as before."""
        for fields, entry in zip(self.people, entries, strict=True):
            fields.show_entry(entry)

    def focus_wrong(self) -> bool:
        """Put the focus into the first number that can't be; False where there is none."""
        return any(fields.focus_wrong() for fields in self.people)

    def _remove(self, index: int) -> None:
        entries = self.entries
        self.entered.emit(entries[:index] + entries[index + 1 :])

    def _tell(self) -> None:
        self.entered.emit(self.entries)


def _head(title: str, link: w.LinkButton) -> QWidget:
    line = w.Line(w.body(title, bold=True), gap=12)
    line.add_stretch()
    line.add(link)
    return line
