"""Drafts as the first versions kept them, one JSON file each: taken over into the library once."""

import json
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import msgspec

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.submission import Submission
from jifen_desktop.files.disk import disk
from jifen_desktop.files.names import display_name
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.listed import Damaged
from jifen_desktop.library.place import DRAFTS
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.library.texts import UNUSABLE

VERSION: Final = 1
_KEY: Final = re.compile("[0-9a-f]{8}")


def take_over(store: LibraryStore) -> tuple[list[str], list[Damaged]]:
    """Put every readable draft into the library, then delete its file; returns the new entries and the unreadable.

    Stopped half-way, the next start goes on: a draft already in the library is only deleted. Raises JifenError where
    the library can't be written.
    """
    folder = store.root / DRAFTS
    taken: list[str] = []
    damaged: list[Damaged] = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        try:
            entry = _read(path)
        except JifenError as error:
            damaged.append(Damaged(display_name(path.name), error.code, path))
            continue
        if not store.holds(entry.id):
            store.save(entry)
            taken.append(entry.id)
        with suppress(OSError):
            disk().unlink(path)
    return taken, damaged


def _read(path: Path) -> Entry:
    name = display_name(path.name)
    try:
        raw = json.loads(disk().read(path))
        if raw["version"] > VERSION:
            raise JifenError(Code.ENTRY_NEWER, name=name)
        entry = msgspec.convert(raw["draft"], Entry, dec_hook=_decoded, strict=True)
    except (OSError, *UNUSABLE) as error:
        raise JifenError(Code.ENTRY_DAMAGED, name=name) from error
    if entry.id != path.stem:
        raise JifenError(Code.ENTRY_DAMAGED, name=name)
    return replace(entry, submission=_with_own_keys(entry.submission))


def _with_own_keys(submission: Submission) -> Submission:
    """A key stands for one person in all submissions; those opened from a file had only numbers."""
    people = tuple(
        a if _KEY.fullmatch(a.key) else replace(a, key=uuid4().hex[:8])
        for a in submission.applicants
    )
    return replace(submission, applicants=people)


def _decoded(kind: type, value: Any) -> Any:
    if issubclass(kind, Path):
        return Path(value)
    raise NotImplementedError(kind)
