"""ZIPs as colleagues send them: listed and unpacked in a worker, one file a call.

Nothing in a ZIP decides where a file is written: the caller names the target. Names are only shown.
"""

import errno
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import CHUNK, disk
from jifen_desktop.files.failures import mapped, read_code
from jifen_desktop.imaging.limits import FILE_BYTES
from jifen_desktop.intake.expand import is_litter, natural
from jifen_desktop.intake.sniff import HEAD, is_archive, is_zip, sniff
from jifen_desktop.intake.source import too_heavy

MAX_ENTRIES: Final = 2_000
MAX_BYTES: Final = 2 << 30  # of all files unpacked; a submission's photos have some hundred MB

_UTF8: Final = 0x800  # APPNOTE 6.3.10, 4.4.4: bit 11, the name is UTF-8
_ENCRYPTED: Final = 0x1 | 0x40


@dataclass(frozen=True)
class Entry:
    """A file in a ZIP: its number, the name to show, and why it isn't to be unpacked."""

    number: int
    name: str
    problem: Code | None = None


def is_zip_file(path: Path) -> bool:
    """Whether the file is a ZIP by its content; false too where it can't be read."""
    with suppress(OSError):
        return is_zip(disk().head(path, HEAD))
    return False


def list_zip(path: Path) -> tuple[Entry, ...]:
    """The files in it, in natural order, litter left out. Runs in a worker.

    Raises JifenError ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE before anything is unpacked, or a failure of reading.
    """
    with _opened(path) as archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
        total = sum(info.file_size for info in files)
        if total > MAX_BYTES:
            raise JifenError(Code.ARCHIVE_TOO_LARGE, size=total >> 20, limit=MAX_BYTES >> 20)
        if len(files) > MAX_ENTRIES:
            raise JifenError(Code.ARCHIVE_TOO_LARGE)
        named = [(_name(info), number, info) for number, info in enumerate(archive.infolist())]
    kept = [
        (name, number, info)
        for name, number, info in named
        if not info.is_dir() and not any(is_litter(part) for part in _parts(name))
    ]
    kept.sort(key=lambda entry: natural(entry[0]))
    return tuple(
        Entry(number, name.replace("\\", "/"), _refusal(name, info)) for name, number, info in kept
    )


def unpack(path: Path, number: int, target: Path) -> None:
    """Write one file of the ZIP to `target`, whole or not at all. Runs in a worker.

    Raises JifenError: FILE_EMPTY, FILE_TYPE or ARCHIVE_UNOPENED for what isn't a picture or PDF, FILE_TOO_HEAVY,
    ARCHIVE_DAMAGED, or a write failure.
    """
    with _opened(path) as archive:
        info = archive.infolist()[number]
        if info.file_size > FILE_BYTES:
            raise too_heavy(info.file_size)
        try:
            _write(archive, info, target)
        except BaseException:
            with suppress(OSError):
                disk().unlink(target)
            raise


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    """`zipfile` reads no more than the size that was declared, and compares the checksum at the end."""
    with _reading(), archive.open(info) as packed:
        piece = packed.read(CHUNK)
        if not piece:
            raise JifenError(Code.FILE_EMPTY)
        if sniff(piece[:HEAD]) is None:
            raise JifenError(Code.ARCHIVE_UNOPENED if is_archive(piece[:HEAD]) else Code.FILE_TYPE)
        with mapped(target), disk().create(target, private=True) as handle:
            while piece:
                disk().write(handle, piece)
                with _reading():
                    piece = packed.read(CHUNK)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    with _reading(), zipfile.ZipFile(path) as archive:
        yield archive


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever `zipfile` and its decompressors raise is damage: their text may come from the file. So is EINVAL,
    from places outside the file.
    """
    try:
        yield
    except (JifenError, MemoryError):
        raise
    except Exception as error:
        outside = isinstance(error, OSError) and error.errno not in (None, errno.EINVAL)
        code = read_code(error) if isinstance(error, OSError) and outside else None
        raise JifenError(code or Code.ARCHIVE_DAMAGED) from error


def _refusal(name: str, info: zipfile.ZipInfo) -> Code | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    outside = ".." in _parts(name) or name.startswith(("/", "\\")) or name[1:2] == ":"
    if outside or kind not in (0, stat.S_IFREG):
        return Code.ARCHIVE_ENTRY
    return Code.ARCHIVE_PASSWORD if info.flag_bits & _ENCRYPTED else None


def _parts(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: marked UTF-8, else UTF-8 as macOS writes it without the mark, else GBK as Windows
    in Chinese writes it.
    """
    if info.flag_bits & _UTF8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")  # `zipfile` decoded it by that table
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return info.orig_filename
