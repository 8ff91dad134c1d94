"""Taking files in: copied into the library, read once in a worker, or refused with a reason."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Document, Submission
from jifen_desktop.files.atomic import temp_beside
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import read_code
from jifen_desktop.files.growing import State, growing, state_of
from jifen_desktop.files.names import display_name
from jifen_desktop.files.store import OriginalStore
from jifen_desktop.intake.cloud import is_placeholder
from jifen_desktop.intake.expand import expand
from jifen_desktop.intake.read import Intake
from jifen_desktop.intake.source import too_heavy
from jifen_desktop.intake.zips import is_zip_file
from jifen_desktop.services.facts import documents_of_submission, unreadable

_ABOUT_THE_FILE = frozenset(code for code in Code if code.startswith(("file_", "archive_")))
# What a file that isn't complete yet looks like.
_UNFINISHED = frozenset({Code.FILE_DAMAGED, Code.FILE_EMPTY, Code.FILE_TYPE})


@dataclass(frozen=True)
class Copied:
    """Our copy of a file: its name for the user, its SHA-256, and the source as it stood before.

    `folders` are the names of the folders that it lay in, from the picked one inwards.
    """

    name: str
    path: Path
    sha256: str
    source: Path | None = None
    state: State | None = None
    folders: tuple[str, ...] = ()

    @property
    def grew(self) -> bool:
        """Whether the source has changed since."""
        return self.source is not None and state_of(self.source) != self.state


@dataclass(frozen=True)
class TakenIn:
    """Documents with our own copy and what is known of them, and the files refused with the reason.

    `folders` says for each document which folders it lay in, from the picked one inwards.
    """

    documents: tuple[Document, ...]
    facts: tuple[tuple[str, FileFacts], ...]
    refused: tuple[JifenError, ...] = ()
    folders: tuple[tuple[str, ...], ...] = ()

    def with_folders(self) -> list[tuple[Document, tuple[str, ...]]]:
        """Each document with its folders; what came without any (a pasted picture) has none."""
        missing = ((),) * (len(self.documents) - len(self.folders))
        return list(zip(self.documents, (*self.folders, *missing), strict=True))


def take_in(
    store: OriginalStore,
    intake: Intake,
    paths: Sequence[Path],
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TakenIn:
    """Read the picked files and folders; usable ones are copied in, the others refused and not kept.

    A file that is still being written is waited for, one in the cloud is fetched, a ZIP is unpacked. A file is copied
    first and read from the copy, so that what was checked is what goes out. Raises JifenError where
    the library can't be written, `Cancelled`.
    """
    expanded = expand(paths)
    refused = [JifenError(code, name=name) for name, code in expanded.refused]
    with _only_kept(store) as copies:
        late = growing(expanded.files, cancelled)
        for path in expanded.files:
            if cancelled is not None and cancelled():
                raise Cancelled
            if path in late:
                refused.append(JifenError(Code.FILE_WRITING, name=display_name(path.name)))
                continue
            outside = _folders(path, paths)
            for outcome in _copied(store, intake, path):
                if isinstance(outcome, Copied):
                    copies.add(replace(outcome, folders=(*outside, *outcome.folders)))
                else:
                    refused.append(outcome)
                if cancelled is not None and cancelled():
                    raise Cancelled
        return _read(intake, copies, refused, progress, cancelled)


def _copied(store: OriginalStore, intake: Intake, path: Path) -> Iterator[Copied | JifenError]:
    """Our copy of the file, or of each file in a ZIP, and why one is refused."""
    name = display_name(path.name)
    with _refusing(name) as refusals:
        if (code := unreadable(path)) is not None and code != Code.FILE_TOO_HEAVY:
            raise JifenError(code)  # known before anything is opened
        if is_placeholder(path.stat()):
            intake.fetch(path)
        if is_zip_file(path):
            yield from _unpacked(store, intake, path)
        elif code is not None:
            raise too_heavy(path.stat().st_size)
        else:
            state = state_of(path)
            sha, copy = store.add_file(path)
            yield Copied(name, copy, sha, path, state)
    yield from refusals


def _unpacked(store: OriginalStore, intake: Intake, path: Path) -> Iterator[Copied | JifenError]:
    entries = intake.list_zip(path)
    if not entries:
        raise JifenError(Code.ARCHIVE_EMPTY)
    for entry in entries:
        name = display_name(entry.name.rpartition("/")[2])
        with _refusing(display_name(f"{path.name}/{entry.name}")) as refusals:
            if entry.problem is not None:
                raise JifenError(entry.problem)
            temp = temp_beside(store.root / "unpacked")
            try:
                disk().make_folders(store.root, private=True)
                intake.unpack(path, entry.number, temp)
                sha, copy = store.add_file(temp)
            finally:
                with suppress(OSError):
                    disk().unlink(temp)
            inside = (path.stem, *entry.name.split("/")[:-1])
            yield Copied(name, copy, sha, folders=tuple(map(display_name, inside)))
        yield from refusals


def _folders(path: Path, picked: Sequence[Path]) -> tuple[str, ...]:
    """The folders between what was picked and the file, the picked folder's own name first."""
    root = next((p for p in picked if p != path and path.is_relative_to(p)), None)
    if root is None:
        return ()
    return tuple(map(display_name, (root.name, *path.relative_to(root).parts[:-1])))


