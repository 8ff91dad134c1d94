"""Hints about pages: what is said of which page, what an edit mends, how one is confirmed."""

from __future__ import annotations

import base64
import random
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from jifen_desktop.domain.checklist import ItemState
from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import District, Level, Method, Service
from jifen_desktop.domain.pages import CELLS, FileFacts, Media, PageFacts, Quality
from jifen_desktop.domain.submission import Document, Submission, documents_of, with_documents
from jifen_desktop.messages import finding_line
from jifen_desktop.review import hints
from jifen_desktop.review.alike import Shown, alike
from jifen_desktop.review.context import Context
from jifen_desktop.review.review import is_confirmed, review
from jifen_desktop.review.states import checklists
from jifen_desktop.rulebook.case_plan import case_plan
from jifen_desktop.rulebook.load import load_rulebook
from tests.review.making import complete, document

GOOD = Quality(sharpness=0.9, paper=230, contrast=150, ink=0.1, across=0.9)
FORM = "points_application_form"


def page(
    quality: Quality | None = GOOD, size: tuple[int, int] = (2480, 3508), at: int = 0
) -> PageFacts:
    return PageFacts(at, *size, Method.COPIED, quality=quality)


def of(seen: PageFacts, edit: Edit = NO_EDIT, material: str = FORM) -> tuple[str, ...]:
    return hints.doubts(seen, edit, hints.paper_of(material))


def noise(seed: int) -> str:
    """The cells of a page that is like no other."""
    values = random.Random(seed).randbytes(CELLS * CELLS)
    return packed(values)


def packed(values: bytes) -> str:
    return base64.b64encode(zlib.compress(values)).decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ()),
        ({"sharpness": 0.3}, ("page_blurred",)),
        ({"paper": 40, "sharpness": 0.1, "contrast": 20}, ("page_dark",)),
        ({"contrast": 25}, ("page_faint",)),
        ({"ink": 0.0001, "contrast": 0}, ("page_empty",)),
        ({"across": -0.8}, ("page_sideways",)),
        ({"across": -0.8, "sharpness": 0.2}, ("page_blurred", "page_sideways")),
        ({"across": -0.8, "ink": 0.0}, ("page_empty",)),
    ],
)
def test_each_fault_is_said_once(change: dict[str, float], said: tuple[str, ...]) -> None:
    assert of(page(replace(GOOD, **change))) == said  # type: ignore[arg-type]


def test_a_page_that_was_never_measured_has_no_hints() -> None:
    assert of(page(None, (200, 100))) == ()


@pytest.mark.parametrize(
    ("material", "size", "small"),
    [
        (FORM, (1403, 993), False),
        (FORM, (1380, 993), True),
        (FORM, (980, 1403), True),
        ("id_card", (674, 426), False),
        ("id_card", (660, 426), True),
        ("diploma.bachelor", (1600, 1200), False),
        ("household_register", (874, 620), False),
        ("household_register", (600, 420), True),
    ],
)
def test_pixels_are_counted_against_the_paper(
    material: str, size: tuple[int, int], *, small: bool
) -> None:
    assert (of(page(size=size), material=material) == ("page_small",)) is small


@pytest.mark.parametrize(
    ("change", "edit", "said"),
    [
        ({"across": -0.8}, Edit(turns=1), ()),
        ({"across": -0.8}, Edit(turns=3), ()),
        ({"across": -0.8}, Edit(turns=2), ("page_sideways",)),
        ({"across": 0.8}, Edit(turns=1), ("page_sideways",)),
        ({"paper": 40}, Edit(brightness=60), ()),
        ({"contrast": 25}, Edit(contrast=60), ()),
        ({"ink": 0.0}, Edit(crop=(0.1, 0.1, 0.9, 0.9)), ()),
        ({"sharpness": 0.2}, Edit(turns=1, brightness=20), ("page_blurred", "page_sideways")),
        ({}, Edit(crop=(0.0, 0.0, 0.3, 0.3)), ("page_small",)),
        ({}, Edit(corners=((0.3, 0.3), (0.6, 0.3), (0.6, 0.6), (0.3, 0.6))), ("page_small",)),
    ],
)
def test_what_an_edit_mends_is_not_said(
    change: dict[str, float], edit: Edit, said: tuple[str, ...]
) -> None:
    assert of(page(replace(GOOD, **change)), edit) == said  # type: ignore[arg-type]


def test_pages_are_listed_as_people_do() -> None:
    assert hints.listed([0]) == "1"
    assert hints.listed([0, 2, 3, 4, 8]) == "1、3-5、9"


# --- in a submission ------------------------------------------------------------------------------


def context_with(
    submission: Submission, seen: Callable[[Document, int], PageFacts], pages: int = 1
) -> Context:
    """A context in which every file has that many pages, looking as told."""
    known = {}
    for documents in (submission.documents, *(a.documents for a in submission.applicants)):
        for _, files in documents:
            for given in files:
                found = tuple(seen(given, index) for index in range(pages))
                known[given.path] = FileFacts(given.sha256, 1000, Media.JPEG, found)
    book = load_rulebook()
    return Context(book, submission, case_plan(book, submission), known)


