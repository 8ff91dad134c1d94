"""The materials page."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.flow.steps import Step
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.step_page import TITLES, StepPage


class MaterialsPage(StepPage):
    """材料."""

    step = Step.MATERIALS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        page = w.Page(TITLES[self.step])
        page.add(w.PageHead(TITLES[self.step]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
