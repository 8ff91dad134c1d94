"""One applicant's card."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import PointsPath, Service, Severity
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.submission import Applicant
from jifen_desktop.messages import finding_lines
from jifen_desktop.services.people import masked
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.clauses import clause_mark
from jifen_desktop.ui.theme import Space, Tone
from jifen_desktop.ui.wizard.pages.people.fields import CheckedField, NameField, NumberField

_OWN = "own"
_PERMIT = "居住证有效期至"
_CLOSED = 12  # pixels above and below the one line
_MOST_CHILDREN = 8


class PersonCard(w.Card):
    """One line while it is closed; its fields are made when it is first opened, since 30 people's take seconds.

    `typed` and `left` as of the fields, `chosen` a choice, `removed(key)`, `table_pasted(text)`; `opened` asks to be
    shown anew with the fields.
    """

    typed = Signal()
    left = Signal()
    chosen = Signal()
    removed = Signal(str)
    table_pasted = Signal(str)
    opened = Signal()

    def __init__(self, key: str) -> None:
        super().__init__(gap=16)
        self.key = key
        self._name = ""
        self.fields: dict[str, CheckedField] = {}
        self._title = w.section("")
        self._told = w.hint("")
        self._wrong = w.hint("", Tone.BAD)
        self.open_button = w.LinkButton("展开", icon="chevron-down")
        self.open_button.clicked.connect(self._toggle)
        self.remove_button = w.LinkButton("移除", icon="trash-2")
        self.remove_button.clicked.connect(lambda: self.removed.emit(self.key))
        acts = (self._wrong, self._told, self.open_button, self.remove_button)
        self.add(w.Tagged(self._title, w.Line(*acts, gap=16), below=4))
        self._body: w.Column | None = None
        self.set_vertical_padding(_CLOSED)

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return self._body is not None and not self._body.isHidden()

    def open(self) -> None:
        """Show the fields; `opened` follows where they were made just now."""
        fresh = self._body is None
        if fresh:
            self._body = body = w.Column(gap=16)
            self._add_fields(body)
            self._add_choices()
            self.add(body)
            self._order_tabs(body)
        self._set_open(True)
        if fresh:
            self.opened.emit()

    def _set_open(self, shown: bool) -> None:
        if self._body is not None:
            self._body.setVisible(shown)
        self.set_vertical_padding(Space.COLUMN if shown else _CLOSED)
        self.open_button.set_caption("收起" if shown else "展开")
        self.open_button.set_icon_name("chevron-up" if shown else "chevron-down")
        self._name_buttons()

    def _toggle(self) -> None:
        if self.is_open:
            self._set_open(False)
            self.opened.emit()
        else:
            self.open()
            self.fields["name"].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_tabs(self, body: QWidget) -> None:
        """Tab comes to the fields after the line above them, whenever they were made."""
        last: QWidget = self.remove_button
        for widget in body.findChildren(QWidget):
            inside = widget.window() is self.window()  # the list of a choice is a window of its own
            if inside and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(last, widget)
                last = widget

    def _add_fields(self, body: w.Column) -> None:
        name = NameField("姓名")
        name.table_pasted.connect(self.table_pasted)
        self.fields = {
            "name": CheckedField("姓名", name, "applicant.name"),
            "id_number": CheckedField(
                "身份证号码", NumberField("身份证号码"), "applicant.id_number"
            ),
            "permit_valid_until": CheckedField(
                _PERMIT, w.DateField(_PERMIT), "applicant.permit_valid_until"
            ),
        }
        self._grid = w.TileGrid(2, gap=16)
        for field in self.fields.values():
            field.typed.connect(self.typed)
            field.left.connect(self.left)
            self._grid.add(field)
        body.add(self._grid)
        self._permit_note = w.Flow()
        body.add(self._permit_note, 8)

    def _add_choices(self) -> None:
        self.kind = w.SegmentedControl("办理类型", [(_OWN, "新办"), (Service.RENEWAL, "续办")])
        self.kind.value_chosen.connect(lambda _value: self.chosen.emit())
        self._kind_row = w.FieldRow("办理类型", self.kind)
        counts = [(str(n), f"{n} 个" if n else "没有") for n in range(_MOST_CHILDREN + 1)]
        self.child_count = w.SelectField("子女人数", counts)
        self.child_count.value_chosen.connect(lambda _value: self.chosen.emit())
        self._children_row = w.FieldRow("一起办理的子女", self.child_count)
        for row in (self._kind_row, self._children_row):
            self._grid.add(row)

    # --- showing --------------------------------------------------------------------------------

    def show_person(self, number: int, applicant: Applicant, plan: Plan, service: Service) -> None:
        """Show the applicant; `number` counts from 1."""
        self._name = applicant.name or f"申请人 {number}"
        self._title.setText(f"申请人 {number}" + (f" · {applicant.name}" if applicant.name else ""))
        self._name_buttons()
        files = sum(len(files) for _, files in applicant.documents)
        told = [masked(applicant.id_number)] if applicant.id_number and not self.is_open else []
        told += [f"{files} 个文件"] if files else []
        self._told.setText(" · ".join(told))
        if not self.fields:
            return
        for key, field in self.fields.items():
            field.show_value(getattr(applicant, key))
        self._show_permit(plan)
        self._show_kind(applicant, plan, service)
        with_children = service == Service.ADD_DEPENDANT or PointsPath.DEPENDANTS in applicant.paths
        self._children_row.setVisible(with_children)
        self.child_count.set_value(str(min(applicant.children, _MOST_CHILDREN)))

    def _name_buttons(self) -> None:
        self.remove_button.setAccessibleName(f"移除{self._name}")
        self.open_button.setAccessibleName(f"{self.open_button.text()}{self._name}")

    def _show_permit(self, plan: Plan) -> None:
        wanted = plan.permit_until
        optional = "" if wanted is not None else "（可不填）"
        self.fields["permit_valid_until"].row.set_label(f"{_PERMIT}{optional}")
        self._permit_note.clear()
        self._permit_note.setVisible(wanted is not None)
        if wanted is not None and plan.permit_source is not None:
            self._permit_note.add(w.hint(f"居住证须至少到 {wanted.isoformat()}"))
            self._permit_note.add(clause_mark(plan.permit_source))

    def _show_kind(self, applicant: Applicant, plan: Plan, service: Service) -> None:
        allowed = plan.subject is not None and plan.subject.riders
        rides = applicant.service is not None and applicant.service != service
        self._kind_row.setVisible(allowed or rides)
        self.kind.set_value(Service.RENEWAL if rides else _OWN)

    def show_findings(self, findings: Collection[Finding], *, every: bool) -> None:
        """Mark the fields with this person's findings."""
        own = [f for f in findings if f.place.applicant == self.key]
        wrong = sum(1 for f in own if _is_wrong(f, every)) if not self.is_open else 0
        self._wrong.setText(f"{wrong} 处要改" if wrong else "")
        if not self.fields:
            return
        for field in self.fields.values():
            field.show_findings([f for f in own if f.place.field == field.place], every=every)
        told = self.fields["permit_valid_until"]
        if told.marked():
            self._permit_note.hide()
        rider = [f for f in own if f.place.field == "applicant.service"]
        self._kind_row.set_error("。".join(finding_lines(rider[0])) if rider else "")

    # --- taking over ----------------------------------------------------------------------------

    def value(self, applicant: Applicant, service: Service) -> Applicant:
        """The applicant with what is typed and chosen here."""
        if not self.fields:
            return applicant
        changed = replace(
            applicant,
            name=self.fields["name"].words(),
            id_number=self.fields["id_number"].words(),
            permit_valid_until=self.fields["permit_valid_until"].day(),
        )
        if not self._kind_row.isHidden():
            rides = self.kind.value() == Service.RENEWAL and service != Service.RENEWAL
            kept = applicant.service if applicant.service == service else None
            changed = replace(changed, service=Service.RENEWAL if rides else kept)
        if not self._children_row.isHidden() and applicant.children <= _MOST_CHILDREN:
            changed = replace(changed, children=int(self.child_count.value() or 1))
        return changed

    def take(self) -> None:
        """What is shown is now the case's."""
        for field in self.fields.values():
            field.take()

    def field_of(self, place: str) -> QWidget | None:
        """The widget that a finding is about."""
        self.open()
        if place == "applicant.service" and not self._kind_row.isHidden():
            return self._kind_row
        return next((f.field for f in self.fields.values() if f.place == place), None)


def _is_wrong(finding: Finding, every: bool) -> bool:
    """Whether it blocks and is mended in the fields; what is only absent isn't told before 继续."""
    here = finding.severity == Severity.BLOCK and finding.place.field.startswith("applicant.")
    return here and (every or not finding.code.endswith("_missing"))