def said(context: Context) -> list[Finding]:
    return [f for f in review(context) if f.code.startswith("page_")]


def blurred_at(name: str, *pages: int) -> Callable[[Document, int], PageFacts]:
    def seen(given: Document, index: int) -> PageFacts:
        bad = given.name == name and index in pages
        return page(replace(GOOD, sharpness=0.2) if bad else GOOD, at=index)

    return seen


def test_a_document_has_one_finding_of_a_kind_that_lists_its_pages() -> None:
    submission = complete(District.XUHUI, Service.NEW, Level.BACHELOR)
    context = context_with(submission, blurred_at("labour_contract-0.jpg", 0, 2, 3), pages=4)
    (found,) = said(context)
    assert (found.code, found.place.material, found.place.pages) == (
        "page_blurred",
        "labour_contract",
        (0, 2, 3),
    )
    line = finding_line(found)
    assert "劳动（聘用）合同第 1、3-4 页看起来模糊" in line
    assert "「labour_contract-0.jpg」" in line


def test_pages_that_do_not_go_out_are_not_spoken_of() -> None:
    submission = complete(District.XUHUI, Service.NEW, Level.BACHELOR)
    seen = blurred_at("labour_contract-0.jpg", 1)
    person = submission.applicants[0]
    files = tuple(
        replace(d, pages=(0, 2)) for d in documents_of(person.documents, "labour_contract")
    )
    chosen = replace(person, documents=with_documents(person.documents, "labour_contract", files))
    assert said(context_with(submission, seen, pages=3))
    assert said(context_with(submission.with_applicant(chosen), seen, pages=3)) == []


def test_a_hint_makes_its_row_doubtful_until_that_page_is_confirmed() -> None:
    submission = complete(District.XUHUI, Service.NEW, Level.BACHELOR)
    seen = blurred_at("labour_contract-0.jpg", 0)
    (found,) = said(context_with(submission, seen))

    def state(confirmed: set[str]) -> ItemState:
        context = context_with(replace(submission, confirmed=frozenset(confirmed)), seen)
        items = [i for p in checklists(context, review(context)) for i in p.items]
        return next(i.state for i in items if i.material.id == "labour_contract")

    assert state(set()) == ItemState.TO_CONFIRM
    assert state({found.code}) == ItemState.TO_CONFIRM, "a code would confirm pages nobody saw"
    assert state({found.key}) == ItemState.PROVIDED


def test_another_file_or_page_has_to_be_confirmed_anew() -> None:
    submission = complete(District.XUHUI, Service.NEW, Level.BACHELOR)
    (found,) = said(context_with(submission, blurred_at("labour_contract-0.jpg", 0), pages=2))
    confirmed = replace(submission, confirmed=frozenset({found.key}))
    (more,) = said(context_with(confirmed, blurred_at("labour_contract-0.jpg", 0, 1), pages=2))
    assert not is_confirmed(more, confirmed)
    (other,) = said(context_with(confirmed, blurred_at("tax_certificate-0.jpg", 0), pages=2))
    assert not is_confirmed(other, confirmed)


def test_unreadable_files_have_no_hints() -> None:
    submission = complete(District.XUHUI, Service.NEW, Level.BACHELOR)
    context = context_with(submission, blurred_at("labour_contract-0.jpg", 0))
    known = {
        path: replace(found, problem=Code.FILE_DAMAGED) for path, found in context.facts.items()
    }
    assert said(replace(context, facts=known)) == []


# --- the same picture -----------------------------------------------------------------------------


def shown(cells: str, size: tuple[int, int] = (1200, 1600)) -> Shown:
    return Shown(replace(GOOD, cells=cells), *size)


def stirred(cells: bytes, by: int) -> bytes:
    """Each cell moved by at most so many levels."""
    dice = random.Random(by)
    return bytes(max(0, min(255, v + dice.randint(-by, by))) for v in cells)


def turned(cells: bytes) -> bytes:
    rows = [cells[n * CELLS : (n + 1) * CELLS] for n in range(CELLS)]
    return bytes(v for column in zip(*rows[::-1], strict=True) for v in column)


def test_pictures_are_the_same_after_another_jpeg_a_resize_or_a_turn() -> None:
    cells = random.Random(1).randbytes(CELLS * CELLS)
    again, smaller = packed(stirred(cells, 2)), packed(stirred(cells, 6))
    assert alike((shown(packed(cells)), shown(again))) == ((0, 1),)
    assert alike((shown(packed(cells)), shown(smaller, (600, 800)))) == ((0, 1),)
    assert alike((shown(packed(cells)), shown(packed(turned(cells)), (1600, 1200)))) == ((0, 1),)


def test_one_cell_tells_two_papers_of_one_template_apart() -> None:
    cells = bytearray(random.Random(1).randbytes(CELLS * CELLS))
    other = bytearray(cells)
    other[700] = (other[700] + 4) % 256
    assert alike((shown(packed(bytes(cells))), shown(packed(bytes(other))))) == ()


