"""The page of deleted cases: they rest for 30 days, and can be taken back or deleted for good."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.library.lists import TRASH_DAYS
from jifen_desktop.services.listed import ListedCase
from jifen_desktop.services.shelf import Around, Found
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.start import words
from jifen_desktop.ui.start.listing import more_row

_LEAD = f"删除的申报在这里保留 {TRASH_DAYS} 天，可以恢复；到期后连同程序保存的证件副本一起删除。"
_NAME = 168


class TrashPage(QWidget):
    """`restore_asked(id)`, `purge_asked(ids)`, `more_asked`."""

    restore_asked = Signal(str)
    purge_asked = Signal(object)
    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._page = w.Page("最近删除")
        self.empty = w.SecondaryButton("全部永久删除…", icon="trash-2")
        self._page.add(w.PageHead("最近删除", _LEAD, extra=self.empty, help_place="trash"))
        self._body = w.Replaced()
        self._page.add(self._body)
        self.empty.clicked.connect(lambda _checked=False: self.purge_asked.emit(None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def show_found(self, found: Found, around: Around) -> None:
        """Show what lies in the trash."""
        self.empty.setVisible(bool(found.cases))
        if not found.cases:
            self._body.show_widget(w.Card(w.body("没有删除的申报。"), dashed=True))
            return
        card = w.ListCard()
        for case in found.cases:
            card.add_row(self._row(case, around))
        left = found.count - len(found.cases) - len(found.damaged)
        if left > 0:
            card.add_row(more_row(left, self.more_asked.emit))
        self._body.show_widget(card)

    def _row(self, found: ListedCase, around: Around) -> QWidget:
        name = found.overview.company or words.UNNAMED
        told = words.about(found)
        if found.listed.deleted is not None:
            over = found.listed.deleted.astimezone().date() + timedelta(days=TRASH_DAYS)
            told += f" · {words.when(found.listed.deleted, around.today)} 删除"
            told += f" · 保留到 {words.day_words(over, around.today)}"
        back = w.SecondaryButton("恢复", icon="undo-2", min_width=96)
        back.setAccessibleName(f"恢复：{name}")
        back.clicked.connect(lambda _checked=False: self.restore_asked.emit(found.id))
        gone = w.LinkButton("永久删除")
        gone.setAccessibleName(f"永久删除：{name}，{words.about(found)}")
        gone.clicked.connect(lambda _checked=False: self.purge_asked.emit((found.id,)))
        title = w.Column(w.body(name, bold=True), w.hint(told), gap=4)
        return w.CardFooter(w.Tagged(title, w.Line(gone, back, gap=12), least=_NAME), vertical=12)
