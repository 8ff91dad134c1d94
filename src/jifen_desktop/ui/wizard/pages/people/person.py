"""One applicant's card."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import PointsPath, Service
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.submission import Applicant
from jifen_desktop.messages import finding_lines
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.clauses import clause_mark
from jifen_desktop.ui.wizard.pages.people.fields import CheckedField, NameField, NumberField

_OWN = "own"
_MOST_CHILDREN = 8


class PersonCard(w.Card):
    """`typed` and `left` as of the fields, `chosen` a choice, `removed(key)`, `table_pasted(text)`."""

    typed = Signal()
    left = Signal()
    chosen = Signal()
    removed = Signal(str)
    table_pasted = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__(gap=16)
        self.key = key
        self._number = 0
        self._title = w.section("")
        self._files = w.hint("")
        self.remove_button = w.LinkButton("移除", icon="trash-2")
        self.remove_button.clicked.connect(lambda: self.removed.emit(self.key))
        head = w.Line(self._title, gap=16)
        head.add_stretch()
        head.add(self._files)
        head.add(self.remove_button)
        self.add(head)
        self._add_fields()
        self._add_choices()

    def _add_fields(self) -> None:
        name = NameField("姓名")
        name.table_pasted.connect(self.table_pasted)
        self.fields = {
            "name": CheckedField("姓名", name, "applicant.name"),
            "id_number": CheckedField(
                "身份证号码", NumberField("身份证号码"), "applicant.id_number"
            ),
            "permit_valid_until": CheckedField(
                "居住证有效期至", w.DateField("居住证有效期至"), "applicant.permit_valid_until"
            ),
        }
        self._grid = w.TileGrid(2, gap=16)
        for field in self.fields.values():
            field.typed.connect(self.typed)
            field.left.connect(self.left)
            self._grid.add(field)
        self.add(self._grid)
        self._permit_note = w.Flow()
        self.add(self._permit_note, 8)

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
        self._number = number
        self._title.setText(f"申请人 {number}" + (f" · {applicant.name}" if applicant.name else ""))
        name = applicant.name or f"申请人 {number}"
        self.remove_button.setAccessibleName(f"移除{name}")
        for key, field in self.fields.items():
            field.show_value(getattr(applicant, key))
        files = sum(len(files) for _, files in applicant.documents)
        self._files.setText(f"{files} 个文件" if files else "")
        self._show_permit(plan)
        self._show_kind(applicant, plan, service)
        with_children = service == Service.ADD_DEPENDANT or PointsPath.DEPENDANTS in applicant.paths
        self._children_row.setVisible(with_children)
        self.child_count.set_value(str(min(applicant.children, _MOST_CHILDREN)))

    def _show_permit(self, plan: Plan) -> None:
        wanted = plan.permit_until
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
        if place == "applicant.service" and not self._kind_row.isHidden():
            return self._kind_row
        return next((f.field for f in self.fields.values() if f.place == place), None)
