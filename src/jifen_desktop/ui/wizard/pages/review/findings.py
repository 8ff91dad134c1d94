"""The card of findings: a row each, with the way to mend or confirm it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from jifen_desktop.domain.findings import Finding
from jifen_desktop.messages import confirm_words, confirmed_words, finding_lines
from jifen_desktop.services.budget import COMPRESS
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, TextRole, Tone
from jifen_desktop.ui.wizard.pages.review.groups import CONDITIONS, FEW, Entry, Group, Overview
from jifen_desktop.ui.wizard.pages.review.words import link_text, with_clause

_ALL_OPEN = 60  # more findings than these fold by person


class OpenRow(w.FindingRow):
    """A finding to mend, or to confirm where it only warns."""

    confirm_asked = Signal(object)  # the Finding
    lead_asked = Signal(object)

    def __init__(self, finding: Finding, *, confirmable: bool, blocks: bool) -> None:
        title, remedy = finding_lines(finding)
        severity = w.Severity.MUST if blocks else w.Severity.CONFIRM
        super().__init__(severity, title, with_clause(remedy, finding.source), link_text(finding))
        self.activated.connect(lambda: self.lead_asked.emit(finding))
        self.confirm_link: w.LinkButton | None = None
        if confirmable:
            words = confirm_words(finding, "确认")
            self.confirm_link = w.LinkButton(words)
            self.confirm_link.setAccessibleName(f"{words}：{title}")
            self.confirm_link.clicked.connect(lambda: self.confirm_asked.emit(finding))
            self.row.addWidget(self.confirm_link)


class ConfirmedRow(w.RowBase):
    """A warning that the user confirmed, quiet, with the way back."""

    withdraw_asked = Signal(object)

    def __init__(self, finding: Finding) -> None:
        super().__init__(Size.ROW_QUIET, vertical=8)
        title, _ = finding_lines(finding)
        mark = w.Icon("circle-check", "ok", Size.ICON_ROW, line=TextRole.BODY)
        self.row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.add_words(
            w.body(title, Tone.TEXT2), w.hint(with_clause(confirmed_words(finding), finding.source))
        )
        self.link = w.LinkButton("撤回确认")
        self.link.setAccessibleName(f"撤回确认：{title}")
        self.link.clicked.connect(lambda: self.withdraw_asked.emit(finding))
        self.row.addWidget(self.link)


class FindingsCard(w.ListCard):
    """All findings by group, then the people without any; where there are very many, people fold but for the first.

    `confirmed(list, bool)` asks to confirm findings or to take that back, `lead_asked(Finding)` to be
    led to the place where one is mended.
    """

    confirmed = Signal(list, bool)
    lead_asked = Signal(object)

    def __init__(self, found: Overview, *, confirmable: bool = True) -> None:
        super().__init__()
        self._confirmable = confirmable
        self._links: list[tuple[Finding, QAbstractButton]] = []
        self._headers: dict[str, w.GroupHeader] = {}
        self._unfolded: set[str] = set()
        self._found = found
        self._made = False
        self.show_overview(found)

    def show_overview(self, found: Overview) -> None:
        """Show these findings; the focus stays at the finding or header that it was at."""
        if found == self._found and self._made:
            return
        self._made = True
        self._show(found)

    def _show(self, found: Overview) -> None:
        focused = next((f for f, link in self._links if link.hasFocus()), None)
        header = next((key for key, header in self._headers.items() if header.hasFocus()), "")
        had_focus = any(link.hasFocus() for link in self.findChildren(QAbstractButton))
        self._found = found
        self.clear()
        self._links.clear()
        self._headers.clear()
        folds = sum(len(group.entries) for group in found.groups) > _ALL_OPEN
        if folds and not self._unfolded:
            self._unfolded.add(found.groups[0].key)
        for group in found.groups:
            self._add_group(group, folds=folds and group.key not in FEW)
        for name in found.fine if self._confirmable else ():
            self.add_row(w.QuietRow("没有问题", person=name))
        self.show_rows()
        if header in self._headers:
            self._headers[header].setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus:
            self._focus_again(focused)

    def focus_finding(self, finding: Finding) -> bool:
        """Unfold what hides a finding and put the focus on its link."""
        for group in self._found.groups:
            mine = any(e.finding.key == finding.key for e in group.entries)
            if mine and group.key in self._headers and self._headers[group.key].folded:
                self._fold(group.key, False)
        link = next((b for f, b in self._links if f.key == finding.key), None)
        if link is None:
            return False
        link.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _focus_again(self, finding: Finding | None) -> None:
        if finding is None or not self.focus_finding(finding):
            first = next((link for _, link in self._links), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self, key: str, folded: bool) -> None:
        self._unfolded = self._unfolded - {key} if folded else self._unfolded | {key}
        self._show(self._found)

    def _add_group(self, group: Group, *, folds: bool) -> None:
        if folds:
            self._add_folding(group)
            return
        title = w.GroupTitle(group.title, group.summary)
        together = [e.finding for e in group.open if not e.blocks]
        if group.key == CONDITIONS and self._confirmable and len(together) > 1:
            link = w.LinkButton("全部确认")
            link.setAccessibleName(f"全部确认：{group.title}")
            link.clicked.connect(lambda: self.confirmed.emit(together, True))
            title.row.addWidget(link)
        self.add_row(title)
        for entry in group.entries:
            self.add_row(self._row(entry))

    def _add_folding(self, group: Group) -> None:
        """A group that shows its findings when it is asked for them."""
        folded = group.key not in self._unfolded
        left = f"{len(group.open)} 处" if group.open else "都确认了"
        summary = " · ".join(part for part in (group.summary, left) if part)
        header = w.GroupHeader(group.title, summary, folded=folded)
        header.folded_changed.connect(lambda on: self._fold(group.key, on))
        self._headers[group.key] = header
        self.add_row(header)
        for entry in () if folded else group.entries:
            self.add_row(self._row(entry))

    def _row(self, entry: Entry) -> QWidget:
        finding = entry.finding
        if entry.confirmed:
            done = ConfirmedRow(finding)
            done.withdraw_asked.connect(lambda f: self.confirmed.emit([f], False))
            self._links.append((finding, done.link))
            return done
        # to make pictures smaller is agreed to where it can be seen
        confirmable = self._confirmable and not entry.blocks and finding.code != COMPRESS
        row = OpenRow(finding, confirmable=confirmable, blocks=entry.blocks)
        row.lead_asked.connect(self.lead_asked)
        row.confirm_asked.connect(lambda f: self.confirmed.emit([f], True))
        for link in (row.confirm_link, row.link):
            if link is not None:
                self._links.append((finding, link))
        return row
