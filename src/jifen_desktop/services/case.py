"""An open submission: every change is saved at once, and everything shown is derived from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.memo import Memo
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Company, Document, Documents, Submission
from jifen_desktop.files.names import distinct, safe_name
from jifen_desktop.flow.step import Step
from jifen_desktop.flow.steps import State, nearest_step
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.entry import Entry, ExportRecord, SentPage, Summary
from jifen_desktop.library.exports import exports_of
from jifen_desktop.library.settings import Settings
from jifen_desktop.library.store import LibraryStore, facts_by_path
from jifen_desktop.library.submission_file import read_submission
from jifen_desktop.rulebook.case_plan import CasePlan
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.budget import pinned
from jifen_desktop.services.edit import new_key, new_submission
from jifen_desktop.services.facts import Picture, look_at
from jifen_desktop.services.part import sent_of
from jifen_desktop.services.seals import with_seals
from jifen_desktop.services.size import learnt
from jifen_desktop.services.stamped_scans import with_scans_apart
from jifen_desktop.services.summary import summary_of
from jifen_desktop.services.take_in import TakenIn, take_in_submission

if TYPE_CHECKING:
    from jifen_desktop.services.export import Exported

EXPORTS = 50  # looked at for who went out when


class Case:
    """One submission while it is open. Not for threads: slow work happens elsewhere and is handed in here.

    `unsaved` holds the failure of the last save; the change itself is kept in memory and saved with the next one.
    `rule_changes` are lines on what the rules say otherwise since it was saved last, until the user has seen them.
    """

    def __init__(self, book: Rulebook, store: LibraryStore, entry: Entry) -> None:
        self.book = book
        self.store = store
        self.entry = entry
        self.unsaved: JifenError | None = None
        self.rule_changes: tuple[str, ...] = ()
        self._facts: dict[str, FileFacts] = {}
        self._by_path: dict[Path, FileFacts] = {}
        self._know(entry.facts)
        self._memo = Memo()
        self._picture: Picture | None = None
        self._kept: CasePlan | None = None

    @property
    def submission(self) -> Submission:
        """What the user told us so far."""
        return self.entry.submission

    @property
    def picture(self) -> Picture:
        """All that follows from the submission, derived once after each change."""
        if self._picture is None:
            self._picture = look_at(self.book, self.submission, self._by_path, self._memo)
        return self._picture

    @property
    def state(self) -> State:
        """What the flow looks at."""
        p = self.picture
        exported = self.entry.exported is not None
        return State(self.book, self.submission, p.plans, p.findings, p.people, exported)

    @property
    def step(self) -> Step:
        """Where the user stopped, or the nearest step that is still needed."""
        kept = Step(self.entry.step) if self.entry.step in set(Step) else Step.PAIR
        return nearest_step(self.state, kept)

    def facts_of(self, document: Document) -> FileFacts | None:
        """What is known of one document."""
        return self._facts.get(document.sha256)

    def change(self, submission: Submission) -> None:
        """Take over a changed submission and save it; an export made before no longer counts as this one's."""
        if submission != self.submission:
            self._store(replace(self.entry, submission=submission, exported=None))

    def attach(self, taken: TakenIn, submission: Submission) -> None:
        """Take over a submission together with what is known of its new documents."""
        self._know(taken.facts)
        self._store(
            replace(
                self.entry, submission=submission, facts=tuple(self._facts.items()), exported=None
            )
        )

    def go_to(self, step: Step) -> None:
        """Remember the step."""
        if step != self.entry.step:
            self._store(replace(self.entry, step=str(step)))

    def record_export(
        self, folder: Path, exported: Exported, part: Submission | None = None
    ) -> ExportRecord:
        """Remember what was written where, and what the pages weighed: the next look needs no estimate.

        `part` is the submission with the people who were exported, where it wasn't everybody.
        """
        from jifen_desktop.services.receipts import record_of  # not needed by those who only look

        record = record_of(self.book, part or self.submission, folder, exported)
        record = replace(record, part=part is not None)
        self._learn(exported)
        facts = tuple(self._facts.items())
        same = dict(self.entry.facts) == self._facts
        kept = self.entry.facts if same else facts
        self._store(replace(self.entry, exported=record, facts=kept))
        record = self.entry.exported or record
        if record.part:
            self.entry = replace(self.entry, exported=None)
        return record

    def _learn(self, exported: Exported) -> None:
        """Keep what the pages weighed with what is known of their documents."""
        told = dict(self._facts)
        for sha256, stamp, size in exported.sizes:
            if (known := told.get(sha256)) is not None:
                told[sha256] = learnt(known, [(stamp, size)])
        self._know(told.items())

    def _know(self, facts: Iterable[tuple[str, FileFacts]]) -> None:
        """Add what is known of originals; what an earlier picture was told stays as it was."""
        self._facts = self._facts | dict(facts)
        self._by_path = facts_by_path(self.store, self._facts)

    def sent_before(self) -> tuple[SentPage, ...]:
        """The pages that went out last, also where the case was changed since; none where that can't be read."""
        try:
            return sent_of(exports_of(self.store.db, self.entry.id, EXPORTS))
        except JifenError:
            return ()

    def save(self) -> None:
        """Save as it stands; the outcome is in `unsaved`."""
        self._store(self.entry)

    def _store(self, entry: Entry) -> None:
        if entry.submission is not self.entry.submission or entry.facts is not self.entry.facts:
            self._picture = None
        self.entry = entry
        try:
            self.entry = self.store.save(entry, self._summary())
            self.unsaved = None
        except JifenError as error:
            self.unsaved = error
            self._kept = None

    def _summary(self) -> Summary:
        """What lists show; the plans' snapshot only where they are others than at the last save."""
        picture = self.picture
        summary = summary_of(self.book, self.entry, picture, with_plan=picture.plans != self._kept)
        self._kept = picture.plans
        return summary


