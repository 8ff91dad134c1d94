"""An open case and taking files in: saved at every change, nothing kept that was refused."""

from __future__ import annotations

import io
import os
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Centre, Company
from jifen_desktop.domain.submission import Submission as Filled
from jifen_desktop.files.disk import swapped
from jifen_desktop.flow.step import Step
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.backups import Reason, list_backups, make_backup
from jifen_desktop.library.settings import Settings
from jifen_desktop.library.store import FILE, LibraryStore
from jifen_desktop.library.submission_file import read_submission
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services import edit
from jifen_desktop.services.case import Case, case_from_file, export_folder, new_case
from jifen_desktop.services.export import export
from jifen_desktop.services.facts import look_at, read_facts
from jifen_desktop.services.take_in import take_in, take_in_picture
from jifen_desktop.worker.pool import WorkerPool
from tests.files.faulty import FaultyDisk, FullDisk
from tests.support.commands import tree
from tests.support.inline import InlinePool
from tests.support.library import entries
from tests.support.submissions import ON, Person, Submission, picture

BOOK = load_rulebook()


@pytest.fixture
def store(tmp_path: Path) -> LibraryStore:
    return LibraryStore(tmp_path / "library")


@pytest.fixture
def pool() -> WorkerPool:
    return InlinePool()


def originals(store: LibraryStore) -> set[bytes]:
    return {p.read_bytes() for p in store.originals.root.rglob("*") if p.is_file()}


def _unsaved(case: Case) -> Code | None:
    return case.unsaved.code if case.unsaved else None


def test_a_new_case_starts_with_the_settings(store: LibraryStore) -> None:
    company, centre = Company("上海样本信息技术有限公司"), Centre(phone="021-00000000")
    case = new_case(BOOK, store, Settings(company, ((District.XUHUI, centre),)), ON)
    assert case.submission.company == company
    assert case.submission.centre == centre
    assert entries(store) == []
    case.change(edit.add_applicant(case.submission))
    (kept,) = entries(store)
    assert kept == case.entry
    assert len(kept.submission.applicants) == 2


def test_a_change_that_cannot_be_saved_is_kept_and_saved_with_the_next(store: LibraryStore) -> None:
    case = new_case(BOOK, store, Settings(), ON)
    case.save()
    named = replace(case.submission, company=Company("一"))
    with swapped(FaultyDisk(1, "ENOSPC", sticky=True)):
        case.change(named)
    assert _unsaved(case) == Code.DISK_FULL
    assert case.submission == named
    case.go_to(Step.PEOPLE)
    assert _unsaved(case) is None
    assert store.load(case.entry.id).submission == named


def test_a_file_becomes_a_case_with_copies_of_its_own(
    store: LibraryStore, pool: WorkerPool, tmp_path: Path
) -> None:
    path = Submission("minhang", "reset_personal").write(tmp_path / "in")
    before = tree(tmp_path / "in")
    case = case_from_file(BOOK, store, Intake(pool), path, ON)
    again = Case(BOOK, store, store.load(case.entry.id))
    for file in (tmp_path / "in/person-1").iterdir():
        file.unlink()
    assert again.picture.blocking == ()
    done = export(again.picture, tmp_path / "out", pool)
    assert [p.source for p in done.pages] == ["id_card-a.jpg", "id_card-b.jpg"]
    again.record_export(tmp_path / "out", done)
    assert again.state.exported
    assert store.load(case.entry.id).exported == again.entry.exported
    assert before.keys() > tree(tmp_path / "in").keys()
    # a change makes it another submission than the one exported
    again.change(replace(again.submission, company=Company("二")))
    assert not again.state.exported


def test_sheets_printed_from_a_file_are_known_to_its_case(
    store: LibraryStore, pool: WorkerPool, tmp_path: Path
) -> None:
    """What the command prints comes back stamped to the window, where people have other keys."""
    path = Submission("baoshan", "new", [Person(), Person(name="李样本")]).write(tmp_path / "in")
    read = read_submission(path, BOOK, today=ON)
    printed = look_at(BOOK, read, read_facts(Intake(pool), read)).outputs.stamps
    case = case_from_file(BOOK, store, Intake(pool), path, ON)
    opened = case.picture.outputs.stamps
    assert [sheet.mark for sheet in printed] == [sheet.mark for sheet in opened]
    assert len({sheet.mark for sheet in opened}) == len(opened) > 0
    assert not {sheet.owner for sheet in printed if sheet.owner} & {s.owner for s in opened}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes in folders")
