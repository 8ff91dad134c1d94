"""Every unfinished submission of the library exported, a folder each: one that can't be doesn't hold up the others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.findings import Finding
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, count_entries, list_entries
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.case import export_folder
from jifen_desktop.services.export import Exported, export
from jifen_desktop.services.interrupted import take_back_interrupted, under_way
from jifen_desktop.services.rules_since import open_case
from jifen_desktop.worker.pool import WorkerPool


class Ending(StrEnum):
    """What became of one submission."""

    EXPORTED = "exported"
    BLOCKED = "blocked"
    FAILED = "failed"


@dataclass(frozen=True)
class Ended:
    """One submission by its id: the folder and files of an export, or what is in its way.

    `unrecorded`: the files lie there, but the library couldn't remember it.
    """

    id: str
    ending: Ending
    folder: Path | None = None
    exported: Exported | None = None
    findings: tuple[Finding, ...] = ()
    failure: JifenError | None = None
    unrecorded: bool = False


def export_all(
    book: Rulebook,
    store: LibraryStore,
    out: Path,
    pool: WorkerPool,
    cancelled: Callable[[], bool],
) -> Iterator[Ended]:
    """Export into a new folder of `out` for each, the last saved first; samples are left out.

    What was yielded stays written. The library remembers whole paths, since it is opened from anywhere. Raises
    Cancelled where `cancelled()` turns true.
    """
    out = out.absolute()
    take_back_interrupted(store)
    wanted = Wanted(Shelf.OPEN)
    limit = count_entries(store.db, wanted)
    listed, damaged = list_entries(store.db, Wanted(Shelf.OPEN, limit=limit))
    for line in listed:
        if not line.sample:
            yield _one(book, store, line.id, out, pool, cancelled)
    for broken in damaged:
        yield Ended(broken.name, Ending.FAILED, failure=JifenError(broken.code, name=broken.name))


def _one(
    book: Rulebook,
    store: LibraryStore,
    entry_id: str,
    out: Path,
    pool: WorkerPool,
    cancelled: Callable[[], bool],
) -> Ended:
    try:
        case = open_case(book, store, entry_id)
        picture = case.picture
        if picture.blocking:
            return Ended(entry_id, Ending.BLOCKED, findings=picture.blocking)
        folder = export_folder(out, case.submission, picture.plans.base.district_name)
        with under_way(store, folder):
            exported = export(picture, folder, pool, cancelled=cancelled)
    except JifenError as error:
        return Ended(entry_id, Ending.FAILED, failure=error)
    case.record_export(folder, exported)
    return Ended(
        entry_id,
        Ending.EXPORTED,
        folder,
        exported,
        picture.findings + exported.findings,
        case.unsaved,
        unrecorded=case.unsaved is not None,
    )
