"""One applicant's archive: written, re-opened and compared, then given its name.

A ZIP (PKWARE APPNOTE 6.3) without compression: photographs gain nothing from it. Names are UTF-8
with flag bit 11, which unzip, 7-Zip, Windows, macOS and Java read alike.

Written and proven in two runs over the pages. The first only copies, while another thread sums (CRC-32). The second
opens what was written, reads each source again, compares its hash with the one it was looked at
under, and its bytes with what lies in the archive. Both go piece by piece, so that large pages need
no memory.
"""

import hashlib
import struct
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.atomic import temp_beside
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped, read_code
from jifen_desktop.files.names import display_name, folded, safe_name
from jifen_desktop.imaging.jpeg import (
    SCAN,
    JpegError,
    Span,
    bare_head,
    is_bare_head,
    picture_span,
)

# The earliest date a ZIP can say, so that the same input gives the same bytes.
FIXED_DATE: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3  # create_system: what the attributes' upper half means
_PLAIN_FILE: Final = 0o100644 << 16
_ENTRY: Final = 30 + 46
_END: Final = 22
# Hashing lets other threads run, and any office computer has two cores.
_THREADS: Final = 2
_AHEAD: Final = 4  # pieces


@dataclass(frozen=True)
class Bare:
    """A JPEG that goes out without its metadata, its picture as it is.

    `span` is what intake found (`jpeg.picture_span`), None to look for it; `orientation` (1 to 8)
    replaces the picture's own.
    """

    span: Span | None = None
    orientation: int | None = None


@dataclass(frozen=True)
class Entry:
    """One page: its name inside the folder, where its bytes are, and their SHA-256 (hex).

    Without `bare` the bytes go in as they are.
    """

    name: str
    path: Path
    sha256: str
    bare: Bare | None = None


def _never() -> None:
    """The cancel point of a caller that can't be cancelled."""


def write_archive(
    target: Path, folder: str, entries: Sequence[Entry], *, check: Callable[[], None] = _never
) -> None:
    """Write `target` with the entries in order inside one folder, and prove it.

    Names are made safe for every system. `check` is called before each entry and may raise
    Cancelled; then, as after every failure, nothing is left behind. Raises JifenError:
    VERIFY_FAILED where two names are the same, a page's bytes are no longer those of its hash, or
    the re-opened archive differs; FILE_MISSING or FILE_UNREADABLE for a page, FILE_DAMAGED for one
    that can't be taken apart (each with `name`); DISK_FULL and the other failures of writing.
    """
    named = _named(target, folder, entries)
    temp = temp_beside(target)
    try:
        with mapped(target):
            pack(temp, named, check=check)
        prove(temp, target, named, check=check)
        with mapped(target):
            disk().sync_file(temp)
            disk().replace(temp, target)
            disk().sync_folder(target.parent)
    finally:
        _discard(temp)


def pack(
    path: Path, named: Sequence[tuple[str, Entry]], *, check: Callable[[], None] = _never
) -> None:
    """Write a new archive of (full name, entry), unproven and not yet safe against a power cut.

    Raises JifenError for a page, OSError for the archive.
    """
    with (
        ThreadPoolExecutor(1) as thread,
        disk().create(path) as handle,
        zipfile.ZipFile(_Through(handle), "w", zipfile.ZIP_STORED) as archive,
    ):
        for name, entry in named:
            check()
            with _taken_apart(entry):
                _add(archive, handle, thread, name, entry)


def prove(
    path: Path,
    target: Path,
    named: Sequence[tuple[str, Entry]],
    *,
    check: Callable[[], None] = _never,
) -> None:
    """Open a written archive again and compare it with its sources; `target` is what it will be called.

    Names, order, count, every CRC-32; every source's hash; every page with its source: the same bytes,
    or with `bare` the same picture and no metadata. Raises JifenError.
    """
    try:
        with zipfile.ZipFile(path) as archive, ThreadPoolExecutor(_THREADS) as threads:
            if archive.namelist() != [name for name, _ in named]:
                raise _failed(target)

            def one(item: tuple[str, Entry]) -> bool:
                check()
                with _taken_apart(item[1]):
                    return _is_true(archive, *item)

            if not all(threads.map(one, named)):
                raise _failed(target)
    except (OSError, zipfile.BadZipFile, struct.error, ValueError, EOFError) as error:
        raise _failed(target) from error


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


