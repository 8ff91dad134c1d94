"""The card with a person's rows, by group; finished things fold away until asked for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from jifen_desktop.services.case import Case
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.thumbnails import Thumbnails
from jifen_desktop.ui.wizard.pages.materials.row import FoldRow, MaterialRow, explanation_row
from jifen_desktop.ui.wizard.pages.materials.views import (
    GroupView,
    Kind,
    PersonView,
    RowView,
    Spot,
    summary,
)

_FOLDED_WORDS = {Kind.DONE: "已提供", Kind.SPARE: "暂不需要"}


class Checklist(w.ListCard):
    """Shows one `PersonView` at a time.

    What the user unfolded stays so while the page is open, and a row that has just become complete stays in view
    until another person is shown.
    """

    picked = Signal(object, bool)
    opened = Signal(object)
    scan_asked = Signal(object)
    dropped = Signal(object, list)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._view: PersonView | None = None
        self._case: Case | None = None
        self._folded: dict[tuple[str, str], bool] = {}
        self._unfolded: set[tuple[str, str, Kind]] = set()
        self._kept: set[Spot] = set()
        self.material_rows: dict[Spot, MaterialRow] = {}
        self._headers: dict[str, w.GroupHeader] = {}

    def show_person(self, view: PersonView, case: Case) -> None:
        """Show these rows; the focus stays at the row, header or link that had it."""
        if self._view is None or self._view.key != view.key:
            self._settle(view)
        else:
            self._kept |= {r.spot for r in view.rows if r.kind is Kind.TODO}
            was_finished = {g.key for g in self._view.groups if g.finished}
            for group in view.groups:
                if group.key in was_finished and not group.finished:
                    self._folded[(view.key, group.key)] = False
        self._view, self._case = view, case
        self._rebuild()

    def keep(self, spots: Iterable[Spot]) -> None:
        """Keep rows in view although they are complete."""
        self._kept |= set(spots)

    def focus_spot(self, spot: Spot) -> bool:
        """Unfold what hides a row and put the focus on it."""
        if self._view is None or all(r.spot != spot for r in self._view.rows):
            return False
        self._kept.add(spot)
        group = next(g for g in self._view.groups if any(r.spot == spot for r in g.rows))
        self._folded[(self._view.key, group.key)] = False
        self._rebuild()
        action = self.material_rows[spot].action
        if action is not None:
            action.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def stops(self) -> list[QWidget]:
        """What Tab reaches here, from top to bottom."""
        found: list[QWidget] = []
        for row in self.rows():
            if isinstance(row, w.GroupHeader):
                found.append(row)
            elif isinstance(row, MaterialRow):
                found += [
                    button for button in (row.more, row.scan, row.action) if button is not None
                ]
            elif isinstance(row, FoldRow):
                found.append(row.link)
        return found

    def focused_spot(self) -> Spot | None:
        """The row that has the focus."""
        focused = QApplication.focusWidget()
        return next(
            (
                spot
                for spot, row in self.material_rows.items()
                if focused and row.isAncestorOf(focused)
            ),
            None,
        )

    # --- building -------------------------------------------------------------------------------

    def _settle(self, view: PersonView) -> None:
        self._kept = {r.spot for r in view.rows if r.kind is Kind.TODO}
        self._unfolded.clear()
        self._folded = {(view.key, g.key): g.finished for g in view.groups}

    def _rebuild(self) -> None:
        focus = self._focus_mark()
        self.clear()
        self.material_rows.clear()
        self._headers.clear()
        if self._view is None:
            return
        for group in self._view.groups:
            self._add_group(group, self._view.key)
        self.show_rows()
        self._focus_again(focus)

    def _add_group(self, group: GroupView, person: str) -> None:
        folded = self._folded.setdefault((person, group.key), group.finished)
        header = w.GroupHeader(group.title, summary(group), folded=folded)
        header.folded_changed.connect(lambda on, key=group.key: self._fold(key, on))
        self._headers[group.key] = header
        self.add_row(header)
        if folded:
            return
        if group.explained:
            self.add_row(explanation_row(group.explained))
        hidden: dict[Kind, int] = {}
        for row in group.rows:
            if self._is_shown(group, row):
                self._add_material(row)
            else:
                hidden[row.kind] = hidden.get(row.kind, 0) + 1
        others = any(self._is_shown(group, row) for row in group.rows)
        for kind, count in hidden.items():
            self._add_fold(group.key, kind, count, others=others)

    def _is_shown(self, group: GroupView, row: RowView) -> bool:
        if row.kind is Kind.TODO or row.spot in self._kept:
            return True
        if (row.spot.owner, group.key, row.kind) in self._unfolded:
            return True
        if row.kind is Kind.DONE:
            return group.finished
        return all(r.kind is Kind.SPARE for r in group.rows)

    def _add_material(self, view: RowView) -> None:
        if self._case is None:
            return
        row = MaterialRow(view, self._case, self._thumbnails)
        row.picked.connect(self.picked)
        row.opened.connect(self.opened)
        row.scan_asked.connect(self.scan_asked)
        row.dropped.connect(self.dropped)
        self.material_rows[view.spot] = row
        self.add_row(row)

    def _add_fold(self, group: str, kind: Kind, count: int, *, others: bool) -> None:
        words = f"{'另有 ' if others else ''}{count} 项{_FOLDED_WORDS[kind]}"
        row = FoldRow(words, done=kind is Kind.DONE)
        row.activated.connect(lambda: self._unfold(group, kind))
        self.add_row(row)

    def _fold(self, group: str, folded: bool) -> None:
        if self._view is not None:
            self._folded[(self._view.key, group)] = folded
            self._rebuild()

    def _unfold(self, group: str, kind: Kind) -> None:
        if self._view is None:
            return
        before = set(self.material_rows)
        self._unfolded.add((self._view.key, group, kind))
        self._rebuild()
        new = [row for spot, row in self.material_rows.items() if spot not in before]
        if new and new[0].action is not None:
            new[0].action.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- focus ----------------------------------------------------------------------------------

    def _focus_mark(self) -> object:
        """What has the focus, by name: a header's group, or a row's spot and which of its buttons."""
        focused = QApplication.focusWidget()
        for key, header in self._headers.items():
            if header is focused:
                return key
        for spot, row in self.material_rows.items():
            if focused is not None and row.isAncestorOf(focused):
                return spot
        return None

    def _focus_again(self, mark: object) -> None:
        target: QWidget | None = None
        if isinstance(mark, str):
            target = self._headers.get(mark)
        elif isinstance(mark, Spot):
            row = self.material_rows.get(mark)
            target = row.action if row is not None else self._first_button()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_button(self) -> QAbstractButton | None:
        return next(iter(self._headers.values()), None)