def test_a_submission_with_a_pipe_in_it_is_refused_at_once(
    store: LibraryStore, pool: WorkerPool, tmp_path: Path
) -> None:
    path = Submission("minhang", "reset_personal").write(tmp_path / "in")
    pipe = tmp_path / "in/person-1/id_card-b.jpg"
    pipe.unlink()
    os.mkfifo(pipe)
    with pytest.raises(JifenError) as caught:
        case_from_file(BOOK, store, Intake(pool), path, ON)
    assert (caught.value.code, caught.value.params) == (
        Code.FILE_UNREADABLE,
        {"name": "id_card-b.jpg"},
    )


def test_refused_files_are_not_kept(store: LibraryStore, pool: WorkerPool, tmp_path: Path) -> None:
    good, bad, huge = (tmp_path / name for name in ("good.jpg", "bad.jpg", "huge.jpg"))
    good.write_bytes(picture("good"))
    bad.write_bytes(b"secret text")
    with huge.open("wb") as handle:
        handle.truncate(300 << 20)
    taken = take_in(store.originals, Intake(pool), [good, bad, huge, tmp_path / "missing.jpg"])
    assert [d.name for d in taken.documents] == ["good.jpg"]
    assert [(e.code, e.params["name"]) for e in taken.refused] == [
        (Code.FILE_MISSING, "missing.jpg"),
        (Code.FILE_TOO_HEAVY, "huge.jpg"),
        (Code.FILE_TYPE, "bad.jpg"),
    ]
    assert originals(store) == {good.read_bytes()}
    assert take_in_picture(store.originals, Intake(pool), b"nothing", "粘贴").documents == ()
    assert originals(store) == {good.read_bytes()}


def test_a_pasted_picture_has_the_limits_of_a_file(store: LibraryStore, pool: WorkerPool) -> None:
    data = io.BytesIO()
    Image.new("1", (15_000, 9_000)).save(data, "PNG")
    taken = take_in_picture(store.originals, Intake(pool), data.getvalue(), "粘贴")
    assert [e.code for e in taken.refused] == [Code.FILE_TOO_LARGE]
    assert originals(store) == set()


@pytest.mark.parametrize("home", ["张 三 的 文档", "资料😀", "ﾊﾝ · 𠮷"])
def test_the_home_may_have_any_name(tmp_path: Path, pool: WorkerPool, home: str) -> None:
    """A user's profile bears the user's name."""
    root = tmp_path / home
    path = Submission("minhang", "reset_personal").write(root / "收到的")
    with closing(LibraryStore(root / "资料库")) as store:
        case = case_from_file(BOOK, store, Intake(pool), path, ON)
        done = export(case.picture, root / "导出", pool)
        case.record_export(root / "导出", done)
        make_backup(store.root / FILE, Reason.DAILY)
        entry_id = case.entry.id
    assert (root / "导出/张样本.zip").is_file()
    with closing(LibraryStore(root / "资料库")) as again:
        kept = again.load(entry_id)
        assert kept.exported is not None
        assert kept.exported.folder == str(root / "导出")
        assert len(list_backups(again.root)) == 1


def test_what_is_used_elsewhere_stays(
    store: LibraryStore, pool: WorkerPool, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"once usable")
    sha, _ = store.originals.add_bytes(b"once usable")
    taken = take_in(store.originals, Intake(pool), [tmp_path / "a.jpg"])
    assert taken.documents == ()
    assert store.originals.path_of(sha).exists()


def test_cancelled_taking_in_keeps_nothing(
    store: LibraryStore, pool: WorkerPool, tmp_path: Path
) -> None:
    for name in "abc":
        (tmp_path / f"{name}.jpg").write_bytes(picture(name))
    answers = iter([False, False, True])
    with pytest.raises(Cancelled):
        take_in(
            store.originals,
            Intake(pool),
            sorted(tmp_path.glob("*.jpg")),
            cancelled=lambda: next(answers),
        )
    assert originals(store) == set()


def test_a_full_library_is_told(store: LibraryStore, pool: WorkerPool, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture("a"))
    with swapped(FullDisk()), pytest.raises(JifenError) as caught:
        take_in(store.originals, Intake(pool), [tmp_path / "a.jpg"])
    assert caught.value.code == Code.DISK_FULL
    assert originals(store) == set()


def test_export_folders_never_exist_yet(tmp_path: Path) -> None:
    submission = Filled(District.XUHUI, Service.NEW, ON, company=Company("A/B:C"))
    first = export_folder(tmp_path / "none", submission, "徐汇区")
    assert first == tmp_path / "none" / "2026-11-23 徐汇区 A／B：C"
    (tmp_path / "2026-11-23 徐汇区 A／B：C").mkdir()
    second = export_folder(tmp_path, submission, "徐汇区")
    assert second == tmp_path / "2026-11-23 徐汇区 A／B：C-2"


def test_an_unknown_step_of_a_draft_is_the_first(store: LibraryStore) -> None:
    case = new_case(BOOK, store, Settings(), ON)
    case.entry = replace(case.entry, step="elsewhere")
    assert case.step == Step.PAIR
