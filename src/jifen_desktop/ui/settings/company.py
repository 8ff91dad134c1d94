"""The default company."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.submission import Company
from jifen_desktop.messages import FINDINGS, error_lines
from jifen_desktop.review.numbers import credit_code_problem
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.people.company import CompanyFields

_PAUSE = 700


class CompanyPage(QWidget):
    """Saved while it is typed; an open case that still has the old default takes over the new one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.fields = CompanyFields()
        self._state = w.hint("")
        page = w.Page("单位资料")
        page.add(w.PageHead("单位资料", "新建申报时自动填上；改这里不影响已经填好的申报。"))
        page.add(w.Card(self.fields), 20)
        page.add(self._state, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.apply)
        self.fields.typed.connect(self._timer.start)
        self.fields.left.connect(self.apply)
        session.settings_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.fields.show_company(self._session.settings.company)

    def apply(self) -> None:
        """Keep what was typed."""
        self._timer.stop()
        company = self.fields.value()
        before = self._session.settings.company
        code = company.credit_code
        problem = credit_code_problem(code) if code else None
        wrong = "。".join(FINDINGS[problem]) if problem else ""
        self.fields.fields["credit_code"].row.set_error(wrong)
        self.fields.take()
        if company == before:
            return
        error = self._session.save_settings(replace(self._session.settings, company=company))
        self._state.setText("。".join(error_lines(error)) if error else "已保存")
        self._flow_into_case(before, company)

    def _flow_into_case(self, before: Company, company: Company) -> None:
        if not self._session.has_case:
            return
        submission = self._session.case.submission
        if submission.company in (before, Company()) and not self._session.case.entry.sample:
            self._session.change(replace(submission, company=company))
