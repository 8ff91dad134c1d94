"""The page of exported cases."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.services.shelf import Around, Found
from jifen_desktop.services.stages import STAGES
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.start import words
from jifen_desktop.ui.start.cases import ExportedCard
from jifen_desktop.ui.start.finder import Finder
from jifen_desktop.ui.start.listing import more_row

_NOTHING = "还没有导出过。申报走到“导出”一步、写出文件后，就列在这里。"
_LEAD = "改动以后会回到“未完成”，再导出一次。导出的文件由您保管。"


class ExportedPage(QWidget):
    """All exported cases; signals as of `HomePage`, and `labels_asked` for the labels of several."""

    opened = Signal(str)
    delete_asked = Signal(str)
    folder_asked = Signal(object)
    more_asked = Signal()
    labels_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.finder = Finder(STAGES, of_stage=True)
        self._page = w.Page("已导出的申报")
        self._head = w.PageHead(
            "已导出的申报", _LEAD, extra=self.finder.search, help_place="exported"
        )
        self._page.add(self._head)
        self._page.add(self.finder.filters, 0)
        self.labels_link = w.LinkButton("几份申报的地址标签一起打印", icon="printer")
        self.labels_link.clicked.connect(self.labels_asked)
        self.labels_link.hide()
        self._labels = w.Flow(self.labels_link)
        self._labels.hide()
        self._page.add(self._labels, 8)
        self._body = w.Replaced()
        self._page.add(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def show_found(self, found: Found, around: Around) -> None:
        """Show what was found of the exported cases."""
        self.finder.search.setVisible(bool(around.exported_count))
        for part in (self.labels_link, self._labels):
            part.setVisible(bool(around.exported_count))
        self.finder.offer(around.pairs, around.exported_count)
        if not found.cases:
            text = words.nothing_found(self.finder.sought())
            said = text if around.exported_count else _NOTHING
            self._body.show_widget(w.Card(w.body(said), dashed=True))
            return
        card = ExportedCard(found.cases, around.today, whole=True, stages=around.stages)
        card.opened.connect(self.opened)
        card.folder_asked.connect(self.folder_asked)
        card.delete_asked.connect(self.delete_asked)
        left = found.count - len(found.cases) - len(found.damaged)
        if left > 0:
            card.add_row(more_row(left, self.more_asked.emit))
        self._body.show_widget(card)
