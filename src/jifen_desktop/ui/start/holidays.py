"""A year's holidays: pasted as the State Council publishes them, read from a file, given to a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.library.holiday_file import read_holidays, write_holidays
from jifen_desktop.library.holidays import EARLIEST, LATEST
from jifen_desktop.messages import error_lines
from jifen_desktop.rulebook.holiday_notice import NoticeError, read_notice
from jifen_desktop.rulebook.holidays import DaysOff, known_years
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import save_as, tell
from jifen_desktop.ui.dropped import usable
from jifen_desktop.ui.jobs import Done, Failed, Report
from jifen_desktop.ui.session import Session

_LEAD = "每年十一月前后，国务院办公厅公布下一年的放假和调休。把通知全文粘贴到这里，读出的日期核对后保存。"
_FORM = "2027年\n元旦：1月1日（周五）至3日（周日）放假\n……\n1月9日（周六）上班"
_FILES = "节假日安排 (*.toml *.txt);;所有文件 (*)"
_SUFFIXES = (".toml", ".txt")
_MOST_LINES = 4


class HolidaysPage(QWidget):
    """`changed` follows every year that comes or goes."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._read: tuple[int, DaysOff] | None = None
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName("放假通知")
        self.editor.setPlaceholderText(_FORM)
        self.editor.setTabChangesFocus(True)
        self.editor.setAcceptDrops(
            False
        )  # a file is for the page; Qt would put its path into the text
        self.editor.setMinimumHeight(140)
        self.result = w.Banner(w.BannerKind.WARN, "", "", compact=True)
        self.result.hide()
        self.keep_button = w.PrimaryButton("保存")
        self.keep_button.setEnabled(False)
        self.keep_button.clicked.connect(lambda _checked=False: self.keep_read())
        self._known = w.Replaced()
        page = w.Page("节假日安排")
        page.add(w.PageHead("节假日安排", _LEAD, help_place="holidays"))
        page.add(self.editor, 16)
        page.add(self.result, 8)
        page.add(w.Flow(self.keep_button, *self._files(), gap=8), 12)
        page.add(w.section("已有的年份"), 24)
        page.add(self._known, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.editor.textChanged.connect(self._typed)
        over = w.DropOver(self, _look)
        over.files_dropped.connect(lambda paths: self.import_file(Path(paths[0])))
        self._show_known()

    def _files(self) -> tuple[QWidget, QWidget]:
        load = w.SecondaryButton("从文件导入…", icon="upload", height=40)
        load.clicked.connect(lambda _checked=False: self._pick_import())
        self.export_button = w.SecondaryButton("导出给同事…", icon="download", height=40)
        self.export_button.clicked.connect(lambda _checked=False: self._pick_export())
        return load, self.export_button

    # --- typed ----------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._read = None
        text = self.editor.toPlainText()
        if not text.strip():
            self.result.hide()
        else:
            try:
                self._read = self._usable(*read_notice(text))
                year, days = self._read
                self._tell(w.BannerKind.OK, f"读出 {year} 年", _days_words(days))
            except NoticeError as error:
                self._tell(w.BannerKind.WARN, "还不能保存", _shortened(error))
        self.keep_button.setEnabled(self._read is not None)
        self.keep_button.set_caption(f"保存 {self._read[0]} 年" if self._read else "保存")

    def _usable(self, year: int, days: DaysOff) -> tuple[int, DaysOff]:
        """The year, unless it is out of reach or the program brings its own data."""
        if not EARLIEST <= year <= LATEST:
            raise NoticeError((f"{year}：应为 {EARLIEST} 到 {LATEST} 的年份",))
        if year in self._shipped():
            raise NoticeError((f"{year} 年的安排程序里已经有了，不用再录入",))
        return year, days

    def _shipped(self) -> set[int]:
        return set(known_years(self._session.book)) - set(dict(self._session.settings.holidays))

    def _tell(self, kind: w.BannerKind, title: str, detail: str) -> None:
        self.result.set_message(kind, title, detail)
        self.result.show()

    def keep_read(self) -> None:
        """Keep what was read from the text."""
        if self._read is not None:
            year, days = self._read
            self.editor.clear()
            self._keep({year: days})

    def _keep(self, years: Mapping[int, DaysOff], said: str = "已保存") -> None:
        kept = dict(self._session.settings.holidays) | dict(years)
        named = "、".join(f"{year} 年" for year in sorted(years))
        self._save(kept, f"{said} {named}", "涉及这些年份的日期已经重新推算。")

    def _remove(self, year: int) -> None:
        kept = dict(self._session.settings.holidays)
        kept.pop(year, None)
        self._save(kept, f"已删除 {year} 年", "这一年的日期又只按周末推算。")

    def _save(self, years: Mapping[int, DaysOff], title: str, detail: str) -> None:
        settings = replace(self._session.settings, holidays=tuple(sorted(years.items())))
        error = self._session.save_settings(settings)
        if error is not None:
            what, remedy = error_lines(error)
            self._tell(w.BannerKind.BAD, what, remedy)
        else:
            self._tell(w.BannerKind.OK, title, detail)
            w.announce(self, title)
        self._show_known()
        self.changed.emit()

    # --- known ----------------------------------------------------------------------------------

    def _show_known(self) -> None:
        own = dict(self._session.settings.holidays)
        rows = w.ListCard()
        for year in known_years(self._session.book):
            about = "您录入的" if year in own else "随程序提供"
            row = w.Row(f"{year} 年", about)
            if year in own:
                link = w.LinkButton("删除", small=True)
                link.clicked.connect(lambda _checked=False, year=year: self._remove(year))
                row = w.Row(f"{year} 年", f"{about}：{_days_words(own[year])}")
                row.add_link(link)
            rows.add_row(row)
        self._known.show_widget(rows)
        self.export_button.setEnabled(bool(own))

    # --- files ----------------------------------------------------------------------------------

    def _pick_import(self) -> None:
        start = self._session.settings.open_folder
        chosen, _ = QFileDialog.getOpenFileName(self, "导入节假日安排", start, _FILES)
        if chosen:
            self.import_file(Path(chosen))

    def import_file(self, path: Path) -> None:
        """Take over a file, whole or not at all."""
        job = self._session.jobs.make(lambda _report: read_holidays(path))
        job.ended.connect(self._imported)
        job.start()

    def _imported(self, outcome: object) -> None:
        if isinstance(outcome, Failed):
            self._refuse(outcome.error, "这个文件不能用，没有改动任何资料")
            return
        if not isinstance(outcome, Done):
            return
        years = {y: d for y, d in outcome.value.items() if y not in self._shipped()}
        if years:
            self._keep(years, "已导入")
        else:
            self._tell(w.BannerKind.OK, "不用导入", "文件里的年份程序里都已经有了。")

    def _pick_export(self) -> None:
        folder = self._session.settings.open_folder or str(Path.home())
        start = Path(folder) / "节假日安排.toml"
        save_as(self, "导出节假日安排", start, "节假日安排 (*.toml)", ".toml", self.export_file)

    def export_file(self, path: Path) -> None:
        """Write the entered years for a colleague."""
        years = dict(self._session.settings.holidays)

        def work(_report: Report) -> Path:
            write_holidays(path, years)
            return path

        job = self._session.jobs.make(work)
        job.ended.connect(self._exported)
        job.start()

    def _exported(self, outcome: object) -> None:
        if isinstance(outcome, Failed):
            self._refuse(outcome.error, "没有导出")
        elif isinstance(outcome, Done):
            self._tell(w.BannerKind.OK, "已导出", str(outcome.value))

    def _refuse(self, error: Exception, title: str) -> None:
        if isinstance(error, NoticeError):
            tell(self, title, _shortened(error))
        elif isinstance(error, JifenError):
            tell(self, *error_lines(error))
        else:
            raise error


def _shortened(error: NoticeError) -> str:
    """The first problems, and how many more there are."""
    lines = list(error.problems[:_MOST_LINES])
    left = len(error.problems) - len(lines)
    return "\n".join([*lines, f"还有 {left} 处"] if left else lines)


def _days_words(days: DaysOff) -> str:
    """放假 1月1日至3日、…；上班 1月9日、…"""
    rest = "、".join(_range(first, last) for first, last in days.rest)
    work = "、".join(f"{day.month}月{day.day}日" for day in days.work)
    return f"放假 {rest}" + (f"；上班 {work}" if work else "；没有调休上班")


def _range(first: date, last: date) -> str:
    start = f"{first.month}月{first.day}日"
    if first == last:
        return start
    same = (first.year, first.month) == (last.year, last.month)
    return f"{start}至{last.day}日" if same else f"{start}至{last.month}月{last.day}日"


def _look(paths: list[str]) -> tuple[bool, str]:
    good = len(usable(paths, _SUFFIXES)) == len(paths) == 1
    return good, "松开鼠标就导入" if good else "拖进一个节假日安排文件（.toml、.txt）"
