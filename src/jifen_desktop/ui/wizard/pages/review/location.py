"""The choice about files that go out as they are and tell where they were taken."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal

from jifen_desktop.ui import widgets as w

WORDS = "去掉拍摄地点"
HINT = (
    "静安区要原文件，默认一个字节都不改。勾选后只去掉其中的位置信息（GPS），"
    "图像数据和其他内容不动；压缩包里的方式仍是原样复制。"
)


class LocationChoice(w.Card):
    """Off by default; shown only where a file tells its place. `chosen(bool)` asks to change the submission."""

    chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.check = w.CheckLine(WORDS)
        self.check.toggled.connect(self.chosen)
        self.add(self.check)
        self.add(w.hint(HINT))

    def show_choice(self, *, told: bool, removed: bool) -> None:
        """Show how the submission has it; hidden where no file tells its place."""
        with QSignalBlocker(self.check):
            self.check.setChecked(removed)
        self.setVisible(told)
