"""Which sheets are printed, which of them ask for the seal, and what is mailed instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jifen_desktop.domain.edits import Box, Edit
from jifen_desktop.domain.ids import ChannelKind, District, Form, Level, Outcome, Service
from jifen_desktop.domain.submission import (
    Applicant,
    Document,
    Submission,
    documents_of,
    with_documents,
)
from jifen_desktop.review.context import Context
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.outputs import PRINTS, STAMPS, Outputs
from jifen_desktop.services.paper import SheetOut, sheets_of, uncut_cards
from jifen_desktop.services.planning import plan_outputs
from tests.review.making import complete, context_of, document

SEALED = {District.BAOSHAN, District.HONGKOU, District.HUANGPU}
PAIRS = [
    (district, service)
    for district, rules in load_rulebook().districts.items()
    for service in Service
    if rules.services[service].outcome == Outcome.SUBMIT
]
CARD = (1011, 638)
A4 = (2480, 3508)


def given(submission: Submission, material: str, *files: Document) -> Submission:
    """The first applicant with those files for that paper."""
    person = submission.applicants[0]
    return submission.with_applicant(
        replace(person, documents=with_documents(person.documents, material, files))
    )


def sized(submission: Submission, size: tuple[int, int]) -> Context:
    """Everybody's pages are of that size in pixels."""
    context = context_of(submission)
    facts = {
        path: replace(
            known, pages=tuple(replace(p, width=size[0], height=size[1]) for p in known.pages)
        )
        for path, known in context.facts.items()
    }
    return Context(context.book, submission, context.plans, facts)


def sheets(context: Context, material: str) -> list[SheetOut]:
    return [sheet for sheet in sheets_of(context) if sheet.material.id == material]


def planned(submission: Submission) -> Outputs:
    return plan_outputs(context_of(submission))


@pytest.mark.parametrize(("district", "service"), PAIRS)
def test_prints_for_every_courier_stamps_for_every_stamped_copy(
    district: District, service: Service
) -> None:
    submission = complete(district, service)
    context = context_of(submission)
    outputs = plan_outputs(context)
    assert bool(outputs.prints) == (outputs.courier is not None) == (PRINTS in outputs.names)
    asked = {
        m.id for m in context.plans.base.materials if m.form == Form.STAMPED_COPY and m.required
    }
    assert {sheet.material.id for sheet in outputs.stamps} == asked
    assert bool(asked) == (STAMPS in outputs.names)
    if district not in SEALED:
        assert not outputs.stamps
    elif service in (Service.NEW, Service.REGISTER_COMPANY, Service.ADD_DEPENDANT):
        assert outputs.stamps


def test_certification_reports_bear_no_seal() -> None:
    outputs = planned(complete(District.BAOSHAN, Service.NEW, Level.BACHELOR))
    sealed = {sheet.material.id for sheet in outputs.stamps}
    assert "diploma.bachelor" in sealed
    assert not {name for name in sealed if name.startswith("chsi_")}
    printed = {sheet.material.id for sheet in outputs.prints}
    assert printed >= sealed | {"chsi_filing.bachelor", "chsi_status.bachelor"}


def test_without_the_courier_nothing_is_printed_but_what_is_to_be_stamped() -> None:
    submission = replace(complete(District.HONGKOU, Service.NEW), channels=(ChannelKind.EMAIL,))
    outputs = planned(submission)
    assert not outputs.prints
    assert outputs.stamps


def test_two_sides_of_a_card_share_a_sheet_at_true_size() -> None:
    submission = given(
        complete(District.XUHUI, Service.NEW), "id_card", document("a.jpg"), document("b.jpg")
    )
    (sheet,) = sheets(sized(submission, CARD), "id_card")
    assert [side.size for side in sheet.sides] == [(85.6, 54.0), (85.6, 54.0)]
    assert [side.document.name for side in sheet.sides] == ["a.jpg", "b.jpg"]


def test_a_photo_that_is_not_cut_is_never_larger_than_the_card_and_told_of() -> None:
    submission = given(
        complete(District.XUHUI, Service.NEW), "id_card", document("a.jpg"), document("b.jpg")
    )
    context = sized(submission, (1600, 1200))
    (sheet,) = sheets(context, "id_card")
    assert {side.size for side in sheet.sides} == {(85.6, 64.2)}
    assert uncut_cards(context, [sheet]) == 2
    cut = Document(**(vars(document("a.jpg")) | {"edits": ((0, Edit(crop=_card_in(1600, 1200))),)}))
    context = sized(given(submission, "id_card", cut, document("b.jpg")), (1600, 1200))
    (sheet,) = sheets(context, "id_card")
    assert sheet.sides[0].size == (85.6, 54.0)
    assert uncut_cards(context, [sheet]) == 1


def _card_in(width: int, height: int) -> Box:
    """The place of a card in the middle of a photo."""
    high = width * 0.5 * 54 / 85.6 / height
    return (0.25, 0.5 - high / 2, 0.75, 0.5 + high / 2)


