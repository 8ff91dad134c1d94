"""The clause behind a line, as a tag."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import Basis
from jifen_desktop.domain.source import Source
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, Space
from jifen_desktop.ui.wizard.pages.review.words import short_clause


def clause_mark(source: Source) -> QWidget:
    """A tag with the district and line, the whole clause in its tooltip; words where no line is behind it."""
    short = short_clause(source)
    whole = clause_text(source)
    if not short:
        return w.hint(whole)
    tag = w.ClauseTag(short, carried=source.basis == Basis.CARRIED)
    tag.setToolTip(whole)
    return tag


def indented_clause(source: Source) -> QWidget:
    """The tag under the words of a numbered line."""
    line = w.Line(clause_mark(source))
    line.add_stretch()
    return w.Indented(line, Size.ICON_LARGE, Space.STEP)
