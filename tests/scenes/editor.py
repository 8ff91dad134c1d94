"""The editor: crop, corners, faint scan, a card's sheet, what goes out at 100 %, and where nothing may be changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QWidget

from jifen_desktop.domain.edits import Corners, Edit
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.services.edit import set_edit, set_one_sheet
from jifen_desktop.ui.wizard.frame import WizardFrame
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from jifen_desktop.ui.wizard.pages.materials.editor import Editor
from jifen_desktop.ui.wizard.pages.materials.views import Spot, person_views
from tests.pictures import scene
from tests.scenes.materials import await_pictures, detail_of, materials_page

CORNERS: Corners = ((0.06, 0.1), (0.93, 0.04), (0.97, 0.93), (0.02, 0.96))


def editor_on(
    frame: WizardFrame, page: MaterialsPage, material: str, at: tuple[int, int] = (0, 0)
) -> Editor:
    """The editor of a row of the first applicant; closing it lets go of the window behind."""
    spot = Spot(page.case.submission.applicants[0].key, material)
    row = next(r for v in person_views(page.case) for r in v.rows if r.spot == spot)
    frame.resize(1120, 720)
    editor = Editor(frame, page.desk, row.item.material, spot, at)
    editor.destroyed.connect(frame.deleteLater)
    return editor


def await_page(editor: Editor) -> None:
    """Let the picture come in."""
    canvas = editor.parts.canvas
    for _round in range(600):
        QApplication.processEvents()
        waiting = editor.parts.about.text().startswith("正在")
        if not waiting and (canvas.currentWidget() is canvas.pixels or canvas.stage.has_image()):
            break
        QThread.msleep(20)
    QApplication.processEvents()


def edited(page: MaterialsPage, material: str, edit: Edit) -> None:
    """Edit the first page of a row of the first applicant."""
    owner = page.case.submission.applicants[0].key
    page.desk.act("裁剪", "", set_edit(page.case.submission, owner, material, 0, 0, edit))


@scene("editor-crop")
def crop() -> QWidget:
    """A turned page, cropped; a handle has the focus."""
    frame, page = materials_page(people=1)
    edited(page, "id_card", Edit(crop=(0.08, 0.12, 0.9, 0.86)))
    editor = editor_on(frame, page, "id_card")
    await_page(editor)
    editor.parts.canvas.stage.crop.handles[4].setFocus()
    return editor


@scene("editor-corners")
def corners() -> QWidget:
    """The paper's corners on a slanted page, and a darker tone."""
    frame, page = materials_page(people=1)
    edited(page, "diploma.bachelor", Edit(corners=CORNERS, brightness=-12, contrast=25))
    editor = editor_on(frame, page, "diploma.bachelor")
    editor.choose_tool("corners")
    await_page(editor)
    return editor


@scene("editor-export")
def export() -> QWidget:
    """What goes out, pixel by pixel."""
    frame, page = materials_page(people=1)
    edited(page, "diploma.bachelor", Edit(corners=CORNERS, contrast=25))
    editor = editor_on(frame, page, "diploma.bachelor")
    editor.set_zoom("whole")
    await_page(editor)
    return editor


@scene("editor-sheet")
def sheet() -> QWidget:
    """Both sides of a card on one A4."""
    frame, page = materials_page(people=1)
    owner = page.case.submission.applicants[0].key
    page.session.change(set_one_sheet(page.case.submission, owner, "id_card", True))
    editor = editor_on(frame, page, "id_card")
    editor.parts.views.set_value("export")
    editor.show_page()
    await_page(editor)
    return editor


@scene("editor-as-is")
def as_is() -> QWidget:
    """静安 wants the file as it is."""
    frame, page = materials_page(District.JINGAN, Service.NEW, 1)
    editor = editor_on(frame, page, "id_card")
    await_page(editor)
    return editor


@scene("editor-word")
def word() -> QWidget:
    """静安's education papers may be turned for the Word document."""
    frame, page = materials_page(District.JINGAN, Service.NEW, 1)
    edited(page, "diploma.bachelor", Edit(turns=1))
    editor = editor_on(frame, page, "diploma.bachelor")
    await_page(editor)
    return editor


@scene("materials-detail-sheet")
def detail_sheet() -> QWidget:
    """A card whose sides go out on one sheet; 宝山 wants stamped copies."""
    frame, page = materials_page(District.BAOSHAN, Service.NEW, 1)
    submission = page.case.submission
    owner = submission.applicants[0]
    page.session.change(
        set_one_sheet(
            submission.with_applicant(replace(owner, one_sheet=())), owner.key, "id_card", True
        )
    )
    dialog = detail_of(page, frame, Spot(owner.key, "id_card"))
    await_pictures(dialog, page)
    return dialog
