"""Scanning into a row of the checklist: the dialog, told what the row is and where its pages go."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jifen_desktop.services.page_edits import Editing, may_share_sheet, suggests_sheet
from jifen_desktop.ui.scanning.dialog import ScanDialog
from jifen_desktop.ui.scanning.target import Target
from jifen_desktop.ui.wizard.pages.materials.desk import Desk
from jifen_desktop.ui.wizard.pages.materials.views import RowView, editing_at


def open_scan(parent: QWidget, desk: Desk, row: RowView) -> ScanDialog:
    """Show the dialog for a row; what is scanned goes the way of every other file."""
    dialog = ScanDialog(
        parent,
        desk.session,
        target_of(desk, row),
        lambda scans, over: desk.add_scans(scans, row.spot, over),
    )
    dialog.open()
    return dialog


def target_of(desk: Desk, row: RowView) -> Target:
    """The row as the dialog needs it; names of pages are only of use while none of them is there."""
    material, files = row.item.material, row.item.documents
    shares = may_share_sheet(desk.case.picture.plans.base, material)
    return Target(
        material=material.id,
        title=row.title,
        page_names=material.page_names if not files else (),
        files=tuple(document.name for document in files),
        edits=editing_at(desk.case, material) is Editing.FULL,
        shares=shares and not files,
        share=shares and suggests_sheet(material),
    )
