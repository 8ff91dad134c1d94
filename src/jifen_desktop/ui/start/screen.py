"""The start screen: rail and pages of the library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.library.lists import only_here
from jifen_desktop.messages import error_lines
from jifen_desktop.services.shelf import read_shelves
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.dialogs import ask, tell
from jifen_desktop.ui.jobs import Job
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.settings import CentrePage, CompanyPage, PrivacyPage
from jifen_desktop.ui.start.home import ExportedPage, HomePage
from jifen_desktop.ui.theme import Space

OPEN, DONE, COMPANY, CENTRE, PRIVACY = "open", "done", "company", "centre", "privacy"


class StartScreen(QWidget):
    """Passive but for deleting: `act_asked(key)`, `entry_chosen(id)`, `settings_asked(section)` say what is wanted."""

    act_asked = Signal(str)
    entry_chosen = Signal(str)
    settings_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.desktop = Desktop()
        self.rail = w.StartRail(
            (
                (
                    "申报",
                    (
                        w.NavItem(OPEN, "未完成", "folder-clock"),
                        w.NavItem(DONE, "已导出", "folder-check"),
                    ),
                ),
                (
                    "资料",
                    (
                        w.NavItem(COMPANY, "单位资料", "building-2"),
                        w.NavItem(CENTRE, "中心资料", "contact"),
                        w.NavItem(PRIVACY, "隐私与数据", "shield-check"),
                    ),
                ),
            )
        )
        self.home = HomePage()
        self.exported = ExportedPage()
        self._pages: dict[str, QWidget] = {OPEN: self.home, DONE: self.exported}
        self.stack = QStackedWidget()
        for page in self._pages.values():
            self.stack.addWidget(page)
        self._build()
        self._connect()
        self._job: Job | None = None
        self.refresh()
        self.show_page(OPEN)

    def _build(self) -> None:
        self.notes = QWidget()
        notes = QVBoxLayout(self.notes)
        notes.setContentsMargins(Space.MARGIN, Space.GAP, Space.MARGIN, 0)
        self.damaged_note = w.Banner(w.BannerKind.WARN, "", compact=True)
        self.damaged_note.hide()
        self.progress = w.ProgressLine("")
        self.progress.hide()
        notes.addWidget(self.damaged_note)
        notes.addWidget(self.progress)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.notes)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        aside = self.session.damaged_settings
        if aside is not None:
            title = "设置文件已损坏，先用默认设置"
            self.damaged_note.set_message(w.BannerKind.WARN, title, f"原文件保留为 {aside.name}")
            self.damaged_note.show()
        self._settle()

    def _connect(self) -> None:
        self.rail.item_chosen.connect(self.show_page)
        self.rail.settings_requested.connect(lambda: self.settings_asked.emit(""))
        self.rail.help_requested.connect(lambda: self.act_asked.emit("help"))
        self.home.act_asked.connect(self.act_asked)
        self.home.searched.connect(lambda _text: self.refresh())
        self.home.all_asked.connect(lambda: self.show_page(DONE))
        for page in (self.home, self.exported):
            page.opened.connect(self.entry_chosen)
            page.folder_asked.connect(self._open_folder)
            page.delete_asked.connect(self._ask_to_delete)
        self.progress.cancelled.connect(self._cancel)
        self.session.settings_changed.connect(self._show_counts)

    # --- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the lists anew."""
        store, today = self.session.store, self.session.today
        shelves = read_shelves(store, today, self.home.search.text(), self.session.damaged)
        self.home.show_shelves(shelves)
        self.exported.show_shelves(shelves)
        self.rail.set_note(OPEN, str(shelves.open_count) if shelves.open_count else "")
        self.rail.set_note(DONE, str(shelves.exported_count) if shelves.exported_count else "")
        self._show_counts()

    def _show_counts(self) -> None:
        filled = sum(1 for _, centre in self.session.settings.centres if centre.mailboxes)
        self.rail.set_note(CENTRE, f"{filled} / 16" if filled else "")

    def show_page(self, key: str) -> None:
        """Show an entry of the rail."""
        page = self._pages.get(key) or self._make(key)
        self.stack.setCurrentWidget(page)
        self.rail.set_current(key)

    def _make(self, key: str) -> QWidget:
        made: QWidget
        if key == COMPANY:
            made = CompanyPage(self.session)
        elif key == CENTRE:
            made = CentrePage(self.session)
        else:
            made = PrivacyPage(self.session)
        self._pages[key] = made
        self.stack.addWidget(made)
        return made

    def focus_search(self) -> None:
        """Put the focus into the search field."""
        self.show_page(OPEN)
        self.home.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.home.search.selectAll()

    # --- work under way -------------------------------------------------------------------------

    def show_progress(self, job: object, text: str) -> None:
        """Show the progress of a job until it ends."""
        if not isinstance(job, Job):
            return
        self._job = job
        self.show_page(OPEN)
        self.progress.start(text)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        self.progress.show()
        self._settle()
        w.announce(self, text)

    def _progressed(self, what: str, done: int, total: int) -> None:
        self.progress.set_progress(done, total, what)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.progress.cancel_button.setEnabled(False)

    def _ended(self, _outcome: object) -> None:
        self._job = None
        self.progress.hide()
        self._settle()
        if not self.session.has_case:
            self.refresh()

    def _settle(self) -> None:
        parts = (self.damaged_note, self.progress)
        self.notes.setVisible(any(not part.isHidden() for part in parts))

    # --- acts -----------------------------------------------------------------------------------

    def _open_folder(self, path: object) -> None:
        if not isinstance(path, Path):
            return
        folder = path if path.is_dir() else path.parent
        if path.is_dir() or path.exists():
            self.desktop.open_folder(folder)
        else:
            tell(
                self,
                "文件夹已经不在原来的地方",
                f"原来在 {path}。可能已移走、改名或在没有接上的磁盘里。",
            )

    def _ask_to_delete(self, entry_id: str) -> None:
        files = only_here(self.session.store.db, entry_id)
        what = f"永久删除 1 份申报和其中 {files} 个证件文件？" if files else "永久删除 1 份申报？"
        text = (
            "它的内容和程序保存的副本会一起删除，之后无法恢复。导出的压缩包和原来的照片不受影响。"
        )
        ask(self, what, text, "永久删除", "保留", lambda: self._delete(entry_id))

    def _delete(self, entry_id: str) -> None:
        try:
            self.session.store.purge(entry_id)
        except JifenError as error:
            what, remedy = error_lines(error)
            tell(self, what, remedy)
        self.refresh()
        w.announce(self, "已永久删除")
