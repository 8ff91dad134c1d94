"""The sheets of the export to be printed: all for the envelope, and those that need the company's seal."""

from __future__ import annotations

from PySide6.QtCore import Signal

from jifen_desktop.services.outputs import PRINTS, STAMPS, Outputs
from jifen_desktop.ui import widgets as w

_PRINTS_HINT = "A4，证件按实际大小。打印时选“实际大小”，不要缩放。"
_STAMPS_HINT = "每页盖好公章，再扫描或拍照，回到“材料”整叠放进来。软件不会画章。"


class PrintsCard(w.Card):
    """A button for each of the two; `print_asked(str)` carries the file's name."""

    print_asked = Signal(str)

    def __init__(self, outputs: Outputs) -> None:
        super().__init__(padding=16, gap=8)
        self.buttons: dict[str, w.SecondaryButton] = {}
        if outputs.prints:
            self._add(PRINTS, f"打印材料（{len(outputs.prints)} 页）", _PRINTS_HINT)
        if outputs.stamps:
            self._add(STAMPS, f"打印盖章件（{len(outputs.stamps)} 页）", _STAMPS_HINT)

    def _add(self, name: str, words: str, hint: str) -> None:
        button = w.SecondaryButton(words, icon="printer")
        button.clicked.connect(lambda: self.print_asked.emit(name))
        self.buttons[name] = button
        self.add(w.Flow(button))
        self.add(w.hint(hint), 4)
