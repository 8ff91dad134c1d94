"""The card of unfinished cases: the latest large, the others as rows; and rows of exported ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.library.follow_up import Stage
from jifen_desktop.library.listed import Damaged
from jifen_desktop.messages import ERRORS
from jifen_desktop.services.listed import ListedCase
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.start import words
from jifen_desktop.ui.theme import TextRole, Tone
from jifen_desktop.ui.widgets import paint

_BADGE = 104
_NAME = 168
_ASIDE = 80  # the day of saving and 删除
_APART = 48  # the meter ends well before the button


class CasesCard(w.ListCard):
    """`opened(id)`, `delete_asked(id)`."""

    opened = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, cases: Sequence[ListedCase], today: date, *, hero: bool) -> None:
        super().__init__()
        self._today = today
        self._acts: list[QWidget] = []
        for number, found in enumerate(cases):
            self.add_row(self._hero(found) if hero and number == 0 else self._row(found))

    def focus_row(self, number: int) -> None:
        """Put the focus on the button of a row."""
        if number < len(self._acts):
            self._acts[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _hero(self, found: ListedCase) -> QWidget:
        name = found.overview.company or words.UNNAMED
        moment = words.when(found.listed.saved, self._today, with_time=True)
        told = w.Label(moment, TextRole.HINT, Tone.TEXT2, wrap=False)
        aside = w.Flow(told, self._delete(found, name), gap=16, to_right=True)
        title = w.Tagged(w.lead(name), aside, least=2 * _NAME)
        status, text = words.badge(found)
        todo = w.Line(w.StatusBadge(status, text, large=True), gap=12)
        todo.add(w.body(words.what_is_next(found)), stretch=1)
        go_on = w.PrimaryButton(words.hero_act(found), trailing="arrow-right")
        go_on.clicked.connect(lambda _checked=False: self.opened.emit(found.id))
        go_on.setAccessibleName(f"{words.hero_act(found)}，{name}")
        self._acts.append(go_on)
        done = w.Column(gap=12)
        if found.overview.total:
            done.add(w.Meter("材料齐备程度", found.overview.done, found.overview.total))
            done.add(w.hint(words.progress_words(found)))
        act = w.Tagged(done, w.Flow(go_on, to_right=True), least=_NAME, below=12, gap=_APART)
        column = w.Column(title, gap=20)
        column.add(w.body(words.about(found), Tone.TEXT2), 4)
        column.add(todo)
        column.add(act)
        return w.CardFooter(column, vertical=20)

    def _row(self, found: ListedCase) -> QWidget:
        status, text = words.badge(found)
        button = w.SecondaryButton(words.act(found), min_width=96)
        button.clicked.connect(lambda _checked=False: self.opened.emit(found.id))
        name = found.overview.company or words.UNNAMED
        button.setAccessibleName(f"{words.act(found)}：{name}")
        self._acts.append(button)
        moment = words.when(found.listed.saved, self._today)
        told = w.Label(moment, TextRole.HINT, Tone.TEXT2, wrap=False, align=paint.RIGHT)
        aside = w.Column(told, gap=4)
        aside.add(w.Flow(self._delete(found, name), to_right=True))
        marks = w.Line(w.StatusBadge(status, text, min_width=_BADGE), button, gap=12)
        title = w.Column(w.body(name, bold=True), w.hint(words.about(found)), gap=4)
        told_of = w.Tagged(title, aside, least=_NAME)
        return w.CardFooter(w.Tagged(told_of, marks, least=_NAME + _ASIDE, below=8), vertical=12)

    def _delete(self, found: ListedCase, name: str) -> w.LinkButton:
        link = w.LinkButton("删除", small=True)
        link.setAccessibleName(f"删除：{name}，{words.about(found)}")
        link.clicked.connect(lambda _checked=False: self.delete_asked.emit(found.id))
        return link


class ExportedCard(w.ListCard):
    """`opened(id)`, `folder_asked(path)`, `delete_asked(id)` (only where `whole`)."""

    opened = Signal(str)
    folder_asked = Signal(object)
    delete_asked = Signal(str)

    def __init__(
        self,
        cases: Sequence[ListedCase],
        today: date,
        *,
        whole: bool,
        stages: Mapping[str, Sequence[Stage]] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self._stages = stages
        for found in cases:
            self.add_row(self._row(found, today, whole))

    def _row(self, found: ListedCase, today: date, whole: bool) -> QWidget:
        name = found.overview.company or words.UNNAMED
        told = words.about(found)
        if found.listed.exported_at is not None:
            told += f" · {words.when(found.listed.exported_at, today)} 导出"
        if stage := words.stage_words(found, self._stages.get(found.id, ())):
            told += f" · {stage}"
        link = w.LinkButton("打开所在文件夹", icon="folder-open")
        folder = Path(found.listed.export_folder)
        link.clicked.connect(lambda _checked=False: self.folder_asked.emit(folder))
        link.setAccessibleName(f"{link.caption}：{name}")
        links = w.Line(link, gap=16)
        if whole:
            again = w.LinkButton("查看", small=True)
            again.setAccessibleName(f"查看：{name}")
            again.clicked.connect(lambda _checked=False: self.opened.emit(found.id))
            delete = w.LinkButton("删除", small=True)
            delete.setAccessibleName(f"删除：{name}，{words.about(found)}")
            delete.clicked.connect(lambda _checked=False: self.delete_asked.emit(found.id))
            links.add(again)
            links.add(delete)
        title = w.Column(w.body(name), w.hint(told), gap=4)
        row = w.CardFooter(w.Tagged(title, links, least=_NAME), vertical=12)
        row.setToolTip(str(folder))
        return row


class DamagedCard(w.ListCard):
    """What can't be read; `folder_asked(path)`."""

    folder_asked = Signal(object)

    def __init__(self, damaged: Sequence[Damaged], today: date) -> None:
        super().__init__()
        for found in damaged:
            what, remedy = ERRORS[found.code]
            link = w.LinkButton("打开所在文件夹", icon="folder-open")
            path = found.path
            link.clicked.connect(lambda _checked=False, path=path: self.folder_asked.emit(path))
            name = words.damaged_name(found.saved, found.name, today)
            row = w.Row(what.format(name=name), remedy, tall=True)
            row.add_link(link)
            row.setToolTip(str(path))
            self.add_row(row)
