"""Reading one entry's rows back into the value they were made from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import msgspec

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Applicant, Document, Documents, Submission
from jifen_desktop.files.database import Reader
from jifen_desktop.files.store import OriginalStore
from jifen_desktop.library.entry import Entry, ExportRecord
from jifen_desktop.library.rows import DocumentRow, PersonRows, joined, submission_of
from jifen_desktop.library.texts import UNUSABLE, moment

_HASH: Final = re.compile(r"[0-9a-f]{64}")


def read_entry(
    db: Reader, originals: OriginalStore, entry_id: str, *, with_export: bool = True
) -> Entry:
    """One entry; raises JifenError ENTRY_DAMAGED where its rows aren't those that were written.

    Without its export it is what the user entered, as if it had not been exported yet.
    """
    try:
        return _read(db, originals, entry_id, with_export=with_export)
    except UNUSABLE as error:
        raise JifenError(Code.ENTRY_DAMAGED, name=entry_id[:8]) from error


def hashes(submission: Submission) -> Iterator[str]:
    """The originals that a submission uses, with repeats."""
    return (document.sha256 for document in _files(submission))


def _read(db: Reader, originals: OriginalStore, entry_id: str, *, with_export: bool) -> Entry:
    found = db.rows(
        "SELECT step, created, saved, sample, exported, body, digest FROM submission WHERE id = ?",
        entry_id,
    )
    if not found:
        raise LookupError(entry_id)
    step, created, saved, sample, exported, body, digest = found[0]
    documents = _documents(db, entry_id)
    own = PersonRows("", body, tuple(documents.get("", ())), digest)
    rows = db.rows(
        "SELECT key, body, digest FROM applicant WHERE submission = ? ORDER BY position",
        entry_id,
    )
    people_rows = [
        PersonRows(key, text, tuple(documents.get(key, ())), check) for key, text, check in rows
    ]
    confirmed = db.rows("SELECT code FROM confirmation WHERE submission = ?", entry_id)
    whole = joined(own, [str(row[0]) for row in confirmed], people_rows)
    submission = _located(originals, submission_of(whole))
    _check(submission)
    return Entry(
        entry_id,
        submission,
        str(step),
        moment(created),
        moment(saved),
        _facts(db, entry_id),
        _export(db, exported) if with_export and exported is not None else None,
        bool(sample),
    )


def _documents(db: Reader, entry_id: str) -> dict[str, list[DocumentRow]]:
    rows = db.rows(
        "SELECT applicant, material, row, position, sha256, body FROM document"
        " WHERE submission = ? ORDER BY applicant, row, position",
        entry_id,
    )
    found: dict[str, list[DocumentRow]] = {}
    for owner, *rest in rows:
        material, row, position, sha, body = rest
        found.setdefault(owner, []).append((material, row, position, sha, body))
    return found


def _facts(db: Reader, entry_id: str) -> tuple[tuple[str, FileFacts], ...]:
    rows = db.rows(
        "SELECT sha256, facts FROM original WHERE sha256 IN"
        " (SELECT sha256 FROM document WHERE submission = ?) AND facts <> '' ORDER BY sha256",
        entry_id,
    )
    return tuple((sha, msgspec.json.decode(facts, type=FileFacts)) for sha, facts in rows)


def _export(db: Reader, number: int) -> ExportRecord:
    body = db.rows("SELECT body FROM export WHERE id = ?", number)[0][0]
    return replace(msgspec.json.decode(body, type=ExportRecord), number=number)


def _located(originals: OriginalStore, submission: Submission) -> Submission:
    """Documents point into this library's originals, wherever it lies now."""

    def located(documents: Documents) -> Documents:
        return tuple(
            (m, tuple(replace(d, path=originals.path_of(d.sha256)) for d in files))
            for m, files in documents
        )

    people_here = tuple(replace(a, documents=located(a.documents)) for a in submission.applicants)
    return replace(submission, applicants=people_here, documents=located(submission.documents))


def _check(submission: Submission) -> None:
    """Whether the rest of the program can rely on it: real hashes, known papers, possible edits; ValueError if not."""
    from jifen_desktop.rulebook.load import load_rulebook  # lists are shown without the rules

    book = load_rulebook()
    owners: list[Submission | Applicant] = [submission, *submission.applicants]
    named = {paper for owner in owners for paper, _ in (*owner.documents, *owner.not_applicable)}
    named |= {paper for owner in owners for paper in owner.one_sheet}
    if not all(book.material(paper) for paper in named):
        raise ValueError("an unknown paper")
    for document in _files(submission):
        if not _HASH.fullmatch(document.sha256):
            raise ValueError("no hash")
        if not all(edit.is_sound for _, edit in document.edits):
            raise ValueError("an impossible edit")
        if document.stamped < 0:
            raise ValueError("an impossible sheet")


def _files(submission: Submission) -> Iterator[Document]:
    every: Iterable[Documents] = (
        submission.documents,
        *(a.documents for a in submission.applicants),
    )
    return (document for documents in every for _, files in documents for document in files)
