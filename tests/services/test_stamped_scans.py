"""A file names the scans of stamped sheets in their order; each page is the scan of one sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.ids import District, Level, Service
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Document, documents_of, with_documents
from jifen_desktop.services.facts import look_at
from jifen_desktop.services.pile import stamped_back
from jifen_desktop.services.stamped_scans import with_scans_apart
from jifen_desktop.services.unstamped import PARTLY, UNSTAMPED
from tests.review.making import complete, context_of, document, facts

PAPER = document("contract.pdf")


def apart(
    *scans: tuple[Document, FileFacts],
) -> list[tuple[str, tuple[int, ...], int]]:
    """(name, pages, sheet) of each scan in a row of those files."""
    submission = complete(District.HONGKOU, Service.NEW, Level.BACHELOR)
    person = submission.applicants[0]
    files = (PAPER, *(d for d, _ in scans))
    documents = with_documents(person.documents, "labour_contract", files)
    submission = submission.with_applicant(replace(person, documents=documents))
    known = {d.path: f for d, f in scans} | {PAPER.path: facts(PAPER, pages=3)}
    done = with_scans_apart(submission, known).applicants[0].documents
    paper, *rest = documents_of(done, "labour_contract")
    assert paper == PAPER
    return [(d.name, d.pages, d.stamped) for d in rest]


def scan(name: str, count: int, number: int, **more: object) -> tuple[Document, FileFacts]:
    made = replace(document(name), stamped=number, **more)  # type: ignore[arg-type]
    return made, facts(made, pages=count)


def test_every_page_is_a_sheet_of_its_own() -> None:
    """Also where a file of several pages is followed by another, whose number wasn't known when it was read."""
    assert apart(scan("a.pdf", 2, 1), scan("b.jpg", 1, 2)) == [
        ("a.pdf", (0,), 1),
        ("a.pdf", (1,), 2),
        ("b.jpg", (0,), 3),
    ]
    assert apart(scan("a.pdf", 4, 1, pages=(3, 1))) == [("a.pdf", (3,), 1), ("a.pdf", (1,), 2)]


@pytest.mark.parametrize(
    "more", [{"pages": (5,)}, {"edits": ((5, Edit(turns=1)),)}, {"pages": (0, 5)}]
)
def test_a_page_that_is_not_there_is_still_told(more: dict[str, object]) -> None:
    (first, *_) = apart(scan("a.pdf", 2, 1, **more))
    assert first == ("a.pdf", more.get("pages", ()), 1)


def test_a_file_that_cannot_be_read_stays_as_it_is() -> None:
    broken = replace(document("a.pdf"), stamped=1)
    found = apart((broken, facts(broken, problem=Code.FILE_UNREADABLE)), scan("b.jpg", 1, 2))
    assert found == [("a.pdf", (), 1), ("b.jpg", (0,), 2)]


def test_a_scan_of_all_sheets_in_one_file_is_complete() -> None:
    submission = complete(District.HONGKOU, Service.NEW)
    person = submission.applicants[0]
    whole = replace(document("all.pdf"), stamped=1)
    documents = with_documents(person.documents, "labour_contract", (PAPER, whole))
    submission = submission.with_applicant(replace(person, documents=documents))
    context = context_of(submission)
    known = dict(context.facts) | {d.path: facts(d, pages=3) for d in (PAPER, whole)}
    picture = look_at(context.book, with_scans_apart(submission, known), known)
    sheets = [s for s in picture.outputs.stamps if s.material.id == "labour_contract"]
    assert stamped_back(picture.submission, sheets) == len(sheets) == 3
    told = [f for f in picture.findings if f.code in (PARTLY, UNSTAMPED)]
    assert "labour_contract" not in {f.place.material for f in told}
