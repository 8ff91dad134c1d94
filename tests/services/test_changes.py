"""What a new export has that the last one had not."""

from __future__ import annotations

from jifen_desktop.library.entry import SentPage
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.changes import ChangeKind, change_lines, changes


def page(material: str, sha: str, applicant: str = "key", name: str = "01.jpg") -> SentPage:
    """A page of 张样本, or with an empty key of the company."""
    return SentPage(applicant, "张样本" if applicant else "", material, name, sha)


def kinds(before: tuple[SentPage, ...], after: tuple[SentPage, ...]) -> list[tuple[str, str]]:
    """The changes without their counts."""
    return [(c.kind, c.material) for c in changes(before, after)]


def test_added_changed_and_removed_papers_are_told() -> None:
    before = (page("id_card", "a"), page("id_card", "b"), page("labour_contract", "c"))
    after = (page("id_card", "a"), page("id_card", "x"), page("tax_certificate", "d"))
    assert kinds(before, after) == [
        (ChangeKind.CHANGED, "id_card"),
        (ChangeKind.ADDED, "tax_certificate"),
        (ChangeKind.REMOVED, "labour_contract"),
    ]


def test_a_new_name_is_no_change_but_another_order_is() -> None:
    one, two = page("id_card", "a"), page("id_card", "b")
    assert kinds((one, two), (page("id_card", "a", name="05.jpg"), two)) == []
    assert kinds((one, two), (two, one)) == [(ChangeKind.CHANGED, "id_card")]


def test_the_same_paper_of_two_people_is_two_papers() -> None:
    before = (page("id_card", "a", "one"), page("id_card", "a", "two"))
    assert kinds(before, before[:1]) == [(ChangeKind.REMOVED, "id_card")]


def test_lines_name_person_and_paper() -> None:
    book = load_rulebook()
    before, after = (
        (page("id_card", "a"),),
        (page("id_card", "b"), page("business_licence", "c", "")),
    )
    assert change_lines(book, before, after) == (
        "更换：张样本的身份证（1 页）",
        "新增：单位的营业执照（1 页）",
    )
    assert change_lines(book, before, before) == ("材料没有改动",)
    assert change_lines(book, (), after) == ()
