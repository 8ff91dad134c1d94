"""Which of a case's people an export is about: everybody, or some of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from jifen_desktop.domain.submission import Submission
from jifen_desktop.library.entry import ExportRecord
from jifen_desktop.services.export import Exported
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.part import free_part, part_of, unsent_part
from jifen_desktop.ui.session import Session

_NAMED = 5  # people whose names are said


class Part(QObject):
    """The people chosen for the open case; `changed` follows another choice."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._keys: tuple[str, frozenset[str]] = ("", frozenset())
        self._made: tuple[Picture, Picture | None] | None = None
        self._done: tuple[Submission, ExportRecord] | None = None
        self._looked: tuple[Picture, Picture | None, Picture | None] | None = None

    @property
    def chosen(self) -> Picture | None:
        """The picture of those who were chosen, or None for everybody; they stay chosen until something blocks."""
        entry_id, keys = self._keys
        case = self._session.case
        if not keys or case.entry.id != entry_id:
            return None
        if self._made is None or self._made[0] is not case.picture:
            self._made = case.picture, part_of(case.picture, keys)
        return self._made[1]

    @property
    def picture(self) -> Picture:
        """The picture of what would be exported now."""
        return self.chosen or self._session.case.picture

    @property
    def record(self) -> ExportRecord | None:
        """The export that was made of these people as they are."""
        if self.chosen is None:
            return self._session.case.entry.exported
        same = self._done is not None and self._done[0] == self.picture.submission
        return self._done[1] if self._done is not None and same else None

    def remember(self, folder: Path, exported: Exported) -> None:
        """Keep what was exported of them."""
        chosen = self.chosen
        part = chosen.submission if chosen is not None else None
        record = self._session.record_export(folder, exported, part)
        if part is not None:
            self._done = part, record
        self._looked = None

    def choose_free(self) -> None:
        """Those whom nothing blocks."""
        self._choose(self.free())

    def choose(self, picture: Picture) -> None:
        """Those of a picture."""
        self._choose(picture)

    def choose_rest(self) -> None:
        """Those who were left out, or everybody where something blocks them."""
        done = {a.key for a in self.picture.submission.applicants}
        whole = self._session.case.picture
        keys = {a.key for a in whole.submission.applicants} - done
        self._choose(part_of(whole, keys))

    def choose_other(self) -> None:
        """Everybody again, or only those who are in no export yet."""
        self._choose(self.unsent() if self.chosen is None else None)

    def _choose(self, picture: Picture | None) -> None:
        people = picture.submission.applicants if picture is not None else ()
        self._keys = self._session.case.entry.id, frozenset(a.key for a in people)
        self._made = None
        self.changed.emit()

    def free(self) -> Picture | None:
        """Those whom nothing blocks."""
        return self._look()[0]

    def unsent(self) -> Picture | None:
        """Those who are in no export yet, where others are."""
        return self._look()[1]

    def choice(self) -> tuple[str, str] | None:
        """What the page says about who is in the export, and the act that changes it."""
        if self.chosen is not None:
            return f"只导出 {len(self.chosen.submission.applicants)} 人。{self.rest()}", "改为全部"
        unsent = self.unsent()
        if unsent is None:
            return None
        count = len(unsent.submission.applicants)
        return f"有 {count} 人还没有导出过，其余的导出过了", f"只导出这 {count} 人"

    def rest(self) -> str:
        """Who isn't in it."""
        chosen = {a.key for a in self.picture.submission.applicants}
        people = self._session.case.submission.applicants
        names = [a.name or "未填姓名" for a in people if a.key not in chosen]
        named = "、".join(names[:_NAMED]) + (" 等" if len(names) > _NAMED else "")
        return f"还有 {len(names)} 人没有导出：{named}"

    def _look(self) -> tuple[Picture | None, Picture | None]:
        """Both parts, made once for each picture."""
        case = self._session.case
        if self._looked is None or self._looked[0] is not case.picture:
            whole = case.picture
            free = free_part(whole) if whole.blocking else None
            unsent = None if whole.blocking else unsent_part(whole, case.sent_before())
            self._looked = whole, free, unsent
        return self._looked[1:]
