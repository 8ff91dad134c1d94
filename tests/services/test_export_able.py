"""One person's papers that can't be read don't hold up the others; what is everybody's still does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import swapped
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.submission_file import read_submission
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.export_able import Able, export_able
from jifen_desktop.services.facts import Picture, look_at, read_facts
from tests.files.faulty import FullDisk
from tests.support.commands import tree
from tests.support.inline import InlinePool
from tests.support.submissions import NUMBERS, ON, Person, Submission, picture

NAMES = ("张样本", "李样本", "王样本")


def _picture(folder: Path) -> Picture:
    people = [Person(name, number) for name, number in zip(NAMES, NUMBERS, strict=True)]
    path = Submission("minhang", "reset_personal", people).write(folder)
    for number in (1, 2, 3):  # a page that is encoded, and others that are copied
        (folder / f"person-{number}/id_card-b.jpg").write_bytes(picture(f"b{number}", "PNG"))
    book = load_rulebook()
    submission = read_submission(path, book, today=ON)
    return look_at(book, submission, read_facts(Intake(InlinePool()), submission))


def _export(shown: Picture, target: Path) -> Able:
    return export_able(
        shown,
        target,
        InlinePool(),
        progress=lambda *_: None,
        cancelled=lambda: False,
        before=lambda _picture: (),
    )


def _turn(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("name", ["id_card-a.jpg", "id_card-b.jpg"])
@pytest.mark.parametrize(
    ("spoil", "code"), [(Path.unlink, Code.FILE_MISSING), (_turn, Code.VERIFY_FAILED)]
)
def test_the_others_go_out_and_the_reason_is_told(
    tmp_path: Path, name: str, spoil: Callable[[Path], None], code: Code
) -> None:
    shown = _picture(tmp_path / "in")
    spoil(tmp_path / "in/person-2" / name)
    done = _export(shown, tmp_path / "out")
    assert [(f.code, f.applicant_name, f.params["name"]) for f in done.failed] == [
        (code, "李样本", name)
    ]
    written = tree(tmp_path / "out")
    assert {n for n in written if n.endswith(".zip")} == {"张样本.zip", "王样本.zip"}
    assert [a.name for a in done.picture.submission.applicants] == ["张样本", "王样本"]
    mails = b"".join(data or b"" for n, data in written.items() if n.endswith(".txt"))
    assert "张样本".encode() in mails
    assert "李样本".encode() not in mails


def test_all_whose_originals_are_gone_are_left_out_at_once(tmp_path: Path) -> None:
    shown = _picture(tmp_path / "in")
    for number in (1, 3):
        (tmp_path / f"in/person-{number}/id_card-a.jpg").unlink()
    done = _export(shown, tmp_path / "out")
    assert [f.applicant_name for f in done.failed] == ["张样本", "王样本"]
    assert [p.name for p in (tmp_path / "out").glob("*.zip")] == ["李样本.zip"]


def test_where_nobody_is_left_nothing_is_written(tmp_path: Path) -> None:
    shown = _picture(tmp_path / "in")
    for number in (1, 2, 3):
        (tmp_path / f"in/person-{number}/id_card-a.jpg").unlink()
    with pytest.raises(JifenError) as caught:
        _export(shown, tmp_path / "out")
    assert caught.value.code == Code.FILE_MISSING
    assert not (tmp_path / "out").exists()


def test_a_full_disk_is_nobodys_own(tmp_path: Path) -> None:
    shown = _picture(tmp_path / "in")
    with swapped(FullDisk()), pytest.raises(JifenError) as caught:
        _export(shown, tmp_path / "out")
    assert caught.value.code == Code.DISK_FULL
    assert not (tmp_path / "out").exists()
