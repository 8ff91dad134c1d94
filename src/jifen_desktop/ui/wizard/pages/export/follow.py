"""After the export: what became of each applicant's papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.submission import Applicant, Submission
from jifen_desktop.library.emptied import Emptied
from jifen_desktop.library.follow_up import FollowUp, Stage
from jifen_desktop.services.stages import STAGES
from jifen_desktop.ui import widgets as w

_DAYS = {Stage.SENT: "寄出日期", Stage.ACCEPTED: "受理日期", Stage.RETURNED: "退回日期"}
_RETURNED = "到“材料”里改好后重新导出；新的材料清单会写明与这次相比改了哪些。"
_NOTE = 60


class FollowRow(w.CardFooter):
    """One applicant's stage; day, waybill and note appear once something happened. `changed(FollowUp)`."""

    changed = Signal(object)

    def __init__(self, name: str, value: FollowUp, today: date) -> None:
        self.value = value
        self._today = today
        self.stage = w.SelectField(f"{name}：寄出和受理", [(str(s), text) for s, text in STAGES])
        self.day = w.DateField(f"{name}：日期")
        self.waybill = w.TextField(f"{name}：运单号")
        self.note = w.TextField(f"{name}：备注")
        self._day_row = w.FieldRow("日期", self.day)
        self._returned = w.hint(_RETURNED)
        head = w.Line()
        head.add(w.body(name, bold=True), stretch=1)
        head.add(self.stage)
        self._more = w.TileGrid(3, gap=12)
        for row in (
            self._day_row,
            w.FieldRow("运单号", self.waybill, optional=True),
            w.FieldRow("备注", self.note, optional=True),
        ):
            self._more.add(row)
        self._details = w.Column(self._more, self._returned, gap=8)
        super().__init__(head, self._details, vertical=12)
        self.show_value(value)
        self.stage.value_chosen.connect(lambda value: self.set_stage(Stage(value)))
        for field in (self.day, self.waybill, self.note):
            field.editingFinished.connect(self._take)

    def show_value(self, value: FollowUp) -> None:
        """Show what is known."""
        self.value = value
        self.stage.set_value(str(value.stage))
        self.day.set_value(value.on)
        self.waybill.setText(value.waybill)
        self.note.setText(value.note)
        self._day_row.set_label(_DAYS.get(value.stage, "日期"))
        self._details.setVisible(value.stage is not Stage.NOT_SENT)
        self._returned.setVisible(value.stage is Stage.RETURNED)

    def set_stage(self, stage: Stage) -> None:
        """Another stage begins today; going back to 未寄 keeps what was typed, in case it was a slip."""
        on = self.value.on if stage is Stage.NOT_SENT else self._today
        self._keep(replace(self.value, stage=stage, on=on))

    def _take(self) -> None:
        typed = replace(
            self.value,
            waybill=self.waybill.text().strip()[:_NOTE],
            note=self.note.text().strip(),
        )
        if self.day.is_readable():
            self._keep(replace(typed, on=self.day.value()))
        elif (
            typed != self.value
        ):  # a day that can't be read yet costs nothing else and stays to be mended
            self.value = typed
            self.changed.emit(typed)

    def _keep(self, value: FollowUp) -> None:
        if value != self.value:
            self.show_value(value)
            self.changed.emit(value)


class FollowCard(w.ListCard):
    """A row each; `changed(key, FollowUp)`."""

    changed = Signal(str, object)

    def __init__(self, submission: Submission, known: Mapping[str, FollowUp], today: date) -> None:
        super().__init__()
        self.lines: dict[str, FollowRow] = {}
        people = submission.applicants or (Applicant(key=""),)
        for applicant in people:
            name = applicant.name.strip() or submission.company.name.strip() or "申请人"
            row = FollowRow(name, known.get(applicant.key, FollowUp()), today)
            row.changed.connect(lambda value, key=applicant.key: self.changed.emit(key, value))
            self.lines[applicant.key] = row
            self.add_row(row)
        waiting = [k for k, row in self.lines.items() if row.value.stage is Stage.NOT_SENT]
        if len(waiting) > 1:
            every = w.LinkButton(f"这 {len(waiting)} 人今天都寄出了", icon="send")
            self._all = w.CardFooter(every, vertical=8)
            every.clicked.connect(self._send_all)
            self.add_row(self._all)

    def _send_all(self) -> None:
        for row in self.lines.values():
            if row.value.stage is Stage.NOT_SENT:
                row.set_stage(Stage.SENT)
        self._all.hide()


def changes_card(lines: tuple[str, ...]) -> QWidget:
    """What is other than in the export before."""
    card = w.Card(w.body("与上次导出相比", bold=True), padding=16)
    for line in lines:
        card.add(w.body(line), 4)
    card.add(w.hint("材料清单里也写明了。"), 8)
    return card


def remains_card(remains: Emptied) -> QWidget:
    """What remains of documents that were deleted: whose, which paper, the file's name and its hash."""
    card = w.Card(w.body("留下的只有名称和校验值，没有图片", bold=True), padding=16)
    for document in remains.documents:
        parts = (document.person or "单位", document.material, document.name)
        card.add(w.body(" · ".join(part for part in parts if part)), 8)
        card.add(w.hint(f"SHA-256 {document.sha256[:16]}…"), 0)
    return card
