"""The clause that words rest on, as a tag or in words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import Basis
from jifen_desktop.domain.source import Source
from jifen_desktop.rulebook.clauses import CARRIED, clause_text
from jifen_desktop.ui import widgets as w

_LONGEST_TAG = 18


def clause_mark(source: Source) -> QWidget:
    """The clause as a tag; in plain words where it is long, unstated or no clause at all."""
    text = clause_text(source)
    lead = f"{CARRIED} "
    if not source.lines or len(text) > _LONGEST_TAG:
        return w.hint(f"依据：{text}" if source.lines else text)
    if text.startswith(lead):
        return w.ClauseTag(text.removeprefix(lead), carried=True)
    return w.ClauseTag(text, carried=source.basis == Basis.CARRIED)
