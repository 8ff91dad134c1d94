"""A roster before it is imported: which column is what, each row judged; nothing is added without a yes."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableView,
    QWidget,
)

from jifen_desktop.domain.submission import Submission
from jifen_desktop.intake.table import Table
from jifen_desktop.services.roster import Roster, read_roster
from jifen_desktop.services.roster_columns import Column, match_columns
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import lay_out, resize_on_screen
from jifen_desktop.ui.theme import Size
from jifen_desktop.ui.wizard.pages.people.roster_model import RosterModel

_NOWHERE: Final = ""
_SHOWN: Final = 8  # characters of a column's first cell
_PLAIN: Final = (Column.NAME, Column.ID_NUMBER)  # asked for also where a table has no more columns


class RosterDialog(QDialog):
    """`roster` is what the table gives as its columns are matched now; `accepted` follows the user's yes."""

    def __init__(self, parent: QWidget, table: Table, submission: Submission, today: date) -> None:
        super().__init__(parent)
        self.setWindowTitle("核对名单")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._table, self._submission, self._today = table, submission, today
        columns, self._start = match_columns(table)
        self.roster = Roster((), ())
        self.fields = self._make_fields(columns)
        self.view = QTableView()
        self.model = RosterModel(self)
        self.head = w.PageHead("核对名单", " ", help_place="roster")
        self.add_button = w.PrimaryButton("")
        self.cancel_button = w.SecondaryButton("不导入", height=Size.BUTTON_TALL)
        self._lay_out()
        self._judge()

    def _make_fields(self, columns: tuple[Column | None, ...]) -> dict[Column, w.SelectField]:
        """A field for each thing that a column can hold, as the columns were matched."""
        options = [(_NOWHERE, "不导入"), *((str(i), self._called(i)) for i in range(len(columns)))]
        wanted = _PLAIN if len(columns) <= len(_PLAIN) else tuple(Column)
        fields = {column: w.SelectField(f"{column}在哪一列", options) for column in wanted}
        for column, field in fields.items():
            field.set_value(str(columns.index(column)) if column in columns else _NOWHERE)
            field.value_chosen.connect(lambda _value, c=column: self._choose(c))
        return fields

    def _called(self, number: int) -> str:
        """A column by its place and its first cell, which is its heading where it has one."""
        rows = self._table[max(0, self._start - 1) :]
        first = next((row[number] for row in rows if number < len(row) and row[number]), "")
        digits = any(character.isdigit() for character in first)
        words = "" if digits else first[:_SHOWN] + ("…" if len(first) > _SHOWN else "")
        return f"第 {number + 1} 列" + (f"：{words}" if words else "")

    def _lay_out(self) -> None:
        grid = w.TileGrid(4, gap=16)
        for column, field in self.fields.items():
            grid.add(w.FieldRow(str(column), field))
        self._dress(self.view)
        page = w.Page("核对名单")
        page.add(self.head)
        page.add(grid)
        page.add(self.view, stretch=1)
        self.add_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        lay_out(self, page, self.cancel_button, self.add_button)
        resize_on_screen(self, theme.scaled(960), theme.scaled(640))

    def _dress(self, view: QTableView) -> None:
        view.setAccessibleName("名单")
        view.setModel(self.model)
        view.setTabKeyNavigation(False)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setShowGrid(False)
        view.setMinimumHeight(160)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    # --- judging --------------------------------------------------------------------------------

    def _choose(self, chosen: Column) -> None:
        """A column holds one thing: what it held before is looked for elsewhere."""
        value = self.fields[chosen].value()
        for column, field in self.fields.items():
            if column is not chosen and value and field.value() == value:
                field.set_value(_NOWHERE)
        self._judge()

    def _judge(self) -> None:
        columns: list[Column | None] = [None] * max(map(len, self._table))
        for column, field in self.fields.items():
            if field.value():
                columns[int(field.value())] = column
        self.roster = read_roster(self._table, columns, self._start, self._submission, self._today)
        self.model.show_roster(self.roster)
        last = self.model.columnCount() - 1
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(last, QHeaderView.ResizeMode.Stretch)
        good = sum(1 for row in self.roster.rows if row.is_right)
        wrong = len(self.roster.rows) - good
        words = f"可以导入 {good} 位"
        if wrong:
            words += f"；{wrong} 行不对，不会导入。改好后再导入一次，已在申报里的不会重复"
        self.head.set_title("核对名单", words)
        self.add_button.set_caption(f"导入 {good} 位")
        self.add_button.setEnabled(good > 0)
        w.announce(self, words)