@contextmanager
def _refusing(name: str) -> Iterator[list[JifenError]]:
    """Collect a failure about the file itself under the file's name; any other goes on."""
    refusals: list[JifenError] = []
    try:
        yield refusals
    except OSError as error:
        refusals.append(JifenError(read_code(error), name=name))
    except JifenError as error:
        if error.code not in _ABOUT_THE_FILE:
            raise
        refusals.append(JifenError(error.code, **(error.params | {"name": name})))


def take_in_picture(store: OriginalStore, intake: Intake, data: bytes, name: str) -> TakenIn:
    """Take in a pasted image given as the bytes of a file."""
    with _only_kept(store) as copies:
        sha, copy = store.add_bytes(data)
        copies.add(Copied(name, copy, sha))
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
        for copied in copies.made:
            if copied.path not in copies.kept:
                with suppress(OSError):
                    disk().unlink(copied.path)


def take_in_submission(
    store: OriginalStore,
    intake: Intake,
    submission: Submission,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[dict[Path, Document], tuple[tuple[str, FileFacts], ...]]:
    """Our own copies of a submission file's documents, by their first path; unreadable ones are kept too.

    Raises JifenError where a file is missing, can't be read, or is too large to be looked at, `Cancelled`; nothing is
    kept then.
    """
    paths = documents_of_submission(submission)
    for path in paths:
        if (code := unreadable(path)) is not None:
            raise JifenError(code, name=display_name(path.name))
    with _only_kept(store) as copies:
        for path in paths:
            if cancelled is not None and cancelled():
                raise Cancelled
            sha, copy = store.add_file(path)
            copies.add(Copied(path.name, copy, sha))
        made = copies.made
        facts = intake.inspect_many([copied.path for copied in made], progress, cancelled)
        copies.kept.update(copied.path for copied in made)
    documents = {p: Document(c.path, c.name, c.sha256) for p, c in zip(paths, made, strict=True)}
    return documents, tuple((c.sha256, f) for c, f in zip(made, facts, strict=True))


def _read(
    intake: Intake,
    copies: _Copies,
    refused: list[JifenError],
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> TakenIn:
    facts = intake.inspect_many([copied.path for copied in copies.made], progress, cancelled)
    documents, known, folders = [], [], []
    for copied, found in zip(copies.made, facts, strict=True):
        failure = found.failure(copied.name)
        if failure is not None:
            unfinished = failure.code in _UNFINISHED and copied.grew
            refused.append(
                JifenError(Code.FILE_WRITING, name=copied.name) if unfinished else failure
            )
            continue
        copies.kept.add(copied.path)
        documents.append(Document(copied.path, copied.name, copied.sha256))
        known.append((copied.sha256, found))
        folders.append(copied.folders)
    return TakenIn(tuple(documents), tuple(known), tuple(refused), tuple(folders))
