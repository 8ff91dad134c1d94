"""Deleting cases: to the trash and back, and for good; what still holds a copy afterwards is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.library.backups import Backup, Reason, forget
from jifen_desktop.library.lists import expired, from_trash, in_trash, only_in, to_trash
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.services.retention import empty_trash, expired_count, still_in
from jifen_desktop.ui.dialogs import ask
from jifen_desktop.ui.jobs import Report
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.start.acts import LibraryActs

_NAMED = 6  # days that are said
_LATER = 60_000  # ms
_TRASHED = "移到最近删除，30 天内可以恢复"


class Deleting(LibraryActs):
    """`undo` takes back what was last put into the trash."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(session, window)
        self._last = ""

    def trash(self, entry_id: str) -> None:
        """Put a case into the trash."""
        if self.attempt(lambda: to_trash(self._session.store.db, entry_id)):
            self._last = entry_id
            self.told.emit(_TRASHED, True)

    def undo(self) -> None:
        """Take the last case back."""
        if self._last:
            self.restore(self._last)

    def restore(self, entry_id: str) -> None:
        """Take a case out of the trash."""
        if self.attempt(lambda: from_trash(self._session.store.db, entry_id)):
            self._last = ""
            self.told.emit("已恢复，回到原来的列表里", False)

    def ask_to_purge(self, entries: Sequence[str] | None) -> None:
        """Ask with exact counts, then delete for good; None means all of the trash."""
        db = self._session.store.db
        try:
            ids = tuple(entries) if entries is not None else tuple(in_trash(db))
            files = only_in(db, ids)
        except JifenError as error:
            self.fail(error)
            return
        if not ids:
            return
        with_files = f"和其中 {files} 个证件文件" if files else ""
        title = f"永久删除 {len(ids)} 份申报{with_files}？"
        text = "内容和程序保存的副本会一起删除，之后无法恢复。导出的压缩包和原来的照片不受影响。"
        ask(self._window, title, text, "永久删除", "保留", lambda: self._purge(ids))

    def empty_old(self) -> None:
        """Delete what has been in the trash long enough; for the start of the program.

        Not beside other work, nor while a case is open: what was removed there can be put back.
        """
        if self.is_hindered or self._session.has_case:
            QTimer.singleShot(_LATER, self, self.empty_old)
            return
        store = self._session.store
        try:
            over = expired_count(store)
        except JifenError:  # told by whatever reads the library next
            return
        if over:
            self.run("正在清理到期的最近删除", lambda _report: _empty(store), self._emptied)

    def _emptied(self, outcome: tuple[int, list[Backup]]) -> None:
        count, backups = outcome
        held = f"；{_counted(backups)}里还有填写的内容（没有证件图片）" if backups else ""
        self.told.emit(f"最近删除里有 {count} 份到期，已永久删除{held}", False)

    def _purge(self, ids: tuple[str, ...]) -> None:
        store = self._session.store

        def work(_report: Report) -> list[Backup]:
            store.purge(*ids)
            return still_in(store, ids)

        self._last = ""
        self.run("正在永久删除", work, partial(self._purged, len(ids)))

    def _purged(self, count: int, backups: list[Backup]) -> None:
        self.told.emit(f"已永久删除 {count} 份申报", False)
        if not backups:
            return
        ask(
            self._window,
            f"{_counted(backups)}里还留着",
            _held(backups),
            f"删除这 {len(backups)} 份",
            "保留",
            lambda: self._forget(backups),
        )

    def _forget(self, backups: list[Backup]) -> None:
        self.run(
            "正在删除备份",
            lambda _report: forget(backups),
            lambda _value: self.told.emit(f"已删除 {_counted(backups)}", False),
        )


def _empty(store: LibraryStore) -> tuple[int, list[Backup]]:
    """Delete what is over, and find what still holds it."""
    now = datetime.now(UTC)
    over = expired(store.db, now)
    return empty_trash(store, now), still_in(store, over)


def _counted(backups: Sequence[Backup]) -> str:
    """2 份自动备份和 1 份损坏的旧资料库."""
    damaged = sum(1 for b in backups if b.reason is Reason.DAMAGED)
    whole = len(backups) - damaged
    parts = [f"{whole} 份自动备份"] if whole else []
    return "和 ".join([*parts, *([f"{damaged} 份损坏的旧资料库"] if damaged else [])])


def _held(backups: Sequence[Backup]) -> str:
    days = "、".join(f"{b.at.astimezone():%Y-%m-%d %H:%M}" for b in backups[:_NAMED])
    more = f" 等 {len(backups)} 份" if len(backups) > _NAMED else ""
    told = f"这里面还有它填写的内容（没有证件图片）：{days}{more}。"
    if any(b.reason is not Reason.DAMAGED for b in backups):
        told += "自动备份会随时间清理；现在就删除的话，这些日子就不能再从备份恢复。"
    if any(b.reason is Reason.DAMAGED for b in backups):
        told += "损坏的旧资料库不会自动清理；删除后，里面没有读出的内容就找不回来了。"
    return told
