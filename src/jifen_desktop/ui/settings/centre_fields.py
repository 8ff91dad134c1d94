"""The fields of one centre."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import Purpose
from jifen_desktop.domain.submission import MAIL_LIMIT, Centre
from jifen_desktop.rulebook.postal import postal_of
from jifen_desktop.rulebook.schema import DistrictFile
from jifen_desktop.rulebook.strict import Problem
from jifen_desktop.rulebook.words import MAILBOX
from jifen_desktop.services.typed import plain
from jifen_desktop.ui import widgets as w

_MAILBOX = "mailbox."
_LIMIT = "mailbox_limits."
_LIMIT_HINT = (
    f"上限是一封邮件连附件编码在内的大小，问到了才填；空着按 {MAIL_LIMIT} MB（QQ、163 邮箱），"
    "微软企业邮箱默认 25 MB"
)
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
_NUMBERS = ("phone", "dossier_phone")


def field_of(problem: Problem) -> str:
    """The field that a problem of one centre's data is about."""
    return problem.key.lstrip(".").replace("mailboxes.", _MAILBOX)


def without(typed: Centre, wrong: Collection[str], kept: Centre) -> Centre:
    """The data with what was kept before in place of the fields that are wrong."""
    mailboxes, limits = dict(typed.mailboxes), dict(typed.mailbox_limits)
    for purpose in Purpose:
        if f"{_MAILBOX}{purpose}" in wrong:
            mailboxes[purpose] = kept.mailbox(purpose)
        if f"{_LIMIT}{purpose}" in wrong:
            limits[purpose] = dict(kept.mailbox_limits).get(purpose, 0)
    others = {key: getattr(kept, key) for key, _, _ in (*_PLAIN, *_SUBJECT) if key in wrong}
    return replace(
        typed,
        mailboxes=tuple((p, mailboxes[p]) for p in Purpose if mailboxes.get(p)),
        mailbox_limits=tuple((p, limits[p]) for p in Purpose if limits.get(p)),
        **others,
    )


