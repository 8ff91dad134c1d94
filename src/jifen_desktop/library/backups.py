"""Automatic backups: whole copies of the library's file, made before risky acts and daily, and thinned.

They hold what was entered, not the originals: those lie once beside them and are never changed. They are on the same
disk, so they help against mistakes and damaged files, not against a lost computer; `bundle` is for that.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.database import copy_database, read_only, remove_database
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped

FOLDER: Final = "backups"
EVERY: Final = timedelta(days=1)

_NAME: Final = re.compile(r"library-(\d{8}T\d{6})Z-(daily|migration|restore)(?:-\d+)?\.db")
_ASIDE: Final = re.compile(r"library\.db\.damaged-\d+")
_STAMP: Final = "%Y%m%dT%H%M%S"
# What stays of each reason's backups: the newest so many, then one a day, a week, a month for so many of these.
_NEWEST: Final = 3
_DAYS: Final = 7
_WEEKS: Final = 4
_MONTHS: Final = 12


class Reason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    MIGRATION = "migration"
    RESTORE = "restore"
    DAMAGED = "damaged"  # no backup: a damaged library that was put aside


@dataclass(frozen=True)
class Backup:
    """One automatic backup."""

    path: Path
    at: datetime
    reason: Reason

    @property
    def settings(self) -> Path:
        """Where the settings of that moment lie, if they were about to be replaced as well."""
        return settings_beside(self.path)


def settings_beside(backup: Path) -> Path:
    """The place for the settings that belong to a backup's file."""
    return backup.with_suffix(".toml")


def remove_backup(backup: Backup) -> None:
    """Delete a backup with its settings; raises JifenError where its file resists."""
    with suppress(OSError):
        disk().unlink(backup.settings)
    remove_database(backup.path)


def make_backup(database: Path, reason: Reason, now: datetime | None = None) -> Backup:
    """Copy the library's file aside; raises JifenError and leaves nothing where that fails."""
    at = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    folder = database.parent / FOLDER
    with mapped(folder / "x"):
        disk().make_folders(folder, private=True)
    stem = f"library-{at.strftime(_STAMP)}Z-{reason}"
    path = folder / f"{stem}.db"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.db"
    copy_database(database, path)
    return Backup(path, at, reason)


def list_backups(root: Path) -> list[Backup]:
    """The backups of a library, newest first; other files in their folder are nobody's."""
    folder = root / FOLDER
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match:
            with suppress(ValueError):
                at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
                found.append(Backup(path, at, Reason(match[2])))
    return sorted(found, key=lambda b: (b.at, b.path.name), reverse=True)


def damaged_files(root: Path) -> list[Backup]:
    """The damaged library files that were put aside, in no order; nobody can go back to them."""
    found = []
    for path in root.iterdir() if root.is_dir() else ():
        if _ASIDE.fullmatch(path.name):
            with suppress(OSError, ValueError):
                at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                found.append(Backup(path, at, Reason.DAMAGED))
    return found


def is_due(backups: Iterable[Backup], now: datetime) -> bool:
    """Whether a day has gone by since the last one; backups from the future (a clock that jumped) don't count."""
    past = [backup.at for backup in backups if backup.at <= now]
    return not past or now - max(past) >= EVERY


def surplus(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """Those that thinning takes: what is neither among the newest nor the last of its day, week or month.

    One from the future is kept: nobody knows when it was made.
    """
    ordered = sorted(backups, key=lambda b: (b.at, b.path.name), reverse=True)
    past = [backup for backup in ordered if backup.at <= now]
    kept = set(past[:_NEWEST])
    for form, most in (("%Y-%m-%d", _DAYS), ("%G-%V", _WEEKS), ("%Y-%m", _MONTHS)):
        last: dict[str, Backup] = {}
        for backup in past:
            last.setdefault(backup.at.strftime(form), backup)
        kept |= set(list(last.values())[:most])
    return [backup for backup in past if backup not in kept]


def thin(root: Path, now: datetime | None = None) -> int:
    """Delete what is surplus; returns how many went. What can't be deleted stays for the next time."""
    gone = 0
    for backup in surplus(list_backups(root), now or datetime.now(UTC)):
        try:
            remove_backup(backup)
        except JifenError:
            continue
        gone += 1
    return gone


def holding(root: Path, entries: Iterable[str]) -> list[Backup]:
    """The backups and damaged files that still hold one of these entries; an unreadable one may."""
    found = []
    wanted = set(entries)
    for backup in (*list_backups(root), *damaged_files(root)):
        try:
            with read_only(backup.path) as db:
                there = {row[0] for row in db.execute("SELECT id FROM submission")}
        except JifenError:
            found.append(backup)
            continue
        if wanted & there:
            found.append(backup)
    return found


def forget(backups: Iterable[Backup]) -> None:
    """Delete these backups; raises JifenError at the first that resists."""
    for backup in backups:
        remove_backup(backup)
