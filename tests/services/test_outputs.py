"""Names and mails of an export before anything is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jifen_desktop.domain.ids import District, Level, Service
from jifen_desktop.domain.pages import Media
from jifen_desktop.domain.submission import Applicant, Document, Submission
from jifen_desktop.review.context import Context
from jifen_desktop.services.outputs import Outputs
from jifen_desktop.services.planning import plan_outputs
from tests.review.making import complete, context_of, document


def outputs_of(submission: Submission, media: Media = Media.JPEG) -> Outputs:
    context = context_of(submission)
    known = {path: replace(facts, media=media) for path, facts in context.facts.items()}
    return plan_outputs(Context(context.book, submission, context.plans, known))


def with_id_card(submission: Submission, *files: Document) -> Submission:
    person = submission.applicants[0]
    papers = dict(person.documents) | {"id_card": files}
    return submission.with_applicant(replace(person, documents=tuple(papers.items())))


def test_a_companys_own_business_bears_the_contacts_name_also_beside_an_applicant() -> None:
    submission = complete(District.JINGAN, Service.RESET_COMPANY)
    submission = replace(submission, applicants=(Applicant(key="1", name="张样本"),))
    found = outputs_of(submission)
    assert [a.name for a in found.archives] == ["20261123密码重置样本信息王样本.zip"]
    assert [(m.subject, m.people) for m in found.mails] == [("20261123密码重置样本信息王样本", ())]


@pytest.mark.parametrize(
    ("given", "suffix"),
    [
        ("IMG_1.PNG", ".PNG"),
        ("a.png", ".png"),
        ("scan", ".png"),
        ("a.b", ".png"),
        ("lie.jpg", ".png"),
    ],
)
def test_as_is_keeps_an_extension_that_is_true(given: str, suffix: str) -> None:
    submission = with_id_card(complete(District.JINGAN, Service.NEW), document(given))
    first = outputs_of(submission, Media.PNG).archives[0].pages[0]
    assert first.name == f"01-身份证{suffix}"


def test_pages_are_numbered_in_checklist_order_and_named_by_their_sides() -> None:
    names = [p.name for p in outputs_of(complete(District.XUHUI, Service.NEW)).archives[0].pages]
    assert names[:3] == ["01-身份证-人像面.jpg", "02-身份证-国徽面.jpg", "03-上海市居住证-正面.jpg"]
    assert names[-1] == "12-单位介绍信.jpg"


def test_a_rider_without_papers_is_named_but_gets_no_archive() -> None:
    submission = complete(District.XUHUI, Service.NEW)
    rider = Applicant(key="2", name="李样本", service=Service.RENEWAL)
    found = outputs_of(replace(submission, applicants=(*submission.applicants, rider)))
    assert [a.applicant_name for a in found.archives] == ["张样本"]
    assert [m.subject for m in found.mails] == [
        "上海样本信息技术有限公司—张样本（新办）+李样本（续办）—共2人"
    ]
    assert found.mails[0].people == (("张样本", "新办"), ("李样本", "续办"))


@pytest.mark.parametrize(
    ("district", "service"),
    [
        (District.XUHUI, Service.NEW),
        (District.JINGAN, Service.NEW),
        (District.JINGAN, Service.ADD_DEPENDANT),
        (District.JINGAN, Service.CHANGE_PERSONAL),
    ],
)
def test_a_mail_about_one_business_does_not_repeat_it_behind_every_name(
    district: District, service: Service
) -> None:
    found = outputs_of(complete(district, service, Level.BACHELOR))
    assert found.mails
    assert all(mail.people == (("张样本", ""),) for mail in found.mails)
