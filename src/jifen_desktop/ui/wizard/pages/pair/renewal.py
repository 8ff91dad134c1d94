"""The earliest day of an online renewal, from the day on which the permit was renewed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.ids import Outcome
from jifen_desktop.domain.submission import Applicant
from jifen_desktop.services.edit import add_applicant
from jifen_desktop.services.sheets import earliest_days
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session

AFTER_RENEWAL = "renewed_three_days"


class RenewalDay(QWidget):
    """Shown where the declaration has to wait for some working days; hidden elsewhere."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.name = w.TextField("申请人姓名")
        self.day = w.DateField("居住证续签日期")
        self._answer = w.body("", bold=True)
        self._row = w.FieldRow("居住证续签日期", self.day)
        card = w.Card(w.section("最早哪天能申报"), gap=12, padding=24)
        card.add(w.hint("填上居住证续签的日期，按三个工作日推算；节假日和调休都算在内。"), 4)
        card.add(w.FieldRow("申请人姓名", self.name, optional=True))
        card.add(self._row)
        card.add(self._answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.name.editingFinished.connect(self.apply)
        self.day.editingFinished.connect(self.apply)
        self.hide()

    def _applicant(self) -> Applicant | None:
        people = self._session.case.submission.applicants
        return people[0] if people else None

    def show_case(self) -> None:
        """Show the first applicant's day and what follows from it."""
        plan = self._session.case.picture.plans.base
        wanted = plan.outcome != Outcome.SUBMIT and any(
            step.code == AFTER_RENEWAL for step in plan.steps
        )
        self.setVisible(wanted)
        if not wanted:
            return
        applicant = self._applicant()
        if applicant is not None and not self.name.hasFocus():
            self.name.setText(applicant.name)
        if applicant is not None and not self.day.hasFocus():
            self.day.set_value(applicant.permit_renewed_on)
        case = self._session.case
        days = earliest_days(self._session.book, case.submission, plan)
        self._answer.setText(f"最早申报日 {'；'.join(days)}" if days else "")
        self._answer.setVisible(bool(days))

    def focus_unreadable(self) -> bool:
        """Put the focus into a day that is none; False where there is nothing to mend."""
        if self.isHidden() or self.day.is_readable():
            return False
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        w.announce(self.day, self._row.error(), urgent=True)
        return True

    def apply(self) -> None:
        """Hand over what was typed."""
        if self.isHidden():
            return
        readable = self.day.is_readable()
        self._row.set_error("" if readable else "日期写成 2026-11-23 这样，没有就清空")
        if not readable:
            return
        submission = self._session.case.submission
        if not submission.applicants:
            submission = add_applicant(submission)
        person = submission.applicants[0]
        changed = replace(person, name=self.name.text().strip(), permit_renewed_on=self.day.value())
        self._session.change(submission.with_applicant(changed))