def test_three_pages_of_a_card_are_whole_sheets() -> None:
    files = [document(name) for name in ("a.jpg", "b.jpg", "c.jpg")]
    context = sized(given(complete(District.XUHUI, Service.NEW), "id_card", *files), CARD)
    found = sheets(context, "id_card")
    assert [len(sheet.sides) for sheet in found] == [1, 1, 1]
    assert {sheet.sides[0].size for sheet in found} == {None}


def test_every_mark_is_another() -> None:
    submission = complete(District.BAOSHAN, Service.NEW, Level.BACHELOR)
    second = replace(submission.applicants[0], key="2", name="李样本")
    submission = replace(submission, applicants=(*submission.applicants, second))
    context = sized(given(submission, "tax_certificate", *map(document, ("a", "b"))), A4)
    marks = [sheet.mark for sheet in sheets_of(context)]
    assert len(set(marks)) == len(marks)
    assert [s.number for s in sheets(context, "tax_certificate")][:2] == [1, 2]


def test_one_file_for_two_people_is_two_sheets() -> None:
    """A couple's marriage certificate: the marks differ, the code doesn't."""
    submission = complete(District.BAOSHAN, Service.NEW)
    one = submission.applicants[0]
    other = replace(one, key="2", name="李样本")
    context = sized(replace(submission, applicants=(one, other)), CARD)
    mine, theirs = sheets(context, "id_card")
    assert (mine.code, mine.copy, theirs.copy) == (theirs.code, 1, 2)
    assert mine.mark != theirs.mark


def test_a_mark_outlives_what_is_edited_but_not_another_file() -> None:
    """Name, key, place in the list and the look of a page may change after printing; the file may not."""
    submission = complete(District.BAOSHAN, Service.NEW)
    (before,) = sheets(sized(submission, CARD), "id_card")
    person = submission.applicants[0]
    turned = tuple(replace(d, edits=((0, Edit(turns=2)),)) for d in card_files(person))
    edited = given(submission, "id_card", *turned)
    renamed = replace(edited.applicants[0], key="another", name="改名样本")
    first = Applicant(key="0", name="李样本")
    (after,) = sheets(sized(replace(edited, applicants=(first, renamed)), CARD), "id_card")
    assert after.mark == before.mark
    other = given(submission, "id_card", document("new-a.jpg"), document("new-b.jpg"))
    (changed,) = sheets(sized(other, CARD), "id_card")
    assert changed.mark != before.mark


def card_files(person: Applicant) -> tuple[Document, ...]:
    """The files of the ID card."""
    return documents_of(person.documents, "id_card")


# --- scans of stamped sheets -----------------------------------------------------------------------


def scan(name: str, number: int) -> Document:
    return replace(document(name), stamped=number)


def with_scans() -> Submission:
    """Both sides of the card and the scan of their stamped sheet; two pages of another paper, scanned out of order."""
    submission = complete(District.BAOSHAN, Service.NEW)
    submission = given(
        submission, "id_card", document("a.jpg"), document("b.jpg"), scan("stamped.jpg", 1)
    )
    papers = (document("1.jpg"), document("2.jpg"), scan("second.jpg", 2), scan("first.jpg", 1))
    return given(submission, "tax_certificate", *papers)


def test_stamped_scans_are_mailed_and_the_papers_printed() -> None:
    context = sized(with_scans(), CARD)
    outputs = plan_outputs(context)
    sent = [
        page.document.name
        for page in outputs.archives[0].pages
        if page.material.id in ("id_card", "tax_certificate")
    ]
    assert sent == ["stamped.jpg", "first.jpg", "second.jpg"]
    assert all(sheet.seal for sheet in sheets(context, "id_card"))
    (card,) = sheets(context, "id_card")
    assert [side.document.name for side in card.sides] == ["a.jpg", "b.jpg"]


def test_where_no_seal_is_asked_for_the_paper_itself_goes() -> None:
    moved = replace(with_scans(), district=District.XUHUI)
    outputs = planned(moved)
    names = {page.document.name for page in outputs.archives[0].pages}
    assert {"a.jpg", "b.jpg", "1.jpg", "2.jpg"} <= names
    assert not names & {"stamped.jpg", "first.jpg", "second.jpg"}
    assert not outputs.stamps


def test_an_original_that_bears_the_seal_is_printed_as_it_is() -> None:
    """A row with scans alone: whoever scanned the stamped original needs no copy of it stamped again."""
    submission = given(complete(District.BAOSHAN, Service.NEW), "tax_certificate", scan("s.jpg", 1))
    (sheet,) = sheets(sized(submission, A4), "tax_certificate")
    assert not sheet.seal
    assert sheet.sides[0].document.name == "s.jpg"


def test_a_person_without_a_name_is_called_something() -> None:
    submission = complete(District.XUHUI, Service.NEW)
    nameless = replace(submission.applicants[0], name=" ")
    assert isinstance(nameless, Applicant)
    titles = {s.title for s in sheets_of(context_of(submission.with_applicant(nameless)))}
    assert "申请人 · 身份证" in titles
