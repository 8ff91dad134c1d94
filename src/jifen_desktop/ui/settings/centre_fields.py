"""The fields of one centre."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from jifen_desktop.domain.ids import Purpose
from jifen_desktop.domain.submission import Centre
from jifen_desktop.rulebook.schema import DistrictFile
from jifen_desktop.rulebook.strict import Problem
from jifen_desktop.rulebook.words import MAILBOX
from jifen_desktop.ui import widgets as w

_MAILBOX = "mailbox."
_PLAIN = (
    ("phone", "业务电话", "写在地址标签的收件人后面"),
    ("dossier_phone", "档案电话", "有的中心业务和档案是两个电话"),
    ("addressee", "收件人", "空着就用通知里的"),
    ("address", "收件地址", "空着就用通知里的；填了会标明是您填写的"),
)
_SUBJECT = (
    ("joiner", "标题里的连接符", "通知里是 — 和 +；中心要求别的才填"),
    ("brackets", "标题里的括号", "通知里是（）；中心要求别的才填，填一对，如 ()"),
)


class CentreFields(w.Card):
    """`typed` and `left` as of the fields, `same_asked` to use the first mailbox for all purposes."""

    typed = Signal()
    left = Signal()
    same_asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=16)
        self.rows: dict[str, w.FieldRow] = {}
        self._cells: dict[str, w.Column] = {}
        self._known: dict[str, w.Label] = {}
        self._shown: set[str] = set()
        self._none = w.hint("通知没有说这个区用邮件交材料。问到以后仍可以记下电话和地址。")
        self._mailboxes = w.TileGrid(2, gap=16)
        for purpose in Purpose:
            self._mailboxes.add(self._field(f"{_MAILBOX}{purpose}", MAILBOX[purpose]))
        self._same = w.LinkButton("其余邮箱也用第一个", icon="copy")
        self._same.clicked.connect(self.same_asked)
        self.add(w.section("收件邮箱"))
        self.add(self._none, 4)
        self.add(self._mailboxes, 12)
        self.add(w.Flow(self._same), 8)
        self.add(w.section("电话和地址"), 24)
        self._add_grid(_PLAIN)
        self.add(w.section("邮件标题"), 24)
        self._add_grid(_SUBJECT)

    def _add_grid(self, entries: Sequence[tuple[str, str, str]]) -> None:
        grid = w.TileGrid(2, gap=16)
        for key, label, hint in entries:
            grid.add(self._field(key, label, hint))
        self.add(grid, 12)

    def _field(self, key: str, label: str, hint: str = "") -> w.Column:
        field = w.TextField(label)
        field.textEdited.connect(lambda _text: self.typed.emit())
        field.editingFinished.connect(self.left)
        row = w.FieldRow(label, field, hint=hint)
        self.rows[key] = row
        # in a row of the grid that is taller because of an error, label and field stay together
        cell = w.Column(row, gap=4)
        if key in ("address", "addressee"):
            self._known[key] = w.hint("")
            cell.add(self._known[key])
        cell.add_stretch()
        self._cells[key] = cell
        return cell

    def entry(self, key: str) -> str:
        """What is in a field."""
        field = self.rows[key].field
        return field.text().strip() if isinstance(field, w.TextField) else ""

    def _set(self, key: str, text: str) -> None:
        field = self.rows[key].field
        if isinstance(field, w.TextField) and field.text() != text:
            field.setText(text)

    def show_centre(self, centre: Centre, rules: DistrictFile, purposes: Sequence[Purpose]) -> None:
        """Show a district's data; mailboxes only for what the district uses them for."""
        self._shown = {f"{_MAILBOX}{purpose}" for purpose in purposes}
        for purpose in Purpose:
            key = f"{_MAILBOX}{purpose}"
            self._set(key, centre.mailbox(purpose))
            self._cells[key].setVisible(key in self._shown)
        for key, _, _ in (*_PLAIN, *_SUBJECT):
            self._set(key, getattr(centre, key))
        self._tell_known(rules)
        self._none.setVisible(not purposes)
        self._mailboxes.setVisible(bool(purposes))
        self._same.setVisible(len(purposes) > 1)
        self.show_problems(())

    def _tell_known(self, rules: DistrictFile) -> None:
        """What the notice itself says, under the field that overrides it."""
        known = rules.address
        for key, text in (
            ("address", known.text if known else ""),
            ("addressee", known.addressee if known else ""),
        ):
            self._known[key].setText(f"通知里的：{text}" if text else "通知里没有")

    def value(self, kept: Centre) -> Centre:
        """What is entered, over what is kept for purposes that aren't shown."""
        mailboxes = {p: a for p, a in kept.mailboxes if f"{_MAILBOX}{p}" not in self._shown}
        for purpose in Purpose:
            text = self.entry(f"{_MAILBOX}{purpose}")
            if text and f"{_MAILBOX}{purpose}" in self._shown:
                mailboxes[purpose] = text
        ordered = tuple((p, mailboxes[p]) for p in Purpose if p in mailboxes)
        plain = {key: self.entry(key) for key, _, _ in (*_PLAIN, *_SUBJECT)}
        return Centre(mailboxes=ordered, **plain)

    def copy_first(self) -> None:
        """Use the first mailbox that is entered for every purpose shown that has none."""
        keys = [f"{_MAILBOX}{p}" for p in Purpose if f"{_MAILBOX}{p}" in self._shown]
        first = next((self.entry(key) for key in keys if self.entry(key)), "")
        for key in keys:
            if first and not self.entry(key):
                self._set(key, first)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the fields."""
        found = {p.key.lstrip(".").replace("mailboxes.", _MAILBOX): p for p in problems}
        for key, row in self.rows.items():
            row.set_error(found[key].expected if key in found else "")

    def focus_field(self, key: str) -> None:
        """Put the focus into a field, by a finding's name without centre."""
        row = self.rows.get(key)
        if row is not None:
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)
