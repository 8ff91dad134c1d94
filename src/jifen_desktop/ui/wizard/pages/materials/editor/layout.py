"""The editor's parts and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from jifen_desktop.services.page_edits import Editing
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import Foot
from jifen_desktop.ui.theme import Size, Space, Tone
from jifen_desktop.ui.wizard.pages.materials.editor.canvas import Canvas
from jifen_desktop.ui.wizard.pages.materials.editor.side import Side

EDIT, EXPORT, ORIGINAL = "edit", "export", "original"
FIT, WHOLE_SIZE = "fit", "whole"
_SIDE = 320
_LEAST = (720, 520)


class Layout:
    """Fills the dialog: the large view with what it shows, the tools at its right, the way to other pages below."""

    def __init__(self, dialog: QDialog, editing: Editing) -> None:
        self._dialog = dialog
        self.canvas = Canvas()
        self.side = Side()
        views = [(EDIT, "编辑"), (EXPORT, "导出效果"), (ORIGINAL, "原图")]
        if editing is not Editing.FULL:
            views = views[1:]  # without handles that is all there is to see
        self.views = w.SegmentedControl("看什么", views, views[0][0])
        self.zoom = w.SegmentedControl("大小", [(FIT, "适合窗口"), (WHOLE_SIZE, "100%")], FIT)
        self.about = w.Label("", tone=Tone.TEXT2)
        tall = Size.BUTTON_TALL
        self.back = w.SecondaryButton("上一页", icon="chevron-left", height=tall)
        self.forth = w.SecondaryButton("下一页", trailing="chevron-right", height=tall)
        self.where = w.ElidedLabel("", tone=Tone.TEXT2, mode=Qt.TextElideMode.ElideMiddle)
        self.done_button = w.PrimaryButton("完成")
        self._lay_out()

    def _lay_out(self) -> None:
        self.side.setFixedWidth(theme.scaled(_SIDE))
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QVBoxLayout()
        left.setContentsMargins(0, Space.COLUMN, 0, Space.GAP)
        left.setSpacing(Space.STEP)
        left.addWidget(w.Flow(self.views, self.zoom, gap=Space.GAP))
        left.addWidget(self.canvas, 1)
        left.addWidget(self.about)
        body = QHBoxLayout()
        body.setContentsMargins(Space.MARGIN, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(left, 1)
        body.addWidget(self.side)
        column = QVBoxLayout(self._dialog)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        aside = [w.HelpButton("editing"), self.back, self.forth, self.where]
        column.addWidget(Foot(self.done_button, left=aside))
        parent = self._dialog.parentWidget()
        room = parent.window().size() if parent is not None else self._dialog.size()
        self._dialog.resize(max(room.width() - 24, _LEAST[0]), max(room.height() - 24, _LEAST[1]))

    def show_place(self, words: str, number: int, total: int) -> None:
        """Say which page of the row this is, `number` counted from 0."""
        self.where.setText(words)
        self.back.setVisible(total > 1)
        self.forth.setVisible(total > 1)
        self.back.setEnabled(number > 0)
        self.forth.setEnabled(number < total - 1)

    def add_keys(
        self,
        keys: Mapping[str, Callable[[], None]],
        undo: Callable[[], None],
        redo: Callable[[], None],
    ) -> None:
        """Single keys for the acts: there is nothing to type here."""
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self._dialog).activated.connect(act)
        w.undo_keys(self._dialog, undo, redo)
