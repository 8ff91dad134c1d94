"""Whose documents: the company and the applicants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.domain.submission import Company, Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.library.people import Person
from jifen_desktop.services.edit import add_applicant, new_applicant, remove_applicant
from jifen_desktop.services.people import add_known, fit_people, put_back, take_back
from jifen_desktop.services.roster import Roster, add_people
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import Space
from jifen_desktop.ui.wizard.pages.people.company import CompanyCard, keep_as_default
from jifen_desktop.ui.wizard.pages.people.importing import RosterImport
from jifen_desktop.ui.wizard.pages.people.known import KnownPage
from jifen_desktop.ui.wizard.pages.people.person import PersonCard
from jifen_desktop.ui.wizard.step_page import StepPage

_PAUSE = 700  # ms without a key until what was typed is saved
_ABOUT_COMPANY = "这项业务只关系到单位，不用填写申请人。"
_FEW = 4  # people whose fields are all open
_KEPT = "已填的 {count} 位申请人都留着，换回个人业务时还在。"


class PeoplePage(StepPage):
    """Typed text is taken over when a field is left, after a short pause, and before the page is left."""

    step = Step.PEOPLE
    takes_paste = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.company = CompanyCard()
        self.cards: dict[str, PersonCard] = {}
        self.roster = RosterImport(session, self)
        self.undo_bar = w.UndoBar()
        self.undo_bar.hide()
        self._undo_act: Callable[[Submission], Submission] | None = None
        self._every = False
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self._connect()

    def _build(self) -> None:
        page = w.Page("单位与申请人")
        self._head = w.PageHead("为谁办？", help_place="people")
        page.add(self._head)
        page.add(self.undo_bar, 16)
        page.add(self.company, 16)
        self.add_button = w.SecondaryButton("添加申请人", icon="user-plus")
        self.import_button = w.SecondaryButton("导入名单…", icon="users")
        self.paste_button = w.SecondaryButton("从表格粘贴", icon="clipboard-paste")
        ways = w.Flow(self.import_button, self.paste_button, self.add_button, to_right=True)
        self._people_head = w.Tagged(w.section("申请人"), ways, below=8)
        self.template_link = w.LinkButton("下载模板", icon="download")
        self.known_link = w.LinkButton("添加以前的申请人…", icon="user-plus")
        self._paste_hint = w.Column(
            w.hint("人多时，把 Excel 里的“姓名、身份证号码”两列复制过来粘贴，或填好模板再导入。"),
            w.Flow(self.template_link, self.known_link, gap=16),
            gap=4,
        )
        people = QWidget()
        self._people_column = QVBoxLayout(people)
        self._people_column.setContentsMargins(0, 0, 0, 0)
        self._people_column.setSpacing(16)
        self._people = people
        self._no_people_words = w.hint(_ABOUT_COMPANY)
        self._no_people = w.Card(self._no_people_words, padding=16, dashed=True)
        page.add(self._people_head, 24)
        page.add(self._paste_hint, 4)
        page.add(self._no_people, 12)
        page.add(people, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.apply)
        self.company.fields.typed.connect(self._timer.start)
        self.company.fields.left.connect(self.apply)
        self.company.save_default.connect(self._save_default)
        self.company.use_default.connect(self._use_default)
        self.company.other_chosen.connect(self._use_other)
        self.add_button.clicked.connect(self._add)
        self.paste_button.clicked.connect(self.paste)
        self.import_button.clicked.connect(self.roster.pick)
        self.template_link.clicked.connect(self.roster.save_template)
        self.roster.confirmed.connect(self._take_roster)
        self.roster.said.connect(self._say)
        self.known_link.clicked.connect(self.show_known)
        self.undo_bar.undo_requested.connect(self._undo_told)
        self.undo_bar.dismissed.connect(self.undo_bar.hide)
        self.session.history.stepped.connect(self.undo_bar.hide)
        self.session.settings_changed.connect(self._on_settings)

    # --- showing --------------------------------------------------------------------------------

    def show_case(self) -> None:
        """Show company and people; cards stay, so that the focus does."""
        case = self.case
        submission, plans = case.submission, case.picture.plans
        alone = plans.base.about_company_only
        self._head.set_title(
            "哪个单位？" if alone else "哪个单位，为谁办？", "填过的会自动保存，可以随时回来改。"
        )
        default = self.session.settings.company
        self.company.show_company(submission.company, default, plans.base)
        others = self.session.settings.companies
        self.company.show_others([c for c in others if c.name != submission.company.name])
        if case.entry.sample:
            self.company.hide_default()
        self._fit_cards(submission)
        for card in self.cards.values():
            self._show_person(card, mark=False)
        count = len(submission.applicants)
        kept = _KEPT.format(count=count) if count else ""
        self._no_people_words.setText(_ABOUT_COMPANY + kept)
        self._no_people.setVisible(alone)
        for widget in (self._people_head, self._paste_hint, self._people):
            widget.setVisible(not alone)
        self._mark()

    def _fit_cards(self, submission: Submission) -> None:
        """Add and drop cards; where people stand in another order all are made anew, as Tab follows making."""
        keys = [a.key for a in submission.applicants]
        for key in [k for k in self.cards if k not in keys]:
            self._drop(key)
        if list(self.cards) != keys[: len(self.cards)]:
            for key in list(self.cards):
                self._drop(key)
        for key in keys:
            if key not in self.cards:
                self.cards[key] = card = self._make_card(key)
                self._people_column.addWidget(card)
        few = len(keys) <= _FEW
        self._people_column.setSpacing(Space.GAP if few else Space.STEP)
        for card in self.cards.values():
            card.open_button.setVisible(not few)
            if few:
                card.open()

    def _drop(self, key: str) -> None:
        card = self.cards.pop(key, None)
        if card is None:  # a page that was hidden meanwhile has no card for everybody
            return
        self._people_column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _make_card(self, key: str) -> PersonCard:
        card = PersonCard(key)
        card.typed.connect(self._timer.start)
        card.left.connect(self.apply)
        card.chosen.connect(self.apply)
        card.removed.connect(self._remove)
        card.table_pasted.connect(self._take_table)
        card.opened.connect(lambda: self._show_person(card))
        return card

    def _show_person(self, card: PersonCard, *, mark: bool = True) -> None:
        submission, picture = self.case.submission, self.case.picture
        number = next(i for i, a in enumerate(submission.applicants, 1) if a.key == card.key)
        applicant = submission.applicants[number - 1]
        card.show_person(number, applicant, picture.plans.of(applicant), submission.service)
        if mark:
            card.show_findings(picture.findings, every=self._every)

    def _mark(self) -> None:
        findings = self.case.picture.findings
        self.company.show_findings(findings, every=self._every)
        for card in self.cards.values():
            card.show_findings(findings, every=self._every)

    def problems(self) -> tuple[Finding, ...]:
        """In the order in which the fields stand: the company first."""
        found = super().problems()
        return tuple(sorted(found, key=lambda f: not f.place.field.startswith("company.")))

    def show_problems(self, problems: tuple[Finding, ...]) -> None:
        """From now on every finding is shown at its field."""
        self._every = True
        self._mark()
        super().show_problems(problems)

    def focus_place(self, place: Place) -> bool:
        """The field of company or person."""
        field: QWidget | None = None
        if place.field.startswith("company."):
            found = self.company.fields.fields.get(place.field.removeprefix("company."))
            field = found.field if found is not None else None
        elif place.field == "applicants":
            field = self.add_button
        elif place.applicant in self.cards:
            field = self.cards[place.applicant].field_of(place.field)
        if field is None:
            return False
        self._every = True
        self._mark()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def primary(self) -> bool:
        """A date that can't be read would be lost, so it is mended first."""
        fields = (f for card in self.cards.values() for f in card.fields.values())
        wrong = next((f for f in fields if f.isVisible() and not f.is_readable()), None)
        if wrong is None:
            return True
        self._every = True
        self._mark()
        wrong.field.setFocus(Qt.FocusReason.OtherFocusReason)
        w.announce(wrong, wrong.row.error(), urgent=True)
        return False

    # --- taking over ----------------------------------------------------------------------------

    def apply(self) -> None:
        """Take over what was typed."""
        self._timer.stop()
        if not self.session.has_case:
            return
        submission = self.case.submission
        people = tuple(
            self.cards[a.key].value(a, submission.service) if a.key in self.cards else a
            for a in submission.applicants
        )
        changed = replace(submission, company=self.company.fields.value(), applicants=people)
        self.company.fields.take()
        for card in self.cards.values():
            card.take()
        if changed != submission:
            self.session.change(changed)
        else:
            self._mark()

    def _change(self, change: Callable[[Submission], Submission]) -> None:
        self.apply()
        self.undo_bar.hide()
        self._undo_act = None
        self.session.change(change(self.case.submission))

    def _add(self) -> None:
        person = new_applicant()
        self._change(lambda s: add_applicant(s, person))
        self.cards[person.key].open()
        self.cards[person.key].fields["name"].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, key: str) -> None:
        self.apply()
        people = self.case.submission.applicants
        index = next(i for i, a in enumerate(people) if a.key == key)
        gone = people[index]
        alone = self.case.picture.plans.base.about_company_only
        self._change(lambda s: fit_people(remove_applicant(s, key), alone))
        self._undo_act = lambda s: put_back(s, gone, index)
        files = sum(len(files) for _, files in gone.documents)
        with_files = f"和 {files} 个文件" if files else ""
        self.undo_bar.show_message(f"已移除「{gone.name or f'申请人 {index + 1}'}」{with_files}")
        self.undo_bar.undo_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_known(self) -> None:
        """Choose somebody of an earlier submission."""
        self.apply()
        page = KnownPage(self.session)
        dialog = PageDialog(self, "以前的申请人", page)
        page.chosen.connect(self.add_known)
        page.chosen.connect(lambda _person: page.refresh())
        dialog.open()
        page.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_known(self, person: Person) -> None:
        """Add somebody with all that was entered last time."""
        before = self.case.submission.applicants
        self._change(lambda s: add_known(s, person.applicant))
        key = person.applicant.key
        if self.case.submission.applicants == before:
            return
        self._undo_act = lambda s: fit_people(take_back(s, [key]), company_only=False)
        name = person.applicant.name or "申请人"
        self.undo_bar.show_message(f"已添加「{name}」，上次填过的都填好了，请核对有没有变化")

    def paste(self) -> None:
        """People from a spreadsheet in the clipboard."""
        if self._people_head.isHidden():
            return
        self._take_table("")

    def _take_table(self, text: str) -> None:
        """Show who is in copied text, by default the clipboard's, as the case stands with what was typed."""
        self.apply()
        if text:
            self.roster.take_text(text)
        else:
            self.roster.paste()

    def _take_roster(self, roster: Roster) -> None:
        self.apply()
        changed, keys = add_people(self.case.submission, roster.rows)
        self._change(lambda _s: changed)
        self._undo_act = lambda s: fit_people(take_back(s, keys), company_only=False)
        words = f"已添加 {len(keys)} 位申请人"
        if left := len(roster.rows) - len(keys):
            words += f"，{left} 行不对，没有导入"
        added = [a for a in changed.applicants if a.key in keys]
        if without := sum(1 for a in added if not a.id_number):
            words += f"；{without} 位没有号码，请补上"
        self._say(words, can_undo=True)

    def _say(self, words: str, can_undo: bool = False) -> None:
        self.undo_bar.show_message(words, can_undo=can_undo)

    def _undo_told(self) -> None:
        """Take back what the bar names, also where something was typed since."""
        act, self._undo_act = self._undo_act, None
        if act is not None:
            self._change(act)

    # --- the default company --------------------------------------------------------------------

    def _save_default(self) -> None:
        self.apply()
        keep_as_default(self, self.session)

    def _use_default(self) -> None:
        self._use(self.session.settings.company)

    def _use_other(self, name: str) -> None:
        company = next((c for c in self.session.settings.companies if c.name == name), None)
        if company is not None:
            self._use(company)

    def _use(self, company: Company) -> None:
        self.apply()
        before = self.case.submission.company
        self._change(lambda s: replace(s, company=company))
        if before.name and before != company:
            self._undo_act = lambda s: replace(s, company=before)
            self._say(f"单位已换成「{company.name}」", can_undo=True)

    def _on_settings(self) -> None:
        if self.session.has_case and self.isVisible():
            self.show_case()
