"""Rows of a list from which some are picked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.ui.theme import Size, Space, TextRole, Tone
from jifen_desktop.ui.widgets.badges import Status, status_icon
from jifen_desktop.ui.widgets.labels import Label
from jifen_desktop.ui.widgets.layout import Indented
from jifen_desktop.ui.widgets.picture import Icon
from jifen_desktop.ui.widgets.rows import RowBase
from jifen_desktop.ui.widgets.tiles import CheckLine


class PickRow(RowBase):
    """A check box with its words, and a second line under the words; `check` is the box.

    What is listed but can't be picked (`pickable=False`) bears the mark of what isn't needed, in the box's place.
    """

    def __init__(self, title: str, detail: str, *, pickable: bool = True) -> None:
        super().__init__(Size.ROW_TALL, pad=Space.COLUMN, gap=Space.STEP, vertical=Space.STEP)
        self.check = CheckLine(title)
        column = QVBoxLayout()
        column.setSpacing(Space.HALF)
        column.addStretch(1)
        if pickable:
            column.addWidget(self.check)
        else:
            column.addWidget(_marked(title))
        column.addWidget(_under_words(detail))
        column.addStretch(1)
        self.row.addLayout(column, 1)


def _marked(title: str) -> QWidget:
    line = RowBase(0, pad=0, gap=Space.STEP, vertical=0)
    mark = Icon(*status_icon(Status.NOT_NEEDED), line=TextRole.BODY)
    line.row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    line.row.addWidget(Label(title), 1)
    return line


def _under_words(detail: str) -> QWidget:
    return Indented(Label(detail, TextRole.HINT, Tone.TEXT2), Size.ICON, Space.STEP)
