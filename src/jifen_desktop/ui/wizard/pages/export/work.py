"""The slow parts of the export page, to be run in jobs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.submission import Submission
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import read_code
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.entry import ExportRecord, SentPage
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.services.case import export_folder
from jifen_desktop.services.export_able import Able, export_able
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.interrupted import under_way
from jifen_desktop.services.outputs import LABEL
from jifen_desktop.ui.jobs import Report
from jifen_desktop.worker.pool import WorkerPool

PREVIEW = 1000  # pixels of the label's picture


class FileState(StrEnum):
    """Whether a file is still what was written."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class FileNow:
    """A file of an export as it lies there now."""

    name: str
    size: int
    state: FileState


@dataclass(frozen=True)
class Look:
    """What became of an export: its files, and the label as a PNG where there is one."""

    files: tuple[FileNow, ...]
    label: bytes | None = None

    def of(self, state: FileState) -> tuple[str, ...]:
        """The names of the files in that state."""
        return tuple(f.name for f in self.files if f.state == state)

    @property
    def has_gone(self) -> bool:
        """Whether a file is no longer there."""
        return bool(self.of(FileState.GONE))


def find_folder(
    parent: Callable[[], Path], submission: Submission, district: str, *, sample: bool
) -> Callable[[Report], Path]:
    """A job that finds a folder for the export that isn't there yet."""

    def work(_report: Report) -> Path:
        home = parent()
        try:
            return export_folder(home, submission, district, sample=sample)
        except OSError:
            return home / district  # the export itself says what is wrong with the place

    return work


def write_export(
    picture: Picture,
    folder: Path,
    store: LibraryStore,
    pool: WorkerPool,
    before: Callable[[Picture], tuple[SentPage, ...]],
) -> Callable[[Report], Able]:
    """A job that exports. The last progress is no point to stop at: the files are in place then."""

    def work(report: Report) -> Able:
        def progress(what: str, done: int, total: int) -> None:
            if done < total:
                report.progress(what, done, total)

        with under_way(store, folder):
            return export_able(
                picture, folder, pool, progress=progress, cancelled=report.cancelled, before=before
            )

    return work


def look_at_export(record: ExportRecord, intake: Intake) -> Callable[[Report], Look]:
    """A job that looks whether the files are still there and the same, and draws the label."""

    def work(report: Report) -> Look:
        files = look_at_files(record, report)
        has_label = any(f.name == LABEL and f.state == FileState.SAME for f in files)
        path = Path(record.folder) / LABEL
        return Look(files, picture_of(path, intake, PREVIEW) if has_label else None)

    return work


def look_at_files(record: ExportRecord, report: Report) -> tuple[FileNow, ...]:
    """Whether the files of an export are still there and the same."""
    files = []
    for name, sha256 in record.files:
        report.check()
        files.append(_file_now(Path(record.folder) / name, sha256))
    return tuple(files)


def read_written(path: Path) -> bytes:
    """The bytes of a file of an export, for printing. Raises JifenError."""
    try:
        return disk().read(path)
    except OSError as error:
        raise JifenError(read_code(error), name=path.name) from error


def picture_of(path: Path, intake: Intake, box: int) -> bytes | None:
    """A PDF's first page as a PNG, or None where it can't be drawn."""
    try:
        return intake.thumbnail(path, 0, box)
    except JifenError:
        return None


def _file_now(path: Path, sha256: str) -> FileNow:
    try:
        size = path.stat().st_size
        same = sha256_file(path) == sha256
    except (OSError, JifenError):
        return FileNow(path.name, 0, FileState.GONE)
    return FileNow(path.name, size, FileState.SAME if same else FileState.CHANGED)
