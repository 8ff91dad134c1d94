"""Documents that were exported long ago: listed first, deleted only on confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import only_in
from jifen_desktop.services.listed import ListedCase
from jifen_desktop.services.retention import delete_documents, due
from jifen_desktop.services.shelf import Sought, find
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import PageDialog, ask
from jifen_desktop.ui.jobs import Report
from jifen_desktop.ui.start import words
from jifen_desktop.ui.start.acts import LibraryActs

_ALL = 1_000_000
_LEAD = (
    "证件是别人的个人资料，用完就不必再留。删除的只是程序保存的证件文件；填写的内容、导出记录、"
    "证件的名称和校验值会留下，导出的压缩包和原来的照片不受影响。"
)


class Retaining(LibraryActs):
    """The reminder's acts."""

    def overdue(self) -> list[str]:
        """The entries whose documents could go; none where the library can't be read just now."""
        try:
            return due(self._session.store, self._session.settings.retention_days)
        except JifenError:
            return []

    def show_list(self) -> None:
        """List them, all chosen."""
        wanted = set(self.overdue())
        try:
            found = find(self._session.store, Shelf.EXPORTED, Sought(), _ALL).cases
        except JifenError as error:
            self.fail(error)
            return
        page = RetentionPage([c for c in found if c.id in wanted], self._session.today)
        dialog = PageDialog(self._window, "到期的证件", page)
        page.delete_asked.connect(dialog.accept)
        page.delete_asked.connect(self.ask_to_delete)
        dialog.open()

    def ask_to_delete(self, entries: Sequence[str]) -> None:
        """Ask with exact counts."""
        ids = tuple(entries)
        try:
            files = only_in(self._session.store.db, ids)
        except JifenError as error:
            self.fail(error)
            return
        ask(
            self._window,
            f"永久删除 {len(ids)} 份申报的 {files} 个证件文件？",
            "之后无法恢复，再次导出要重新添加证件。别的申报也在用的文件会留下。",
            "永久删除",
            "保留",
            lambda: self.delete(ids),
        )

    def delete(self, ids: tuple[str, ...]) -> None:
        """Delete the documents of these entries."""
        session = self._session

        def work(report: Report) -> int:
            count = 0
            for done, entry_id in enumerate(ids):
                report.progress("正在删除到期的证件", done, len(ids))
                count += delete_documents(session.book, session.store, entry_id)
            return count

        self.run(
            "正在删除到期的证件",
            work,
            lambda count: self.told.emit(
                f"已删除 {len(ids)} 份申报里的 {count} 份材料文件，名称和校验值还在", False
            ),
            "已停止；没有轮到的申报里，证件都还在",
        )


class RetentionPage(QWidget):
    """`delete_asked(ids)` with those that are chosen."""

    delete_asked = Signal(object)

    def __init__(self, cases: Sequence[ListedCase], today: date) -> None:
        super().__init__()
        self.choices: dict[str, w.CheckLine] = {}
        page = w.Page("到期的证件")
        page.add(w.PageHead("到期的证件", _LEAD, help_place="retaining"))
        rows = w.ListCard()
        for case in cases:
            rows.add_row(self._row(case, today))
        page.add(rows)
        self.button = w.SecondaryButton("", icon="trash-2", height=40)
        self.button.clicked.connect(lambda _checked=False: self._ask())
        page.add(w.Flow(self.button), 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self._count()

    def _row(self, case: ListedCase, today: date) -> QWidget:
        name = case.overview.company or words.UNNAMED
        at = case.listed.exported_at
        told = f"{words.about(case)} · {words.when(at, today)} 导出" if at else words.about(case)
        people = "、".join(case.overview.people[:6])
        row = w.PickRow(name, f"{told} · {people}" if people else told)
        row.check.setChecked(True)
        row.check.toggled.connect(lambda _on: self._count())
        self.choices[case.id] = row.check
        return row

    def _chosen(self) -> list[str]:
        return [key for key, line in self.choices.items() if line.isChecked()]

    def _count(self) -> None:
        count = len(self._chosen())
        self.button.set_caption(f"删除这 {count} 份申报的证件…" if count else "没有选中的申报")
        self.button.setEnabled(bool(count))

    def _ask(self) -> None:
        self.delete_asked.emit(self._chosen())
