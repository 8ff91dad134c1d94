"""The frame around an open case: rail, pages, footer; the only place that navigates."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.domain.ids import Severity
from jifen_desktop.flow.step import Step
from jifen_desktop.flow.steps import (
    nearest_step,
    needed_steps,
    next_step,
    previous_step,
    step_of,
)
from jifen_desktop.messages import error_lines
from jifen_desktop.services.rules_since import seen
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import tell
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.notices import Notices
from jifen_desktop.ui.wizard.rail import case_about, case_name, case_title, rail_steps
from jifen_desktop.ui.wizard.registry import make_page
from jifen_desktop.ui.wizard.step_page import StepPage
from jifen_desktop.ui.wizard.titles import TITLES
from jifen_desktop.ui.wizard.tour import Tour


class WizardFrame(QWidget):
    """Shows the open case's steps.

    `left` is emitted when the user goes back to the start screen, `settings_asked(str)` and
    `help_asked` for what the window shows, `renamed` when the window's title or the rail may have changed,
    `delete_asked` where the sample is not wanted any more.
    """

    left = Signal()
    settings_asked = Signal(str)
    help_asked = Signal()
    renamed = Signal()
    delete_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.step = Step.PAIR
        self._reached = Step.PAIR
        self._case_id = ""
        self._pages: dict[Step, StepPage] = {}
        self._told = False
        self._build()
        self._connect()

    # --- what stands where ----------------------------------------------------------------------

    def _build(self) -> None:
        self.rail = w.StepRail()
        self.notices = Notices()
        self.tour = Tour()
        self.stack = QStackedWidget()
        self.footer = w.FooterBar()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.tour)
        column.addWidget(self.stack, 1)
        column.addWidget(self.footer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)

    def _connect(self) -> None:
        self.rail.step_chosen.connect(lambda key: self.go_to(Step(key)))
        self.rail.back_requested.connect(self.leave)
        self.rail.settings_requested.connect(lambda: self.settings_asked.emit(""))
        self.rail.help_requested.connect(self.help_asked)
        self.footer.back_requested.connect(self.go_back)
        self.footer.primary_requested.connect(self.go_on)
        self.tour.delete_asked.connect(self.delete_asked)
        self.notices.place_chosen.connect(self.lead_to)
        self.notices.skipped.connect(self._skip)
        self.notices.retry_asked.connect(self._retry)
        self.notices.rules_seen.connect(self._rules_seen)
        self.session.leaving.connect(self._hand_over)
        self.session.case_changed.connect(self.show_case)
        # after everybody has heard of the change
        self.session.history.stepped.connect(
            lambda: QTimer.singleShot(0, self, self._leave_unneeded)
        )
        self.session.history.stepped.connect(
            lambda: w.announce(self, self.session.history.stepped_words)
        )
        self.session.saved.connect(self._show_saved)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=context)
        escape.activated.connect(self._escape)

    @property
    def page(self) -> StepPage | None:
        """The page shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, StepPage) else None

    # --- going ----------------------------------------------------------------------------------

    def go_to(self, step: Step, place: Place | None = None) -> None:
        """Show a step that is needed; what was typed on the page before is handed over first."""
        if not self._may_leave():
            return
        if self.page is not None:
            self.page.apply()
        case = self.session.case
        if step not in needed_steps(case.state):
            return
        self._show(step)
        self.session.go_to(step)
        page = self.page
        if page is None:
            return
        if place is None or not page.focus_place(place):
            page.take_focus()
            for area in page.findChildren(w.Page):
                area.verticalScrollBar().setValue(0)
        w.announce(page, f"第 {list(Step).index(step) + 1} 步，{TITLES[step]}")

    def go_on(self) -> None:
        """The primary button: hand over, tell what is to be mended, act, go on."""
        page = self.page
        if page is None or not self._may_leave():
            return
        page.apply()
        problems = page.problems()
        if problems:
            self._show_problems(page, problems)
            return
        self._proceed(page)

    def go_back(self) -> None:
        """The step before; on the first one back to all cases."""
        before = previous_step(self.session.case.state, self.step)
        if before is None:
            self.leave()
        else:
            self.go_to(before)

    def leave(self) -> None:
        """Back to the start screen; everything is saved already."""
        if self._may_leave():
            self.left.emit()

    def _hand_over(self) -> None:
        """While the case is still open: a field that is hidden in focus would hand its text to the next one."""
        page, focused = self.page, QApplication.focusWidget()
        if page is not None and focused is not None and page.isAncestorOf(focused):
            self.rail.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if page is not None:
            page.apply()

    def undo(self) -> None:
        """Take back the last act on the case; work under way is not disturbed."""
        if self.page is not None and self._may_leave():
            self.page.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.page is not None and self._may_leave():
            self.page.redo()

    def _leave_unneeded(self) -> None:
        """The step that is shown may be one that the case, as it was before, has no need of."""
        if not self.session.has_case or self.page is None:
            return
        nearest = nearest_step(self.session.case.state, self.step)
        if nearest is not self.step:
            self.go_to(nearest)

    def lead_to(self, place: Place) -> None:
        """Go where a finding leads, with its field in focus."""
        step = step_of(Finding("", Severity.WARN, place))
        if step is self.step and self.page is not None:
            self.page.focus_place(place)
        else:
            self.go_to(step, place)

    def _proceed(self, page: StepPage) -> None:
        self._clear_problems()
        if not page.primary():
            return
        following = next_step(self.session.case.state, self.step)
        if following is not None:
            self.go_to(following)

    def _skip(self) -> None:
        if self.page is not None:
            self._proceed(self.page)

    def _may_leave(self) -> bool:
        page = self.page
        work = page.busy() if page is not None else ""
        if work:
            self.notices.show_busy(work)
            return False
        return True

    def _escape(self) -> None:
        if self.notices.close_problems():
            self._clear_problems()
            if self.page is not None:
                self.page.take_focus()
        elif not isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            self.go_back()

    # --- showing --------------------------------------------------------------------------------

    def show_case(self) -> None:
        """Show the open case as it is now."""
        if not self.session.has_case:
            self._forget_pages()
            return
        case = self.session.case
        if case.entry.id != self._case_id:
            self._forget_pages()
            self._case_id = case.entry.id
            self._reached = Step.EXPORT if case.entry.sample else case.step
            self.tour.end()
            self.notices.show_rules(case.rule_changes)
            self._show(case.step)
        else:
            if self.page is not None:
                self.page.show_case()
            self._refresh()
        self._show_saved()

    def _forget_pages(self) -> None:
        self._case_id = ""
        self._clear_problems()
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()

    def _show(self, step: Step) -> None:
        self._clear_problems()
        self.notices.hide_busy()
        self.step = step
        if list(Step).index(step) > list(Step).index(self._reached):
            self._reached = step
        page = self._pages.get(step) or self._make(step)
        self.stack.setCurrentWidget(page)
        page.show_case()
        self._refresh()

    def _make(self, step: Step) -> StepPage:
        page = make_page(step, self.session)
        page.lead_to.connect(self.lead_to)
        page.settings_asked.connect(self.settings_asked)
        page.primary_changed.connect(self._refresh_footer)
        page.finished.connect(self.leave)
        page.rested.connect(self.notices.hide_busy)
        self._pages[step] = page
        self.stack.addWidget(page)
        return page

    def _refresh(self) -> None:
        case = self.session.case
        self.rail.set_case(case_name(case.submission), case_about(case))
        self.rail.set_steps(rail_steps(case, self.step, self._reached))
        self.tour.show_step(case, self.step)
        self._refresh_footer()
        if self._told and self.page is not None:
            problems = self.page.problems()
            if problems:
                self.notices.show_problems(problems)
            else:
                self._clear_problems()
        self.renamed.emit()

    def _refresh_footer(self) -> None:
        page = self.page
        if page is None or not self.session.has_case:
            return
        self.footer.clear_actions()
        buttons = page.footer_buttons()
        for button in buttons:
            self.footer.add_action(button)
        self.footer.set_primary("" if buttons else page.primary_text(), icon=page.primary_icon())
        self.footer.set_back_visible(self.step is not Step.PAIR)
        self.footer.set_basis_visible(self.step is not Step.PAIR)

    def _show_problems(self, page: StepPage, problems: tuple[Finding, ...]) -> None:
        self._told = True
        self.notices.show_problems(problems)
        page.show_problems(problems)
        self.notices.focus_first()
        self.renamed.emit()

    def _clear_problems(self) -> None:
        self._told = False
        self.notices.close_problems()
        self.renamed.emit()

    def _show_saved(self) -> None:
        if not self.session.has_case:
            return
        case = self.session.case
        if case.unsaved is not None:
            self.footer.set_saved("还没有保存", failed=True)
            self.notices.show_unsaved(case.unsaved)
            return
        self.notices.hide_unsaved()
        local = case.entry.saved.astimezone()
        on_disk = case.store.holds(case.entry.id)
        self.footer.set_saved(f"已自动保存 · {local:%H:%M}" if on_disk else "")

    def _rules_seen(self, check: bool) -> None:
        """What was derived is by the rules of today already; the review shows what they ask for now."""
        try:
            seen(self.session.case)
        except JifenError as error:
            tell(self, *error_lines(error))
        self.notices.show_rules(self.session.case.rule_changes)
        if check:
            needed = needed_steps(self.session.case.state)
            self.go_to(Step.REVIEW if Step.REVIEW in needed else Step.PAIR)

    def _retry(self) -> None:
        self.session.case.save()
        self.session.saved.emit()

    def title(self) -> str:
        """The case's name for the window's title, led by 需要处理 while problems are shown."""
        name = case_title(self.session.case)
        return f"需要处理：{name}" if self._told else name
