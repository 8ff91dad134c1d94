"""The page of unfinished cases."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.services.shelf import Shelves
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.start.cases import CasesCard, DamagedCard, ExportedCard
from jifen_desktop.ui.start.side import DeadlinesCard, SampleCard, Welcome, basis_line
from jifen_desktop.ui.theme import Size, TextRole
from jifen_desktop.ui.widgets import paint

_RECENT = 3


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
    """Made anew by `show_shelves`; `opened`, `delete_asked`, `folder_asked`, `act_asked`, `all_asked`."""

    opened = Signal(str)
    delete_asked = Signal(str)
    folder_asked = Signal(object)
    act_asked = Signal(str)
    all_asked = Signal()
    searched = Signal(str)

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
        self.search.textChanged.connect(self.searched)

    def show_shelves(self, shelves: Shelves) -> None:
        """Show what the search found, or all."""
        text = self.search.text()
        empty = not shelves.open_count and not text.strip()
        self._head.set_title("从哪里开始？" if empty else f"未完成的申报 {shelves.open_found}")
        self._extra.setVisible(bool(shelves.open_count or shelves.exported_count))
        left = self._left(shelves, text)
        self._replace(w.TwoColumns(left, self._right(shelves), 264, right_least=240))

    def _replace(self, body: QWidget) -> None:
        while (item := self._holder.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._holder.addWidget(body)

    def _left(self, shelves: Shelves, text: str) -> QWidget:
        column = w.Column(gap=24)
        if shelves.open:
            card = CasesCard(shelves.open, shelves.today, hero=not text.strip())
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
        if shelves.exported:
            self._add_recent(column, shelves)
        if shelves.damaged:
            column.add(w.section("打不开的申报"))
            damaged = DamagedCard(shelves.damaged, shelves.today)
            damaged.folder_asked.connect(self.folder_asked)
            column.add(damaged, 8)
        column.add_stretch()
        return column

    def _add_recent(self, column: w.Column, shelves: Shelves) -> None:
        title = w.Line()
        title.add(w.section("最近导出"), stretch=1)
        if shelves.exported_found > _RECENT:
            more = w.LinkButton(f"全部 {shelves.exported_found} 份")
            more.clicked.connect(self.all_asked)
            title.add(more)
        column.add(title)
        card = ExportedCard(shelves.exported[:_RECENT], shelves.today, whole=False)
        card.opened.connect(self.opened)
        card.folder_asked.connect(self.folder_asked)
        column.add(card, 8)

    def _right(self, shelves: Shelves) -> QWidget:
        column = w.Column(gap=24)
        column.add(DeadlinesCard(shelves.deadlines, shelves.today))
        if shelves.open_count:
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

    def show_shelves(self, shelves: Shelves) -> None:
        """Show the exported cases."""
        while (item := self._holder.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if not shelves.exported:
            self._holder.addWidget(w.Card(w.body("还没有导出过。"), dashed=True))
            return
        card = ExportedCard(shelves.exported, shelves.today, whole=True)
        card.opened.connect(self.opened)
        card.folder_asked.connect(self.folder_asked)
        card.delete_asked.connect(self.delete_asked)
        self._holder.addWidget(card)
