"""Failures of a use case as the user is to read them: about the folder they chose, never about ours inside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.failures import write_error
from jifen_desktop.files.names import display_name

# What says nothing of the papers themselves: the place that is written to.
_PLACE: Final = frozenset(
    {
        Code.TARGET_EXISTS,
        Code.TARGET_NOT_FOLDER,
        Code.TARGET_UNWRITABLE,
        Code.TARGET_IN_USE,
        Code.TARGET_TOO_LONG,
        Code.DISK_FULL,
        Code.WRITE_FAILED,
    }
)


class PersonError(JifenError):
    """A failure of one applicant's papers (`owner` is the key), which says nothing about the others'."""

    def __init__(self, owner: str, error: JifenError) -> None:
        super().__init__(error.code, **error.params)
        self.owner = owner


@contextmanager
def papers_of(owner: str) -> Iterator[None]:
    """Say whose papers failed; those of the company (an empty key) are everybody's."""
    try:
        yield
    except JifenError as error:
        if not owner or error.code in _PLACE or isinstance(error, PersonError):
            raise
        raise PersonError(owner, error) from error


@contextmanager
def failures_of(target: Path) -> Iterator[None]:
    """Name `target` in the failures of writing into it, and give bare errors of the disk their code."""
    folder = display_name(str(target))
    try:
        yield
    except JifenError as error:
        if "folder" not in error.params:
            raise
        raise JifenError(error.code, **error.params | {"folder": folder}) from error
    except OSError as error:
        raise write_error(error, target / "x") from error
