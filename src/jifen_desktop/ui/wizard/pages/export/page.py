"""The export page."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.flow.steps import Step
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.step_page import StepPage


class ExportPage(StepPage):
    """导出."""

    step = Step.EXPORT

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        page = w.Page("导出")
        page.add(w.PageHead("导出材料"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def primary_text(self) -> str:
        return f"导出这 {len(self.case.picture.outputs.names)} 个文件"

    def primary_icon(self) -> str:
        return "folder-archive"

    def primary(self) -> bool:
        return False
