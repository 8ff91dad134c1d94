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

# The medium under a file is gone or fails. Windows: not ready, network name deleted, device not there any more,
# device error, device not connected.
GONE: Final = frozenset(
    getattr(errno, name)
    for name in [
        "EIO",
        "ENODEV",
        "ENXIO",
        "ESTALE",
        "ENOTCONN",
        "EHOSTDOWN",
        "ENETDOWN",
        "ETIMEDOUT",
        "EREMOTEIO",
    ]
    if hasattr(errno, name)
)
GONE_WINDOWS: Final = frozenset({21, 55, 59, 64, 1117, 1167})
# A file of which only the name is here. Windows: ERROR_CLOUD_FILE_… of winerror.h. Without a provider's own
# number it is EINVAL, which reading a plain file never gives otherwise; macOS answers EDEADLK.
CLOUD: Final = frozenset({errno.EINVAL, errno.EDEADLK})
CLOUD_WINDOWS: Final = frozenset(
    {358, *range(362, 367), *range(374, 384), *range(386, 399), 404, 426, 434}
)


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
    if isinstance(error, FileNotFoundError):
        return Code.FILE_MISSING
    number = getattr(error, "winerror", None)
    if number is not None:
        return _read_code_windows(number)
    if error.errno in CLOUD:
        return Code.FILE_CLOUD
    return Code.FILE_DEVICE if error.errno in GONE else Code.FILE_UNREADABLE


def _read_code_windows(number: int) -> Code:
    if number in HELD_WINDOWS:
        return Code.FILE_WRITING
    if number in CLOUD_WINDOWS:
        return Code.FILE_CLOUD
    return Code.FILE_DEVICE if number in GONE_WINDOWS else Code.FILE_UNREADABLE
