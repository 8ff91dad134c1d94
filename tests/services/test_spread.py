"""A folder per person: whose files they are, and what is left to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Applicant, Document, Submission
from jifen_desktop.rulebook.case_plan import case_plan
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.guess import Candidate
from jifen_desktop.services.spread import owner_of, spread, spread_words
from jifen_desktop.services.take_in import TakenIn
from tests.library.making import ON

PEOPLE = {"a": "张样", "b": "张样本", "c": "李样本·阿", "d": "王样本", "e": "王样本", "": "单位"}


@pytest.mark.parametrize(
    ("folders", "owner", "inner"),
    [
        (("张样本",), "b", ()),
        (("张样",), "a", ()),
        (("2026年", "01-张样本（材料）", "学历"), "b", ("学历",)),
        (("李样本阿",), "c", ()),
        (("张样本和李样本阿",), None, ()),
        (("张样本", "李样本·阿"), "c", ()),
        (("王样本",), None, ()),
        (("单位",), "", ()),
        (("扫描件",), None, ()),
        ((), None, ()),
    ],
)
def test_whose_folder_it_is(
    folders: tuple[str, ...], owner: str | None, inner: tuple[str, ...]
) -> None:
    assert owner_of(folders, PEOPLE) == (owner, inner)


def candidates() -> list[Candidate]:
    """The rows of two people and of their company."""
    people = (Applicant("a", "张样本"), Applicant("b", "李样本"))
    plans = case_plan(
        load_rulebook(), Submission(District.XUHUI, Service.NEW, ON, applicants=people)
    )
    own = [Candidate(a.key, a.name, row) for a in people for row in plans.rows(a)]
    return [*own, *(Candidate("", "单位", row) for row in plans.rows(None))]


def test_files_go_to_the_person_and_row_and_the_rest_is_left() -> None:
    given = (
        ("身份证.jpg", ("全部", "张样本")),
        ("IMG_1.jpg", ("全部", "李样本", "居住证")),
        ("营业执照.pdf", ("全部", "单位")),
        ("IMG_2.jpg", ("全部", "李样本")),
        ("身份证.jpg", ("全部", "别人")),
    )
    documents = tuple(Document(Path(f"{i}"), name, str(i)) for i, (name, _) in enumerate(given))
    taken = TakenIn(documents, (), (), tuple(folders for _, folders in given))
    found = spread(taken, candidates())
    assert [(d.sha256, row.owner, row.material.id) for d, row in found.placed] == [
        ("0", "a", "id_card"),
        ("1", "b", "residence_permit"),
        ("2", "", "business_licence"),
    ]
    assert [d.sha256 for d in found.left.documents] == ["3", "4"]
    assert found.left.folders == (("全部", "李样本"), ("全部", "别人"))
    words = "已分给 张样本 1 个、李样本 1 个、单位 1 个；还有 2 个没有放"
    assert spread_words(found.placed, 2) == words


def test_pictures_without_folders_are_all_left() -> None:
    taken = TakenIn((Document(Path("x"), "身份证.jpg", "0"),), ())
    assert spread(taken, candidates()).left == TakenIn(taken.documents, (), (), ((),))
