"""One SQLite file: private, versioned, its failures in our codes; every transaction passes the door to the disk.

Write-ahead log: a killed program loses nothing that was committed, a power cut at most what was committed after the
last `checkpoint`. `secure_delete` overwrites what is deleted inside the file.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped, write_error
from jifen_desktop.files.names import display_name

Migration = Callable[[sqlite3.Connection], None]

APPLICATION_ID: Final = 0x6A66_6E31  # "jfn1", so that `file` and we can tell whose it is
WAIT: Final = 5.0  # seconds for another connection of this program to finish its transaction
COMPANIONS: Final = ("-wal", "-shm", "-journal")  # files that SQLite keeps beside its own

# Primary result codes (sqlite.org/rescode.html) that aren't simply WRITE_FAILED.
_CODES: Final = {
    sqlite3.SQLITE_FULL: Code.DISK_FULL,
    sqlite3.SQLITE_READONLY: Code.TARGET_UNWRITABLE,
    sqlite3.SQLITE_PERM: Code.TARGET_UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: Code.TARGET_UNWRITABLE,
    sqlite3.SQLITE_BUSY: Code.TARGET_IN_USE,
    sqlite3.SQLITE_LOCKED: Code.TARGET_IN_USE,
    sqlite3.SQLITE_CORRUPT: Code.LIBRARY_DAMAGED,
    sqlite3.SQLITE_NOTADB: Code.LIBRARY_DAMAGED,
}


class Reader:
    """The file at `path` as it is: nothing is made, nothing checked. For any thread, one at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = RLock()
        with failures(path):
            self._db = _connected(path)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The answer to a query; raises JifenError."""
        with self._lock, failures(self.path):
            return self._db.execute(sql, values).fetchall()

    def until_failure(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer up to where a damaged file can't be read any further."""
        with suppress(sqlite3.Error):
            yield from self._db.execute(sql, values)

    def close(self) -> None:
        """Write the log back and close; the companions go."""
        with self._lock, suppress(sqlite3.Error):
            self._db.close()


class Database(Reader):
    """The file at `path`, made where it is missing and brought to `len(migrations)` by `PRAGMA user_version`.

    `before_migration(path, version)` is called before the first step of an older file.
    Raises JifenError: LIBRARY_NEWER, LIBRARY_DAMAGED, or a write failure, each with `folder` and `name`.
    """

    def __init__(
        self,
        path: Path,
        migrations: Sequence[Migration],
        before_migration: Callable[[Path, int], None] | None = None,
    ) -> None:
        made = _make_file(path)
        super().__init__(path)
        self._depth = 0
        with failures(path):
            try:
                self._prepare()
                self._migrate(migrations, None if made else before_migration)
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        # Where there can be no shared memory (some network shares) SQLite stays with a rollback journal.
        self._db.execute("PRAGMA journal_mode = WAL").fetchone()
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA secure_delete = ON")

    def _migrate(
        self, migrations: Sequence[Migration], before: Callable[[Path, int], None] | None
    ) -> None:
        version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(migrations):
            raise JifenError(Code.LIBRARY_NEWER, **_place(self.path))
        if version == len(migrations):
            return
        if before is not None and version > 0:
            before(self.path, version)
        with self.transaction() as db:
            for number, migrate in enumerate(migrations[version:], version + 1):
                migrate(db)
                db.execute(f"PRAGMA user_version = {number}")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that the block writes, or nothing; a block inside another belongs to the outer one."""
        with self._lock, failures(self.path):
            if self._depth:
                yield self._db
                return
            disk().step("begin", self.path)
            self._db.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield self._db
                disk().step("commit", self.path)
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    def checkpoint(self) -> None:
        """Have everything committed on the medium; for a thread of its own, since it waits for the disk."""
        with failures(self.path), closing(_connected(self.path)) as db:
            disk().step("checkpoint", self.path)
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def faults(self) -> list[str]:
        """What SQLite's own checks find, in its words; empty where the file is sound. Takes a while."""
        found = [str(row[0]) for row in self.rows("PRAGMA integrity_check(20)")]
        found += [f"foreign key {row[0]}" for row in self.rows("PRAGMA foreign_key_check")]
        return [text for text in found if text != "ok"]


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be open elsewhere; `target` must not exist, and is absent after a failure."""
    with mapped(target):
        disk().create(target, private=True).close()
    try:
        with failures(target), closing(_connected(source)) as db:
            disk().step("copy", target)
            with closing(sqlite3.connect(target)) as copy:
                db.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
        with mapped(target):
            disk().sync_file(target)
    except BaseException:
        remove_database(target)
        raise


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """A look at a database that must not change; raises JifenError."""
    with failures(path):
        if not path.is_file():
            raise FileNotFoundError(path)
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=WAIT)) as db:
            yield db


def remove_database(path: Path) -> None:
    """Delete a database with what SQLite keeps beside it; the first failure to delete the file itself is told."""
    for companion in COMPANIONS:
        with suppress(OSError):
            disk().unlink(path.with_name(path.name + companion))
    with mapped(path):
        disk().unlink(path)


@contextmanager
def failures(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk raise in the block into codes."""
    try:
        yield
    except sqlite3.Error as error:
        raise JifenError(_code(error), **_place(path)) from error
    except OSError as error:
        raise write_error(error, path) from error


def _code(error: sqlite3.Error) -> Code:
    primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if primary in _CODES:
        return _CODES[primary]
    # a schema that lost a table or column, a page that decodes to nonsense
    damaged = isinstance(error, sqlite3.OperationalError | sqlite3.DatabaseError)
    harmless = primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT)
    return Code.LIBRARY_DAMAGED if damaged and not harmless else Code.WRITE_FAILED


def _place(path: Path) -> dict[str, str]:
    return {"folder": display_name(str(path.parent)), "name": display_name(path.name)}


def _make_file(path: Path) -> bool:
    """An empty private file where there is none, since SQLite would make one for all to read."""
    with mapped(path):
        disk().make_folders(path.parent, private=True)
        if path.exists():
            return False
        with suppress(FileExistsError):
            disk().create(path, private=True).close()
    return True


def _connected(path: Path) -> sqlite3.Connection:
    made = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    # one flipped bit must not stop a whole list; what it did to a row is found by the row's digest
    made.text_factory = _text
    return made


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
