"""The list of backups to go back to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.library.backups import Backup, Reason
from jifen_desktop.library.bundle import SUFFIX
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dropped import usable
from jifen_desktop.ui.start import words

_REASONS = {
    Reason.DAILY: "每天一份",
    Reason.MIGRATION: "程序升级之前",
    Reason.RESTORE: "上次恢复之前",
}
_LEAD = "自动备份和资料库在同一个磁盘上，存的是填写的内容；证件文件只存一份，不随备份改变。"
_FILE = "用“另存备份”写出的文件，也可以来自另一台电脑。写入前逐个核对，有一处不对就不恢复。"


class BackupsPage(QWidget):
    """`chosen(path)` an automatic backup, `file_asked` for a file, `file_dropped(path)` one that was dropped."""

    chosen = Signal(object)
    file_asked = Signal()
    file_dropped = Signal(object)

    def __init__(self, backups: Sequence[Backup], today: date) -> None:
        super().__init__()
        page = w.Page("从备份恢复")
        page.add(w.PageHead("从备份恢复", _LEAD, help_place="backups"))
        pick = w.SecondaryButton("选择备份文件…", icon="file-archive")
        pick.clicked.connect(lambda _checked=False: self.file_asked.emit())
        file = w.Card(w.body("备份文件", bold=True))
        file.add(w.hint(_FILE), 2)
        file.add(w.Flow(pick), 12)
        page.add(file)
        page.add(w.section("自动备份"), 24)
        if not backups:
            page.add(w.Card(w.body("还没有自动备份。程序打开后每天做一份。"), dashed=True), 8)
        else:
            rows = w.ListCard()
            for backup in backups:
                rows.add_row(self._row(backup, today))
            page.add(rows, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        over = w.DropOver(self, _look)
        over.files_dropped.connect(lambda paths: self.file_dropped.emit(Path(paths[0])))

    def _row(self, backup: Backup, today: date) -> QWidget:
        name = moment_words(backup.at, today)
        button = w.SecondaryButton("恢复…", min_width=80)
        button.setAccessibleName(f"恢复{name}的自动备份")
        button.clicked.connect(lambda _checked=False: self.chosen.emit(backup.path))
        return w.Row(name, _REASONS[backup.reason], action=button, tall=True)


def moment_words(moment: datetime, today: date) -> str:
    """今天 14:32, 11月22日 06:00; the hour always, since a day may have several backups."""
    told = words.when(moment, today, with_time=True)
    return told if ":" in told else f"{told} {moment.astimezone():%H:%M}"


def _look(paths: list[str]) -> tuple[bool, str]:
    good = len(usable(paths, (SUFFIX,))) == len(paths) == 1
    return good, "松开鼠标，从它恢复（先问您）" if good else f"拖进一个备份文件（{SUFFIX}）"
