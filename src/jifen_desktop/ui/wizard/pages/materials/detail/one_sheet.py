"""The choice to put a card's two sides on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal

from jifen_desktop.domain.ids import Form
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.rulebook.words import FORM
from jifen_desktop.services.case import Case
from jifen_desktop.services.page_edits import (
    SIDES,
    may_share_sheet,
    suggests_sheet,
    wants_sheet,
)
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.part import Part
from jifen_desktop.ui.wizard.pages.materials.views import RowView

_TITLE = "两面放在一张 A4 上，按证件实际大小"


class OneSheet(Part):
    """`wanted(bool)` is the user's choice; hidden where a row is no card, or is sent as it came."""

    wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__("")
        self.check = w.CheckLine(_TITLE)
        self.check.clicked.connect(self.wanted)
        self._why = w.hint("")
        self.add(self.check)
        self.add(self._why)

    def show_row(self, row: RowView, case: Case) -> None:
        """Show how it stands for this row."""
        material = row.item.material
        people = case.submission.applicants
        owner = next((a for a in people if a.key == row.spot.owner), None)
        chosen = wants_sheet(case.submission, owner, material.id)
        self.setVisible(may_share_sheet(case.picture.plans.base, material))
        fits = row.item.pages == SIDES
        self.check.setChecked(chosen)
        self.check.setEnabled(fits or chosen)
        self._why.setText(_why(row, fits=fits, chosen=chosen))


def _why(row: RowView, *, fits: bool, chosen: bool) -> str:
    material = row.item.material
    if not fits:
        kept = "，现在仍然分开导出" if chosen else ""
        return f"要正好两页：{'、'.join(material.page_names)}{kept}"
    if chosen:
        return "导出为一张图片。先把两面都裁到证件的四边，大小才准；编辑图片里可以看导出效果"
    if suggests_sheet(material):
        clause = clause_text(material.form_source)
        then = "，打印、盖章后再扫描" if material.form is Form.STAMPED_COPY else ""
        return f"这里要{FORM[material.form]}（{clause}），可以先合成一张{then}"
    return "导出为一张图片，像复印机的证件复印"
