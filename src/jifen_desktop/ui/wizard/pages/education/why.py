"""Why the education papers are needed: the clause behind each, and the advice that goes with them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import Basis
from jifen_desktop.domain.plan import Material, Note, Plan
from jifen_desktop.domain.source import Source
from jifen_desktop.domain.submission import Applicant
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.rulebook.words import FORM, LEVEL
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.theme import Size, Tone


def why_dialog(parent: QWidget, applicant: Applicant, plan: Plan) -> PageDialog:
    """The clauses of all education papers of one applicant."""
    page = w.Page("学历材料的依据")
    page.add(w.PageHead("为什么要这些学历材料？", _LEAD))
    for education in applicant.education:
        rows = [m for m in plan.materials if m.education == education.level]
        if rows:
            page.add(w.section(LEVEL[education.level]), 20)
            page.add(w.ListCard(*(_paper(m) for m in rows)), 8)
    notes = [n for n in plan.advice if n.text]
    if notes:
        page.add(w.section("还要知道"), 20)
        page.add(w.ListCard(*(_note(n) for n in notes)), 8)
    return PageDialog(parent, "学历材料的依据", page)


_LEAD = "方括号里是通知的行号。虚线框的“参照”表示本区没有写明，取自其他区或公开办事指南。"


def _paper(material: Material) -> QWidget:
    row = w.RowBase(Size.ROW)
    form = f"{FORM[material.form]} · {clause_text(material.form_source)}"
    words = [w.body(material.label), w.hint(form)]
    if material.hint:
        words.append(w.hint(material.hint))
    row.add_words(*words)
    row.row.addWidget(clause_mark(material.source))
    return row


def _note(note: Note) -> QWidget:
    row = w.RowBase(Size.ROW_QUIET)
    row.add_words(w.body(note.text))
    row.row.addWidget(clause_mark(note.source))
    return row


def clause_mark(source: Source) -> QWidget:
    """The whole clause: a tag, or plain words where nobody says anything."""
    if source.basis == Basis.SILENT:
        return w.Label(clause_text(source), tone=Tone.TEXT2, wrap=False)
    text = clause_text(source)
    carried = source.basis == Basis.CARRIED
    return w.ClauseTag(text.removeprefix("参照").strip() if carried else text, carried=carried)
