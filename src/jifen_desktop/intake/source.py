"""A picked file and its bytes, with the failures of reading and decoding in our codes."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.pages import Media
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import read_code
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.imaging.limits import FILE_BYTES, IMAGE_PIXELS
from jifen_desktop.intake.sniff import HEAD, is_archive, sniff

# How MuPDF and libheif say that memory ran out, where they don't raise MemoryError.
_MEMORY_WORDS: Final = ("malloc", "calloc", "realloc", "memory alloc", "out of memory", "bad_alloc")


@dataclass(frozen=True)
class Source:
    """A picked file and its format; the bytes are read once, when they are first asked for.

    Hash, format and pages that come from `data` all come from the same bytes. A PDF of which one page is wanted is
    opened by its `path` instead: MuPDF then reads what that page needs.
    """

    path: Path
    media: Media

    @cached_property
    def data(self) -> bytes:
        """All bytes. Raises JifenError as `read_source` does."""
        with reading():
            return disk().read(self.path)

    @cached_property
    def sha256(self) -> str:
        """Of `data`, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def read_source(path: Path) -> Source:
    """Look at a file. Raises JifenError FILE_MISSING, FILE_UNREADABLE, FILE_DEVICE, FILE_CLOUD, FILE_WRITING,
    FILE_EMPTY, FILE_TYPE, FILE_TOO_HEAVY, ARCHIVE_UNOPENED.
    """
    with reading():
        size = path.stat().st_size
        if size > FILE_BYTES:
            raise too_heavy(size)
        head = disk().head(path, HEAD)
    if not head:
        raise JifenError(Code.FILE_EMPTY)
    media = sniff(head)
    if media is None:
        raise JifenError(Code.ARCHIVE_UNOPENED if is_archive(head) else Code.FILE_TYPE)
    return Source(path, media)


def too_heavy(size: int) -> JifenError:
    """The failure of a file of so many bytes, told in MB."""
    return JifenError(Code.FILE_TOO_HEAVY, size=size >> 20, limit=FILE_BYTES >> 20)


def too_large(pixels: int, limit: int) -> JifenError:
    """The failure of a picture of so many pixels, told in tens of thousands as one says in Chinese."""
    return JifenError(Code.FILE_TOO_LARGE, size=pixels // 10_000, limit=limit // 10_000)


def fingerprint(path: Path) -> tuple[str, int]:
    """(SHA-256, size in bytes) of a file that may be unusable; empty and 0 where it can't be read."""
    try:
        return sha256_file(path), path.stat().st_size
    except OSError:
        return "", 0


@contextmanager
def reading() -> Iterator[None]:
    """Turn the failures of reading the disk into codes."""
    try:
        yield
    except OSError as error:
        raise JifenError(read_code(error)) from error


@contextmanager
def decoding() -> Iterator[None]:
    """Turn whatever a decoder raises into codes; its text may come from the file, so none of it is
    kept.
    """
    try:
        yield
    except (JifenError, MemoryError):
        raise
    except Exception as error:
        raise _decoder_error(error) from error


def _decoder_error(error: Exception) -> JifenError:
    if type(error).__name__ == "DecompressionBombError":
        # Pillow's own words, of which only the number is taken.
        pixels = re.search(r"\((\d{1,15}) pixels\)", str(error))
        return too_large(int(pixels[1]) if pixels else 0, IMAGE_PIXELS)
    return JifenError(_decoder_code(error))


def _decoder_code(error: Exception) -> Code:
    said = str(error).lower()
    if any(word in said for word in _MEMORY_WORDS):
        return Code.FILE_MEMORY
    return Code.FILE_DAMAGED
