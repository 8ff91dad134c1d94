"""The dialog in which a row's pages are edited; the originals are never touched."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QDialog, QWidget

from jifen_desktop.domain.edits import ALL_CORNERS, NO_EDIT, WHOLE, Edit, turned
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.plan import Material
from jifen_desktop.messages import error_line
from jifen_desktop.services.page_edits import Editing
from jifen_desktop.ui.theme import Tone
from jifen_desktop.ui.thumbnails import LARGE, PageKey
from jifen_desktop.ui.wizard.pages.materials.desk import Desk
from jifen_desktop.ui.wizard.pages.materials.editor import words
from jifen_desktop.ui.wizard.pages.materials.editor.frames import Frame
from jifen_desktop.ui.wizard.pages.materials.editor.layout import (
    EDIT,
    EXPORT,
    FIT,
    ORIGINAL,
    WHOLE_SIZE,
    Layout,
)
from jifen_desktop.ui.wizard.pages.materials.editor.pictures import Exported, Pictures
from jifen_desktop.ui.wizard.pages.materials.editor.side import CROP
from jifen_desktop.ui.wizard.pages.materials.editor.wishes import (
    Wish,
    gets_smaller,
    original_of,
    way_out,
)
from jifen_desktop.ui.wizard.pages.materials.editor.working import Working
from jifen_desktop.ui.wizard.pages.materials.views import Spot


class Editor(QDialog):
    """Shows one page at a time. What is changed is taken over at once, through the desk, and can be undone there."""

    def __init__(
        self, parent: QWidget, desk: Desk, material: Material, spot: Spot, at: tuple[int, int]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"编辑图片：{material.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.desk = desk
        self.work = Working(desk, material, spot, at, self)
        self.pictures = Pictures(desk.session, self)
        self.parts = Layout(self, self.work.editing)
        self._compared = self.parts.views.value()
        self._connect()
        why = words.why_not(desk.case.picture.plans.base, material, self.work.editing)
        self.parts.side.allow(self.work.editing, why)
        self.refresh()

    def _connect(self) -> None:
        work, parts, side = self.work, self.parts, self.parts.side
        work.changed.connect(self.refresh)
        self.pictures.staged.connect(self._put_stage)
        self.pictures.exported.connect(self._put_export)
        parts.views.value_chosen.connect(lambda _view: self.show_page())
        parts.zoom.value_chosen.connect(self.set_zoom)
        side.turn_asked.connect(self.turn)
        side.tool_chosen.connect(self.choose_tool)
        side.clear_asked.connect(self._clear)
        side.tone_moved.connect(self._tone)
        side.tone_released.connect(work.take_over)
        side.restore_asked.connect(lambda: work.change(NO_EDIT, "恢复原图"))
        side.undo_asked.connect(work.undo)
        side.redo_asked.connect(work.redo)
        parts.canvas.stage.crop.settled.connect(self._crop)
        parts.canvas.stage.corners.settled.connect(self._straighten)
        parts.back.clicked.connect(lambda: work.go(-1))
        parts.forth.clicked.connect(lambda: work.go(1))
        parts.done_button.clicked.connect(self.accept)
        parts.add_keys(
            {
                "R": lambda: self.turn(1),
                "Shift+R": lambda: self.turn(-1),
                "C": lambda: self.choose_tool("crop"),
                "P": lambda: self.choose_tool("corners"),
                "B": self.compare,
                "0": lambda: self.set_zoom(FIT),
                "1": lambda: self.set_zoom(WHOLE_SIZE),
                "PgUp": lambda: work.go(-1),
                "PgDown": lambda: work.go(1),
            },
            work.undo,
            work.redo,
        )

    # --- what is shown --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the page as it is now; where it is gone, the editor closes."""
        document = self.work.document
        if document is None:
            self.accept()
            return
        number, total = self.work.number(), len(self.work.pages())
        self.parts.show_place(words.where(document, self.work.index, number, total), number, total)
        self.show_page()

    def show_page(self) -> None:
        """Ask for the picture that is wanted now; it comes later."""
        work, parts, history = self.work, self.parts, self.desk.history
        if work.document is None:
            return
        parts.side.show_edit(work.edit, history.undo_text, history.redo_text)
        if parts.views.value() == EDIT:
            parts.zoom.set_value(FIT)
            self._say(words.about_edit(work.size, work.edit))
            self._stage()
        else:
            work.take_over()
            self._say(words.WORKING)
            self.pictures.export(self.wish())

    def _stage(self) -> None:
        """The page with everything but what the handles stand for."""
        work, tool = self.work, self.parts.side.tool()
        if work.document is not None:
            shown = Edit(work.edit.turns, work.edit.corners if tool == CROP else None)
            key = PageKey(work.document.path, work.index, LARGE, shown)
            self.pictures.stage(key, (work.edit.brightness, work.edit.contrast))

    def wish(self) -> Wish:
        """What is looked at: the page as it goes out, or as it came in."""
        original = self.parts.views.value() == ORIGINAL
        return original_of(self.work) if original else way_out(self.work)

    def _put_stage(self, image: object) -> None:
        if self.parts.views.value() != EDIT:
            return
        if isinstance(image, QImage):
            self.parts.canvas.show_fitted(image, self._name(), self._frame())
        else:
            self.parts.canvas.show_words(words.NO_PICTURE)

    def _put_export(self, wish: object, result: object) -> None:
        if self.parts.views.value() == EDIT or wish != self.wish():
            return
        canvas = self.parts.canvas
        if isinstance(result, JifenError):
            self._say("")
            too_many = result.code == Code.FILE_TOO_LARGE  # to be looked at: it was taken in
            told = error_line(JifenError(result.code, name=self._name()))
            canvas.show_words(words.TOO_MANY_PIXELS if too_many else told)
        elif isinstance(result, Exported) and isinstance(wish, Wish):
            odd = words.odd_sides(list(wish.sizes))
            original = self.parts.views.value() == ORIGINAL
            smaller = gets_smaller(self.work)
            about = words.about_export(result, wish, original=original, smaller=smaller)
            self._say(odd or about, Tone.WARN if odd else Tone.TEXT2)
            if self.parts.zoom.value() == WHOLE_SIZE:
                canvas.show_pixels(result.whole, self._name())
            else:
                canvas.show_fitted(result.small, self._name())

    def _frame(self) -> Frame:
        stage, edit = self.parts.canvas.stage, self.work.edit
        stage.crop.box = edit.crop
        stage.corners.corners = edit.corners or ALL_CORNERS
        return stage.crop if self.parts.side.tool() == CROP else stage.corners

    def _name(self) -> str:
        document = self.work.document
        return f"{document.name}，第 {self.work.index + 1} 页" if document is not None else ""

    def _say(self, text: str, tone: Tone = Tone.TEXT2) -> None:
        self.parts.about.setText(text)
        self.parts.about.set_tone(tone)

    # --- acts -----------------------------------------------------------------------------------

    def turn(self, quarters: int) -> None:
        """Turn the page, clockwise where positive; what was cut out stays cut out."""
        if self.work.editing is not Editing.NONE:
            self.work.change(turned(self.work.edit, quarters), "旋转")

    def choose_tool(self, tool: str) -> None:
        """Show the handles of the crop, or of the corners."""
        if self.work.editing is Editing.FULL:
            self.parts.side.set_tool(tool)
            self.parts.views.set_value(EDIT)
            self.show_page()

    def compare(self) -> None:
        """Between the original and what was shown before."""
        shown = self.parts.views.value()
        if shown != ORIGINAL:
            self._compared = shown
        self.parts.views.set_value(self._compared if shown == ORIGINAL else ORIGINAL)
        self.show_page()

    def set_zoom(self, zoom: str) -> None:
        """At 100 % the exported pixels are shown, since handles need the whole page."""
        self.parts.zoom.set_value(zoom)
        if zoom == WHOLE_SIZE and self.parts.views.value() == EDIT:
            self.parts.views.set_value(EXPORT)
        self.show_page()

    def _tone(self) -> None:
        side, before = self.parts.side, self.work.edit
        edit = replace(before, brightness=side.brightness.value(), contrast=side.contrast.value())
        what = "调整亮度" if edit.brightness != before.brightness else "调整对比度"
        self.work.change_soon(edit, what, held=side.held)
        if self.parts.views.value() == EDIT:
            self._stage()

    def _crop(self, by_keyboard: bool) -> None:
        crop = self.parts.canvas.stage.crop.box
        self._cut(replace(self.work.edit, crop=crop), "裁剪", by_keyboard)

    def _straighten(self, by_keyboard: bool) -> None:
        corners = self.parts.canvas.stage.corners.corners
        kept = corners if corners != ALL_CORNERS else None
        self._cut(replace(self.work.edit, corners=kept), "拉直", by_keyboard)

    def _cut(self, edit: Edit, what: str, by_keyboard: bool) -> None:
        if edit == self.work.edit:
            return
        if by_keyboard:
            self.work.change_soon(edit, what)
            self._say(words.about_edit(self.work.size, edit))
        else:
            self.work.change(edit, what)

    def _clear(self, tool: str) -> None:
        if tool == CROP:
            self.work.change(replace(self.work.edit, crop=WHOLE), "取消裁剪")
        else:
            self.work.change(replace(self.work.edit, corners=None), "取消拉直")

    # --- closing: nothing that was changed is lost ----------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        self.work.take_over()
        super().closeEvent(event)

    def accept(self) -> None:
        self.work.take_over()
        super().accept()

    def reject(self) -> None:
        self.work.take_over()
        super().reject()
