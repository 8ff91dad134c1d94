"""While the export runs: one bar that only grows, and a way to stop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal

from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import TextRole, Tone


class RunningView(w.Column):
    """Progress of the export under way."""

    cancelled = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__(gap=16)
        self.add(w.PageHead("正在导出", "取消的话，不会留下任何文件"))
        self.progress = w.ProgressLine("正在准备…")
        self.progress.cancelled.connect(self._cancel)
        path = w.ElidedLabel(
            str(folder), TextRole.HINT, Tone.TEXT2, mode=Qt.TextElideMode.ElideMiddle
        )
        self.add(w.Card(self.progress, w.Column(w.hint("保存到"), path, gap=0), gap=16))

    def show_progress(self, what: str, done: int, total: int) -> None:
        """One more piece is done; the last share belongs to the check at the end."""
        self.progress.set_progress(done, total, f"正在导出 {done}/{total}：{what}")

    def _cancel(self) -> None:
        self.progress.cancel_button.setEnabled(False)
        self.cancelled.emit()
