"""The lower part of the education page: how many papers, which, and on what they rest."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.domain.ids import Basis, District
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.source import Source
from jifen_desktop.domain.submission import Applicant
from jifen_desktop.rulebook.words import LEVEL
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, TextRole, Tone
from jifen_desktop.ui.wizard.pages.education.fitting import Fitting
from jifen_desktop.ui.wizard.pages.education.table import (
    PaperRow,
    Table,
    basis_line,
    make_table,
    short_clause,
)

_ASKED = "选上学历后，这里列出要准备的材料。"
_NOT_ASKED = "没有用教育背景积分，不用准备学历材料。"


class PapersNeeded(QWidget):
    """Title, basis and table; `why_asked` wants the clauses explained."""

    why_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = w.section("")
        self._basis = w.Label("", TextRole.HINT, Tone.TEXT2)
        self.why_link = w.LinkButton("为什么", small=True)
        self.why_link.setAccessibleName("为什么要这些学历材料")
        self.why_link.clicked.connect(self.why_asked)
        basis = w.Flow(self._basis, self.why_link, row_gap=0)
        self._head = w.Tagged(self.title, basis)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._head)
        self.nothing = w.hint("")
        self._empty = w.Card(self.nothing, padding=16, dashed=True)
        self._column.addWidget(self._empty)
        self._grid: Fitting | None = None
        self.table = Table((), ())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_papers(
        self,
        applicant: Applicant,
        plan: Plan | None,
        names: Mapping[District, str],
        *,
        asked: bool,
    ) -> None:
        """Show what this person has to prepare; without a plan nothing is asked."""
        self.setVisible(plan is not None)
        if plan is None:
            return
        self.table = make_table(applicant, plan)
        self.title.setText(f"要准备 {self.table.count} 份学历材料")
        self.nothing.setText(_ASKED if asked else _NOT_ASKED)
        self._head.setVisible(bool(self.table.rows))
        self._empty.setVisible(not self.table.rows)
        self._basis.setText(basis_line(self.table, plan.district_name) if self.table.rows else "")
        if self._grid is not None:
            self._column.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
            self._grid = None
        if self.table.rows:
            district = plan.district_name
            wide = _grid(self.table, district, names)
            self._grid = Fitting(wide, _list(self.table, district, names))
            self._column.addWidget(self._grid)


def _grid(table: Table, district: str, names: Mapping[District, str]) -> w.MatrixGrid:
    levels = [
        w.MatrixColumn(LEVEL[level], f"{table.count_of(level)} 份", stretch=3, strong=True)
        for level in table.levels
    ]
    grid = w.MatrixGrid(
        "学历材料",
        [
            w.MatrixColumn("材料", stretch=5),
            *levels,
            w.MatrixColumn("形式", stretch=4, small=True),
            w.MatrixColumn("依据", stretch=3, to_right=True),
        ],
    )
    grid.set_rows(
        [
            [
                row.name,
                *(w.MatrixCell(cell.words, quiet=not cell.needed) for cell in row.cells),
                row.form,
                _tags(row, district, names),
            ]
            for row in table.rows
        ]
    )
    return grid


def _list(table: Table, district: str, names: Mapping[District, str]) -> w.ListCard:
    """The same without columns: the levels that need a paper stand under its name."""
    card = w.ListCard()
    for paper in table.rows:
        needed = [
            LEVEL[level]
            for level, cell in zip(table.levels, paper.cells, strict=True)
            if cell.needed
        ]
        row = w.RowBase(Size.ROW, vertical=8)
        words = w.Column(w.body(paper.name), w.hint(f"{'、'.join(needed)} · {paper.form}"), gap=1)
        row.row.addWidget(w.Tagged(words, _tags(paper, district, names), least=168, below=4), 1)
        card.add_row(row)
    return card


def _tags(paper: PaperRow, district: str, names: Mapping[District, str]) -> QWidget:
    """The clause of a paper; where its levels rest on several, one a line with its levels."""
    tags = [
        (levels, _tag(source, short_clause(source, district, names)))
        for levels, source in paper.sources
    ]
    if len(tags) == 1:
        return tags[0][1]
    column = w.Column(gap=4)
    column.setContentsMargins(0, 8, 0, 8)
    for levels, tag in tags:
        whose = w.Label("、".join(LEVEL[e] for e in levels), TextRole.HINT, Tone.TEXT2, wrap=False)
        line = w.Line(gap=8)
        line.add_stretch()
        line.add(whose)
        line.add(tag)
        column.add(line)
    return column


def _tag(source: Source, text: str) -> QWidget:
    if source.basis == Basis.SILENT:
        return w.Label(text, TextRole.HINT, Tone.TEXT2, wrap=False)
    return w.ClauseTag(text, carried=source.basis == Basis.CARRIED)
