"""Tables in Markdown, and how a rule's basis and clause are written in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jifen_desktop.domain.ids import Basis
from jifen_desktop.domain.source import Source
from jifen_desktop.rulebook.clauses import CARRIED, NOT_STATED, clause_text


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table with an empty line behind it; nothing without rows."""
    shown = [_row(row) for row in rows]
    if not shown:
        return []
    return [_row(columns), _row(["---"] * len(columns)), *shown, ""]


def basis_word(source: Source) -> str:
    """写明, 参照, 我们的理解 or 通知未说明."""
    if source.basis == Basis.STATED:
        return "写明"
    if source.basis == Basis.SILENT:
        return NOT_STATED
    return "我们的理解" if source.own_reading else CARRIED


def clause(source: Source) -> str:
    """The clause as the program shows it, without the word that stands in the column of the basis."""
    if source.basis == Basis.SILENT or (source.own_reading and not source.lines):
        return ""
    return clause_text(source).removeprefix(CARRIED).strip()


def backed(source: Source) -> tuple[str, str]:
    """The two columns 依据 and 条款."""
    return basis_word(source), clause(source)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '｜') for cell in cells)} |"
