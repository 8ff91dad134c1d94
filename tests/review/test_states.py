"""The states of the checklist's rows."""

from __future__ import annotations

from dataclasses import replace

from jifen_desktop.domain.checklist import ItemState
from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.ids import District, Level, Report, Service
from jifen_desktop.domain.submission import Applicant, Education, Submission
from jifen_desktop.review.review import review
from jifen_desktop.review.states import checklists
from tests.review.making import complete, context_of, document, without


def states(submission: Submission, problems: dict[str, Code] | None = None) -> dict[str, ItemState]:
    context = context_of(submission, problems)
    people = checklists(context, review(context))
    return {item.material.id: item.state for person in people for item in person.items}


def test_rows_are_provided_missing_or_broken() -> None:
    submission = without(complete(District.XUHUI, Service.NEW, Level.BACHELOR), "labour_contract")
    found = states(submission, {"tax_certificate-0.jpg": Code.FILE_PASSWORD})
    assert found["id_card"] == ItemState.PROVIDED
    assert found["labour_contract"] == ItemState.TO_PROVIDE
    assert found["tax_certificate"] == ItemState.PROBLEM
    assert found["dispatch_agreement"] == ItemState.NOT_NEEDED
    assert found["business_licence"] == ItemState.PROVIDED


def test_the_set_that_is_not_meant_is_not_needed() -> None:
    submission = complete(District.MINHANG, Service.EDUCATION, Level.BACHELOR)
    assert states(submission)["diploma_report_written.bachelor"] == ItemState.NOT_NEEDED
    meant = replace(
        without(without(submission, "chsi_filing.bachelor"), "chsi_status.bachelor").applicants[0],
        education=(Education(Level.BACHELOR, report=Report.WRITTEN),),
    )
    written = states(submission.with_applicant(meant))
    assert written["diploma_report_written.bachelor"] == ItemState.TO_PROVIDE
    assert written["chsi_filing.bachelor"] == ItemState.NOT_NEEDED


def test_either_set_satisfies_whichever_was_meant() -> None:
    submission = without(
        without(
            complete(District.MINHANG, Service.EDUCATION, Level.BACHELOR), "chsi_filing.bachelor"
        ),
        "chsi_status.bachelor",
    )
    person = submission.applicants[0]
    given = (*person.documents, ("diploma_report_written.bachelor", (document("w.jpg"),)))
    found = states(submission.with_applicant(replace(person, documents=given)))
    assert found["chsi_filing.bachelor"] == ItemState.NOT_NEEDED
    assert found["chsi_status.bachelor"] == ItemState.NOT_NEEDED
    assert found["diploma_report_written.bachelor"] == ItemState.PROVIDED


def test_a_doubtful_row_is_to_be_confirmed_until_it_is() -> None:
    submission = complete(District.XUHUI, Service.NEW)
    person = submission.applicants[0]
    one_side = dict(person.documents) | {"id_card": (document("id_card-0.jpg"),)}
    submission = submission.with_applicant(replace(person, documents=tuple(one_side.items())))
    assert states(submission)["id_card"] == ItemState.TO_CONFIRM
    confirmed = replace(submission, confirmed=frozenset({"one_side_only:1:id_card"}))
    assert states(confirmed)["id_card"] == ItemState.PROVIDED


def test_a_paper_beyond_the_plan_gets_a_row_of_its_own() -> None:
    submission = complete(District.XUHUI, Service.NEW)
    person = submission.applicants[0]
    given = (*person.documents, ("award_certificate", (document("award.jpg"),)))
    assert "award_certificate" in states(
        submission.with_applicant(replace(person, documents=given))
    )


def test_a_rider_is_told_as_such_and_no_paper_looks_wanted() -> None:
    submission = complete(District.XUHUI, Service.NEW)
    rider = Applicant(key="2", name="李样本", service=Service.RENEWAL)
    context = context_of(replace(submission, applicants=(*submission.applicants, rider)))
    people = {person.key: person for person in checklists(context, review(context))}
    assert [person.rides_as for person in people.values()] == ["", "续办", ""]
    reasons = {item.material.id: item.reason for item in people["2"].items}
    assert reasons["id_card"] == reasons["residence_permit"] == "需要时再放"
    assert reasons["dispatch_agreement"] == "派遣人员才需要"
