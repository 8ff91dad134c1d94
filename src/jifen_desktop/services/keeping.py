"""Keeping the library: automatic backups, one file to take along, and the way back from both."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.atomic import temp_beside
from jifen_desktop.files.database import COMPANIONS, copy_database, remove_database
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped
from jifen_desktop.library.backups import Reason, is_due, list_backups, make_backup, thin
from jifen_desktop.library.bundle import SETTINGS, Bundle, read_bundle, unpack_bundle
from jifen_desktop.library.place import Library
from jifen_desktop.library.store import FILE, KEEP_ALL, LibraryStore

Progress = Callable[[int, int], None]


def back_up_if_due(library: Library, now: datetime | None = None) -> bool:
    """The daily backup, and thinning; for a thread. Whether one was made. Raises JifenError."""
    moment = now or datetime.now(UTC)
    if not is_due(list_backups(library.root), moment):
        return False
    make_backup(library.root / FILE, Reason.DAILY, moment)
    thin(library.root, moment)
    return True


def restore_backup(library: Library, backup: Path) -> None:
    """Put an automatic backup in the library's place; the library must be closed.

    What is there now is backed up before. Originals that the backup doesn't know are kept until they are checked.
    Raises JifenError and leaves the library as it was.
    """
    temp = temp_beside(library.root / FILE)
    try:
        copy_database(backup, temp)
        _take_place(library, temp)
    finally:
        with suppress(JifenError):
            remove_database(temp)


def restore_bundle(library: Library, path: Path, progress: Progress) -> Bundle:
    """Put a backup file of any machine in the library's place, with its settings; the library must be closed.

    Every hash is compared first. What is there now is backed up before, and its originals stay. `progress(done,
    total)` may raise Cancelled. Raises JifenError and leaves the library as it was.
    """
    from jifen_desktop.files.store import OriginalStore

    bundle = read_bundle(path)
    folder = temp_beside(library.root / FILE)
    with mapped(folder / FILE):
        disk().make_folders(library.root, private=True)
        disk().mkdir(folder, private=True)
    try:
        unpack_bundle(path, folder, OriginalStore(library.root / "originals"), progress)
        _take_place(library, folder / FILE)
        settings = folder / SETTINGS
        if settings.exists():
            with mapped(library.settings_path):
                disk().replace(settings, library.settings_path)
    finally:
        disk().remove_tree(folder)
    return bundle


def _take_place(library: Library, found: Path) -> None:
    """Move a database that nobody has open into the library's place, once it has proved to be one."""
    _prove(found)
    target = library.root / FILE
    if target.exists():
        with suppress(JifenError):  # a damaged library can't be copied, and was put aside already
            make_backup(target, Reason.RESTORE)
    with mapped(target):
        for companion in COMPANIONS:
            # a log of the old file would be played into the new one
            disk().unlink(target.with_name(target.name + companion))
        disk().replace(found, target)
        disk().sync_folder(target.parent)


def _prove(found: Path) -> None:
    """Open it as a library, check it whole, and have it spare originals it doesn't know."""
    store = LibraryStore(found.parent, found.name)
    try:
        if store.db.faults():
            raise JifenError(Code.LIBRARY_DAMAGED, name=found.name)
        store.mark(KEEP_ALL, "restored")
    finally:
        store.close()
