"""The pair page."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.flow.steps import Step
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.step_page import TITLES, StepPage


class PairPage(StepPage):
    """In the making."""

    step = Step.PAIR

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        page = w.Page(TITLES[self.step])
        page.add(w.PageHead(TITLES[self.step]))
        column.addWidget(page)
