"""The start screen: rail and pages of the library."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.library.listed import Shelf
from jifen_desktop.messages import error_lines
from jifen_desktop.services.shelf import Around, Found, Sought, find, look_around
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.dialogs import tell
from jifen_desktop.ui.jobs import Job
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.start.deleting import Deleting
from jifen_desktop.ui.start.home import RECENT, HomePage
from jifen_desktop.ui.start.listing import SEARCH_STEP, STEP
from jifen_desktop.ui.start.notes import Notes
from jifen_desktop.ui.start.retaining import Retaining

if TYPE_CHECKING:
    from jifen_desktop.ui.start.acts import LibraryActs
    from jifen_desktop.ui.start.exported import ExportedPage
    from jifen_desktop.ui.start.labels import LabelSheets
    from jifen_desktop.ui.start.tools import Tools
    from jifen_desktop.ui.start.trash import TrashPage

OPEN, DONE, TRASH = "open", "done", "trash"
DATES, RECEIPTS = "dates", "receipts"
COMPANY, CENTRE, PRIVACY = "company", "centre", "privacy"
LABELS = "labels"
TOOLS = (LABELS, "backup", "restore", "check", "overdue", TRASH)
_RAIL = (
    (
        "申报",
        (
            w.NavItem(OPEN, "未完成", "folder-clock"),
            w.NavItem(DONE, "已导出", "folder-check"),
            w.NavItem(RECEIPTS, "导出记录", "send"),
            w.NavItem(DATES, "日期", "calendar"),
            w.NavItem(TRASH, "最近删除", "trash-2"),
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


class StartScreen(QWidget):
    """Passive but for deleting: `act_asked(key)`, `entry_chosen(id)`, `settings_asked(section)` say what is wanted."""

    act_asked = Signal(str)
    entry_chosen = Signal(str)
    settings_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.desktop = Desktop()
        self.deleting = Deleting(session, self)
        self.retaining = Retaining(session, self)
        self.rail = w.StartRail(_RAIL)
        self.notes = Notes(session)
        self.home = HomePage(session.library.root)
        self._pages: dict[str, QWidget] = {OPEN: self.home}
        self._limits = dict.fromkeys((OPEN, DONE, TRASH), STEP)
        self._key = OPEN
        self._around: Around | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.home)
        self._build()
        self._connect()
        self.show_page(OPEN)

    @property
    def progress(self) -> w.ProgressLine:
        """The line of the work under way."""
        return self.notes.progress

    # The first window doesn't wait for pages that it doesn't show.

    @cached_property
    def exported(self) -> ExportedPage:
        """The exported submissions."""
        from jifen_desktop.ui.start.exported import ExportedPage

        page = ExportedPage()
        self._connect_list(DONE, page)
        page.labels_asked.connect(lambda: self.use_tool(LABELS))
        return page

    @cached_property
    def labels(self) -> LabelSheets:
        """Labels of several submissions."""
        from jifen_desktop.ui.start.labels import LabelSheets

        acts = LabelSheets(self.session, self)
        self._connect_acts(acts)
        return acts

    @cached_property
    def tools(self) -> Tools:
        """Backup, the way back, the check."""
        from jifen_desktop.ui.start.tools import Tools

        acts = Tools(self.session, self)
        self._connect_acts(acts)
        return acts

    @cached_property
    def trash(self) -> TrashPage:
        """The deleted submissions."""
        from jifen_desktop.ui.start.trash import TrashPage

        page = TrashPage()
        page.more_asked.connect(lambda: self._show_more(TRASH))
        page.restore_asked.connect(self.deleting.restore)
        page.purge_asked.connect(self.deleting.ask_to_purge)
        return page

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.notes)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self.rail.item_chosen.connect(self.show_page)
        self.rail.settings_requested.connect(lambda: self.settings_asked.emit(""))
        self.rail.help_requested.connect(lambda: self.act_asked.emit("help"))
        self.notes.act_asked.connect(self.act_asked)
        self.notes.folder_asked.connect(self._open_folder)
        self.notes.ended.connect(self._ended)
        self.notes.undo_asked.connect(self.deleting.undo)
        for acts in (self.deleting, self.retaining):
            self._connect_acts(acts)
        self.session.reopened.connect(self._start_over)
        self.home.act_asked.connect(self.act_asked)
        self.home.all_asked.connect(lambda: self.show_page(DONE))
        self.home.dates_asked.connect(lambda: self.show_page(DATES))
        self._connect_list(OPEN, self.home)
        self.session.settings_changed.connect(self._show_counts)

    def _connect_acts(self, acts: LibraryActs) -> None:
        acts.changed.connect(self.refresh)
        acts.told.connect(self.notes.tell)
        acts.working.connect(self._work)

    def _connect_list(self, key: str, page: HomePage | ExportedPage) -> None:
        page.opened.connect(self.entry_chosen)
        page.folder_asked.connect(self._open_folder)
        page.delete_asked.connect(self.deleting.trash)
        page.finder.changed.connect(lambda: self._search(key))
        page.more_asked.connect(lambda: self._show_more(key))

    # --- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the library anew: what stands beside the lists, and the list that is shown."""
        try:
            session = self.session
            around = look_around(session.store, lambda: session.book.holidays, session.today)
        except JifenError as error:
            self.notes.tell("。".join(error_lines(error)))
            return
        self._around = around
        for key, count in (
            (OPEN, around.open_count),
            (DONE, around.exported_count),
            (TRASH, around.deleted_count),
        ):
            self.rail.set_note(key, str(count) if count else "")
        self.notes.show_due(len(self.retaining.overdue()), self.session.settings.retention_days)
        self._show_counts()
        self._show_list()

    def _show_list(self) -> None:
        if self._around is None:
            return
        try:
            self._show_found(self._around)
        except JifenError as error:
            self.notes.tell("。".join(error_lines(error)))

    def _show_found(self, around: Around) -> None:
        if self._key == OPEN:
            self._show_home(around)
        elif self._key == DONE:
            found = self._find(Shelf.EXPORTED, DONE, self.exported.finder.sought())
            self.exported.show_found(found, around)
        elif self._key == TRASH:
            self.trash.show_found(self._find(Shelf.DELETED, TRASH, Sought()), around)
        elif self._key in (DATES, RECEIPTS):
            self._pages[self._key].refresh()  # type: ignore[attr-defined]

    def _show_home(self, around: Around) -> None:
        sought = self.home.finder.sought()
        found = self._find(Shelf.OPEN, OPEN, sought)
        # what an unfinished case needs next is no question to an exported one
        recent = (
            Found() if sought.standing else find(self.session.store, Shelf.EXPORTED, sought, RECENT)
        )
        self.home.show_found(found, recent, around, self.session.damaged)

    def _find(self, shelf: Shelf, key: str, sought: Sought) -> Found:
        return find(self.session.store, shelf, sought, self._limits[key])

    def _search(self, key: str) -> None:
        page = self.exported if key == DONE else self.home
        self._limits[key] = SEARCH_STEP if page.finder.sought().is_anything else STEP
        self._show_list()

    def _show_more(self, key: str) -> None:
        shown = self._limits[key]
        self._limits[key] += STEP
        self._show_list()
        if key == OPEN:  # the button that had the focus is gone; go on with the first new row
            QTimer.singleShot(0, self.home, lambda: self.home.focus_row(shown))

    def _show_counts(self) -> None:
        filled = sum(1 for _, centre in self.session.settings.centres if centre.mailboxes)
        self.rail.set_note(CENTRE, f"{filled} / 16" if filled else "")

    def show_page(self, key: str) -> None:
        """Show an entry of the rail."""
        self.stack.setCurrentWidget(self._pages.get(key) or self._make(key))
        self.rail.set_current(key)
        self._key = key
        if key in self._limits or key in (DATES, RECEIPTS):
            self.refresh()

    def _make(self, key: str) -> QWidget:
        from jifen_desktop.ui.settings import CentrePage, CompanyPage, PrivacyPage
        from jifen_desktop.ui.start.dates import DatesPage
        from jifen_desktop.ui.start.receipts import ReceiptsPage

        made: QWidget
        if key == DONE:
            made = self.exported
        elif key == TRASH:
            made = self.trash
        elif key == DATES:
            made = DatesPage(self.session)
            made.opened.connect(self.entry_chosen)
        elif key == RECEIPTS:
            made = ReceiptsPage(self.session)
            made.opened.connect(self.entry_chosen)
            made.folder_asked.connect(self._open_folder)
        elif key == COMPANY:
            made = CompanyPage(self.session)
        elif key == CENTRE:
            made = CentrePage(self.session)
        else:
            made = PrivacyPage(self.session)
        self._pages[key] = made
        self.stack.addWidget(made)
        return made

    def use_tool(self, key: str) -> None:
        """Do one of `TOOLS`."""
        if key != LABELS or self._key not in (OPEN, DONE):
            self.show_page(TRASH if key == TRASH else OPEN)
        if key == LABELS:
            self.labels.show_list()
        elif key == "backup":
            self.tools.ask_where_to_back_up()
        elif key == "restore":
            self.tools.show_backups()
        elif key == "check":
            self.tools.check()
        elif key == "overdue":
            self.retaining.show_list()

    def _start_over(self) -> None:
        """Another library took this one's place: pages that show its own or its settings are made anew."""
        for key in (DATES, RECEIPTS, COMPANY, CENTRE, PRIVACY):
            page = self._pages.pop(key, None)
            if page is not None:
                page.blockSignals(True)
                self.stack.removeWidget(page)
                page.deleteLater()
        self.notes.show_trouble()

    def focus_search(self) -> None:
        """Put the focus into the search field; that of the exported cases where these are shown."""
        if self._key != DONE:
            self.show_page(OPEN)
        finder = self.exported.finder if self._key == DONE else self.home.finder
        finder.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        finder.search.selectAll()

    # --- work under way -------------------------------------------------------------------------

    def show_progress(self, job: object, text: str) -> None:
        """Show the progress of a job until it ends."""
        if isinstance(job, Job):
            self.show_page(OPEN)
            self.notes.follow(job, text)

    def _work(self, job: object, text: str) -> None:
        """Follow work during which nothing may be opened."""
        if isinstance(job, Job):
            self.session.begin_exclusive(job)
            self.stack.setEnabled(False)
            self.notes.follow(job, text)

    def _ended(self) -> None:
        self.stack.setEnabled(True)
        if not self.session.has_case:
            self.refresh()

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
