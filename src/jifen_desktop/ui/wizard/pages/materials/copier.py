"""The card about a copier that scans into a folder: what is watched, and what came."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.messages import error_line
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.part import Part
from jifen_desktop.ui.scanning.folder import FolderWatch
from jifen_desktop.ui.theme import Tone
from jifen_desktop.ui.wizard.pages.materials.desk import Desk, Notice

if TYPE_CHECKING:
    from jifen_desktop.ui.wizard.pages.materials.page import MaterialsPage

_HOW: Final = "复印机扫到共享文件夹？选好那个文件夹，新扫来的会列在这里，由您放进各项。"
_SHOWN: Final = 3


class CopierCard(w.Card):
    """`choose_asked()` wants a folder, `take_asked()` the files that came placed, `stop_asked()` no folder."""

    choose_asked = Signal()
    take_asked = Signal()
    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__(padding=16, gap=8)
        self.told = w.hint(_HOW)
        self.names = w.hint("")
        self.choose_button = w.SecondaryButton("选择文件夹", icon="folder-clock")
        self.choose_button.clicked.connect(self.choose_asked)
        self.take_button = w.SecondaryButton("", icon="file-plus")
        self.take_button.clicked.connect(self.take_asked)
        self.stop_button = w.SecondaryButton("停止")
        self.stop_button.setAccessibleName("停止，不再看这个文件夹")
        self.stop_button.clicked.connect(self.stop_asked)
        buttons = w.Flow(self.take_button, self.choose_button, self.stop_button, gap=8)
        self.add(w.body("复印机扫来的", bold=True))
        self.add(Part("", self.told, self.names, buttons), 4)

    def stops(self) -> tuple[QWidget, ...]:
        """What Tab reaches, in order."""
        return self.take_button, self.choose_button, self.stop_button

    def show_watch(self, watch: FolderWatch) -> None:
        """Show which folder is watched and what came."""
        folder, files = watch.folder, watch.files
        words, tone = _HOW, Tone.TEXT2
        if watch.trouble is not None:
            words, tone = error_line(watch.trouble), Tone.BAD
        elif folder is not None:
            words = f"正在看“{folder.name or folder}”里新扫来的文件，只读，不改动也不删除"
        self.told.setText(words)
        self.told.set_tone(tone)
        more = f" 等 {len(files)} 个" if len(files) > _SHOWN else ""
        self.names.setText("、".join(path.name for path in files[:_SHOWN]) + more)
        self.names.setVisible(bool(files))
        self.take_button.set_caption(f"放入 {len(files)} 个")
        self.take_button.setVisible(bool(files))
        self.choose_button.setVisible(not watch.watching)
        self.stop_button.setVisible(folder is not None)


class Copier(QObject):
    """What is behind the card: the folder is watched while the page is there; the user says where each file goes."""

    def __init__(self, page: MaterialsPage, card: CopierCard, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._card = card
        self._desk = desk
        self._desktop = Desktop()
        self.watch = FolderWatch.of(page.session)
        self.watch.changed.connect(self._show)
        card.choose_asked.connect(self._choose)
        card.take_asked.connect(self._take)
        card.stop_asked.connect(self.watch.stop)
        self.watch.start()
        self._show()

    def _show(self) -> None:
        self._card.show_watch(self.watch)

    def _choose(self) -> None:
        start = self.watch.folder or Path(self._page.session.settings.open_folder or Path.home())
        folder = self._desktop.choose_folder(self._page, "复印机扫到哪个文件夹", start)
        if folder is not None:
            self.watch.choose(folder)

    def _take(self) -> None:
        """The chooser asks which row; while other files are being taken in, these wait."""
        if self._desk.busy:
            self._desk.told.emit(Notice(w.BannerKind.WARN, "上一批文件还在检查，等它完成后再放入"))
            return
        self._desk.add_files(self.watch.taken(), None)
