"""What every step's page offers the wizard; pages never navigate by themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.flow.step import Step
from jifen_desktop.flow.steps import next_step, problems_of
from jifen_desktop.services.case import Case
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.titles import TITLES


class StepPage(QWidget):
    """A page of the wizard.

    The wizard calls `show_case` when the page is entered and after every change of the case while it is shown,
    `apply` before it is left, and `focus_place` when a finding leads here. `lead_to` asks the wizard to show another
    page with a field in focus; `settings_asked` asks for the settings ("company", "centre" …).
    """

    lead_to = Signal(object)  # a Place
    settings_asked = Signal(str)
    primary_changed = Signal()
    finished = Signal()  # back to the start screen
    rested = Signal()

    step: Step
    takes_paste = False  # whether `paste` does something

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        w.undo_keys(self, self.undo, self.redo, inside)

    @property
    def case(self) -> Case:
        """The open case."""
        return self.session.case

    def show_case(self) -> None:
        """Show the case as it is now; keeps focus and what is being typed."""

    def apply(self) -> None:
        """Hand over what was typed but not yet taken over."""

    def take_focus(self) -> None:
        """The keyboard goes on with the page; no field is opened for typing by itself."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.focusPolicy() == Qt.FocusPolicy.NoFocus:
            self.focusNextChild()

    def problems(self) -> tuple[Finding, ...]:
        """What keeps 继续 on this page for now."""
        return problems_of(self.case.state, self.step)

    def busy(self) -> str:
        """What slow work is under way that going on would disturb; empty where there is none.

        `rested` follows its end.
        """
        return ""

    def show_problems(self, problems: tuple[Finding, ...]) -> None:
        """Mark the fields that `problems` are about and put the focus into the first."""
        if problems:
            self.focus_place(problems[0].place)

    def focus_place(self, place: Place) -> bool:
        """Put the focus where a finding leads; False if this page has no such field."""
        return False

    def paste(self) -> None:
        """Take what is in the clipboard, where the focus is in no text field."""

    def undo(self) -> None:
        """Take back the last act on the case, where the focus is in no text field."""
        if not self.busy():
            self.apply()
            self.session.history.undo()

    def redo(self) -> None:
        """Do again what was taken back last, where the focus is in no text field."""
        if not self.busy():
            self.apply()
            self.session.history.redo()

    def undo_texts(self) -> tuple[str, str]:
        """What the menu's 撤销 and 重做 are called now: with the act's name."""
        return self.session.history.undo_text, self.session.history.redo_text

    def primary_text(self) -> str:
        """The words of the primary button: the act."""
        following = next_step(self.case.state, self.step)
        return f"继续：{TITLES[following]}" if following else "完成"

    def primary_icon(self) -> str:
        """An icon before the words, if any."""
        return ""

    def primary(self) -> bool:
        """Act on the primary button; True lets the wizard go on to the next step."""
        return True

    def footer_buttons(self) -> list[QWidget]:
        """Further buttons of the footer, made anew at each call; a page that has some has no primary button."""
        return []
