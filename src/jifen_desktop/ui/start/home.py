"""The page of unfinished cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.library.drafts import DamagedDraft
from jifen_desktop.services.deadlines import Deadline
from jifen_desktop.services.overview import Overview
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.start.cases import CasesCard, DamagedCard, ExportedCard
from jifen_desktop.ui.start.side import DeadlinesCard, SampleCard, Welcome, basis_line
from jifen_desktop.ui.theme import Size, TextRole
from jifen_desktop.ui.widgets import paint

_RECENT = 3


@dataclass(frozen=True)
class Shelf:
    """What the library holds, as the start screen shows it."""

    cases: tuple[Overview, ...]
    damaged: tuple[DamagedDraft, ...]
    deadlines: tuple[Deadline, ...]
    today: date

    @property
    def open(self) -> tuple[Overview, ...]:
        """Cases that were not exported yet."""
        return tuple(c for c in self.cases if c.draft.exported is None)

    @property
    def exported(self) -> tuple[Overview, ...]:
        """Exported cases, the latest first."""
        done = [c for c in self.cases if c.draft.exported is not None]
        return tuple(sorted(done, key=_exported_at, reverse=True))


def _exported_at(found: Overview) -> float:
    record = found.draft.exported
    return record.at.timestamp() if record is not None else 0.0


class _Search(w.SearchField):
    """Wide enough for its placeholder, whatever the size of the text."""

    def minimumSizeHint(self) -> QSize:
        margins = self.textMargins()
        words = paint.text_width(self.placeholderText(), TextRole.BODY)
        width = words + margins.left() + margins.right() + 32
        return QSize(max(240, width), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint().expandedTo(QSize(0, super().sizeHint().height()))


class HomePage(QWidget):
    """Made anew by `show_shelf`; `opened`, `delete_asked`, `folder_asked`, `act_asked`, `all_asked`."""

    opened = Signal(str)
    delete_asked = Signal(str)
    folder_asked = Signal(object)
    act_asked = Signal(str)
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = _Search("搜索", "搜索单位、姓名、区", "Ctrl K")
        new = w.SecondaryButton("新建申报", icon="plus", height=Size.BUTTON_TALL)
        new.clicked.connect(lambda: self.act_asked.emit("new"))
        self._extra = w.Flow(self.search, new, to_right=True)
        self._head = w.PageHead("未完成的申报", extra=self._extra)
        self._page = w.Page("未完成的申报")
        self._page.add(self._head)
        self._body = QWidget()
        self._holder = QVBoxLayout(self._body)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._page.add(self._body, 24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self._shelf: Shelf | None = None
        self.search.textChanged.connect(self._filter)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show these cases."""
        self._shelf = shelf
        self._filter()

    def _filter(self) -> None:
        if self._shelf is None:
            return
        text = self.search.text()
        shelf = self._shelf
        found = tuple(c for c in shelf.open if c.matches(text))
        recent = tuple(c for c in shelf.exported if c.matches(text))
        count = len(found)
        empty = not shelf.open and not text.strip()
        self._head.set_title("从哪里开始？" if empty else f"未完成的申报 {count}")
        self._extra.setVisible(bool(shelf.cases))
        left = self._left(shelf, found, recent, text)
        self._replace(w.TwoColumns(left, self._right(shelf), 264, right_least=240))

    def _replace(self, body: QWidget) -> None:
        while (item := self._holder.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._holder.addWidget(body)

    def _left(
        self, shelf: Shelf, found: Sequence[Overview], recent: Sequence[Overview], text: str
    ) -> QWidget:
        column = w.Column(gap=24)
        if found:
            card = CasesCard(found, shelf.today, hero=not text.strip())
            card.opened.connect(self.opened)
            card.delete_asked.connect(self.delete_asked)
            column.add(card)
        elif text.strip():
            column.add(
                w.Card(w.body(f"没有找到“{text.strip()}”。换一个词，或清空搜索。"), dashed=True)
            )
        else:
            welcome = Welcome()
            welcome.new_asked.connect(lambda: self.act_asked.emit("new"))
            welcome.sample_asked.connect(lambda: self.act_asked.emit("sample"))
            column.add(welcome)
        if recent:
            self._add_recent(column, recent, shelf.today)
        if shelf.damaged:
            column.add(w.section("打不开的申报"))
            damaged = DamagedCard(shelf.damaged, shelf.today)
            damaged.folder_asked.connect(self.folder_asked)
            column.add(damaged, 8)
        column.add_stretch()
        return column

    def _add_recent(self, column: w.Column, recent: Sequence[Overview], today: date) -> None:
        title = w.Line()
        title.add(w.section("最近导出"), stretch=1)
        if len(recent) > _RECENT:
            more = w.LinkButton(f"全部 {len(recent)} 份")
            more.clicked.connect(self.all_asked)
            title.add(more)
        column.add(title)
        card = ExportedCard(recent[:_RECENT], today, whole=False)
        card.opened.connect(self.opened)
        card.folder_asked.connect(self.folder_asked)
        column.add(card, 8)

    def _right(self, shelf: Shelf) -> QWidget:
        column = w.Column(gap=24)
        column.add(DeadlinesCard(shelf.deadlines, shelf.today))
        if shelf.open:
            sample = SampleCard()
            sample.asked.connect(lambda: self.act_asked.emit("sample"))
            column.add(sample)
        column.add(basis_line())
        column.add_stretch()
        return column


class ExportedPage(QWidget):
    """All exported cases; signals as of `HomePage`."""

    opened = Signal(str)
    delete_asked = Signal(str)
    folder_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._page = w.Page("已导出的申报")
        self._body = QWidget()
        self._holder = QVBoxLayout(self._body)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._page.add(
            w.PageHead("已导出的申报", "改动以后会回到“未完成”，再导出一次。导出的文件由您保管。")
        )
        self._page.add(self._body, 24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show the exported cases."""
        while (item := self._holder.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if not shelf.exported:
            self._holder.addWidget(w.Card(w.body("还没有导出过。"), dashed=True))
            return
        card = ExportedCard(shelf.exported, shelf.today, whole=True)
        card.opened.connect(self.opened)
        card.folder_asked.connect(self.folder_asked)
        card.delete_asked.connect(self.delete_asked)
        self._holder.addWidget(card)
