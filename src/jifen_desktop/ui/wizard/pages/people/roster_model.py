"""The people of a roster as a table's model: wrong rows first, bad cells coloured, the words at the end of the row."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from jifen_desktop.services.people import masked
from jifen_desktop.services.roster import Roster, RosterRow
from jifen_desktop.services.roster_columns import Column, number_in
from jifen_desktop.services.roster_words import TROUBLE
from jifen_desktop.ui import theme

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_GOOD: Final = "可以导入"
_FIRST: Final = "行"
_LAST: Final = "结果"


class RosterModel(QAbstractTableModel):
    """行, a column for each that was matched, 结果."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[RosterRow, ...] = ()
        self._places: tuple[tuple[Column, int], ...] = ()

    def show_roster(self, roster: Roster) -> None:
        """Show another roster."""
        self.beginResetModel()
        places = {column: i for i, column in enumerate(roster.columns) if column is not None}
        self._places = tuple((column, places[column]) for column in Column if column in places)
        self._rows = tuple(sorted(roster.rows, key=lambda row: row.is_right))
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """The people."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """The matched columns and two more."""
        return 0 if parent is not None and parent.isValid() else len(self._places) + 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """The headings."""
        if role != _Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_FIRST, *(str(column) for column, _ in self._places), _LAST)[section]

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """A cell: its words, and the colours of one that is wrong."""
        row, number = self._rows[index.row()], index.column()
        wrong = dict(row.troubles)
        if role == _Role.DisplayRole:
            return self._words(row, number)
        last = number == len(self._places) + 1
        column = self._places[number - 1][0] if number > 0 and not last else None
        bad = column in wrong or (last and bool(wrong))
        if role == _Role.ForegroundRole:
            return QColor(theme.tokens().color("bad" if bad else "text"))
        if role == _Role.BackgroundRole and bad:
            return QColor(theme.tokens().color("bad_soft"))
        if role == _Role.ToolTipRole and column in wrong:
            return TROUBLE[wrong[column]]
        return None

    def _words(self, row: RosterRow, number: int) -> str:
        if number == 0:
            return str(row.line)
        if number > len(self._places):
            return "；".join(TROUBLE[trouble] for _, trouble in row.troubles) or _GOOD
        column, place = self._places[number - 1]
        cell = row.cells[place] if place < len(row.cells) else ""
        return masked(number_in(cell)) if column is Column.ID_NUMBER else cell
