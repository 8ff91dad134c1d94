"""The page of unfinished cases."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.library.listed import Damaged
from jifen_desktop.services.shelf import Around, Found, Sought
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.start import words
from jifen_desktop.ui.start.cases import CasesCard, DamagedCard, ExportedCard
from jifen_desktop.ui.start.finder import Finder
from jifen_desktop.ui.start.listing import more_row
from jifen_desktop.ui.start.side import DeadlinesCard, SampleCard, Welcome, basis_line
from jifen_desktop.ui.theme import Size

RECENT = 3


def _find_keys() -> str:
    keys = QKeySequence(QKeySequence.StandardKey.Find)
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


class HomePage(QWidget):
    """Filled by `show_found`; `root` is the library's folder.

    Emits `opened`, `delete_asked`, `folder_asked`, `act_asked`, `all_asked`, `more_asked`, `dates_asked`.
    """

    opened = Signal(str)
    delete_asked = Signal(str)
    folder_asked = Signal(object)
    act_asked = Signal(str)
    all_asked = Signal()
    more_asked = Signal()
    dates_asked = Signal()

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root
        self.finder = Finder(words.STATES, _find_keys())
        self.search = self.finder.search
        new = w.SecondaryButton("新建申报", icon="plus", height=Size.BUTTON_TALL)
        new.clicked.connect(lambda: self.act_asked.emit("new"))
        self._extra = w.Flow(self.search, new, to_right=True)
        self._head = w.PageHead("未完成的申报", extra=self._extra, help_place="start")
        self._page = w.Page("未完成的申报")
        self._page.add(self._head)
        self._page.add(self.finder.filters, 0)
        self._left, self._side = w.Replaced(), w.Replaced()
        self._page.add(w.TwoColumns(self._left, self._side, 264, right_least=240), 24)
        self.card: CasesCard | None = None
        self._shown: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def show_found(
        self, found: Found, recent: Found, around: Around, damaged: tuple[Damaged, ...]
    ) -> None:
        """Show what was found of the unfinished cases, and the first of the exported ones."""
        shown = (found, recent, around, damaged, self.finder.sought() == Sought())
        if shown == self._shown:
            return
        narrowed = self.finder.sought().is_anything
        empty = not around.open_count and not narrowed
        if empty:
            self._head.set_title("从哪里开始？")
        else:
            self._head.set_title("未完成的申报", count=str(found.count))
        self._extra.setVisible(bool(around.open_count or around.exported_count))
        self.finder.offer(around.pairs, around.open_count)
        left = w.Column(gap=24)
        self._add_cases(left, found, around, narrowed)
        if recent.cases:
            self._add_recent(left, recent, around)
        unreadable = (*damaged, *found.damaged, *recent.damaged)
        if unreadable:
            left.add(w.section("打不开的申报"))
            card = DamagedCard(unreadable, around.today)
            card.folder_asked.connect(self.folder_asked)
            left.add(card, 8)
        left.add_stretch()
        self._left.show_widget(left)
        if around not in self._shown:
            self._side.show_widget(self._right(around))
        self._shown = shown
        self._tab_to_side()

    def _tab_to_side(self) -> None:
        """The left column is made anew more often than the right one, which Tab reaches after it."""
        stops = [
            widget
            for widget in self._page.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        side = [widget for widget in stops if self._side.isAncestorOf(widget)]
        before = [widget for widget in stops if self._left.isAncestorOf(widget)]
        for widget in side:
            if before:
                QWidget.setTabOrder(before[-1], widget)
            before.append(widget)

    def focus_row(self, number: int) -> None:
        """Put the focus on a row's button, such as the first of those that just came in."""
        if self.card is not None:
            self.card.focus_row(number)

    def _add_cases(self, column: w.Column, found: Found, around: Around, narrowed: bool) -> None:
        self.card = None
        if found.cases:
            self.card = CasesCard(found.cases, around.today, hero=not narrowed)
            self.card.opened.connect(self.opened)
            self.card.delete_asked.connect(self.delete_asked)
            left = found.count - len(found.cases) - len(found.damaged)
            if left > 0:
                self.card.add_row(more_row(left, self.more_asked.emit))
            column.add(self.card)
        elif narrowed:
            column.add(w.Card(w.body(words.nothing_found(self.finder.sought())), dashed=True))
        else:
            welcome = Welcome(self._root)
            welcome.new_asked.connect(lambda: self.act_asked.emit("new"))
            welcome.sample_asked.connect(lambda: self.act_asked.emit("sample"))
            column.add(welcome)

    def _add_recent(self, column: w.Column, recent: Found, around: Around) -> None:
        title = w.Line()
        title.add(w.section("最近导出"), stretch=1)
        if recent.count > RECENT:
            more = w.LinkButton(f"全部 {recent.count} 份")
            more.clicked.connect(self.all_asked)
            title.add(more)
        column.add(title)
        card = ExportedCard(recent.cases[:RECENT], around.today, whole=False, stages=around.stages)
        card.opened.connect(self.opened)
        card.folder_asked.connect(self.folder_asked)
        column.add(card, 8)

    def _right(self, around: Around) -> QWidget:
        column = w.Column(gap=24)
        days = DeadlinesCard(around.deadlines, around.today)
        days.all_asked.connect(self.dates_asked)
        column.add(days)
        if around.open_count:
            sample = SampleCard()
            sample.asked.connect(lambda: self.act_asked.emit("sample"))
            column.add(sample)
        column.add(basis_line())
        column.add_stretch()
        return column
