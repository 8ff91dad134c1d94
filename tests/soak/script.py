"""What a user does with a library, without a window: create, add, edit, export, delete, restore, back up."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.ids import ChannelKind, District, Service
from jifen_desktop.domain.submission import Applicant, Company
from jifen_desktop.flow.step import Step
from jifen_desktop.intake.read import Intake
from jifen_desktop.library import lists
from jifen_desktop.library.backups import Reason, make_backup
from jifen_desktop.library.bundle import write_bundle
from jifen_desktop.library.place import Library
from jifen_desktop.library.settings import Settings, save_settings
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.case import Case, new_case
from jifen_desktop.services.edit import add_documents, set_edit
from jifen_desktop.services.export import export
from jifen_desktop.services.interrupted import under_way
from jifen_desktop.services.keeping import restore_bundle
from jifen_desktop.services.opening import open_library
from jifen_desktop.services.retention import delete_documents
from jifen_desktop.services.take_in import TakenIn, take_in
from tests.support.inline import InlinePool
from tests.support.submissions import NUMBERS, ON, picture

FILES: Final = 20
COMPANY: Final = Company(name="上海样本信息技术有限公司", contact="王样本", phone="021-00000000")


class Places:
    """The folders of one run."""

    def __init__(self, root: Path) -> None:
        self.library = Library(root / "library")
        self.sources = root / "sources"
        self.out = root / "out"
        self.bundle = root / "备份.jifenbackup"

    def lay_sources(self) -> None:
        """The user's own pictures, which nothing may ever change."""
        self.sources.mkdir(parents=True, exist_ok=True)
        for number in range(FILES):
            path = self.sources / f"照片{number:02d}.jpg"
            if not path.exists():
                path.write_bytes(picture(f"soak {number}"))


def quiet(_done: int, _total: int) -> None:
    """No progress is shown."""


def run(places: Places, pool: InlinePool) -> None:
    """The whole journey; every part passes the door to the disk. Raises JifenError where that fails."""
    book = load_rulebook()
    save_settings(places.library.settings_path, Settings(company=COMPANY))
    opened = open_library(lambda: book, places.library)
    with closing(opened.store) as store:
        case = _filled(book, store, pool, places)
        _saved(case)
        with under_way(store, places.out):
            exported = export(case.picture, places.out, pool, replace=True)
        case.record_export(places.out, exported)
        _saved(case)
        other = _other(book, store, pool, places)
        lists.to_trash(store.db, other.entry.id)
        lists.from_trash(store.db, other.entry.id)
        lists.to_trash(store.db, other.entry.id)
        make_backup(store.db.path, Reason.DAILY, datetime(2026, 11, 23, 8, tzinfo=UTC))
        write_bundle(places.library, places.bundle)
        delete_documents(book, store, case.entry.id)
        store.purge(other.entry.id)
    restore_bundle(places.library, places.bundle, quiet)
    open_library(lambda: book, places.library).store.close()


def _filled(book: object, store: LibraryStore, pool: InlinePool, places: Places) -> Case:
    """A submission that can be exported, built up in the steps in which a user builds it up."""
    case = new_case(load_rulebook(), store, Settings(company=COMPANY), ON)
    pair = replace(
        case.submission,
        district=District.MINHANG,
        service=Service.RESET_PERSONAL,
        channels=(ChannelKind.EMAIL,),
    )
    case.change(pair)
    _saved(case)
    person = replace(case.submission.applicants[0], name="张样本", id_number=NUMBERS[0])
    case.change(replace(case.submission, applicants=(person,)))
    case.go_to(Step.MATERIALS)
    _saved(case)
    taken = _taken(store, pool, sorted(places.sources.iterdir()))
    half = FILES // 2
    filled = add_documents(case.submission, person.key, "id_card", taken.documents[:half])
    case.attach(taken, filled)
    case.change(add_documents(filled, person.key, "id_card", taken.documents[half:]))
    case.change(set_edit(case.submission, person.key, "id_card", 0, 0, Edit(turns=1)))
    _saved(case)
    return case


def _other(book: object, store: LibraryStore, pool: InlinePool, places: Places) -> Case:
    """A second submission that shares a document with the first."""
    case = new_case(load_rulebook(), store, Settings(company=COMPANY), ON)
    shared = _taken(store, pool, [places.sources / "照片00.jpg"])
    own = Applicant(key=case.submission.applicants[0].key, name="李样本")
    whole = replace(case.submission, applicants=(own,))
    case.attach(shared, add_documents(whole, own.key, "id_card", shared.documents))
    _saved(case)
    return case


def _taken(store: LibraryStore, pool: InlinePool, paths: list[Path]) -> TakenIn:
    """A window says which file was refused and goes on; a script ends."""
    taken = take_in(store.originals, Intake(pool), paths)
    if taken.refused:
        raise taken.refused[0]
    return taken


def _saved(case: Case) -> None:
    """A window shows a bar; a script ends."""
    if case.unsaved is not None:
        raise case.unsaved
