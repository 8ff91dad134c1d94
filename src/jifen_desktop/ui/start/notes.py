"""What stands above the pages of the start screen: damage, work under way, what was just done."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.files.where import shared_folder
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.jobs import Job
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.shared_place import HOW_TO_MOVE, SHARED
from jifen_desktop.ui.start import words
from jifen_desktop.ui.theme import Space


class Notes(QWidget):
    """Hidden while there is nothing to tell; `act_asked(key)`, `folder_asked(path)`, `undo_asked`, `ended`."""

    act_asked = Signal(str)
    folder_asked = Signal(object)
    undo_asked = Signal()
    ended = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._job: Job | None = None
        self.damaged_note = w.Banner(w.BannerKind.WARN, "", compact=True)
        self.trouble_note = w.Banner(w.BannerKind.BAD, "", compact=True)
        self.shared_note = w.Banner(w.BannerKind.WARN, "", compact=True)
        self.shared_note.add_link("知道了，不再提醒").clicked.connect(self._know_shared)
        self.due_note = w.Banner(w.BannerKind.WARN, "", compact=True)
        self.due_note.add_link("查看并决定…").clicked.connect(
            lambda: self.act_asked.emit("overdue")
        )
        self.due_note.add_link("以后再说").clicked.connect(self._put_off)
        self._is_put_off = False
        self.undo_bar = w.UndoBar()
        self.progress = w.ProgressLine("")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MARGIN, Space.GAP, Space.MARGIN, 0)
        column.setSpacing(Space.STEP)
        self._parts = (
            self.trouble_note,
            self.damaged_note,
            self.shared_note,
            self.due_note,
            self.undo_bar,
            self.progress,
        )
        for part in self._parts:
            part.hide()
            column.addWidget(part)
        self.undo_bar.undo_requested.connect(self.undo_asked)
        self.undo_bar.dismissed.connect(self._dismiss)
        self.progress.cancelled.connect(self._cancel)
        self.show_trouble()
        self._show_settings()

    def show_shared(self) -> None:
        """Warn once of a folder that other machines write to as well; for after the first picture."""
        root = self._session.library.root
        shared = shared_folder(root)
        if shared is not None and self._session.settings.shared_known != str(shared):
            title, detail = SHARED[shared]
            self.shared_note.set_message(w.BannerKind.WARN, title, f"{detail}{HOW_TO_MOVE}")
            self.shared_note.show()
        self._settle()

    def _know_shared(self) -> None:
        shared = shared_folder(self._session.library.root)
        settings = replace(self._session.settings, shared_known=str(shared or ""))
        self._session.save_settings(settings)
        self.shared_note.hide()
        self._settle()

    def show_trouble(self) -> None:
        """Tell what happened to the library's file, or nothing where it is whole."""
        trouble = self._session.trouble
        self.trouble_note.clear_links()
        self.trouble_note.setVisible(trouble is not None)
        if trouble is not None:
            title, detail = words.trouble_words(trouble, self._session.today)
            self.trouble_note.set_message(w.BannerKind.BAD, title, detail)
            for key, text in (("restore", "从备份恢复…"), ("check", "检查资料库")):
                link = self.trouble_note.add_link(text)
                link.clicked.connect(lambda _checked=False, key=key: self.act_asked.emit(key))
            if trouble.aside is not None:
                aside = trouble.aside
                link = self.trouble_note.add_link("打开损坏的文件所在文件夹")
                link.clicked.connect(lambda _checked=False: self.folder_asked.emit(aside))
        self._settle()

    def _show_settings(self) -> None:
        aside = self._session.damaged_settings
        if aside is not None:
            title = "设置文件已损坏，先用默认设置"
            self.damaged_note.set_message(w.BannerKind.WARN, title, f"原文件保留为 {aside.name}")
            self.damaged_note.show()
        self._settle()

    def show_due(self, count: int, days: int) -> None:
        """Remind of documents that were exported long ago, until it is put off."""
        title = f"{count} 份申报导出已超过 {days} 天，证件还留在程序里"
        detail = "用完的证件不必再留。先列出来，您确认了才删除；天数在“设置”里改。"
        self.due_note.set_message(w.BannerKind.WARN, title, detail)
        self.due_note.setVisible(count > 0 and not self._is_put_off)
        self._settle()

    def _put_off(self) -> None:
        self._is_put_off = True
        self.due_note.hide()
        self._settle()

    def tell(self, text: str, can_undo: bool = False) -> None:
        """Say what was just done; it stays until the next act."""
        self.undo_bar.show_message(text, can_undo=can_undo)
        self._settle()

    def _dismiss(self) -> None:
        self.undo_bar.hide()
        self._settle()

    def follow(self, job: Job, text: str) -> None:
        """Show the progress of a job until it ends."""
        self._job = job
        self.progress.start(text)
        self.progress.cancel_button.setVisible(job.can_stop)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        self.undo_bar.hide()
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
        self.ended.emit()

    def _settle(self) -> None:
        self.setVisible(any(not part.isHidden() for part in self._parts))
