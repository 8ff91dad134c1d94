"""The business that goes along with another one."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from jifen_desktop.domain.ids import ChannelKind, District, Level, PointsPath, Service
from jifen_desktop.domain.submission import Applicant, Company, Document, Education, Submission
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.companion import companion_of, find_companion, make_companion

BOOK = load_rulebook()
ON = date(2026, 11, 23)


def doc(name: str) -> tuple[Document, ...]:
    """One file."""
    return (Document(Path(name), name, sha256(name.encode()).hexdigest()),)


def submission() -> Submission:
    """A new application of two people, one of them riding along."""
    person = Applicant(
        "a",
        "张样本",
        points_paths=(PointsPath.EDUCATION,),
        education=(Education(Level.BACHELOR),),
        documents=(
            ("id_card", doc("id")),
            ("diploma.bachelor", doc("di")),
            ("labour_contract", doc("lc")),
        ),
        not_applicable=(("chsi_status.bachelor", "已毕业"), ("tax_certificate", "无")),
    )
    rider = Applicant("b", "李样本", service=Service.RENEWAL)
    return Submission(
        District.XUHUI,
        Service.NEW,
        ON,
        channels=(ChannelKind.EMAIL,),
        confirmed=frozenset({"score_reached"}),
        company=Company(name="上海样本"),
        applicants=(person, rider),
        documents=(("business_licence", doc("bl")),),
    )


def test_only_papers_of_the_other_business_go_along() -> None:
    other = companion_of(BOOK, submission(), Service.EDUCATION)
    assert other.service == Service.EDUCATION
    assert other.company == submission().company
    assert [a.key for a in other.applicants] == ["a"]
    person = other.applicants[0]
    assert [m for m, _ in person.documents] == ["id_card", "diploma.bachelor"]
    assert person.not_applicable == (("chsi_status.bachelor", "已毕业"),)
    assert person.education == submission().applicants[0].education
    assert other.documents == ()
    assert (other.channels, other.confirmed) == ((), frozenset())


def test_companion_is_an_entry_of_its_own_and_is_found_again(tmp_path: Path) -> None:
    with closing(LibraryStore(tmp_path)) as store:
        entry = store.save(store.new(submission()))
        assert find_companion(store, entry, Service.EDUCATION) is None
        made = make_companion(BOOK, store, entry, Service.EDUCATION)
        assert made.id != entry.id
        assert find_companion(store, entry, Service.EDUCATION) == made.id
        assert find_companion(store, entry, Service.RENEWAL) is None
        elsewhere = replace(entry, submission=replace(submission(), district=District.MINHANG))
        assert find_companion(store, elsewhere, Service.EDUCATION) is None
