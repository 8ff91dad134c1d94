"""Drafts: one versioned JSON file each, saved at every change, with their own copies of the documents."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Document, Documents, Submission
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped, write_error
from jifen_desktop.files.names import display_name
from jifen_desktop.files.store import OriginalStore
from jifen_desktop.library.leftovers import sweep_temps
from jifen_desktop.rulebook.load import load_rulebook

VERSION = 1
_ID = re.compile(r"[0-9a-f]{32}")
_UNUSABLE = (ValueError, LookupError, TypeError, RecursionError, msgspec.ValidationError)
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class ExportRecord:
    """The last export of a draft: when, where to, and each file's name with its SHA-256."""

    at: datetime
    folder: str
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Draft:
    """A submission at rest. `step` is where the user stopped, `facts` what is known of each original by SHA-256."""

    id: str
    submission: Submission
    step: str = "pair"
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    saved: datetime = field(default_factory=lambda: datetime.now(UTC))
    facts: tuple[tuple[str, FileFacts], ...] = ()
    exported: ExportRecord | None = None
    sample: bool = False


@dataclass(frozen=True)
class DamagedDraft:
    """A draft file that can't be read, and why; it stays where it is."""

    path: Path
    code: Code


class DraftStore:
    """The drafts under one library folder, and the originals they share."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "drafts"
        self.originals = OriginalStore(root / "originals")

    def new(self, submission: Submission, *, sample: bool = False) -> Draft:
        """A draft that has not been saved yet."""
        return Draft(uuid4().hex, submission, sample=sample)

    def save(self, draft: Draft) -> Draft:
        """Write the draft atomically and return it with its time of saving; raises JifenError."""
        saved = replace(draft, saved=datetime.now(UTC))
        body = msgspec.to_builtins(saved, enc_hook=_encode)
        path = self._path(draft.id)
        with mapped(path):
            disk().make_folders(self.folder, private=True)
        write_bytes(path, _packed({"version": VERSION, "draft": body}), private=True)
        return saved

    def all(self) -> tuple[list[Draft], list[DamagedDraft]]:
        """Every draft, latest first, and those that can't be read; what a crash left half-written goes."""
        for folder in (self.folder.parent, self.folder, self.originals.root):
            sweep_temps(folder)
        drafts: list[Draft] = []
        damaged: list[DamagedDraft] = []
        paths = sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []
        for path in paths:
            try:
                drafts.append(self._read(path))
            except JifenError as error:
                damaged.append(DamagedDraft(path, error.code))
        return sorted(drafts, key=lambda d: d.saved, reverse=True), damaged

    def holds(self, draft_id: str) -> bool:
        """Whether a draft of that id was ever saved."""
        return self._path(draft_id).exists()

    def load(self, draft_id: str) -> Draft:
        """One draft; raises JifenError DRAFT_DAMAGED or DRAFT_NEWER."""
        return self._read(self._path(draft_id))

    def purge(self, draft_id: str) -> None:
        """Delete a draft and the originals that no other draft uses; raises JifenError.

        The draft goes last: where an original can't be deleted now, the draft is still there to try again.
        """
        gone = _hashes(self.load(draft_id))
        drafts, damaged = self.all()
        kept = {sha for draft in drafts if draft.id != draft_id for sha in _hashes(draft)}
        # an unreadable draft may still need any of them
        for sha in sorted(gone - kept) if not damaged else ():
            self._delete(self.originals.path_of(sha))
        self._delete(self._path(draft_id))

    def _delete(self, path: Path) -> None:
        try:
            disk().unlink(path)
        except OSError as error:
            raise write_error(error, path) from error

    def _path(self, draft_id: str) -> Path:
        if not _ID.fullmatch(draft_id):
            raise ValueError("not a draft id")
        return self.folder / f"{draft_id}.json"

    def _read(self, path: Path) -> Draft:
        name = display_name(path.name)
        try:
            raw = json.loads(disk().read(path))
            if raw["version"] > VERSION:
                raise JifenError(Code.DRAFT_NEWER, name=name)
            draft = msgspec.convert(raw["draft"], Draft, dec_hook=_decode, strict=True)
            located = replace(draft, submission=self._located(draft.submission))
            if not _is_sound(located, path.stem):
                raise JifenError(Code.DRAFT_DAMAGED, name=name)
        except (OSError, *_UNUSABLE) as error:
            raise JifenError(Code.DRAFT_DAMAGED, name=name) from error
        return located

    def _located(self, submission: Submission) -> Submission:
        """Documents point into this library's originals, wherever it lies now."""

        def located(documents: Documents) -> Documents:
            return tuple((m, tuple(self._place(d) for d in files)) for m, files in documents)

        people = tuple(replace(a, documents=located(a.documents)) for a in submission.applicants)
        return replace(submission, applicants=people, documents=located(submission.documents))

    def _place(self, document: Document) -> Document:
        return replace(document, path=self.originals.path_of(document.sha256))


def facts_by_path(store: DraftStore, facts: Mapping[str, FileFacts]) -> dict[Path, FileFacts]:
    """What is known of each original, by where it lies."""
    return {store.originals.path_of(sha): found for sha, found in facts.items()}


def _hashes(draft: Draft) -> set[str]:
    """The originals a draft refers to, by material or by what is known of them."""
    used = {document.sha256 for document in _documents(draft.submission)}
    return used | {sha for sha, _ in draft.facts}


def _documents(submission: Submission) -> list[Document]:
    """Every file given, of everybody and of the company."""
    every = [submission.documents, *(a.documents for a in submission.applicants)]
    return [document for documents in every for _, files in documents for document in files]


def _packed(value: object) -> bytes:
    """JSON in UTF-8; a half character (a picked file's broken name) is escaped, since UTF-8 has no form for it."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=1).encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=1).encode()


def _is_sound(draft: Draft, stem: str) -> bool:
    """Whether the rest of the program can rely on it: its own name, real hashes, known papers, comparable times."""
    book = load_rulebook()
    whole = draft.submission
    entries = [*whole.documents, *whole.not_applicable]
    entries += [e for a in whole.applicants for e in (*a.documents, *a.not_applicable)]
    papers = [paper for paper, _ in entries]
    papers += [*whole.one_sheet, *(paper for a in whole.applicants for paper in a.one_sheet)]
    times = [draft.created, draft.saved, *([draft.exported.at] if draft.exported else [])]
    keys = [a.key for a in whole.applicants]
    edits = [e for d in _documents(whole) for _, e in d.edits]
    return (
        draft.id == stem
        and all(_HASH.fullmatch(sha) for sha in _hashes(draft))
        and all(book.material(paper) for paper in papers)
        and all(at.tzinfo is not None for at in times)
        and all(edit.is_sound for edit in edits)
        and len(set(keys)) == len(keys)
    )


def _encode(value: Any) -> Any:
    if isinstance(value, Path):
        return (
            ""  # the place follows from the hash; a path of this computer means nothing elsewhere
        )
    raise NotImplementedError(type(value))


def _decode(kind: type, value: Any) -> Any:
    if issubclass(kind, Path):
        return Path(value)
    raise NotImplementedError(kind)
