"""工具: a backup as one file, the way back from backups, the check of the library."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from jifen_desktop.library.backups import list_backups
from jifen_desktop.library.bundle import SUFFIX, Bundle, write_bundle
from jifen_desktop.library.checking import CheckReport, check_library
from jifen_desktop.services.keeping import restore_backup, restore_bundle
from jifen_desktop.services.opening import Opened
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.dialogs import PageDialog, ask, save_as
from jifen_desktop.ui.jobs import Report
from jifen_desktop.ui.start.acts import LibraryActs
from jifen_desktop.ui.start.backups import BackupsPage, moment_words
from jifen_desktop.ui.start.checked import CheckedPage

_FILTER = f"积分材料备份 (*{SUFFIX})"
_KEPT = "现在的内容会先存成一份自动备份，随时可以再换回来；证件文件都留着。"


class Tools(LibraryActs):
    """Each act asks first where something is replaced."""

    desktop = Desktop()

    # --- one file to take along -----------------------------------------------------------------

    def ask_where_to_back_up(self) -> None:
        """Choose a file and write the whole library into it."""
        name = f"积分材料备份 {self._session.today.isoformat()}{SUFFIX}"
        start = self._session.export_parent().parent / name
        save_as(self._window, "另存备份", start, _FILTER, SUFFIX, self.back_up)

    def back_up(self, target: Path) -> None:
        """Write the library into one file and read it back."""
        library = self._session.library

        def work(report: Report) -> Bundle:
            def told(done: int, total: int) -> None:
                report.progress("正在写备份并逐个核对", done, total)

            return write_bundle(library, target, told)

        then = partial(self._backed_up, target)
        self.run("正在写备份", work, then, "已取消，没有留下备份文件")

    def _backed_up(self, target: Path, bundle: Bundle) -> None:
        title = "备份写好了，逐个核对过"
        lost = (
            f"另有 {bundle.altered} 个证件文件的内容已经变了，恢复时不会用；“工具→检查资料库”有说明。\n"
            if bundle.altered
            else ""
        )
        text = (
            f"含全部申报、设置和 {bundle.originals} 个证件文件：{target}\n{lost}"
            "它没有加密，里面是个人资料，请存放在只有您能打开的地方。"
            "换电脑时，在新电脑上用“工具→从备份恢复”打开它。"
        )
        folder = target.parent
        ask(
            self._window,
            title,
            text,
            "打开所在文件夹",
            "知道了",
            lambda: self._open(folder),
        )

    def _open(self, folder: Path) -> None:
        self.desktop.open_folder(folder)

    # --- the way back ---------------------------------------------------------------------------

    def show_backups(self) -> None:
        """List the automatic backups; a file can be chosen as well."""
        page = BackupsPage(list_backups(self._session.library.root), self._session.today)
        dialog = PageDialog(self._window, "从备份恢复", page)
        page.chosen.connect(lambda path: self._chosen(dialog, path))
        page.file_asked.connect(lambda: self._pick_file(dialog))
        page.file_dropped.connect(dialog.accept)
        page.file_dropped.connect(self.ask_to_restore_file)
        dialog.open()

    def _pick_file(self, dialog: PageDialog) -> None:
        start = self._session.settings.open_folder
        chosen, _ = QFileDialog.getOpenFileName(dialog, "选择备份文件", start, _FILTER)
        if chosen:
            dialog.accept()
            self.ask_to_restore_file(Path(chosen))

    def _chosen(self, dialog: PageDialog, path: object) -> None:
        dialog.accept()
        backups = list_backups(self._session.library.root)
        backup = next((b for b in backups if b.path == path), None)
        if backup is None:
            return
        when = moment_words(backup.at, self._session.today)
        ask(
            self._window,
            f"换成{when}的内容？",
            f"之后填写和改动的都会换掉。{_KEPT}",
            "恢复",
            "保留现在的内容",
            partial(self.restore, backup.path),
        )

    def ask_to_restore_file(self, path: Path) -> None:
        """Ask, then put a backup file in the library's place."""
        ask(
            self._window,
            f"用「{path.name}」替换现在的内容？",
            f"申报和设置都会换成备份里的。{_KEPT}",
            "恢复",
            "保留现在的内容",
            lambda: self.restore_file(path),
        )

    def restore(self, backup: Path) -> None:
        """Put an automatic backup in the library's place."""
        session = self._session

        def work(report: Report) -> Opened:
            return session.replace_library(lambda: restore_backup(session.library, backup), report)

        self.run("正在恢复", work, self._restored, "已取消，没有改动")

    def restore_file(self, path: Path) -> None:
        """Put a backup file of any computer in the library's place, once every hash was compared."""
        session = self._session

        def work(report: Report) -> Opened:
            def told(done: int, total: int) -> None:
                report.progress("正在核对并恢复", done, total)

            return session.replace_library(
                lambda: _drop(restore_bundle(session.library, path, told)), report
            )

        self.run("正在恢复", work, self._restored, "已取消，没有改动")

    def _restored(self, opened: Opened) -> None:
        self._session.reopen(opened)
        self.changed.emit()
        self.told.emit("已恢复。恢复前的内容在“工具→从备份恢复”里可以找到", False)

    # --- the check ------------------------------------------------------------------------------

    def check(self) -> None:
        """Read everything once and say what is whole."""
        store = self._session.store

        def work(report: Report) -> CheckReport:
            def told(done: int, total: int) -> None:
                report.progress(f"正在检查：{done} / {total}", done, total)

            return check_library(store, told)

        self.run("正在检查资料库", work, self._show_report, "已停止检查，没有改动")

    def _show_report(self, report: CheckReport) -> None:
        page = CheckedPage(report)
        dialog = PageDialog(self._window, "检查资料库", page)
        for asked, act in (
            (page.restore_asked, self.show_backups),
            (page.clean_asked, partial(self._ask_to_clean, len(report.unused))),
        ):
            asked.connect(dialog.accept)
            asked.connect(act)
        dialog.open()

    def _ask_to_clean(self, count: int) -> None:
        ask(
            self._window,
            f"永久删除 {count} 个没有申报在用的证件文件？",
            "从较早的备份恢复时，可能还会用到它们。删除之后无法找回。",
            "永久删除",
            "保留",
            self._clean,
        )

    def _clean(self) -> None:
        store = self._session.store
        self.run(
            "正在删除没有用到的文件",
            lambda _report: store.sweep_all(),
            lambda gone: self.told.emit(f"已删除 {gone} 个没有用到的证件文件", False),
        )


def _drop(_bundle: Bundle) -> None:
    return None
