"""One applicant's archive: written, re-opened and compared, then given its name.

A ZIP (PKWARE APPNOTE 6.3) without compression: photographs gain nothing from it. Names are UTF-8
with flag bit 11, which unzip, 7-Zip, Windows, macOS and Java read alike.
"""

import hashlib
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.atomic import temp_beside
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped, read_code
from jifen_desktop.files.hashing import sha256_bytes, sha256_file
from jifen_desktop.files.names import display_name, folded, safe_name

# The earliest date a ZIP can say, so that the same input gives the same bytes.
FIXED_DATE: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3  # create_system: what the attributes' upper half means
_PLAIN_FILE: Final = 0o100644 << 16
_PIECE: Final = 1 << 20
_ENTRY: Final = 30 + 46
_END: Final = 22


@dataclass(frozen=True)
class Entry:
    """One page: its name inside the folder, where its bytes are, and their SHA-256 (hex)."""

    name: str
    path: Path
    sha256: str


def _never() -> None:
    """The cancel point of a caller that can't be cancelled."""


def write_archive(
    target: Path, folder: str, entries: Sequence[Entry], *, check: Callable[[], None] = _never
) -> str:
    """Write `target` with the entries in order inside one folder; returns the archive's SHA-256.

    Names are made safe for every system. `check` is called before each entry and may raise
    Cancelled; then, as after every failure, nothing is left behind. Raises JifenError:
    VERIFY_FAILED where two names are the same, a page's bytes are no longer those of its hash, or
    the re-opened archive differs; FILE_MISSING or FILE_UNREADABLE for a page (each with `name`);
    DISK_FULL and the other failures of writing.
    """
    named = _named(target, folder, entries)
    temp = temp_beside(target)
    try:
        with mapped(target):
            _write(temp, named, check)
        _verify(temp, target, named)
        digest = sha256_file(temp)
        with mapped(target):
            disk().replace(temp, target)
            disk().sync_folder(target.parent)
    finally:
        _discard(temp)
    return digest


def stored_size(folder: str, pages: Iterable[tuple[str, int]]) -> int:
    """How many bytes an archive with these pages (name, bytes) has.

    APPNOTE 6.3.10: 30 bytes before each entry and 46 in the directory, each with the entry's whole name; 22 at the end.
    """
    root = len(safe_name(folder).encode()) + 1
    return _END + sum(
        size + _ENTRY + 2 * (root + len(name.encode("utf-8", "replace"))) for name, size in pages
    )


def _named(target: Path, folder: str, entries: Sequence[Entry]) -> list[tuple[str, Entry]]:
    """Full names inside the archive; two that Windows or macOS would take for one are refused."""
    root = safe_name(folder)
    named, seen = [], set()
    for entry in entries:
        suffix = PurePosixPath(entry.name).suffix
        name = safe_name(entry.name.removesuffix(suffix), suffix)
        if folded(name) in seen:
            raise _failed(target)
        seen.add(folded(name))
        named.append((f"{root}/{name}", entry))
    return named


def _write(temp: Path, named: Sequence[tuple[str, Entry]], check: Callable[[], None]) -> None:
    with disk().create(temp) as handle:
        with zipfile.ZipFile(_Through(handle), "w", zipfile.ZIP_STORED) as archive:
            for name, entry in named:
                check()
                archive.writestr(_info(name), _content(entry))
        disk().sync(handle)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, FIXED_DATE)
    info.create_system = _UNIX
    info.external_attr = _PLAIN_FILE
    info.compress_type = zipfile.ZIP_STORED
    return info


def _content(entry: Entry) -> bytes:
    """The page's bytes, still those that were checked."""
    try:
        data = disk().read(entry.path)
    except OSError as error:
        raise JifenError(read_code(error), name=display_name(entry.name)) from error
    if sha256_bytes(data) != entry.sha256:
        raise _failed(Path(entry.name))
    return data


def _verify(written: Path, target: Path, named: Sequence[tuple[str, Entry]]) -> None:
    """Open the archive again and compare names, order, count, and every entry's CRC and hash."""
    try:
        with zipfile.ZipFile(written) as archive:
            same = archive.namelist() == [name for name, _ in named] and all(
                _digest(archive, name) == entry.sha256 for name, entry in named
            )
    except (OSError, zipfile.BadZipFile, struct.error, ValueError, EOFError) as error:
        raise _failed(target) from error
    if not same:
        raise _failed(target)


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    """An entry's hash; reading to the end also compares its CRC-32."""
    digest = hashlib.sha256()
    with archive.open(name) as content:
        while piece := content.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _failed(path: Path) -> JifenError:
    return JifenError(Code.VERIFY_FAILED, name=display_name(path.name))


def _discard(temp: Path) -> None:
    """Remove the temporary file, if it is still there; the first failure is the one to tell."""
    try:
        disk().unlink(temp)
    except OSError:
        return


class _Through:
    """A file for `zipfile` whose writing goes through the one door to the disk."""

    def __init__(self, handle: FileIO) -> None:
        self._handle = handle

    def write(self, data: bytes) -> int:
        """Write all of it."""
        disk().write(self._handle, data)
        return len(data)

    def tell(self) -> int:
        """The place in the file."""
        return self._handle.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place; an entry's header is completed after its data."""
        return self._handle.seek(offset, whence)

    def flush(self) -> None:
        """Nothing is held back: the handle is unbuffered."""

    def close(self) -> None:
        """The handle is closed by who opened it."""

    def seekable(self) -> bool:
        """So that no entry needs a data descriptor."""
        return True
