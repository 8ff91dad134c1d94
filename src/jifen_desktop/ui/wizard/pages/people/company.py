"""The company's card."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.submission import Company
from jifen_desktop.messages import error_lines
from jifen_desktop.services.typed import compact, plain
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import tell
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.people.fields import CheckedField

_FIELDS = (
    ("name", "单位名称", False),
    ("short_name", "单位简称", False),
    ("credit_code", "统一社会信用代码", True),
    ("contact", "联系人", False),
    ("phone", "联系电话", False),
    ("email", "电子邮箱", True),
    ("address", "寄件地址", True),
)


_TIDY = {"credit_code": compact, "phone": plain, "email": plain}


class CompanyFields(w.TileGrid):
    """The fields of a company; also used by the settings. `typed` and `left` as of the fields."""

    typed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(2, gap=16)
        self.fields: dict[str, CheckedField] = {}
        for key, label, optional in _FIELDS:
            field = CheckedField(
                label,
                w.TextField(label),
                f"company.{key}",
                optional=optional,
                tidy=_TIDY.get(key, str.strip),
            )
            field.typed.connect(self.typed)
            field.left.connect(self.left)
            self.fields[key] = field
            self.add(field)

    def value(self) -> Company:
        """The company as typed."""
        return Company(**{key: field.words() for key, field in self.fields.items()})

    def show_company(self, company: Company) -> None:
        """Show a company, but nothing over what is being typed."""
        for key, field in self.fields.items():
            field.show_value(getattr(company, key))

    def take(self) -> None:
        """What is shown is now the case's."""
        for field in self.fields.values():
            field.take()


class CompanyCard(w.Card):
    """The company of the case. Its links: `save_default`, `use_default`, `other_chosen(name)` one that is kept."""

    save_default = Signal()
    use_default = Signal()
    other_chosen = Signal(str)

    def __init__(self) -> None:
        self.fields = CompanyFields()
        self._keep = w.LinkButton("存为默认单位", icon="save")
        self._use = w.LinkButton("用默认单位", icon="building-2")
        self._kept = w.hint("已是默认单位，新的申报会自动填上")
        self.others = w.SelectField("换成已存的单位", [])
        self.others.value_chosen.connect(self._choose)
        head = w.Line(w.section("单位"), gap=16)
        head.add_stretch()
        for widget in (self._kept, self.others, self._use, self._keep):
            head.add(widget)
        super().__init__(head, gap=16)
        self.add(self.fields)
        self._keep.clicked.connect(self.save_default)
        self._use.clicked.connect(self.use_default)

    def show_others(self, companies: Sequence[Company]) -> None:
        """Offer the companies that are kept besides the default."""
        self.others.clear()
        self.others.addItem("换成已存的单位", "")
        for company in companies:
            self.others.addItem(company.name, company.name)
        self.others.set_value("")
        self.others.updateGeometry()
        self.others.setVisible(bool(companies))

    def _choose(self, name: str) -> None:
        self.others.set_value("")
        if name:
            self.other_chosen.emit(name)

    def show_company(self, company: Company, default: Company, plan: Plan) -> None:
        """Show the company; the short name only where the district's file names need it."""
        self.fields.show_company(company)
        self.fields.fields["short_name"].setVisible(_needs_short(plan) or bool(company.short_name))
        self.fields.fields["email"].row.set_label(_email_label(plan))
        same = company == default
        self._keep.setVisible(bool(company.name) and not same)
        self._use.setVisible(bool(default.name) and not same)
        self._kept.setVisible(same and bool(default.name))

    def hide_default(self) -> None:
        """A sample's company is nobody's default."""
        for widget in (self._kept, self.others, self._use, self._keep):
            widget.hide()

    def show_findings(self, findings: Collection[Finding], *, every: bool) -> None:
        """Mark the fields."""
        for field in self.fields.fields.values():
            field.show_findings([f for f in findings if f.place.field == field.place], every=every)


def keep_as_default(parent: QWidget, session: Session) -> None:
    """Keep the open case's company for cases to come; a failure is told above `parent`."""
    error = session.save_settings(session.settings.with_default(session.case.submission.company))
    if error is None:
        w.announce(parent, "已存为默认单位")
    else:
        tell(parent, *error_lines(error))


def _needs_short(plan: Plan) -> bool:
    formats = (plan.archive, plan.word)
    return any(f is not None and "{company_short}" in f.template for f in formats)


def _email_label(plan: Plan) -> str:
    """静安 [71] accepts mails from one fixed mailbox alone; elsewhere the address only stands in the mail."""
    fixed = any(note.code == "fixed_sender" for note in plan.conditions)
    return "电子邮箱（发件用的固定邮箱）" if fixed else "电子邮箱（可不填）"
