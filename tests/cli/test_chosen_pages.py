"""Chosen pages of a PDF, from the submission file to the archive and into the window's library."""

from __future__ import annotations

from pathlib import Path

from jifen_desktop.intake.read import Intake
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.case import case_from_file
from tests.intake.makers import pdf
from tests.support.commands import Cli
from tests.support.exports import content
from tests.support.inline import InlinePool
from tests.support.submissions import ON, Person, Submission, picture

SIDES = [picture(name) for name in ("front", "back", "licence")]


def _submission(folder: Path, *choices: str, turned: dict[str, int] | None = None) -> Path:
    documents = {"id_card": [f"all.pdf{choice}" for choice in choices]}
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "all.pdf").write_bytes(pdf(*SIDES))
    person = Person(papers=(), more={"documents": documents, "turned": turned or {}})
    return Submission("minhang", "reset_personal", [person]).write(folder / "in")


def test_only_the_chosen_pages_go_out(cli: Cli, tmp_path: Path) -> None:
    path = _submission(tmp_path, "#1,3")
    ran = cli("export", path, "--out", tmp_path / "out", "--json")
    assert ran.status == 0, ran.err
    pages = list(content(tmp_path / "out" / "张样本.zip").values())
    assert pages == [SIDES[0], SIDES[2]]


def test_shared_out_pages_are_not_the_same_file_twice(cli: Cli, tmp_path: Path) -> None:
    found = cli("check", _submission(tmp_path, "#1", "#2"), "--json").json["findings"]
    assert "used_twice" not in {f["code"] for f in found}
    assert cli("check", _submission(tmp_path / "again", "#1", "#1-2"), "--json").status == 0


def test_a_page_that_is_not_there_blocks(cli: Cli, tmp_path: Path) -> None:
    ran = cli("check", _submission(tmp_path, "#1,4"))
    assert ran.status == 2
    assert "「all.pdf」没有第 4 页" in ran.err


def test_a_turn_of_a_page_that_is_not_there_blocks(cli: Cli, tmp_path: Path) -> None:
    """Else the page that was meant would go out lying on its side."""
    ran = cli("check", _submission(tmp_path, "", turned={"all.pdf#2": 90, "all.pdf#5": 90}))
    assert ran.status == 2
    assert "「all.pdf」没有第 5 页" in ran.err
    assert "第 2 页" not in "".join(line for line in ran.err.splitlines() if "没有" in line)


def test_the_window_keeps_the_choice(tmp_path: Path) -> None:
    store = LibraryStore(tmp_path / "library")
    path = _submission(tmp_path, "#2-3")
    case = case_from_file(load_rulebook(), store, Intake(InlinePool()), path, ON)
    ((_, (document,)),) = case.submission.applicants[0].documents
    assert document.pages == (1, 2)
    assert [page.index for a in case.picture.outputs.archives for page in a.pages] == [1, 2]