class CentreFields(w.Card):
    """`typed` and `left` as of the fields, `same_asked` to use the first mailbox for all purposes.

    `checked(bool)` says that the user has asked the centre whether the address is right, or takes that back.
    """

    typed = Signal()
    left = Signal()
    same_asked = Signal()
    checked = Signal(bool)

    def __init__(self) -> None:
        super().__init__(gap=16)
        self.rows: dict[str, w.FieldRow] = {}
        self._cells: dict[str, QWidget] = {}
        self._known: dict[str, w.Label] = {}
        self._purposes: tuple[Purpose, ...] = ()
        self._none = w.hint("通知没有说这个区用邮件交材料。问到以后仍可以记下电话和地址。")
        self._mailboxes = w.TileGrid(2, gap=16)
        for purpose in Purpose:
            self._mailboxes.add(self._mailbox(purpose))
        self._same = w.LinkButton("其余邮箱也用第一个", icon="copy")
        self._same.clicked.connect(self.same_asked)
        self.add(w.section("收件邮箱"))
        self.add(self._none, 4)
        self._limits = w.hint(_LIMIT_HINT)
        self.add(self._limits, 4)
        self.add(self._mailboxes, 12)
        self.add(w.Flow(self._same), 8)
        self.add(w.section("电话和地址"), 24)
        self._add_grid(_PLAIN)
        self._is_checked = False
        self._checked = w.hint("")
        self.check_link = w.LinkButton("", small=True)
        self.check_link.clicked.connect(lambda: self.checked.emit(not self._is_checked))
        self._check_line = w.Flow(self._checked, self.check_link, gap=12)
        self.add(self._check_line, 8)
        self.add(w.section("邮件标题"), 24)
        self._add_grid(_SUBJECT)

    def _add_grid(self, entries: Sequence[tuple[str, str, str]]) -> None:
        grid = w.TileGrid(2, gap=16)
        for key, label, hint in entries:
            grid.add(self._field(key, label, hint))
        self.add(grid, 12)

    def _mailbox(self, purpose: Purpose) -> QWidget:
        """A purpose's mailbox, and beside it how large a mail it takes."""
        cell = self._field(f"{_MAILBOX}{purpose}", MAILBOX[purpose])
        name = f"{MAILBOX[purpose]}：每封邮件上限，单位 MB"
        limit = w.TextField(name, placeholder=str(MAIL_LIMIT))
        both = w.TwoColumns(
            cell, self._row(f"{_LIMIT}{purpose}", "上限（MB）", limit), 84, left_least=176, gap=12
        )
        self._cells[f"{_MAILBOX}{purpose}"] = both
        return both

    def _row(self, key: str, label: str, field: w.TextField, hint: str = "") -> w.FieldRow:
        field.entered.connect(lambda _text: self.typed.emit())
        field.editingFinished.connect(self.left)
        row = w.FieldRow(label, field, hint=hint)
        self.rows[key] = row
        return row

    def _field(self, key: str, label: str, hint: str = "") -> w.Column:
        row = self._row(key, label, w.TextField(label), hint)
        # in a row of the grid that is taller because of an error, label and field stay together
        cell = w.Column(row, gap=4)
        if key in ("address", "addressee"):
            self._known[key] = w.hint("")
            cell.add(self._known[key])
        cell.add_stretch()
        self._cells[key] = cell
        return cell

    def entry(self, key: str) -> str:
        """What is in a field; mailboxes and telephones without full-width signs."""
        field = self.rows[key].field
        text = field.text() if isinstance(field, w.TextField) else ""
        return (
            plain(text) if key.startswith((_MAILBOX, _LIMIT)) or key in _NUMBERS else text.strip()
        )

    def put(self, entries: Mapping[str, str]) -> None:
        """Show these texts, as if they had been typed."""
        for key, text in entries.items():
            self._set(key, text)

    def _set(self, key: str, text: str) -> None:
        field = self.rows[key].field
        if isinstance(field, w.TextField) and field.text() != text:
            field.setText(text)

    def show_centre(self, centre: Centre, rules: DistrictFile, purposes: Sequence[Purpose]) -> None:
        """Show a district's data; mailboxes only for what the district uses them for."""
        self._purposes = tuple(purposes)
        limits = dict(centre.mailbox_limits)
        for purpose in Purpose:
            key = f"{_MAILBOX}{purpose}"
            self._set(key, centre.mailbox(purpose))
            self._set(f"{_LIMIT}{purpose}", str(limits.get(purpose, "")))
            self._cells[key].setVisible(purpose in purposes)
        for key, _, _ in (*_PLAIN, *_SUBJECT):
            self._set(key, getattr(centre, key))
        self._tell_known(rules)
        self.show_checked(centre, rules)
        self._none.setVisible(not purposes)
        for part in (self._limits, self._mailboxes):
            part.setVisible(bool(purposes))
        self._same.setVisible(len(purposes) > 1)
        self.show_problems(())

    def show_checked(self, centre: Centre, rules: DistrictFile) -> None:
        """Whether the address was checked with the centre, and when."""
        address, addressee = postal_of(rules, centre)
        day = centre.confirmed_on(address, addressee)
        self._is_checked = day is not None
        if day is not None:
            words = f"收件地址 {day.isoformat()} 向中心核对过"
        else:
            words = "收件地址还没有向中心核对" + ("" if centre.address else "，是2020年通知里的")
        self._checked.setText(words)
        self.check_link.set_caption("撤回" if day is not None else "今天核对过，没有变")
        self.check_link.setAccessibleName(
            "撤回核对：收件地址" if day is not None else "收件地址今天核对过，没有变"
        )
        self._check_line.setVisible(bool(address))

    def _tell_known(self, rules: DistrictFile) -> None:
        """What the notice itself says, under the field that overrides it."""
        known = rules.address
        for key, text in (
            ("address", known.text if known else ""),
            ("addressee", known.addressee if known else ""),
        ):
            self._known[key].setText(f"通知里的：{text}" if text else "通知里没有")

    def value(self, kept: Centre) -> Centre:
        """What is entered, over what is kept for purposes and data that aren't shown."""
        mailboxes = dict(kept.mailboxes)
        limits: dict[Purpose, int | None] = dict(kept.mailbox_limits)
        for purpose in self._purposes:
            mailboxes[purpose] = self.entry(f"{_MAILBOX}{purpose}")
            limits[purpose] = _megabytes(self.entry(f"{_LIMIT}{purpose}"))
        others: dict[str, Any] = {key: self.entry(key) for key, _, _ in (*_PLAIN, *_SUBJECT)}
        return replace(
            kept,
            mailboxes=tuple((p, mailboxes[p]) for p in Purpose if mailboxes.get(p)),
            mailbox_limits=tuple((p, n) for p in Purpose if (n := limits.get(p)) is not None),
            **others,
        )

    def copy_first(self) -> None:
        """Use the first mailbox that is entered for every purpose shown that has none."""
        first = next((p for p in self._purposes if self.entry(f"{_MAILBOX}{p}")), None)
        for purpose in self._purposes:
            if first and not self.entry(f"{_MAILBOX}{purpose}"):
                for part in (_MAILBOX, _LIMIT):
                    self._set(f"{part}{purpose}", self.entry(f"{part}{first}"))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the fields."""
        found = {field_of(p): p for p in problems}
        for key, row in self.rows.items():
            row.set_error(found[key].expected if key in found else "")

    def focus_field(self, key: str) -> None:
        """Put the focus into a field, by a finding's name without centre."""
        row = self.rows.get(key)
        if row is not None:
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)


def _megabytes(text: str) -> int | None:
    """A limit as typed; 0, which no mailbox has, for what is no number."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
