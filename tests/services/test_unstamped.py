"""What of the stamped copies isn't there yet is told before the mail is sent, and can be confirmed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import ChannelKind, District, Level, Service
from jifen_desktop.domain.submission import Documents, Submission
from jifen_desktop.messages import finding_line
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.services.facts import look_at
from jifen_desktop.services.unstamped import PARTLY, UNSTAMPED
from tests.review.making import complete, context_of, document

SEALED = (District.BAOSHAN, District.HONGKOU, District.HUANGPU)


def told(submission: Submission) -> list[Finding]:
    context = context_of(submission)
    found = look_at(context.book, submission, context.facts).findings
    return [f for f in found if f.code in (UNSTAMPED, PARTLY)]


def put(submission: Submission, material: str, *names: str, stamped: int = 0) -> Submission:
    """The first applicant with those papers, and scans of that many of their stamped sheets."""
    papers = [document(name) for name in names]
    scans = [replace(document(f"{material}-盖章-{n}"), stamped=n) for n in range(1, stamped + 1)]
    person = submission.applicants[0]
    given = {**dict(person.documents), material: (*papers, *scans)}
    return submission.with_applicant(replace(person, documents=tuple(given.items())))


def all_stamped(submission: Submission) -> Submission:
    """Nothing but scans of stamped sheets."""

    def scans(documents: Documents) -> Documents:
        return tuple(
            (m, tuple(replace(d, stamped=n) for n, d in enumerate(files, 1)))
            for m, files in documents
        )

    people = tuple(replace(a, documents=scans(a.documents)) for a in submission.applicants)
    return replace(submission, applicants=people, documents=scans(submission.documents))


@pytest.mark.parametrize("district", SEALED)
def test_papers_without_stamped_scans_are_told_once_a_person_and_for_the_company(
    district: District,
) -> None:
    found = told(complete(district, Service.NEW, Level.BACHELOR))
    assert [(f.code, f.place.applicant) for f in found] == [(UNSTAMPED, "1"), (UNSTAMPED, None)]
    line = finding_line(found[0])
    assert "张样本：" in line
    assert "身份证、上海市居住证" in line
    assert "备案表" not in line
    assert found[0].source is not None
    assert found[0].source.lines


def test_nothing_is_told_where_all_is_back_or_no_stamped_copy_is_mailed() -> None:
    assert told(all_stamped(complete(District.HONGKOU, Service.NEW, Level.BACHELOR))) == []
    assert told(complete(District.MINHANG, Service.NEW, Level.BACHELOR)) == []
    posted = replace(complete(District.HONGKOU, Service.NEW), channels=(ChannelKind.COURIER,))
    assert told(posted) == []
    assert told(complete(District.BAOSHAN, Service.RESET_PERSONAL)) == []


def test_a_row_of_which_only_some_sheets_came_back_is_told_since_the_rest_would_be_missing() -> (
    None
):
    """The mail carries the stamped scans alone."""
    base = all_stamped(complete(District.HONGKOU, Service.NEW))
    some = put(base, "labour_contract", "1.jpg", "2.jpg", "3.jpg", stamped=1)
    (found,) = told(some)
    assert (found.code, found.place.material) == (PARTLY, "labour_contract")
    assert "3 页只放回了 1 页" in finding_line(found)
    assert told(put(base, "labour_contract", "1.jpg", "2.jpg", "3.jpg", stamped=3)) == []


def test_a_confirmation_holds_for_these_very_papers() -> None:
    submission = put(all_stamped(complete(District.HONGKOU, Service.NEW)), "tax_certificate", "a")
    (found,) = told(submission)
    confirmed = replace(submission, confirmed=frozenset({found.key}))
    assert all(is_confirmed(f, confirmed) for f in told(confirmed))
    (again,) = told(put(confirmed, "tax_certificate", "b"))
    assert not is_confirmed(again, confirmed)
    by_code = replace(submission, confirmed=frozenset({UNSTAMPED}))
    assert is_confirmed(told(by_code)[0], by_code)
