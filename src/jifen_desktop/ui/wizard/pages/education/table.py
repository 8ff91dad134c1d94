"""What the education table shows, as plain values: which paper is needed for which level, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jifen_desktop.domain.ids import Basis, District, Level, Origin, Report
from jifen_desktop.domain.plan import Material, Plan
from jifen_desktop.domain.source import Source
from jifen_desktop.domain.submission import Applicant, Education
from jifen_desktop.rulebook.clauses import NOT_STATED
from jifen_desktop.rulebook.education import relevant_levels
from jifen_desktop.rulebook.words import FORM

NEEDED = "需要"
_STATUS_REPORT = "chsi_status"


@dataclass(frozen=True)
class Cell:
    """One paper at one level; `needed` counts it, `words` say why not."""

    needed: bool
    words: str = NEEDED


@dataclass(frozen=True)
class PaperRow:
    """One kind of paper over all levels that need it.

    `sources` are the clauses behind it, each with its levels: a lower level's may be another district's.
    """

    name: str
    cells: tuple[Cell, ...]
    form: str
    sources: tuple[tuple[tuple[Level, ...], Source], ...]


@dataclass(frozen=True)
class Table:
    """The whole table; `levels` are its columns, lowest first."""

    levels: tuple[Level, ...]
    rows: tuple[PaperRow, ...]

    @property
    def count(self) -> int:
        """How many papers are to be prepared."""
        return sum(cell.needed for row in self.rows for cell in row.cells)

    def count_of(self, level: Level) -> int:
        """How many of them are of one level."""
        index = self.levels.index(level)
        return sum(row.cells[index].needed for row in self.rows)


def make_table(applicant: Applicant, plan: Plan) -> Table:
    """The papers that the answers given so far lead to; of two report sets the intended one."""
    held = relevant_levels(applicant.education)
    papers = {m.id: m for m in plan.materials if m.education}
    if not papers:
        return Table((), ())
    stems = list(dict.fromkeys(m.id.partition(".")[0] for m in papers.values()))
    rows = [_row(stem, held, papers) for stem in stems]
    return Table(tuple(e.level for e in held), tuple(row for row in rows if row is not None))


def short_clause(source: Source, own: str, names: Mapping[District, str]) -> str:
    """The clause as it fits a table: district and lines; `own` is the plan's own district."""
    if source.basis == Basis.SILENT:
        return NOT_STATED
    if not source.lines:
        return "我们的理解" if source.own_reading else "公开办事指南"
    lines = "、".join(str(line) for line in source.lines)
    where = names.get(source.origin, own) if source.origin else own
    return f"{where} [{lines}]"


def basis_line(table: Table, district: str) -> str:
    """How sure the table is, in one line."""
    found = {source.basis for row in table.rows for _, source in row.sources}
    if found == {Basis.STATED}:
        return f"{district}的通知里写明"
    if Basis.STATED in found:
        return "虚线框的是参照，本区没有单独写明"
    return f"{district}没有单独写明，按其他区参照"


def _row(stem: str, held: Sequence[Education], papers: Mapping[str, Material]) -> PaperRow | None:
    found = [papers.get(f"{stem}.{e.level}") for e in held]
    cells = tuple(_cell(stem, e, m) for e, m in zip(held, found, strict=True))
    needed = [m for m, cell in zip(found, cells, strict=True) if m is not None and cell.needed]
    if not needed:
        return None
    last = needed[-1]
    return PaperRow(last.label, cells, _form(last), _sources(needed))


def _sources(papers: Sequence[Material]) -> tuple[tuple[tuple[Level, ...], Source], ...]:
    levels: dict[Source, list[Level]] = {}
    for paper in papers:
        if paper.education is not None:
            levels.setdefault(paper.source, []).append(paper.education)
    return tuple((tuple(found), source) for source, found in levels.items())


def _cell(stem: str, education: Education, material: Material | None) -> Cell:
    if material is None:
        if education.origin == Origin.OVERSEAS:
            return Cell(False, "境外不用")
        return Cell(False, "没有学位" if stem.startswith("degree") else "不用")
    if material.set_name and material.set_name != education.report:
        return Cell(False, "交书面报告" if education.report == Report.WRITTEN else "交电子报告")
    return Cell(True)


def _form(material: Material) -> str:
    if material.id.startswith(_STATUS_REPORT):
        return "没有的可标为不适用"
    if material.validity_stated:
        return "须在有效期内"
    if material.alternatives:
        return "电子或书面，任选一种"
    return FORM[material.form]
