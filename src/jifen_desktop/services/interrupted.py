"""An export that a crash or a power cut broke off: what it had put in place until then goes at the next start.

The export itself takes this back when the next one goes into the same folder (`files.staging`); the library remembers
which folder it was, so that nobody finds half of it before.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.staging import sweep
from jifen_desktop.library.store import LibraryStore

_UNDER_WAY: Final = "export_under_way"  # a mark: the folder


@contextmanager
def under_way(store: LibraryStore, folder: Path) -> Iterator[None]:
    """Remember the folder of the export in this block. Raises JifenError where the library can't be written."""
    store.mark(_UNDER_WAY, str(folder))
    try:
        yield
    finally:
        with suppress(JifenError):
            store.mark(_UNDER_WAY, "")


def take_back_interrupted(store: LibraryStore) -> None:
    """Take back what an interrupted export left; its folder may be slow to answer. Raises JifenError."""
    folder = store.marked(_UNDER_WAY)
    if folder:
        sweep(Path(folder))
        if store.marked(_UNDER_WAY) == folder:  # no other export has begun meanwhile
            store.mark(_UNDER_WAY, "")
