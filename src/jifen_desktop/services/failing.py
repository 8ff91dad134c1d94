"""Failures of a use case as the user is to read them: about the folder they chose, never about ours inside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.failures import write_error
from jifen_desktop.files.names import display_name


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
