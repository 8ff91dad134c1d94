"""检查资料库: what is whole, what isn't, and what could be mended."""

from collections.abc import Callable
from dataclasses import dataclass

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.disk import disk
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.library.listed import Damaged
from jifen_desktop.library.reading import read_entry
from jifen_desktop.library.store import LibraryStore

Progress = Callable[[int, int], None]


def _silent(_done: int, _total: int) -> None:
    return None


@dataclass(frozen=True)
class CheckReport:
    """What the check found.

    `file_faults` is how many faults SQLite's own check named. `missing` and `altered` are originals, by SHA-256, that
    are gone or no longer what they were; `unused` those that no entry needs. `mended` counts what was put right.
    """

    entries: int
    originals: int
    file_faults: int
    damaged: tuple[Damaged, ...]
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    unused: tuple[str, ...]
    mended: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing is lost; originals that nothing needs do no harm."""
        return not (self.file_faults or self.damaged or self.missing or self.altered)


def check_library(store: LibraryStore, progress: Progress = _silent) -> CheckReport:
    """Read everything once; for a thread. `progress(done, total)` may raise Cancelled.

    Mends what can be mended without losing anything: originals that have become writable are protected again.
    """
    faults = len(store.db.faults())
    ids = [str(row[0]) for row in store.db.rows("SELECT id FROM submission")]
    used = {str(row[0]) for row in store.db.rows("SELECT DISTINCT sha256 FROM document")}
    there = set(store.originals.all())
    total = len(ids) + len(there)
    damaged = []
    for done, entry_id in enumerate(ids):
        progress(done, total)
        try:
            read_entry(store.db, store.originals, entry_id)
        except JifenError as error:
            damaged.append(Damaged(entry_id[:8], error.code, store.db.path))
    altered, mended = [], 0
    for done, sha in enumerate(sorted(there), len(ids)):
        progress(done, total)
        if not _is_whole(store, sha):
            altered.append(sha)
        mended += _protect(store, sha)
    progress(total, total)
    return CheckReport(
        entries=len(ids),
        originals=len(there),
        file_faults=faults,
        damaged=tuple(damaged),
        missing=tuple(sorted(used - there)),
        altered=tuple(altered),
        unused=tuple(sorted(there - used)),
        mended=mended,
    )


def _is_whole(store: LibraryStore, sha: str) -> bool:
    try:
        return sha256_file(store.originals.path_of(sha)) == sha
    except OSError:
        return False


def _protect(store: LibraryStore, sha: str) -> int:
    """Make an original read-only again; 1 where that was needed."""
    path = store.originals.path_of(sha)
    try:
        if path.stat().st_mode & 0o222 == 0:
            return 0
        disk().protect(path)
    except OSError:
        return 0
    return 1
