"""All acts on the papers of the open case: taking in, placing, moving, undoing. Shows nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.submission import Document, Submission
from jifen_desktop.files.names import display_name
from jifen_desktop.messages import error_line
from jifen_desktop.services.case import Case
from jifen_desktop.services.edit import add_documents, documents_for, set_documents
from jifen_desktop.services.paper import SheetOut
from jifen_desktop.services.pile import Pile, PilePage, place_pile
from jifen_desktop.services.scan_pages import Scans, placed, scan_names
from jifen_desktop.services.spread import spread, spread_words
from jifen_desktop.services.take_in import TakenIn
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.jobs import Done, Failed, Job, Stopped, Work
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.materials.chooser import candidates_of
from jifen_desktop.ui.wizard.pages.materials.taking import (
    files_work,
    picture_work,
    pile_work,
    scans_work,
)
from jifen_desktop.ui.wizard.pages.materials.views import Spot

PASTED = "粘贴的图片"


@dataclass(frozen=True)
class Notice:
    """Something to be read; it stays until dismissed."""

    kind: w.BannerKind
    title: str
    detail: str = ""


class Desk(QObject):
    """Acts come in as calls, what becomes of them goes out as signals.

    `changed` follows every change made here; `placed(tuple of Spot)` says which rows got some files. For files that
    no row was named for, `choice_begun(names)` tells at once that they are being taken in, and at the end
    `choice_asked(TakenIn)` asks where they go, which `choice_over` follows in any case. `pile_asked(Pile)` asks about
    stamped sheets that came back.
    """

    started = Signal(str)
    progressed = Signal(int, int)
    ended = Signal()
    told = Signal(object)
    undoable = Signal(str)
    changed = Signal()
    placed = Signal(object)
    choice_begun = Signal(list)
    choice_asked = Signal(object)
    choice_over = Signal()
    pile_asked = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.history = session.history
        self.history.changed.connect(self._tell_undoable)
        self._job: Job | None = None
        self._then: Callable[[TakenIn], None] | None = None
        self._over: Callable[[object], None] | None = None
        self._entry_id = ""

    @property
    def case(self) -> Case:
        """The open case."""
        return self.session.case

    @property
    def busy(self) -> bool:
        """Whether files are being taken in."""
        return self._job is not None

    # --- taking in ------------------------------------------------------------------------------

    def add_files(
        self, paths: Sequence[Path], spot: Spot | None, *, replaces: bool = False
    ) -> None:
        """Take files and folders in, for a row or for the user to say which."""
        stamps = self.case.picture.outputs.stamps if spot is None else ()
        names = [display_name(path.name) for path in paths]
        work = files_work(self.session, paths, stamps)
        self._start("正在检查文件", work, spot, names, replaces=replaces)

    def add_scans(self, scans: Scans, spot: Spot, over: Callable[[object], None]) -> bool:
        """Take scanned pages in; `over` gets the outcome. False where other files are just being taken in."""
        if self.busy:
            return False
        files = [path for path, _ in scans.pages]
        names = scan_names(self.case.submission, files)
        edits = {name: edit for name, (_, edit) in zip(names, scans.pages, strict=True)}
        self._over = over
        work = scans_work(self.session, list(zip(files, names, strict=True)))
        self._start("正在放入扫描的页", work, spot, [], replaces=False)

        def then(taken: TakenIn) -> None:
            submission = self.case.submission
            if not self._is_gone(spot):
                changed = placed(submission, spot.owner, spot.material, taken, scans, edits)
                self._take_over(taken, changed, (spot,))

        self._then = then
        return True

    def add_pile(self, paths: Sequence[Path]) -> None:
        """Take in the scans or photos of stamped sheets, and ask which is which."""
        work = pile_work(self.session, paths)
        self._start("正在认盖章页", work, None, [], replaces=False)

    def add_picture(self, image: QImage, spot: Spot | None) -> None:
        """Take in a picture from the clipboard."""
        name = self._pasted_name()
        work = picture_work(self.session, image, name)
        self._start("正在读取粘贴的图片", work, spot, [name], replaces=False)

    def cancel(self) -> None:
        """Stop taking in; nothing is added."""
        if self._job is not None:
            self._job.cancel()

    def _start(
        self, text: str, work: Work, spot: Spot | None, names: list[str], *, replaces: bool
    ) -> None:
        if self._job is not None:
            self.told.emit(Notice(w.BannerKind.WARN, "上一批文件还在检查，等它完成后再添加"))
            return
        self._entry_id = self.case.entry.id

        def then(taken: TakenIn) -> None:
            if spot is None:
                self._spread(taken)
            elif self._is_gone(spot):
                self.told.emit(Notice(w.BannerKind.WARN, "没有添加文件", "要放入的申请人已经移除"))
            elif replaces:
                self.replace_bad(taken, spot)
            else:
                self.place(taken, [(d, spot) for d in taken.documents])

        self._then = then
        self._job = self.session.jobs.make(work)
        self._job.progressed.connect(self._on_progress)
        self._job.ended.connect(self._on_end)
        self.started.emit(text)
        if spot is None and names:
            self.choice_begun.emit(names)
        self._job.start()

    def _on_progress(self, _what: str, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    def _on_end(self, outcome: object) -> None:
        then, self._then, self._job = self._then, None, None
        over, self._over = self._over, None
        self.ended.emit()
        self._settle(outcome, then)
        self.choice_over.emit()
        if over is not None:
            over(outcome)

    def _settle(self, outcome: object, then: Callable[[TakenIn], None] | None) -> None:
        if not self.session.has_case or self.case.entry.id != self._entry_id:
            return
        if isinstance(outcome, Stopped):
            self.told.emit(Notice(w.BannerKind.OK, "已取消，没有添加文件"))
        elif isinstance(outcome, Failed):
            error = outcome.error
            known = error if isinstance(error, JifenError) else JifenError(Code.WORKER_FAILED)
            self.told.emit(Notice(w.BannerKind.BAD, "没有添加文件", error_line(known)))
        elif isinstance(outcome, Done) and isinstance(outcome.value, Pile):
            self._tell_refused(outcome.value.taken)
            if outcome.value.pages:
                self.pile_asked.emit(outcome.value)
        elif isinstance(outcome, Done) and isinstance(outcome.value, TakenIn) and then is not None:
            self._tell_refused(outcome.value)
            if outcome.value.documents:
                then(outcome.value)

    def _tell_refused(self, taken: TakenIn) -> None:
        lines = [error_line(error) for error in taken.refused]
        if not taken.documents and not lines:
            lines = ["文件夹里没有文件"]
        if lines:
            title = f"{len(lines)} 个文件没有添加" if taken.refused else "没有可添加的文件"
            self.told.emit(Notice(w.BannerKind.WARN, title, "\n".join(lines)))

    def _spread(self, taken: TakenIn) -> None:
        """Folders that bear people's names go to these people; about the rest the user is asked."""
        people = self.case.submission.applicants
        found = spread(taken, candidates_of(self.case, "")) if len(people) > 1 else None
        if found is None or not found.placed:
            self.choice_asked.emit(taken)
            return
        choices = [(d, Spot(row.owner, row.material.id)) for d, row in found.placed]
        words = spread_words(found.placed, len(found.left.documents))
        self.place(taken, choices, told=words)
        if found.left.documents:
            self.choice_asked.emit(found.left)

    # --- placing --------------------------------------------------------------------------------

    def place(
        self, taken: TakenIn, choices: Sequence[tuple[Document, Spot]], told: str = ""
    ) -> None:
        """Put documents into their rows; one that a row has already is told and left out. `told` says what was done."""
        submission = self.case.submission
        twice: list[str] = []
        choices = [(document, spot) for document, spot in choices if not self._is_gone(spot)]
        for document, spot in choices:
            present = documents_for(submission, spot.owner, spot.material)
            if any(d.sha256 == document.sha256 for d in present):
                twice.append(f"「{document.name}」已经在“{self._name(spot)}”里")
                continue
            submission = add_documents(submission, spot.owner, spot.material, (document,))
        if twice:
            self.told.emit(Notice(w.BannerKind.WARN, "重复的文件没有再放一次", "\n".join(twice)))
        self._take_over(taken, submission, tuple(dict.fromkeys(spot for _, spot in choices)), told)

    def place_pages(self, taken: TakenIn, chosen: Sequence[tuple[PilePage, SheetOut]]) -> None:
        """Put pages of a pile to their sheets' rows."""
        submission = place_pile(self.case.submission, chosen)
        spots = [Spot(sheet.owner, sheet.material.id) for _, sheet in chosen]
        told = f"已放入 {len(chosen)} 页盖章的扫描件"
        self._take_over(taken, submission, tuple(dict.fromkeys(spots)), told)

    def replace_bad(self, taken: TakenIn, spot: Spot) -> None:
        """Put documents where a row's unusable ones are; its good ones keep their places."""
        submission = self.case.submission
        present = documents_for(submission, spot.owner, spot.material)
        bad = [not self._is_usable(document) for document in present]
        first = bad.index(True) if any(bad) else len(present)
        good = [document for document, unusable in zip(present, bad, strict=True) if not unusable]
        new = [d for d in taken.documents if all(d.sha256 != kept.sha256 for kept in good)]
        files = (*good[:first], *new, *good[first:])
        changed = set_documents(submission, spot.owner, spot.material, files)
        self._take_over(taken, changed, (spot,))

    def _is_gone(self, spot: Spot) -> bool:
        """Whether the row's applicant was removed meanwhile: adding somebody can be undone while files are read."""
        people = {applicant.key for applicant in self.case.submission.applicants}
        return spot.owner not in people | {""}

    def _is_usable(self, document: Document) -> bool:
        facts = self.case.facts_of(document)
        return facts is not None and facts.problem is None

    def _take_over(
        self, taken: TakenIn, submission: Submission, spots: tuple[Spot, ...], told: str = ""
    ) -> None:
        before = self.case.submission
        if submission == before:
            return
        told = told or self._added_words(before, submission, spots)
        name = f"添加到“{self._name(spots[0])}”" if len(spots) == 1 else "添加文件"
        self.history.do(name, told, lambda: self.session.attach(taken, submission))
        self.placed.emit(spots)
        self.changed.emit()

    def reuse(self, document: Document, spot: Spot) -> None:
        """Put a document that the case has already into one more row."""
        self.place(TakenIn((), ()), [(replace(document, pages=()), spot)])

    def _added_words(self, before: Submission, after: Submission, spots: Sequence[Spot]) -> str:
        if len(spots) != 1:
            return f"已放进 {len(spots)} 项"
        spot = spots[0]
        old = documents_for(before, spot.owner, spot.material)
        new = documents_for(after, spot.owner, spot.material)
        kept = [d for d in new if d in old]
        words = f"“{self._name(spot)}”添加了 {len(new) - len(kept)} 个文件"
        return f"{words}，原来的 {len(kept)} 个还在" if kept else words

    # --- other acts -----------------------------------------------------------------------------

    def act(self, name: str, told: str, submission: Submission, merge: str = "") -> None:
        """Make a change that can be undone: `name` is the act (移除「a.jpg」), `told` says what was done.

        Acts of the same `merge` in a row are undone together.
        """
        if self.history.do(name, told, lambda: self.session.change(submission), merge):
            self.changed.emit()

    def _tell_undoable(self) -> None:
        self.undoable.emit(self.history.told)

    def undo(self) -> bool:
        """Take the last act back, unless the case was changed elsewhere since."""
        return self._stepped(self.history.undo())

    def redo(self) -> bool:
        """Do again what was taken back last."""
        return self._stepped(self.history.redo())

    def _stepped(self, done: bool) -> bool:
        if done:
            self.changed.emit()
        return done

    def _name(self, spot: Spot) -> str:
        return self.session.book.material_name(spot.material)

    def _pasted_name(self) -> str:
        submission = self.case.submission
        every = [*(a.documents for a in submission.applicants), submission.documents]
        names = {d.name for documents in every for _, files in documents for d in files}
        number = 1
        while f"{PASTED}{number}.png" in names:
            number += 1
        return f"{PASTED}{number}.png"
