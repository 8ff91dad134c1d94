"""From `OSError` to the closed codes."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.names import display_name

FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
HELD_WINDOWS: Final = frozenset({32, 33})  # sharing violation, lock violation


def code_of(error: OSError) -> Code:
    """The code of a failed write."""
    if getattr(error, "winerror", None) in HELD_WINDOWS:
        return Code.TARGET_IN_USE
    if error.errno in FULL:
        return Code.DISK_FULL
    if error.errno in REFUSED:
        return Code.TARGET_UNWRITABLE
    return Code.WRITE_FAILED


def write_error(error: OSError, path: Path) -> JifenError:
    """The failure of writing `path`, with `folder` and `name` for the message."""
    return JifenError(
        code_of(error), folder=display_name(str(path.parent)), name=display_name(path.name)
    )


@contextmanager
def mapped(path: Path) -> Iterator[None]:
    """Turn an `OSError` of the block into the failure of writing `path`."""
    try:
        yield
    except OSError as error:
        raise write_error(error, path) from error


def read_code(error: OSError) -> Code:
    """The code of a picked file that can't be read."""
    return Code.FILE_MISSING if isinstance(error, FileNotFoundError) else Code.FILE_UNREADABLE
