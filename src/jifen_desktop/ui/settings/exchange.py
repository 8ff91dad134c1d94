"""Centre data as a file between colleagues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.submission import Centre
from jifen_desktop.library.centres import CentresFileError, read_centres, write_centres
from jifen_desktop.messages import error_line, error_lines
from jifen_desktop.rulebook.strict import Problem
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.centre_data import keep_centres
from jifen_desktop.ui.dialogs import save_as, tell
from jifen_desktop.ui.dropped import usable
from jifen_desktop.ui.session import Session

_MOST_LINES = 12
_ABOUT = (
    "导出成一个文件发给同事，同事导入后就不用再问一遍。"
    "只含中心资料和您改写的邮件正文，不含申请人的信息。"
)
NOTHING = "还没有填写过中心资料，没有可以导出的"

_SUFFIXES = (".toml",)


class ExchangeCard(w.Card):
    """导入、导出. `leaving` precedes both, so that what is being typed counts; `imported(list)` names the districts."""

    leaving = Signal()
    imported = Signal(list)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(w.body("和同事交换中心资料", bold=True), padding=16, dashed=True)
        self._session = session
        self._parent = parent
        load = w.SecondaryButton("导入…", icon="upload")
        load.setAccessibleName("从文件导入中心资料")
        load.clicked.connect(lambda _checked=False: self._pick_import())
        keep = w.SecondaryButton("导出…", icon="download")
        keep.setAccessibleName("把中心资料导出为文件")
        keep.clicked.connect(lambda _checked=False: self._pick_export())
        self.state = w.hint("")
        self.state.hide()
        over = w.DropOver(self, self._look)
        over.files_dropped.connect(self._take)
        self.add(w.hint(_ABOUT))
        self.add(w.Flow(load, keep), 12)
        self.add(self.state, 4)

    def _pick_import(self) -> None:
        self.leaving.emit()
        start = self._session.settings.open_folder
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, "导入中心资料", start, "中心资料 (*.toml)"
        )
        if chosen:
            self.import_file(Path(chosen))

    def _look(self, paths: list[str]) -> tuple[bool, str]:
        good = len(usable(paths, _SUFFIXES)) == len(paths) == 1
        return good, "松开鼠标就导入" if good else "拖进一个中心资料文件（.toml）"

    def _take(self, paths: list[str]) -> None:
        self.leaving.emit()
        self.import_file(Path(paths[0]))

    def import_file(self, path: Path) -> None:
        """Take over a colleague's file, whole or not at all."""
        try:
            centres = read_centres(path)
        except CentresFileError as error:
            words = _lines(error.name, error.problems)
            tell(self._parent, "这个文件不能用，没有改动任何资料", words)
            return
        except JifenError as error:
            tell(self._parent, *error_lines(error))
            return
        error_ = keep_centres(self._session, centres)
        if error_ is not None:
            self._say("。".join(error_lines(error_)))
            return
        self.imported.emit(list(centres))
        names = "、".join(self._session.book.districts[d].name for d in centres)
        self._say(f"已导入：{names}" if centres else "文件里没有中心资料")

    def _pick_export(self) -> None:
        self.leaving.emit()
        if not self._filled():
            self._say(NOTHING)
            return
        start = Path(self._session.settings.open_folder or str(Path.home())) / "中心资料.toml"
        kind = "中心资料 (*.toml)"
        save_as(self._parent, "导出中心资料", start, kind, ".toml", self.export_file)

    def export_file(self, path: Path) -> None:
        """Write all centre data for a colleague; where there are none, say so and write nothing."""
        if not self._filled():
            self._say(NOTHING)
            return
        try:
            write_centres(path, dict(self._session.settings.centres))
        except JifenError as error:
            tell(self._parent, *error_lines(error))
            return
        self._session.save_settings(replace(self._session.settings, open_folder=str(path.parent)))
        self._say(f"已导出到 {path}")

    def _filled(self) -> bool:
        return any(centre != Centre() for _, centre in self._session.settings.centres)

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.show()
        w.announce(self, words)


def _lines(name: str, problems: Sequence[Problem]) -> str:
    lines = []
    for problem in problems[:_MOST_LINES]:
        params = {"name": name, "key": problem.key, "expected": problem.expected}
        lines.append(error_line(JifenError(problem.code, **params)))
    return "\n".join(lines)
