"""Every change on the disk goes through `Disk`, so that a test can fail or kill at its Nth call.

Errors stay `OSError` here; `failures.mapped` turns them into codes where an operation ends.
"""

import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")

# Another program (virus scanner, preview, sync client) holds the file for a moment:
# ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION. The pauses add up to 2.5 s.
TRANSIENT_WINDOWS: Final = frozenset({5, 32, 33})
PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)

# Volumes without hard links (FAT, exFAT, some network shares) answer with one of these.
NO_HARD_LINKS: Final = frozenset(
    {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}
)

CHUNK: Final = 1 << 20  # bytes read or written at a time
READ_ONLY: Final = stat.S_IRUSR


class Disk:
    """The real disk. Each method calls `step` first; a test's disk overrides that and `pause`."""

    def step(self, operation: str, path: Path) -> None:
        """Called before each operation; does nothing here."""

    def pause(self, seconds: float) -> None:
        """Wait before a transient Windows error is tried again."""
        time.sleep(seconds)

    def _retried(self, operation: str, path: Path, action: Callable[[], T]) -> T:
        for seconds in (*PAUSES, None):
            try:
                self.step(operation, path)
                return action()
            except OSError as error:
                if seconds is None or getattr(error, "winerror", None) not in TRANSIENT_WINDOWS:
                    raise
                self.pause(seconds)
        raise AssertionError("the last attempt either returns or raises")

    def create(self, path: Path, *, private: bool = False) -> FileIO:
        """Open a file that doesn't exist yet for writing, unbuffered; 0600 where private."""
        mode = 0o600 if private else 0o666

        def opener(name: str, flags: int) -> int:
            return os.open(name, flags, mode)

        def action() -> FileIO:
            return open(path, "xb", buffering=0, opener=opener)

        return self._retried("create", path, action)

    def write(self, handle: FileIO, data: bytes | memoryview) -> None:
        """Write all of it; a raw write may stop short."""
        self.step("write", Path(str(handle.name)))
        left = memoryview(data)
        while left:
            left = left[handle.write(left) :]

    def sync(self, handle: FileIO) -> None:
        """Have the file's data on the medium before going on."""
        self.step("sync", Path(str(handle.name)))
        os.fsync(handle.fileno())

    def sync_file(self, path: Path) -> None:
        """The same for a file that another library wrote and closed."""
        self.step("sync", path)
        with path.open("rb+") as handle:
            os.fsync(handle.fileno())

    def sync_folder(self, folder: Path) -> None:
        """Have a folder's entries on the medium; Windows has no such call, some shares refuse."""
        self.step("sync_folder", folder)
        if sys.platform == "win32":
            return
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EACCES}:
                raise
        finally:
            os.close(fd)

    def replace(self, source: Path, target: Path) -> None:
        """Move a file over another in one step."""
        self._retried("replace", target, lambda: source.replace(target))

    def link(self, source: Path, target: Path) -> bool:
        """Give a file a second name; never overwrites. False where the volume has no hard links."""
        try:
            self._retried("link", target, lambda: os.link(source, target))
        except OSError as error:
            if error.errno in NO_HARD_LINKS:
                return False
            raise
        return True

    def unlink(self, path: Path) -> None:
        """Delete a file; one that is gone already is fine. A read-only file is made writable on
        Windows.
        """

        def action() -> None:
            if sys.platform == "win32" and path.exists():
                path.chmod(stat.S_IWRITE)
            path.unlink(missing_ok=True)

        self._retried("unlink", path, action)

    def mkdir(self, path: Path, *, private: bool = False) -> None:
        """Make one folder; 0700 where private. FileExistsError where something has that name."""
        self._retried("mkdir", path, lambda: path.mkdir(mode=0o700 if private else 0o777))

    def make_folders(self, path: Path, *, private: bool = False) -> list[Path]:
        """Make a folder and its missing parents; returns those made, outermost first."""
        made: list[Path] = []
        try:
            for folder in reversed([path, *path.parents]):
                if not folder.is_dir():
                    try:
                        self.mkdir(folder, private=private)
                    except FileExistsError:
                        if not folder.is_dir():
                            raise
                    else:
                        made.append(folder)
        except OSError:
            self.remove_folders(made)
            raise
        return made

    def remove_folders(self, made: list[Path]) -> None:
        """Take back what `make_folders` made; a folder in use stays."""
        for folder in reversed(made):
            try:
                self._retried("rmdir", folder, folder.rmdir)
            except OSError:
                return

    def remove_tree(self, folder: Path) -> None:
        """Remove an own temporary folder with all in it; what resists stays for the next sweep."""

        def action() -> None:
            shutil.rmtree(folder, ignore_errors=True)
            if folder.exists():
                raise PermissionError(errno.EACCES, "still in use")

        try:
            self._retried("remove_tree", folder, action)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)

    def protect(self, path: Path) -> None:
        """Make a file read-only for everyone and readable for its owner alone."""
        self.step("protect", path)
        path.chmod(READ_ONLY)

    def list(self, folder: Path) -> list[Path]:
        """The entries of a folder, unsorted."""
        self.step("list", folder)
        return list(folder.iterdir())

    def read(self, path: Path) -> bytes:
        """All bytes of a file."""
        self.step("read", path)
        return path.read_bytes()

    def head(self, path: Path, size: int) -> bytes:
        """The first bytes of a file."""
        with self._opened(path) as handle:
            self.step("read", path)
            return handle.read(size)

    def chunks(self, path: Path, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes of a file, or of the stretch from `start` to `end`, `CHUNK` at a time; less where it ends
        before.
        """
        with self._opened(path) as handle:
            handle.seek(start)
            left = sys.maxsize if end is None else end - start
            while left > 0:
                self.step("read", path)
                piece = handle.read(min(CHUNK, left))
                if not piece:
                    return
                left -= len(piece)
                yield piece

    def _opened(self, path: Path) -> FileIO:
        """A file to read; one that a virus scanner holds for a moment is tried again."""
        return self._retried("open", path, lambda: path.open("rb", buffering=0))

    def copy(self, source: Path, handle: FileIO) -> None:
        """Copy a file's bytes to an open handle."""
        for piece in self.chunks(source):
            self.write(handle, piece)


_disk = Disk()


def disk() -> Disk:
    """The disk in use."""
    return _disk


@contextmanager
def swapped(other: Disk) -> Iterator[None]:
    """Use another disk for a while; for tests."""
    global _disk  # noqa: PLW0603 - the one switch that lets a test stand in for the disk
    kept, _disk = _disk, other
    try:
        yield
    finally:
        _disk = kept
