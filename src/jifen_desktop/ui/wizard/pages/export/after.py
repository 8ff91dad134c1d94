"""What can be done with an export once it is made."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.findings import Finding
from jifen_desktop.library.emptied import emptied
from jifen_desktop.library.entry import ExportRecord
from jifen_desktop.library.exports import exports_of
from jifen_desktop.library.follow_up import FollowUp, follow_ups, set_follow_up
from jifen_desktop.messages import error_lines
from jifen_desktop.services.case import EXPORTS
from jifen_desktop.services.changes import change_lines
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import LABEL
from jifen_desktop.services.part import sent_of, sent_to_compare
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.dialogs import tell
from jifen_desktop.ui.jobs import Done
from jifen_desktop.ui.printing_preview import PrintPreview, show_preview
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.export.finished import Past
from jifen_desktop.ui.wizard.pages.export.work import Look, look_at_export, read_written


class AfterExport(QObject):
    """Looks at the files of an export, prints its papers and label, copies its label, shows its folder.

    `looked` follows when `result` is there for the record last asked about.
    """

    looked = Signal()

    def __init__(self, session: Session, desktop: Desktop, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._desktop = desktop
        self._parent = parent
        self._record: ExportRecord | None = None
        self._notes: tuple[ExportRecord | None, tuple[Finding, ...]] = (None, ())
        self.result: Look | None = None

    def look(self, record: ExportRecord, *, again: bool = False) -> None:
        """Find out what became of its files, once for each record; what was found before stays until then."""
        if record == self._record and not again:
            return
        if record != self._record:
            self.result = None
        self._record = record
        work = look_at_export(record, self._session.intake)
        job = self._session.jobs.make(lambda report: (record, work(report)))
        job.ended.connect(self._end_look)
        job.start()

    def remember(self, record: ExportRecord | None, notes: tuple[Finding, ...]) -> None:
        """Keep what the export had to say besides."""
        self._notes = record, notes

    def notes(self, record: ExportRecord) -> tuple[Finding, ...]:
        """What that export had to say, as long as the window is open."""
        return self._notes[1] if self._notes[0] == record else ()

    def past(self, record: ExportRecord, picture: Picture) -> Past:
        """What the library knows of the case besides this export; what can't be read is left out."""
        db, case = self._session.store.db, self._session.case
        try:
            exports = exports_of(db, case.entry.id, EXPORTS)
            before = sent_of([e for e in exports if e.number != record.number])
            if record.part:
                before = sent_to_compare(before, {page.applicant for page in record.pages})
            return Past(
                self._session.today,
                follow_ups(db, case.entry.id),
                change_lines(picture.context.book, before, record.pages),
                emptied(db, case.entry.id),
            )
        except JifenError:
            return Past(self._session.today)

    def follow(self, key: str, value: FollowUp) -> None:
        """Keep what became of an applicant's papers."""
        try:
            set_follow_up(self._session.store.db, self._session.case.entry.id, key, value)
        except JifenError as error:
            what, remedy = error_lines(error)
            tell(self._parent, what, remedy)
            return
        self._session.saved.emit()

    def reveal(self, record: ExportRecord) -> None:
        """Show the export's first file in its folder."""
        self._reveal(record, record.files[0][0])

    def open_draft(self, record: ExportRecord, name: str) -> None:
        """Open a mail's draft in the mail program, or say why that can't be."""
        path = Path(record.folder) / name
        if not self._desktop.open_file(path):
            known = path.is_file()
            title = "没有能打开邮件草稿的程序" if known else "邮件草稿不在原处"
            words = (
                f"草稿在这里：{path}。可以复制文字新写一封。" if known else "需要时重新导出一次。"
            )
            tell(self._parent, title, words)

    def reveal_label(self, record: ExportRecord) -> None:
        """Show the label in its folder."""
        self._reveal(record, LABEL)

    def _reveal(self, record: ExportRecord, name: str) -> None:
        """Show a file in its folder, or say why there is nothing to be seen."""

        def failed() -> None:
            if Path(record.folder).is_dir():
                tell(self._parent, "没有能打开文件夹的程序", f"文件在这里：{record.folder}")
            else:
                words = f"{record.folder} 已移走、改名或删除。需要时重新导出一次。"
                tell(self._parent, "文件夹不在原处", words)

        self._desktop.reveal(Path(record.folder) / name, failed)
        self.look(record, again=True)

    def print_written(self, record: ExportRecord, name: str) -> PrintPreview:
        """Show a file of the export as it was written, then print it."""
        path = Path(record.folder) / name
        title = name.removesuffix(".pdf")
        return show_preview(self._session, self._parent, title, partial(read_written, path))

    def _end_look(self, outcome: object) -> None:
        if isinstance(outcome, Done):
            record, result = outcome.value
            if record == self._record:
                self.result = result
                self.looked.emit()
