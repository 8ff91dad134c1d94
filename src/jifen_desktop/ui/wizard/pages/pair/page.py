"""In which district, and what: with the answer beside it, before anything else is asked."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.delivery.sheet import Sheet
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.findings import Place
from jifen_desktop.domain.ids import District, Outcome, Service
from jifen_desktop.domain.submission import Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.messages import error_lines
from jifen_desktop.services.companion import find_companion, make_companion
from jifen_desktop.services.edit import confirm, set_pair
from jifen_desktop.services.people import fit_people
from jifen_desktop.services.rules_since import open_case
from jifen_desktop.services.sheets import guide_of, preparation_of
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import tell
from jifen_desktop.ui.printing import SheetPrinter
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.pair.answer import AnswerPanel
from jifen_desktop.ui.wizard.pages.pair.choices import PairChoices
from jifen_desktop.ui.wizard.pages.pair.renewal import RenewalDay
from jifen_desktop.ui.wizard.step_page import StepPage
from jifen_desktop.ui.wizard.undo_line import UndoLine


class PairPage(StepPage):
    """Every pair has an answer, so nothing keeps 继续 here."""

    step = Step.PAIR

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.choices = PairChoices(session.book)
        self.answer = AnswerPanel(session.book)
        self.renewal = RenewalDay(session)
        self.printer = SheetPrinter(session, self)
        self.said = w.UndoBar()
        self.said.hide()
        self.undo_line = UndoLine(session.history)
        self._page = w.Page("业务与区")
        self._page.add(w.PageHead("在哪个区，办什么业务？", help_place="pair"))
        self._page.add(self.said, 0)
        right = w.Column(self.answer, self.renewal, gap=16)
        columns = w.TwoColumns(
            self.choices, right, 424, right_least=344, left_wanted=384, left_least=320
        )
        self._page.add(columns, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page, 1)
        column.addWidget(self.undo_line)
        self._connect()

    def _connect(self) -> None:
        self.choices.pair_chosen.connect(self._choose)
        self.answer.confirmed.connect(self._confirm)
        self.answer.channels_chosen.connect(self._choose_channels)
        self.answer.settings_asked.connect(self.settings_asked)
        self.answer.companion_asked.connect(self._companion)
        self.answer.sheet_asked.connect(self._sheet)
        self.printer.said.connect(self._say)
        self.said.dismissed.connect(self.said.hide)

    def show_case(self) -> None:
        """Show pair and answer."""
        submission = self.case.submission
        self.choices.show_pair(submission.district, submission.service)
        plan = self.case.picture.plans.base
        self.answer.show_answer(plan, submission, self._companions())
        self.renewal.show_case()

    def apply(self) -> None:
        """Take over the day of the renewal."""
        self.renewal.apply()

    def focus_place(self, place: Place) -> bool:
        """Conditions can be confirmed here too."""
        check = self.answer.checks.get(place.field.removeprefix("condition."))
        if check is None:
            return False
        check.setFocus()
        return True

    def primary_text(self) -> str:
        """Where nothing is collected, the way to go comes next."""
        if self.case.picture.plans.base.outcome != Outcome.SUBMIT:
            return "继续：办理说明"
        return super().primary_text()

    def primary(self) -> bool:
        """A day that can't be read would be lost, so it is mended first."""
        return not self.renewal.focus_unreadable()

    # --- what the user does ---------------------------------------------------------------------

    def _choose(self, district: str, service: str) -> None:
        self.apply()
        place, business = District(district), Service(service)
        submission = self.case.submission
        same = place == submission.district
        centre = submission.centre if same else self.session.settings.centre(place)
        alone = self.session.book.services.services[business].company_only
        changed = set_pair(submission, place, business, centre)
        self.session.change(fit_people(changed, alone))
        self._tell_pair(before=submission)
        self.primary_changed.emit()

    def _tell_pair(self, before: Submission) -> None:
        """Before anybody was entered nothing hangs on the choice, so the tiles alone are its way back."""
        plan, now = self.case.picture.plans.base, self.case.submission
        pair = (now.district, now.service)
        entered = any(a.name.strip() or a.documents for a in now.applicants)
        if entered and pair != (before.district, before.service):
            self.undo_line.tell(f"已换成{plan.district_name} · {plan.service_name}，填过的都留着")
        else:
            w.announce(self, f"{plan.district_name}，{plan.service_name}")

    def _confirm(self, code: str, checked: bool) -> None:
        self.session.change(confirm(self.case.submission, code, checked))

    def _choose_channels(self, channels: object) -> None:
        if isinstance(channels, tuple):
            self.session.change(replace(self.case.submission, channels=channels))

    def _companions(self) -> dict[Service, str]:
        plan = self.case.picture.plans.base
        if not plan.companions:
            return {}
        words = {}
        for service in plan.companions:
            name = self.session.book.services.services[service].name
            made = find_companion(self.session.store, self.case.entry, service) is not None
            words[service] = f"打开已另开的{name}" if made else f"同时准备{name}"
        return words

    def _companion(self, service: str) -> None:
        session, wanted = self.session, Service(service)
        try:
            found = find_companion(session.store, self.case.entry, wanted)
            if found is not None:
                session.open(open_case(session.book, session.store, found))
                return
            make_companion(session.book, session.store, self.case.entry, wanted)
        except JifenError as error:
            what, remedy = error_lines(error)
            tell(self, what, remedy)
            return
        self.case.save()
        name = session.book.services.services[wanted].name
        self._say(f"已另开一份{name}，在“全部申报”里")
        self.show_case()

    def _sheet(self, act: str) -> None:
        sheet = self._the_sheet()
        if act == "copy":
            self.printer.copy(sheet)
        elif act == "print":
            self.printer.print_out(sheet)
        else:
            self.printer.save(sheet)

    def _the_sheet(self) -> Sheet:
        plan = self.case.picture.plans.base
        if plan.outcome == Outcome.SUBMIT:
            return preparation_of(plan)
        return guide_of(self.session.book, self.case.submission, plan)

    def _say(self, text: str) -> None:
        self.said.show_message(text, can_undo=False)
