"""A library's file cut short, with flipped bytes and zeroed pages: it opens, or says what is damaged."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.submission import Submission
from jifen_desktop.library.backups import Reason, make_backup
from jifen_desktop.library.checking import check_library
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, list_entries
from jifen_desktop.library.place import Library
from jifen_desktop.library.store import FILE, LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.opening import Opened, open_library
from jifen_desktop.services.shelf import Sought, find, look_around
from jifen_desktop.services.summary import save_entry
from tests.library.making import ON, add, entry_with

BOOK = load_rulebook()
ENTRIES = 12


@dataclass
class Tally:
    """What became of the damaged files."""

    opened: int = 0
    salvaged: int = 0
    entries: int = 0
    refused: int = 0


def make_library(root: Path, entries: int = ENTRIES) -> Path:
    """A closed library with a backup; every third entry is exported."""
    with closing(LibraryStore(root)) as store:
        for number in range(entries):
            entry = entry_with(store, add(store, b"%d" % number))
            if number % 3:
                entry = replace(entry, exported=None)
            save_entry(BOOK, store, entry)
        make_backup(store.db.path, Reason.DAILY, datetime(2026, 11, 23, 8, tzinfo=UTC))
    return root


def spoilt(data: bytes, seed: int, times: int) -> Iterator[bytes]:
    """The file cut at so many places, flipped at as many, zeroed at as many."""
    places = random.Random(seed)
    for _ in range(times):
        yield data[: places.randrange(len(data))]
        at = places.randrange(len(data))
        yield data[:at] + bytes([data[at] ^ 1 << places.randrange(8)]) + data[at + 1 :]
        page = places.randrange(len(data) // 4096) * 4096
        yield data[:page] + bytes(4096) + data[page + 4096 :]


def submissions(opened: Opened) -> list[Submission]:
    """What is listed and opens; an entry with a flipped bit says so when it is opened."""
    found = []
    shelves = (Shelf.OPEN, Shelf.EXPORTED)
    rows = [row for s in shelves for row in list_entries(opened.store.db, Wanted(s))[0]]
    for row in rows:
        try:
            found.append(opened.store.load(row.id).submission)
        except JifenError as error:
            if error.code != Code.ENTRY_DAMAGED:
                raise
    return found


def open_damaged(library: Library, data: bytes, tally: Tally) -> None:
    """Open a library whose file holds these bytes, look at all of it, and assert what was promised."""
    path = library.root / FILE
    for left in library.root.glob(f"{FILE}*"):
        left.unlink()
    path.write_bytes(data)
    try:
        opened = open_library(lambda: BOOK, library)
    except JifenError as error:
        if error.code != Code.LIBRARY_NEWER:  # a flip in the version's bytes
            raise
        assert path.read_bytes() == data, "a newer library was changed"
        tally.refused += 1
        return
    with closing(opened.store) as store:
        look_around(store, lambda: BOOK.holidays, ON)
        for shelf in Shelf:
            find(store, shelf, Sought(), 50)
        check_library(store)
        found = submissions(opened)
        assert all(s.applicants[0].name == "张样本" and s.applicants[0].documents for s in found)
        assert len(list(store.originals.all())) == ENTRIES, "an original was swept away"
        tally.entries += len(found)
        if opened.trouble is None:
            tally.opened += 1
            return
        assert opened.trouble.backup is not None
        tally.salvaged += 1
        if opened.trouble.aside is not None:
            assert opened.trouble.aside.read_bytes()[:100] == data[:100]


def damage(times: int, seed: int) -> Tally:
    """Cut, flip and zero at `times` places each."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="jifen-damage-") as folder:
        whole = make_library(Path(folder) / "whole")
        data = (whole / FILE).read_bytes()
        shutil.copytree(whole, Path(folder) / "library")
        for spoiled in spoilt(data, seed, times):
            open_damaged(Library(Path(folder) / "library"), spoiled, tally)
    return tally
