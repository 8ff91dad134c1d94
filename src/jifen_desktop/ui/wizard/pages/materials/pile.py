"""Which page of the pile is which sheet: as it was read or reckoned, shown to be looked at and changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QWidget

from jifen_desktop.domain.edits import Edit
from jifen_desktop.services.paper import SheetOut
from jifen_desktop.services.pile import How, Pile, PilePage, Sorted, sort_pile
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import lay_out, resize_on_screen
from jifen_desktop.ui.select import ElidedSelect, Options
from jifen_desktop.ui.theme import Size, TextRole, Tone
from jifen_desktop.ui.thumbnails import SMALL, PageKey, Thumbnails

_LEFT_OUT: Final = ""
_FIELD: Final = 300
_HOW: Final[Mapping[How, str]] = {
    How.MARK: "按页脚二维码认出",
    How.ORDER: "没认出二维码，按前后顺序放，请核对",
    How.OTHER: "不是这次要盖章的页，或打印后换过文件",
    How.TWICE: "同一页扫了两次",
    How.UNKNOWN: "没认出是哪一页，请选择",
}
_SEAL: Final = {True: "看到红章", False: "没看到红章，请看一眼"}
_LEAD: Final = "请逐页核对，确认后才放入。有没有红章只是提示，以原件为准。"


class _PageLine(w.RowBase):
    """A page, how it was put where it is, whether red is seen on it, and the field for its sheet."""

    def __init__(
        self, number: int, found: Sorted, options: Options, thumbnails: Thumbnails
    ) -> None:
        super().__init__(Size.ROW, vertical=8)
        page = found.page
        self.picture = w.Thumbnail(w.Placeholder.FILE)
        self.row.addWidget(self.picture)
        title = f"第 {number} 页 · {page.document.name}"
        sure = found.how is How.MARK and page.seal
        words = f"{_HOW[found.how]} · {_SEAL[page.seal]}"
        self.about = w.Label(words, TextRole.HINT, Tone.TEXT2 if sure else Tone.WARN)
        self.add_words(w.ElidedLabel(title, mode=Qt.TextElideMode.ElideMiddle), self.about)
        self.field = ElidedSelect(f"{title}，放到哪一页", options, width=_FIELD)
        self.row.addWidget(self.field)
        key = PageKey(page.document.path, page.index, SMALL, Edit(turns=page.turns))
        thumbnails.load(key, self, self._put)

    def _put(self, image: QImage | None) -> None:
        self.picture.set_content(w.Placeholder.BROKEN if image is None else image)


class PileDialog(QDialog):
    """`choices()` are the pages with their sheets, once it was accepted; nothing is put anywhere before."""

    def __init__(
        self, parent: QWidget, pile: Pile, sheets: Sequence[SheetOut], thumbnails: Thumbnails
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("盖章页放回各项材料")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._thumbnails = thumbnails
        self._sheets = {sheet.mark: sheet for sheet in sheets}
        self.pages = sort_pile(sheets, pile.pages)
        self.values = [found.sheet.mark if found.sheet else _LEFT_OUT for found in self.pages]
        rows = [(sheet.mark, f"{number}. {sheet.title}") for number, sheet in enumerate(sheets, 1)]
        self._options = Options([(_LEFT_OUT, "不放"), *rows])
        self.list = w.ManyRows(len(self.pages), self._line)
        self.left_out = w.hint("")
        self.add_button = w.PrimaryButton("")
        self.cancel_button = w.SecondaryButton("都不放入", height=Size.BUTTON_TALL)
        self._build()
        self._count()
        self._options.setParent(self)  # after the page, so that it outlives the fields that show it

    def choices(self) -> list[tuple[PilePage, SheetOut]]:
        """What goes where; of two pages for one sheet the later one."""
        found = {
            value: (each.page, self._sheets[value])
            for each, value in zip(self.pages, self.values, strict=True)
            if value
        }
        return list(found.values())

    def lines(self) -> list[_PageLine]:
        """The rows that were made so far, from top to bottom."""
        return [row for row in self.list.made().values() if isinstance(row, _PageLine)]

    def _line(self, index: int) -> _PageLine:
        line = _PageLine(index + 1, self.pages[index], self._options, self._thumbnails)
        line.field.set_value(self.values[index])
        line.field.value_chosen.connect(lambda value: self._choose(index, value))
        return line

    def _build(self) -> None:
        page = w.Page("盖章页放回各项材料")
        page.add(w.PageHead("这些盖章页放对了吗？", _LEAD, help_place="sealed"))
        page.add(self.list)
        self.add_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        lay_out(self, page, self.cancel_button, self.add_button, words=self.left_out)
        resize_on_screen(
            self, theme.scaled(760), min(640, theme.scaled(260 + 73 * len(self.pages)))
        )

    def _choose(self, index: int, value: str) -> None:
        self.values[index] = value
        self._count()

    def _count(self) -> None:
        chosen = len(self.choices())
        self.add_button.set_caption(f"放入 {chosen} 页" if chosen else "关闭，不放入")
        missing = len(self._sheets) - chosen
        twice = sum(map(bool, self.values)) - chosen
        words = [f"还差 {missing} 页没有放回"] if missing else []
        words += [f"有 {twice} 页选了同一页，用后面的"] if twice else []
        self.left_out.setText("；".join(words))
