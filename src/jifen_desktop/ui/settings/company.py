"""The companies: the default one to be filled in, the others to choose from."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.submission import Company
from jifen_desktop.library.settings import Settings
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
        self._shown: tuple[Company, ...] | None = None
        page = w.Page("单位资料")
        page.add(
            w.PageHead(
                "单位资料", "新建申报时自动填上；改这里不影响已经填好的申报。", help_place="company"
            )
        )
        page.add(w.Card(self.fields))
        page.add(self._state, 8)
        add = w.SecondaryButton("添加单位", icon="plus")
        add.clicked.connect(lambda _checked=False: self._add())
        head = w.Line()
        head.add(w.section("其他单位"), stretch=1)
        head.add(add)
        page.add(head, 24)
        page.add(w.hint("代办几家单位时都存在这里，填申报时可以直接选。"), 4)
        self._others = w.Replaced()
        page.add(self._others, 12)
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
        settings = self._session.settings
        self.fields.show_company(settings.company)
        if settings.companies == self._shown:
            return
        self._shown = settings.companies
        rows = w.ListCard(*(self._row(company) for company in settings.companies))
        self._others.show_widget(rows if settings.companies else QWidget())

    def _row(self, company: Company) -> QWidget:
        use = w.SecondaryButton("设为默认", min_width=96)
        use.setAccessibleName(f"设为默认：{company.name}")
        use.clicked.connect(lambda _checked=False: self._make_default(company))
        drop = w.LinkButton("移除")
        drop.setAccessibleName(f"移除：{company.name}")
        drop.clicked.connect(lambda _checked=False: self._drop(company))
        told = " · ".join(part for part in (company.contact, company.phone) if part)
        title = w.Column(w.body(company.name, bold=True), w.hint(told or "还没有联系人"), gap=4)
        return w.CardFooter(w.Tagged(title, w.Line(drop, use, gap=12), least=168), vertical=12)

    def _make_default(self, company: Company) -> None:
        """Edited are the fields of the default; the others wait as they are."""
        self.apply()
        self._keep(self._session.settings.with_default(company))

    def _add(self) -> None:
        """A new, empty default; the one so far joins the others."""
        self.apply()
        if self._session.settings.company.name:
            self._keep(self._session.settings.with_default(Company()))
        self.fields.fields["name"].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, company: Company) -> None:
        settings = self._session.settings
        kept = tuple(c for c in settings.companies if c != company)
        self._keep(replace(settings, companies=kept))

    def _keep(self, settings: Settings) -> None:
        error = self._session.save_settings(settings)
        self._state.setText("。".join(error_lines(error)) if error else "已保存")

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
