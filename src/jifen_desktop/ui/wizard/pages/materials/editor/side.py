"""The editor's tools: turning, cropping, straightening, brightness and contrast."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.edits import WHOLE, Edit
from jifen_desktop.services.page_edits import Editing
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.part import Part

CROP, CORNERS = "crop", "corners"
_WORDS = {
    CROP: "拖动边和角。用键盘：Tab 选中，方向键移动，按住 Shift 走得更远。",
    CORNERS: "把四个点放到纸的四角，斜着拍的会拉正。用键盘：Tab 选中，方向键移动。",
}
_UNDO = {CROP: "取消裁剪", CORNERS: "取消拉直"}


class Side(w.Page):
    """Signals carry what the user asks for; what is shown comes in through `show_edit`."""

    turn_asked = Signal(int)
    tool_chosen = Signal(str)
    clear_asked = Signal(str)
    tone_moved = Signal()
    tone_released = Signal()
    restore_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self) -> None:
        super().__init__("图片的编辑工具")
        self.note = w.hint("")
        self.left = w.SecondaryButton("左转", icon="rotate-ccw")
        self.right = w.SecondaryButton("右转", icon="rotate-cw")
        self.left.setToolTip("逆时针转 90 度")
        self.right.setToolTip("顺时针转 90 度")
        self.tools = w.SegmentedControl(
            "用哪种方法裁", [(CROP, "裁剪"), (CORNERS, "四角拉直")], CROP
        )
        self._words = w.hint(_WORDS[CROP])
        self.clear_link = w.LinkButton(_UNDO[CROP])
        self.brightness = w.ValueSlider("亮度")
        self.contrast = w.ValueSlider("对比度")
        self.restore = w.SecondaryButton("恢复原图", icon="refresh-cw")
        self.undo = w.SecondaryButton("撤销", icon="undo-2")
        self.redo = w.SecondaryButton("重做", icon="redo-2")
        keys = w.hint("R 右转，Shift+R 左转；按 B 在原图和改后之间切换")
        self._turning = Part("旋转", w.Flow(self.left, self.right), keys)
        cutting = Part("裁剪", self.tools, self._words, w.Flow(self.clear_link))
        toning = Part("明暗，字迹太淡时用", self.brightness, self.contrast)
        self._changing = Part("", cutting, toning, gap=20)
        self._back = Part("", w.Flow(self.undo, self.redo), w.Flow(self.restore))
        self.add(Part("", self.note, self._turning, self._changing, self._back, gap=20))
        self._connect()

    def _connect(self) -> None:
        self.left.clicked.connect(lambda: self.turn_asked.emit(-1))
        self.right.clicked.connect(lambda: self.turn_asked.emit(1))
        self.tools.value_chosen.connect(self.tool_chosen)
        self.clear_link.clicked.connect(lambda: self.clear_asked.emit(self.tool()))
        for slider in (self.brightness, self.contrast):
            slider.value_changed.connect(self.tone_moved)
            slider.released.connect(self.tone_released)
        self.restore.clicked.connect(self.restore_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.redo.clicked.connect(self.redo_asked)

    def tool(self) -> str:
        """Which handles are wanted."""
        return self.tools.value()

    def set_tool(self, tool: str) -> None:
        """Choose them."""
        self.tools.set_value(tool)
        self._words.setText(_WORDS[tool])
        self.clear_link.set_caption(_UNDO[tool])

    @property
    def held(self) -> bool:
        """Whether the mouse holds a slider."""
        return bool(self.brightness.held or self.contrast.held)

    def allow(self, editing: Editing, note: str) -> None:
        """Show what may be used here, and in one line why not everything."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._turning.setVisible(editing is not Editing.NONE)
        self._changing.setVisible(editing is Editing.FULL)
        self._back.setVisible(editing is not Editing.NONE)

    def show_edit(self, edit: Edit, undo: str, redo: str) -> None:
        """Show how the page is edited, and what can be undone and redone."""
        self.brightness.set_value(edit.brightness)
        self.contrast.set_value(edit.contrast)
        used = edit.crop != WHOLE if self.tool() == CROP else edit.corners is not None
        _enable(self.clear_link, used, self.right)
        _enable(self.restore, not edit.is_identity, self.right)
        _enable(self.undo, undo != "撤销", self.right)
        _enable(self.redo, redo != "重做", self.right)
        self.undo.setAccessibleName(undo)
        self.redo.setAccessibleName(redo)
        self.undo.setToolTip(undo)
        self.redo.setToolTip(redo)


def _enable(button: QWidget, on: bool, instead: QWidget) -> None:
    """A button that is greyed out while it has the focus gives it to another, or the keyboard would be lost."""
    had_focus = button.hasFocus()
    button.setEnabled(on)
    if had_focus and not on:
        instead.setFocus()
