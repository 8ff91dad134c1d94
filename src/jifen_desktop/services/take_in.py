"""Taking files in: copied into the library, read once in a worker, or refused with a reason."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Document, Submission
from jifen_desktop.files.disk import disk
from jifen_desktop.files.names import display_name
from jifen_desktop.files.store import OriginalStore
from jifen_desktop.intake.expand import expand
from jifen_desktop.intake.read import Intake
from jifen_desktop.services.facts import documents_of_submission, unreadable

Copied = tuple[str, Path, str]  # the name for the user, our copy, its SHA-256
_ABOUT_THE_FILE = frozenset({Code.FILE_MISSING, Code.FILE_UNREADABLE, Code.FILE_TOO_LARGE})


@dataclass(frozen=True)
class TakenIn:
    """Documents with our own copy and what is known of them, and the files refused with the reason."""

    documents: tuple[Document, ...]
    facts: tuple[tuple[str, FileFacts], ...]
    refused: tuple[JifenError, ...] = ()


def take_in(
    store: OriginalStore,
    intake: Intake,
    paths: Sequence[Path],
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TakenIn:
    """Read the picked files and folders; usable ones are copied in, the others refused and not kept.

    A file is copied first and read from the copy, so that what was checked is what goes out. Raises JifenError where
    the library can't be written, `Cancelled`.
    """
    expanded = expand(paths)
    refused = [JifenError(code, name=name) for name, code in expanded.refused]
    with _only_kept(store) as copies:
        for path in expanded.files:
            if cancelled is not None and cancelled():
                raise Cancelled
            try:
                copies.add(_copied(store, path))
            except JifenError as error:
                if error.code not in _ABOUT_THE_FILE:
                    raise
                refused.append(error)
        return _read(intake, copies, refused, progress, cancelled)


def _copied(store: OriginalStore, path: Path) -> Copied:
    name = display_name(path.name)
    if (code := unreadable(path)) is not None:  # known before anything is copied
        raise JifenError(code, name=name)
    sha, copy = store.add_file(path)
    return name, copy, sha


def take_in_picture(store: OriginalStore, intake: Intake, data: bytes, name: str) -> TakenIn:
    """Take in a pasted image given as the bytes of a file."""
    with _only_kept(store) as copies:
        sha, copy = store.add_bytes(data)
        copies.add((name, copy, sha))
        return _read(intake, copies, [], None, None)


@dataclass
class _Copies:
    """The copies of one taking in. `kept` are those that were in use before, or turned out usable."""

    kept: set[Path]
    made: list[Copied] = field(default_factory=list)

    def add(self, copied: Copied) -> None:
        """One more."""
        self.made.append(copied)


@contextmanager
def _only_kept(store: OriginalStore) -> Iterator[_Copies]:
    """Delete the copies that weren't kept: of refused files, and all where the block fails."""
    copies = _Copies(set(store.root.glob("*/*")))
    try:
        yield copies
    finally:
        for _, copy, _ in copies.made:
            if copy not in copies.kept:
                with suppress(OSError):
                    disk().unlink(copy)


def take_in_submission(
    store: OriginalStore, intake: Intake, submission: Submission
) -> tuple[dict[Path, Document], tuple[tuple[str, FileFacts], ...]]:
    """Our own copies of a submission file's documents, by their first path; unreadable ones are kept too.

    Raises JifenError where a file is missing, can't be read, or is too large to be looked at.
    """
    paths = documents_of_submission(submission)
    for path in paths:
        if (code := unreadable(path)) is not None:
            raise JifenError(code, name=display_name(path.name))
    copies = {path: store.add_file(path) for path in paths}
    facts = intake.inspect_many([copies[path][1] for path in paths])
    documents = {path: Document(copies[path][1], path.name, copies[path][0]) for path in paths}
    return documents, tuple((copies[p][0], f) for p, f in zip(paths, facts, strict=True))


def _read(
    intake: Intake,
    copies: _Copies,
    refused: list[JifenError],
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> TakenIn:
    facts = intake.inspect_many([copy for _, copy, _ in copies.made], progress, cancelled)
    documents, known = [], []
    for (name, copy, sha), found in zip(copies.made, facts, strict=True):
        if found.problem is not None:
            refused.append(JifenError(found.problem, name=name))
            continue
        copies.kept.add(copy)
        documents.append(Document(copy, name, sha))
        known.append((sha, found))
    return TakenIn(tuple(documents), tuple(known), tuple(refused))