def test_empty_pages_are_not_called_the_same() -> None:
    assert alike((shown(packed(bytes([240]) * CELLS**2)),) * 2) == ()
    assert alike((shown(""), shown("no base64"), shown(packed(b"short")))) == ()


def test_many_pages_are_compared_quickly_and_rightly() -> None:
    pages = [shown(noise(n)) for n in range(120)]
    assert alike((*pages, pages[17], pages[3])) == ((3, 121), (17, 120))


def named(cells: dict[str, str]) -> Callable[[Document, int], PageFacts]:
    """Pages whose cells are looked up by file name and page."""

    def seen(given: Document, index: int) -> PageFacts:
        known = cells.get(f"{given.name}/{index}", noise(zlib.crc32(given.name.encode()) + index))
        return page(replace(GOOD, cells=known), at=index)

    return seen


def test_the_later_of_two_same_pictures_names_the_earlier_one() -> None:
    submission = complete(District.XUHUI, Service.NEW, Level.BACHELOR)
    same = {"residence_permit-0.jpg/0": noise(-1), "tax_certificate-0.jpg/0": noise(-1)}
    (found,) = said(context_with(submission, named(same)))
    earlier, later = sorted(
        ("residence_permit", "tax_certificate"),
        key=[m for m, _ in submission.applicants[0].documents].index,
    )
    assert (found.code, found.place.material) == ("page_twice", later)
    assert load_rulebook().material_name(earlier) in finding_line(found)


def test_contracts_that_share_all_pages_but_one_are_not_the_same() -> None:
    submission = complete(District.XUHUI, Service.NEW, Level.BACHELOR)
    pages = {
        f"{name}-0.jpg/{n}": noise(-n)
        for name in ("labour_contract", "tax_certificate")
        for n in (1, 2)
    }
    assert said(context_with(submission, named(pages), pages=3)) == []
    whole = pages | {
        f"{name}-0.jpg/0": noise(-9) for name in ("labour_contract", "tax_certificate")
    }
    (found,) = said(context_with(submission, named(whole), pages=3))
    assert found.place.pages == (0, 1, 2)


def test_a_page_scanned_twice_into_one_file_is_said() -> None:
    submission = complete(District.XUHUI, Service.NEW, Level.BACHELOR)
    pages = {f"labour_contract-0.jpg/{n}": noise(-1) for n in (0, 2)}
    (found,) = said(context_with(submission, named(pages), pages=3))
    assert found.place.pages == (2,)
    assert "劳动（聘用）合同第 3 页与第 1 页看起来是同一张图" in finding_line(found)


def test_one_file_in_two_places_is_said_once_by_its_own_finding() -> None:
    submission = complete(District.XUHUI, Service.NEW, Level.BACHELOR)
    person = submission.applicants[0]
    both = document("same.jpg")
    documents = with_documents(person.documents, "labour_contract", (both,))
    documents = with_documents(documents, "tax_certificate", (both,))
    submission = submission.with_applicant(replace(person, documents=documents))
    context = context_with(submission, named({"same.jpg/0": noise(-1)}))
    codes = [f.code for f in review(context)]
    assert codes.count("used_twice") == 1
    assert "page_twice" not in codes


# --- the seal -------------------------------------------------------------------------------------


def scanned(
    seal: bool | None,
    stamped: int = 1,
    district: District = District.BAOSHAN,
    scanned_page: PageFacts | None = None,
) -> list[str]:
    """What is said of the scan of a stamped sheet in a row that holds its paper too."""
    submission = complete(district, Service.NEW)
    person = submission.applicants[0]
    scan = replace(document("scan.jpg"), stamped=stamped)
    files = (*documents_of(person.documents, FORM), scan)
    person = replace(person, documents=with_documents(person.documents, FORM, files))
    submission = submission.with_applicant(person)
    book, plans = load_rulebook(), case_plan(load_rulebook(), submission)
    known = replace(scanned_page or page(), seal=seal)
    facts = {
        d.path: FileFacts(d.sha256, 1000, Media.JPEG, (known if d is scan else page(),))
        for _, every in (*person.documents, *submission.documents)
        for d in every
    }
    context = Context(book, submission, plans, facts)
    return [f.code for f in hints.check_pages(context)]


def test_a_stamped_sheet_without_red_is_told() -> None:
    assert scanned(False) == ["page_no_seal"]
    assert scanned(True) == []
    assert scanned(None) == []  # nobody looked


def test_no_seal_is_missed_where_none_is_asked_for() -> None:
    assert scanned(False, stamped=0) == []
    assert scanned(False, district=District.XUHUI) == []


def test_a_stamped_sheet_is_a4_and_upright() -> None:
    """Two cards on a sheet look like lines that run upwards."""
    across = page(replace(GOOD, across=-0.8))
    assert scanned(True, scanned_page=across) == []
    assert scanned(True, stamped=0, scanned_page=across) == ["page_sideways"]
