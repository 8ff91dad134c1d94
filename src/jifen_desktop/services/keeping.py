"""Keeping the library: automatic backups, one file to take along, and the way back from both."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.atomic import temp_beside, write_bytes
from jifen_desktop.files.database import COMPANIONS, copy_database, read_only, remove_database
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped
from jifen_desktop.library.backups import (
    Backup,
    Reason,
    forget,
    is_due,
    list_backups,
    make_backup,
    settings_beside,
    thin,
)
from jifen_desktop.library.bundle import SETTINGS, Bundle, read_bundle, unpack_bundle
from jifen_desktop.library.place import Library
from jifen_desktop.library.salvage import put_aside
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
    Settings change only where the backup has some: those that a restored file had replaced. Raises JifenError and
    leaves the library as it was.
    """
    temp, settings = temp_beside(library.root / FILE), temp_beside(library.settings_path)
    try:
        copy_database(backup, temp)
        if settings_beside(backup).is_file():
            with mapped(library.settings_path):
                data = disk().read(settings_beside(backup))
            write_bytes(settings, data, private=True)
        _take_place(library, temp, settings)
    finally:
        with suppress(OSError):
            disk().unlink(settings)
        with suppress(JifenError):
            remove_database(temp)


def restore_bundle(library: Library, path: Path, progress: Progress) -> Bundle:
    """Put a backup file of any machine in the library's place, with its settings; the library must be closed.

    Every hash is compared first. What is there now is backed up before, settings too, and its originals stay.
    `progress(done, total)` may raise Cancelled. Raises JifenError and leaves the library as it was; only where the
    settings alone can't be replaced, its submissions are the restored ones already.
    """
    from jifen_desktop.files.store import OriginalStore

    bundle = read_bundle(path)
    folder = temp_beside(library.root / FILE)
    with mapped(folder / FILE):
        disk().make_folders(library.root, private=True)
        disk().mkdir(folder, private=True)
    try:
        unpack_bundle(path, folder, OriginalStore(library.root / "originals"), progress)
        _take_place(library, folder / FILE, folder / SETTINGS)
    finally:
        disk().remove_tree(folder)
    return bundle


def _take_place(library: Library, found: Path, settings: Path) -> None:
    """Move a database that nobody has open into the library's place, once it has proved to be one, and the settings
    after it, if there are any.
    """
    _prove(found)
    target = library.root / FILE
    if target.exists():
        _keep_what_is_there(library, with_settings=settings.is_file())
    with mapped(target):
        for companion in COMPANIONS:
            # a log of the old file would be played into the new one
            disk().unlink(target.with_name(target.name + companion))
        disk().replace(found, target)
        with suppress(
            OSError
        ):  # what replaced the library is whole whether or not its name is on the medium yet
            disk().sync_folder(target.parent)
    if settings.is_file():
        with mapped(library.settings_path):
            disk().replace(settings, library.settings_path)


def _keep_what_is_there(library: Library, *, with_settings: bool) -> None:
    """Back up what is about to be replaced; a damaged file, of which a copy is no backup, is put aside as it is."""
    target = library.root / FILE
    try:
        backup = make_backup(target, Reason.RESTORE)
        if not _is_sound(backup):
            forget([backup])
            raise JifenError(Code.LIBRARY_DAMAGED, name=FILE)
    except JifenError as error:
        if error.code != Code.LIBRARY_DAMAGED:
            raise
        put_aside(target)
        return
    if with_settings and library.settings_path.is_file():
        with mapped(library.settings_path):
            now = disk().read(library.settings_path)
        write_bytes(backup.settings, now, private=True)


def _is_sound(backup: Backup) -> bool:
    with read_only(backup.path) as db:
        pages = db.execute("PRAGMA quick_check(1)").fetchall()
        return pages == [("ok",)] and bool(db.execute("PRAGMA user_version").fetchone()[0])


def _prove(found: Path) -> None:
    """Open it as a library, check it whole, and have it spare originals it doesn't know."""
    store = LibraryStore(found.parent, found.name)
    try:
        if store.db.faults():
            raise JifenError(Code.LIBRARY_DAMAGED, name=found.name)
        store.mark(KEEP_ALL, "restored")
    finally:
        store.close()
