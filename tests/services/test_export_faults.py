"""Every call to the disk fails once: the export is complete or absent, and the failure one of ours."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import ENVIRONMENT, Code, JifenError
from jifen_desktop.files.disk import swapped
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.submission_file import read_submission
from jifen_desktop.messages import error_line
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.export import Exported, export
from jifen_desktop.services.facts import Picture, look_at, read_facts
from tests.files.faulty import KILLED, FaultyDisk
from tests.support.commands import tree
from tests.support.inline import InlinePool
from tests.support.submissions import ON, Person, Submission, picture

# What the failure of reading back our own file, or a source that is gone, may be told as.
CLOSED = ENVIRONMENT | {
    Code.FILE_MISSING,
    Code.FILE_UNREADABLE,
    Code.FILE_DEVICE,
    Code.FILE_WRITING,
    Code.FILE_DAMAGED,
    Code.TARGET_EXISTS,
}


def make_picture(folder: Path, pool: InlinePool) -> Picture:
    """A small submission with a mail, a label, lists and a page that has to be encoded."""
    path = Submission("minhang", "reset_personal").write(folder)
    (folder / "person-1/id_card-b.jpg").write_bytes(picture("b", "PNG"))
    book = load_rulebook()
    submission = read_submission(path, book, today=ON)
    return look_at(book, submission, read_facts(Intake(pool), submission))


@pytest.mark.parametrize(
    ("kind", "replace"),
    [("ENOSPC", False), ("EACCES", False), ("EIO", True), ("win32", True)],
)
def test_complete_or_as_before(tmp_path: Path, kind: str, replace: bool) -> None:
    pool = InlinePool()
    shown = make_picture(tmp_path / "in", pool)
    target = tmp_path / "out"
    theirs: dict[str, bytes | None] = {"other.txt": b"theirs"} if replace else {}
    complete = tree_of_export(shown, tmp_path / "model", pool) | theirs
    _lay(target, theirs | {"张样本.zip": b"old"} if replace else {})
    before = tree(tmp_path)
    done = 0
    for nth in count(1):
        disk = FaultyDisk(nth, kind)
        error = _failure(disk, shown, target, pool, replace=replace)
        if error is not None:
            assert error.code in CLOSED, (nth, disk.calls[-3:])
            assert ".jifen-" not in error_line(error), (nth, error.params)
            assert str(error.params.get("folder", target)) == str(target)
            assert tree(tmp_path) == before, (nth, disk.calls[-3:])
            continue
        assert tree(target) == complete, (nth, disk.calls[-3:])
        if not disk.fired:
            break
        done += 1
        shutil.rmtree(target)
        _lay(target, theirs | {"张样本.zip": b"old"} if replace else {})
    assert nth - done > 60


def _lay(target: Path, files: dict[str, bytes | None]) -> None:
    """Put files there; without any, no folder either."""
    for name, data in files.items():
        target.mkdir(exist_ok=True)
        (target / name).write_bytes(data or b"")


def tree_of_export(shown: Picture, target: Path, pool: InlinePool) -> dict[str, bytes | None]:
    """What an undisturbed export gives."""
    export(shown, target, pool)
    return tree(target)


def _failure(
    disk: FaultyDisk, shown: Picture, target: Path, pool: InlinePool, *, replace: bool
) -> JifenError | None:
    with swapped(disk):
        try:
            done: Exported = export(shown, target, pool, replace=replace)
        except JifenError as error:
            return error
    assert all(w.path.is_file() for w in done.written)
    return None


def test_jingans_word_document_too(tmp_path: Path) -> None:
    pool = InlinePool()
    path = Submission("jingan", "education", [Person(levels=["bachelor"])]).write(tmp_path / "in")
    book = load_rulebook()
    submission = read_submission(path, book, today=ON)
    shown = look_at(book, submission, read_facts(Intake(pool), submission))
    tree_of_export(shown, tmp_path / "model", pool)
    for nth in count(1, 3):
        disk = FaultyDisk(nth, "EIO")
        target = tmp_path / "out"
        if _failure(disk, shown, target, pool, replace=False) is None:
            break
        assert not target.exists()
    assert nth > 60


if __name__ == "__main__":  # export in a process that the disk ends at its Nth call
    inline = InlinePool()
    made = make_picture(Path(sys.argv[1]), inline)
    with swapped(FaultyDisk(int(sys.argv[3]), "kill")):
        export(made, Path(sys.argv[2]), inline)


@pytest.mark.parametrize("nth", [5, 60, 75, 90])
def test_a_kill_leaves_nothing_after_the_next_export(tmp_path: Path, nth: int) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_bytes(b"mine")
    command = [sys.executable, "-m", "tests.services.test_export_faults"]
    arguments = [str(tmp_path / "in"), str(out), str(nth)]
    status = subprocess.run(
        [*command, *arguments], cwd=Path(__file__).parents[2], check=False
    ).returncode
    assert status in (0, KILLED)
    pool = InlinePool()
    shown = make_picture(tmp_path / "in", pool)
    if status == KILLED:
        export(shown, out, pool)
    complete = tree_of_export(shown, tmp_path / "model", pool)
    assert tree(out) == complete | {"mine.txt": b"mine"}