def _add(
    archive: zipfile.ZipFile, handle: FileIO, thread: Executor, name: str, entry: Entry
) -> None:
    """Write an entry at the end of the file. `ZipFile.open` would sum before it writes: twice a plain copy's time."""
    info, sums = _info(name), _Sums(thread)
    info.header_offset, info.CRC = handle.tell(), 0
    disk().write(handle, info.FileHeader(zip64=False))  # a page never has 4 GB
    for piece in _pieces(entry):
        sums.add(piece)
        disk().write(handle, piece)
        info.file_size += len(piece)
    info.compress_size = info.file_size
    info.CRC = sums.total()
    archive.start_dir = handle.tell()
    handle.seek(info.header_offset)
    disk().write(handle, info.FileHeader(zip64=False))
    handle.seek(archive.start_dir)
    archive.filelist.append(info)
    archive.NameToInfo[name] = info


def _pieces(entry: Entry) -> Iterator[bytes]:
    if entry.bare is None:
        yield from _read(entry)
        return
    start, end = _span(entry, entry.bare)
    yield bare_head(_start(entry, start), entry.bare.orientation)
    yield from _read(entry, start, end)


class _Sums:
    """The CRC-32 of pieces, one after the other in another thread; few of them wait at a time."""

    def __init__(self, thread: Executor) -> None:
        self._thread = thread
        self._crc = 0
        self._waiting: deque[Future[None]] = deque()

    def add(self, piece: bytes) -> None:
        """The next piece."""
        if len(self._waiting) == _AHEAD:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._sum, piece))

    def total(self) -> int:
        """The sum of all."""
        while self._waiting:
            self._waiting.popleft().result()
        return self._crc

    def _sum(self, piece: bytes) -> None:
        self._crc = zlib.crc32(piece, self._crc)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, FIXED_DATE)
    info.create_system = _UNIX
    info.external_attr = _PLAIN_FILE
    info.compress_type = zipfile.ZIP_STORED
    return info


def _is_true(archive: zipfile.ZipFile, name: str, entry: Entry) -> bool:
    """One run over the source: its hash, and its bytes against the archive's, read to their end."""
    start, end = 0, archive.getinfo(name).file_size
    digest = hashlib.sha256()
    with archive.open(name) as content:
        if entry.bare is not None:
            size = end
            start, end = _span(entry, entry.bare)
            head = content.read(max(0, size - (end - start))) + SCAN
            if not is_bare_head(_start(entry, start), head, entry.bare.orientation):
                return False
        at = 0
        for piece in _read(entry):
            digest.update(piece)
            part = piece[max(0, start - at) : max(0, end - at)]
            if content.read(len(part)) != part:
                return False
            at += len(piece)
        return at >= end and not content.read(1) and digest.hexdigest() == entry.sha256


def _span(entry: Entry, wanted: Bare) -> Span:
    return wanted.span or picture_span(b"".join(_read(entry)))


def _start(entry: Entry, scan: int) -> bytes:
    """The source up to and with its first scan's marker."""
    return b"".join(_read(entry, 0, scan + len(SCAN)))


def _read(entry: Entry, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """A stretch of the source, piece by piece; a failure names the page."""
    try:
        yield from disk().chunks(entry.path, start, end)
    except OSError as error:
        raise JifenError(read_code(error), name=display_name(entry.name)) from error


@contextmanager
def _taken_apart(entry: Entry) -> Iterator[None]:
    """Name the page that isn't the JPEG it is said to be."""
    try:
        yield
    except JpegError as error:
        raise JifenError(Code.FILE_DAMAGED, name=display_name(entry.name)) from error


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