def new_case(book: Rulebook, store: LibraryStore, settings: Settings, on: date) -> Case:
    """A new submission with the company and the centre data of the settings; nothing is on disk yet."""
    submission = new_submission(on, settings.company)
    submission = replace(submission, centre=settings.centre(submission.district))
    return Case(book, store, store.new(submission))


def case_from_file(
    book: Rulebook,
    store: LibraryStore,
    intake: Intake,
    path: Path,
    on: date,
    *,
    sample: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Case:
    """A submission file with our own copies of its documents; runs in a thread.

    `progress(done, total)` counts the documents. Raises `SubmissionFileError`, JifenError, or where `cancelled()` turns
    true Cancelled; then no case was made.
    """
    submission = read_submission(path, book, today=on)
    copies, facts = take_in_submission(store.originals, intake, submission, progress, cancelled)

    def copied(document: Document) -> Document:
        copy = copies[document.path]
        return replace(document, path=copy.path, name=copy.name, sha256=copy.sha256)

    def ours(documents: Documents) -> Documents:
        return tuple((m, tuple(copied(d) for d in files)) for m, files in documents)

    people = tuple(
        # a file numbers its people; here a key stands for the same person in all submissions
        replace(a, key=new_key(), documents=ours(a.documents))
        for a in submission.applicants
    )
    submission = replace(submission, applicants=people, documents=ours(submission.documents))
    by_sha = dict(facts)
    known = {d.path: by_sha[d.sha256] for d in copies.values()}
    seen = with_seals(intake.pool, submission, known)
    submission = with_scans_apart(submission, seen)
    facts = tuple((d.sha256, seen[d.path]) for d in copies.values())
    entry = replace(store.new(submission, sample=sample), facts=facts)
    case = Case(book, store, entry)
    case.change(pinned(case.picture.findings, case.submission))
    case.save()
    return case


def export_folder(
    parent: Path, submission: Submission, district_name: str, *, sample: bool = False
) -> Path:
    """A folder for this export that doesn't exist yet: 2026-11-23 徐汇区 上海样本; a sample's begins with 示例."""
    company: Company = submission.company
    who = company.short_name or company.name or "未命名"
    mark = "示例 " if sample else ""
    name = safe_name(f"{mark}{submission.on.isoformat()} {district_name} {who}")
    try:
        taken = [p.name for p in parent.iterdir()]
    except OSError:  # not there yet, or the export will tell
        taken = []
    return parent / distinct([*taken, name])[-1]
