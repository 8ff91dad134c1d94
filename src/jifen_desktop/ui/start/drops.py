"""Files dropped on the start screen: a submission's file opens, a backup is restored, a roster begins a submission."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from jifen_desktop.files.names import display_name
from jifen_desktop.flow.step import Step
from jifen_desktop.library.bundle import SUFFIX
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import tell
from jifen_desktop.ui.dropped import left_out, usable

if TYPE_CHECKING:
    from jifen_desktop.ui.window import MainWindow

FILE, BACKUP = ".toml", SUFFIX
ROSTERS: Final = (".xlsx", ".csv")
KINDS: Final = (FILE, BACKUP, *ROSTERS)
_NOTHING = "照片和扫描件：先打开或新建一份申报，再拖进“材料”"
_BUSY = "正在处理资料库，完成后再拖进来"


class StartDrops(QObject):
    """Takes one file; of several the first that can be used, and says so of the others."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.over = w.DropOver(window.start, self._look)
        self.over.files_dropped.connect(self._take)

    def _look(self, paths: list[str]) -> tuple[bool, str]:
        if self._is_busy():
            return False, _BUSY
        first = self._first(paths)
        if first is None:
            return False, _NOTHING
        name = display_name(first.name, 24)
        acts = {FILE: f"松开鼠标，打开「{name}」", BACKUP: f"松开鼠标，从「{name}」恢复（先问您）"}
        return True, acts.get(first.suffix.casefold(), f"松开鼠标，用名单「{name}」新建申报")

    def _is_busy(self) -> bool:
        session = self._window.session
        return session.is_busy_alone or session.jobs.busy

    def _first(self, paths: list[str]) -> Path | None:
        return next(iter(usable(paths, KINDS)), None)

    def _take(self, paths: list[str]) -> None:
        first = self._first(paths)
        if first is None:
            return
        self.use(first)
        said = left_out(paths, first)
        if said and not self._window.session.has_case:
            self._window.start.notes.tell(said)

    def use(self, path: Path) -> None:
        """Do with a file of `KINDS` what its kind is for."""
        suffix = path.suffix.casefold()
        if suffix != FILE and self._is_busy():
            tell(self._window, "资料库正忙", f"完成后再打开「{display_name(path.name)}」。")
        elif suffix == BACKUP:
            self._window.start.tools.ask_to_restore_file(path)
        elif suffix in ROSTERS:
            self._begin_with(path)
        else:
            self._window.commands.open_file(path)

    def _begin_with(self, roster: Path) -> None:
        """A new submission, at its people, with the roster being read."""
        from jifen_desktop.ui.wizard.pages.people import PeoplePage

        self._window.act("new")
        self._window.frame.go_to(Step.PEOPLE)
        page = self._window.frame.page
        if isinstance(page, PeoplePage):
            page.roster.take([str(roster)])
