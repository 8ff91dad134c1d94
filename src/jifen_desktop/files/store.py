"""Originals, copied once, read-only, addressed by the SHA-256 of their content."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.atomic import temp_beside
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import read_code, write_error
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.files.names import display_name

_SHA: Final = re.compile(r"[0-9a-f]{64}")


class OriginalStore:
    """A folder of originals, `ab/abcdef…`: no name and no suffix of the source, so none of it is
    kept twice.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, sha: str) -> Path:
        """Where the content of that hash lies, whether or not it is there. ValueError for anything
        but a hash.
        """
        if not _SHA.fullmatch(sha):
            raise ValueError("not a SHA-256 in lower-case hexadecimal")
        return self.root / sha[:2] / sha

    def add_file(self, path: Path) -> tuple[str, Path]:
        """Copy a file in; returns its hash and place. The source is only read.

        Raises JifenError FILE_MISSING or FILE_UNREADABLE (`name`), or a write failure of the store.
        """
        return self._add(_source(path))

    def add_bytes(self, data: bytes) -> tuple[str, Path]:
        """The same for bytes without a file, such as a pasted image."""
        return self._add([data])

    def add_pieces(self, pieces: Iterable[bytes]) -> tuple[str, Path]:
        """The same for content that comes piece by piece; its own errors pass."""
        return self._add(pieces)

    def keep_only(self, used: Collection[str]) -> int:
        """Delete every original that isn't named; returns how many went. What can't be deleted now stays."""
        return self.remove(sha for sha in self.all() if sha not in used)

    def remove(self, unused: Iterable[str]) -> int:
        """Delete these originals; returns how many went. What can't be deleted now stays."""
        gone = 0
        for sha in unused:
            try:
                disk().unlink(self.path_of(sha))
            except OSError:
                continue
            gone += 1
        return gone

    def all(self) -> Iterator[str]:
        """The hashes of all originals that are there."""
        folders = sorted(self.root.iterdir()) if self.root.is_dir() else []
        for folder in folders:
            if folder.is_dir():
                yield from sorted(p.name for p in folder.iterdir() if _SHA.fullmatch(p.name))

    def _add(self, pieces: Iterable[bytes]) -> tuple[str, Path]:
        temp = temp_beside(self.root / "new")
        digest = hashlib.sha256()
        try:
            disk().make_folders(self.root, private=True)
            with disk().create(temp, private=True) as handle:
                for piece in pieces:
                    digest.update(piece)
                    disk().write(handle, piece)
                disk().sync(handle)
            sha = digest.hexdigest()
            return sha, self._place(temp, sha)
        except OSError as error:
            raise write_error(error, self.root) from error
        finally:
            with suppress(OSError):
                disk().unlink(temp)

    def _place(self, temp: Path, sha: str) -> Path:
        target = self.path_of(sha)
        if _holds(target, sha):
            return target
        disk().make_folders(target.parent, private=True)
        disk().unlink(
            target
        )  # a damaged one: Windows moves nothing over a file that can't be written
        disk().protect(temp)
        disk().replace(temp, target)
        try:
            disk().sync_folder(target.parent)
        except OSError:
            with suppress(OSError):  # nobody would know of it
                disk().unlink(target)
            raise
        return target


def _holds(target: Path, sha: str) -> bool:
    """Whether the original lies there whole; one that a disk has damaged is replaced."""
    try:
        return sha256_file(target) == sha
    except OSError:
        return False


def _source(path: Path) -> Iterable[bytes]:
    try:
        yield from disk().chunks(path)
    except OSError as error:
        code: Code = read_code(error)
        raise JifenError(code, name=display_name(path.name)) from error
