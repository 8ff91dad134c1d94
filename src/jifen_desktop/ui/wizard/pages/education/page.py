"""The education page: levels, one card each, and the table of the papers they lead to."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.domain.ids import Level, PointsPath, Severity
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.submission import Applicant, Education
from jifen_desktop.flow.step import Step
from jifen_desktop.rulebook.words import LEVEL, POINTS_PATH
from jifen_desktop.services.edit import set_education, toggle_level, toggle_path
from jifen_desktop.services.facts import Picture
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.education.level_card import LevelCard
from jifen_desktop.ui.wizard.pages.education.paths import PathsRow
from jifen_desktop.ui.wizard.pages.education.people import (
    asks_levels,
    is_rider,
    person_states,
    used_paths,
    who,
)
from jifen_desktop.ui.wizard.pages.education.result import PapersNeeded
from jifen_desktop.ui.wizard.pages.education.stack import Stack
from jifen_desktop.ui.wizard.pages.education.why import why_dialog
from jifen_desktop.ui.wizard.step_page import StepPage
from jifen_desktop.ui.wizard.undo_line import UndoLine

_LEAD = "选上所有要用来积分的学历。专科和本科都选时，两套材料都要。"
_RIDER = "随带的业务不用交学历材料。"


class EducationPage(StepPage):
    """学历与学位."""

    step = Step.EDUCATION

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._key = ""
        self._shown: Picture | None = None
        self._shown_key = ""
        self.tabs = w.PersonTabs()
        self.tabs.person_chosen.connect(self.show_person)
        self._head = w.PageHead("", _LEAD, self.tabs, help_place="education")
        self.paths = PathsRow()
        self.paths.toggled.connect(self._toggle_path)
        self.paths.children_chosen.connect(
            lambda n: self._change(replace(self.applicant, children=n))
        )
        self.tiles = {level: w.CheckTile(words, "", level) for level, words in LEVEL.items()}
        self._levels = w.TileGrid(5)
        for level, tile in self.tiles.items():
            tile.clicked.connect(lambda on, level=level: self._toggle_level(level, on))
            self._levels.add(tile)
        self.cards = {level: LevelCard(level) for level in Level}
        self._cards = w.TileGrid(2, gap=16)
        for card in self.cards.values():
            card.changed.connect(self._set_education)
            card.hide()
            self._cards.add(card)
        self.needed = PapersNeeded()
        self.needed.why_asked.connect(self._explain)
        self.undo_line = UndoLine(session.history)
        self._build()

    def _build(self) -> None:
        page = w.Page("学历与学位")
        page.add(self._head)
        page.add(Stack(self.paths, self._levels, self._cards, self.needed, gap=16))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page, 1)
        column.addWidget(self.undo_line)

    # --- what is shown --------------------------------------------------------------------------

    @property
    def applicant(self) -> Applicant:
        """The applicant shown."""
        people = self.case.submission.applicants
        return next((a for a in people if a.key == self._key), people[0])

    @property
    def plan(self) -> Plan:
        """Their plan."""
        return self.case.picture.plans.of(self.applicant)

    def show_case(self) -> None:
        if not self.case.submission.applicants:
            return
        picture = self.case.picture
        if picture is self._shown and self._key == self._shown_key:
            return
        self._key = self._shown_key = self.applicant.key
        self._shown = picture
        self._show_head()
        self._show_answers()
        table_plan = None if is_rider(self.case, self.applicant) else self.plan
        names = {d.id: d.name for d in self.session.book.districts.values()}
        self.needed.show_papers(
            self.applicant, table_plan, names, asked=asks_levels(self.case, self.applicant)
        )
        self.primary_changed.emit()

    def show_person(self, key: str) -> None:
        """Show another applicant."""
        self.apply()
        self._key = key
        for card in self.cards.values():
            card.fold_dates()
        self.show_case()

    def _show_head(self) -> None:
        people = self.case.submission.applicants
        name = who(self.case, self.applicant)
        rider = is_rider(self.case, self.applicant)
        title = f"{name}不用填学历" if rider else f"{name}取得了哪些学历？"
        asked = asks_levels(self.case, self.applicant)
        if not rider and not asked:
            title = f"{name}用哪些项目积分？"
        self._head.set_title(title, _RIDER if rider else _LEAD if asked else "")
        self.tabs.set_people(person_states(self.case, self._key), self._key)
        self.tabs.setVisible(len(people) > 1)

    def _show_answers(self) -> None:
        applicant = self.applicant
        rider, asked = is_rider(self.case, applicant), asks_levels(self.case, applicant)
        uses_paths = self.session.book.services.services[self.case.submission.service].education
        self.paths.setVisible(uses_paths == "path" and not rider)
        self.paths.show_paths(used_paths(applicant), applicant.children)
        held = {e.level: e for e in applicant.education}
        higher = any(level != Level.SECONDARY for level in held)
        self._levels.setVisible(asked)
        self._cards.setVisible(asked and bool(held))
        for level, tile in self.tiles.items():
            tile.setChecked(level in held)
            tile.set_hint(_tile_hint(level, adds_nothing=higher))
        doubts = self._doubts()
        for level, card in self.cards.items():
            card.setVisible(level in held)
            if level in held:
                nothing = level == Level.SECONDARY and higher
                card.show_education(held[level], doubts.get(level), adds_nothing=nothing)

    def _doubts(self) -> dict[Level, Finding]:
        """What the review says about the dates of this person's reports."""
        found: dict[Level, Finding] = {}
        for finding in self.case.picture.findings:
            place = finding.place
            about_me = place.applicant == self._key and place.field == "applicant.education"
            if about_me and place.material and finding.severity == Severity.WARN:
                found[Level(place.material.rpartition(".")[2])] = finding
        return found

    # --- what the user changes ------------------------------------------------------------------

    def _toggle_level(self, level: Level, held: bool) -> None:
        self._change(toggle_level(self.applicant, level, held))
        if not held:
            self._tell_gone(f"{LEVEL[level]}学历")

    def _toggle_path(self, path: PointsPath, used: bool) -> None:
        applicant = self.applicant
        if applicant.points_paths is None:  # what was shown ticked stays ticked
            applicant = toggle_path(applicant, PointsPath.EDUCATION, True)
        self._change(toggle_path(applicant, path, used))
        if not used:
            self._tell_gone(f"积分项目“{POINTS_PATH[path]}”")

    def _tell_gone(self, what: str) -> None:
        """Its dates and reports went with it, so the way back is offered."""
        self.undo_line.tell(f"已去掉{who(self.case, self.applicant)}的{what}")

    def _set_education(self, education: Education) -> None:
        self._change(set_education(self.applicant, education))

    def _change(self, applicant: Applicant) -> None:
        self.session.change(self.case.submission.with_applicant(applicant))
        self.show_case()

    def _explain(self) -> None:
        why_dialog(self, self.applicant, self.plan).open()

    # --- for the wizard -------------------------------------------------------------------------

    def primary(self) -> bool:
        """What was shown ticked counts as answered, so that the review can name what is missing.

        A date that can't be read would be lost, so it is mended first.
        """
        if any(card.isVisible() and card.focus_unreadable() for card in self.cards.values()):
            return False
        submission = self.case.submission
        for applicant in submission.applicants:
            open_ = applicant.points_paths is None and not applicant.education
            if open_ and self._asks_paths() and not is_rider(self.case, applicant):
                ticked = toggle_path(applicant, PointsPath.EDUCATION, True)
                submission = submission.with_applicant(ticked)
        self.session.change(submission)
        return True

    def _asks_paths(self) -> bool:
        use = self.session.book.services.services[self.case.submission.service].education
        return use == "path"

    def focus_place(self, place: Place) -> bool:
        keys = [a.key for a in self.case.submission.applicants]
        if place.field != "applicant.education" or (place.applicant or "") not in keys:
            return False
        self.show_person(place.applicant or "")
        level = (place.material or "").rpartition(".")[2]
        card = self.cards[Level(level)] if level in set(Level) else None
        if card is not None and not card.isHidden():
            card.show_dates(True)
            return True
        asked = asks_levels(self.case, self.applicant)
        target = next(iter(self.tiles.values())) if asked else self.paths.focus_target()
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _tile_hint(level: Level, *, adds_nothing: bool) -> str:
    if level != Level.SECONDARY:
        return "证书和认证"
    return "有更高学历就不用交" if adds_nothing else "只要毕业证书"
