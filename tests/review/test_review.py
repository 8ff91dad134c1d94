"""What blocks and what warns, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.ids import ChannelKind, District, Level, Purpose, Service, Severity
from jifen_desktop.domain.submission import Applicant, Centre, Company, Education
from jifen_desktop.messages import finding_line
from jifen_desktop.review.review import is_confirmed, review
from tests.review.making import (
    CENTRE,
    COMPANY,
    ON,
    complete,
    context_of,
    document,
    findings_of,
    without,
)

MINHANG, XUHUI, JINGAN, BAOSHAN = (
    District.MINHANG,
    District.XUHUI,
    District.JINGAN,
    District.BAOSHAN,
)
A, B = Level.ASSOCIATE, Level.BACHELOR


def test_a_complete_submission_is_only_asked_to_check_the_old_address() -> None:
    assert set(findings_of(complete(XUHUI, Service.NEW, A, B))) == {"address_of_2020"}
    assert set(findings_of(complete(JINGAN, Service.NEW, A, B))) == set()


@pytest.mark.parametrize(
    ("district", "service", "material", "severity"),
    [
        (MINHANG, Service.EDUCATION, "diploma.bachelor", Severity.BLOCK),
        (MINHANG, Service.EDUCATION, "id_card", Severity.BLOCK),
        (MINHANG, Service.EDUCATION, "degree_report.bachelor", Severity.BLOCK),
        (MINHANG, Service.NEW, "labour_contract", Severity.WARN),
        (XUHUI, Service.NEW, "diploma.bachelor", Severity.WARN),
        (BAOSHAN, Service.NEW, "diploma.bachelor", Severity.BLOCK),
        (JINGAN, Service.NEW, "diploma.bachelor", Severity.BLOCK),
        (JINGAN, Service.NEW, "degree.bachelor", Severity.WARN),
        (JINGAN, Service.NEW, "application_form", Severity.BLOCK),
    ],
)
def test_a_missing_paper_blocks_only_where_this_district_asks_for_it(
    district: District, service: Service, material: str, severity: Severity
) -> None:
    submission = without(complete(district, service, B), material)
    finding = findings_of(submission)["material_missing"]
    assert (finding.severity, finding.place.material) == (severity, material)


def test_half_of_the_electronic_report_is_not_enough_and_the_written_one_is() -> None:
    half = without(complete(MINHANG, Service.EDUCATION, B), "chsi_filing.bachelor")
    assert findings_of(half)["material_missing"].place.material == "chsi_filing.bachelor"
    person = half.applicants[0]
    written = ("diploma_report_written.bachelor", (document("written.pdf"),))
    given = half.with_applicant(replace(person, documents=(*person.documents, written)))
    assert "material_missing" not in findings_of(given)


def test_a_status_report_that_a_graduate_cannot_get_becomes_a_warning() -> None:
    lacking = without(complete(MINHANG, Service.EDUCATION, B), "chsi_status.bachelor")
    assert findings_of(lacking)["material_missing"].severity == Severity.BLOCK
    reason = (("chsi_status.bachelor", "已毕业，无学籍报告"),)
    marked = lacking.with_applicant(replace(lacking.applicants[0], not_applicable=reason))
    found = findings_of(marked)
    assert "material_missing" not in found
    assert found["not_applicable"].severity == Severity.WARN


def test_jingan_blocks_without_any_report_and_only_warns_with_half_of_it() -> None:
    whole = complete(JINGAN, Service.EDUCATION, B)
    half = without(whole, "chsi_status.bachelor")
    none = without(half, "chsi_filing.bachelor")
    assert findings_of(half)["material_missing"].severity == Severity.WARN
    assert findings_of(none)["report_missing"].severity == Severity.BLOCK
    reason = (("chsi_status.bachelor", "已毕业"),)
    excused = none.with_applicant(replace(none.applicants[0], not_applicable=reason))
    assert findings_of(excused)["report_missing"].severity == Severity.BLOCK


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (None, "permit_unknown"),
        (date(2027, 1, 22), "permit_too_short"),
        (date(2027, 1, 23), None),
    ],
)
def test_jingan_wants_two_months_of_permit(until: date | None, code: str | None) -> None:
    found = findings_of(complete(JINGAN, Service.NEW, permit_valid_until=until))
    permits = {c for c in found if c.startswith("permit")}
    assert permits == ({code} if code else set())
    if code:
        blocks = code == "permit_too_short"
        assert (found[code].severity == Severity.BLOCK) is blocks


@pytest.mark.parametrize("problem", [Code.FILE_DAMAGED, Code.FILE_PASSWORD, Code.FILE_TYPE])
def test_an_unreadable_document_blocks_also_where_it_is_optional(problem: Code) -> None:
    submission = complete(XUHUI, Service.NEW)
    found = findings_of(submission, problems={"labour_contract-0.jpg": problem})
    assert found[problem].severity == Severity.BLOCK
    assert "labour_contract-0.jpg" in finding_line(found[problem])


def test_numbers_and_names() -> None:
    submission = complete(BAOSHAN, Service.NEW)
    person = submission.applicants[0]

    def with_person(**changes: str) -> dict[str, object]:
        return dict(findings_of(submission.with_applicant(replace(person, **changes))))  # type: ignore[arg-type]

    assert "id_number_missing" in with_person(id_number="")
    assert "id_number_check_digit" in with_person(id_number="000000198603070014")
    assert "applicant_name_missing" in with_person(name=" ")
    assert "name_dot" in with_person(name="样本•样本")
    assert "name_changed" in with_person(name="张/样本")
    assert not {"name_dot", "name_changed"} & set(with_person(name="阿卜杜·样本"))
    xuhui = complete(XUHUI, Service.NEW)
    no_number = xuhui.with_applicant(replace(xuhui.applicants[0], id_number=""))
    assert "id_number_missing" not in findings_of(no_number)


def test_the_company_is_needed_by_name_and_its_contact_where_the_mail_carries_it() -> None:
    submission = complete(BAOSHAN, Service.NEW)
    assert "company_name_missing" in findings_of(replace(submission, company=Company()))
    lone = replace(submission, company=replace(COMPANY, contact=""))
    assert findings_of(lone)["contact_missing"].severity == Severity.WARN
    elsewhere = replace(complete(XUHUI, Service.NEW), company=replace(COMPANY, contact=""))
    assert "contact_missing" not in findings_of(elsewhere)


@pytest.mark.parametrize(
    ("district", "service", "asked"),
    [
        (JINGAN, Service.RESET_COMPANY, {"contact_name_missing"}),
        (JINGAN, Service.NEW, set()),
        (XUHUI, Service.RESET_COMPANY, set()),
        (District.HONGKOU, Service.RESET_COMPANY, {"contact_missing"}),
    ],
)
def test_the_contacts_name_is_missed_where_a_name_is_made_of_it(
    district: District, service: Service, asked: set[str]
) -> None:
    submission = replace(complete(district, service), company=replace(COMPANY, contact=""))
    assert {code for code in findings_of(submission) if code.startswith("contact_")} == asked


@pytest.mark.parametrize(
    ("named", "severity"), [((), Severity.WARN), ((ChannelKind.COURIER,), Severity.BLOCK)]
)
def test_a_channel_that_cannot_be_prepared_blocks_where_it_was_asked_for(
    named: tuple[ChannelKind, ...], severity: Severity
) -> None:
    silent = replace(COMPANY, phone="")
    submission = replace(complete(XUHUI, Service.NEW), company=silent, channels=named)
    assert findings_of(submission)["courier_no_sender_phone"].severity == severity
    pudong = replace(complete(District.PUDONG, Service.SUPPLEMENT), channels=named)
    assert findings_of(pudong)["courier_no_address"].severity == severity


def test_a_channel_that_the_notice_does_not_offer_blocks() -> None:
    submission = replace(complete(JINGAN, Service.NEW), channels=(ChannelKind.COURIER,))
    assert findings_of(submission)["channel_not_offered"].severity == Severity.BLOCK


def test_lost_mailboxes_and_telephones_are_named_by_purpose() -> None:
    submission = replace(complete(JINGAN, Service.NEW, B), centre=Centre())
    found = findings_of(submission)
    assert {"mailbox_missing_points", "mailbox_missing_education_word"} <= set(found)
    assert found["mailbox_missing_points"].place.field == f"centre.mailbox.{Purpose.POINTS}"
    asked = found["mailbox_missing_education_word"].source
    assert asked is not None
    assert asked.lines == (76,)
    posted = replace(complete(XUHUI, Service.NEW), centre=Centre())
    assert findings_of(posted)["centre_phone_missing"].severity == Severity.WARN


@pytest.mark.parametrize(
    ("education", "code"),
    [
        (Education(B, report_valid_until=date(2026, 11, 22)), "report_expired"),
        (Education(B, report_valid_until=date(2026, 11, 26)), "report_expiring"),
        (Education(B, report_valid_until=date(2027, 3, 1)), None),
        (Education(B, report_updated_on=date(2026, 10, 20)), "report_old"),
        (Education(B, report_updated_on=date(2026, 4, 1)), "report_very_old"),
        (Education(B, report_updated_on=date(2026, 11, 1)), None),
    ],
)
def test_reports_age(education: Education, code: str | None) -> None:
    found = findings_of(complete(MINHANG, Service.EDUCATION, B, education=(education,)))
    assert {c for c in found if c.startswith("report_")} == ({code} if code else set())


def test_one_file_in_two_places_is_noticed_and_one_side_of_a_card() -> None:
    submission = complete(XUHUI, Service.NEW)
    person = submission.applicants[0]
    twice = dict(person.documents) | {"tax_certificate": dict(person.documents)["labour_contract"]}
    twice["id_card"] = twice["id_card"][:1]
    found = findings_of(submission.with_applicant(replace(person, documents=tuple(twice.items()))))
    assert {"used_twice", "one_side_only"} <= set(found)


def test_a_card_is_not_called_one_sided_while_its_other_side_can_not_be_read() -> None:
    problems = {"id_card-1.jpg": Code.FILE_DAMAGED}
    found = findings_of(complete(XUHUI, Service.NEW), problems=problems)
    assert "file_damaged" in found
    assert "one_side_only" not in found


def test_unlisted_papers_warn_and_people_without_papers_get_no_archive() -> None:
    submission = complete(XUHUI, Service.NEW)
    extra = replace(
        submission.applicants[0],
        documents=(
            *submission.applicants[0].documents,
            ("award_certificate", (document("a.jpg"),)),
        ),
    )
    assert findings_of(submission.with_applicant(extra))["unlisted"].severity == Severity.WARN
    empty = replace(submission, documents=(), applicants=(Applicant(key="1", name="张样本"),))
    assert findings_of(empty)["nothing_to_send"].severity == Severity.BLOCK


def test_riding_along_is_for_renewals_in_minhang_and_xuhui() -> None:
    rider = Applicant(key="2", name="李样本", service=Service.RENEWAL)
    allowed = complete(XUHUI, Service.NEW)
    assert "rider_not_allowed" not in findings_of(
        replace(allowed, applicants=(*allowed.applicants, rider))
    )
    refused = complete(BAOSHAN, Service.NEW)
    assert "rider_not_allowed" in findings_of(
        replace(refused, applicants=(*refused.applicants, rider))
    )


def test_conditions_and_warnings_can_be_confirmed_and_blocks_cannot() -> None:
    submission = replace(
        without(complete(JINGAN, Service.NEW), "application_form"),
        confirmed=frozenset({"terms_accepted", "material_missing"}),
    )
    by_code = {f.code: f for f in review(context_of(submission))}
    assert is_confirmed(by_code["terms_accepted"], submission)
    assert not is_confirmed(by_code["fixed_sender"], submission)
    assert not is_confirmed(by_code["material_missing"], submission)


def test_nothing_is_asked_where_nothing_is_handed_in() -> None:
    submission = replace(complete(XUHUI, Service.NEW), service=Service.RENEWAL, on=ON)
    assert findings_of(submission) == {}


def test_every_finding_has_words() -> None:
    worst = replace(
        complete(JINGAN, Service.NEW, B, permit_valid_until=None, id_number="1", name="张/•"),
        company=Company(credit_code="1"),
        centre=replace(CENTRE, mailboxes=()),
        documents=(),
    )
    for finding in review(context_of(worst)):
        line = finding_line(finding)
        assert line
        assert "{" not in line


def test_a_name_with_line_ends_leads_one_line_all_the_same() -> None:
    broken = complete(JINGAN, Service.NEW, B, name="张样本\r\nBcc: x\u202e")
    lines = [finding_line(f) for f in review(context_of(broken)) if f.applicant_name]
    assert lines
    assert all(line.startswith("张样本 Bcc: x：") and line.isprintable() for line in lines)


def test_a_mark_without_a_reason_excuses_nothing() -> None:
    lacking = without(complete(MINHANG, Service.EDUCATION, B), "chsi_status.bachelor")
    marked = replace(lacking.applicants[0], not_applicable=(("chsi_status.bachelor", "  "),))
    assert (
        findings_of(lacking.with_applicant(marked))["material_missing"].severity == Severity.BLOCK
    )


def test_a_missing_report_points_at_a_paper_that_is_still_wanted() -> None:
    none = without(
        without(complete(JINGAN, Service.EDUCATION, B), "chsi_status.bachelor"),
        "chsi_filing.bachelor",
    )
    reason = (("chsi_status.bachelor", "已毕业"),)
    marked = none.with_applicant(replace(none.applicants[0], not_applicable=reason))
    assert findings_of(marked)["report_missing"].place.material != "chsi_status.bachelor"


@pytest.mark.parametrize("name", ["\u200b", "..", " \u3000", "\u202e"])
def test_a_name_that_shows_nothing_is_no_name(name: str) -> None:
    submission = complete(XUHUI, Service.NEW)
    person = replace(submission.applicants[0], name=name)
    found = findings_of(submission.with_applicant(person))
    assert found["applicant_name_missing"].severity == Severity.BLOCK
    nameless = replace(submission, company=replace(COMPANY, name=name))
    assert "company_name_missing" in findings_of(nameless)


def test_a_mailbox_that_is_none_is_told() -> None:
    odd = Centre(mailboxes=((Purpose.POINTS, "hello world"),), phone="021-00000000")
    found = findings_of(replace(complete(XUHUI, Service.NEW), centre=odd))
    assert found["mailbox_invalid"].severity == Severity.WARN
    assert "mailbox_missing_points" not in found


@pytest.mark.parametrize(
    ("district", "text", "told"),
    [
        (BAOSHAN, "您好\n{附件}", True),
        (BAOSHAN, "您好\n{联系方式}", False),
        (BAOSHAN, "", False),
        (XUHUI, "您好\n{附件}", False),
    ],
)
def test_a_mail_without_the_contact_that_the_centre_asks_for_is_told(
    district: District, text: str, told: bool
) -> None:
    submission = complete(district, Service.NEW)
    found = findings_of(replace(submission, centre=replace(submission.centre, mail_text=text)))
    assert ("mail_text_no_contact" in found) is told
    if told:
        assert found["mail_text_no_contact"].source is not None
        assert "{联系方式}" in finding_line(found["mail_text_no_contact"])


def test_a_companys_paper_under_one_person_is_told() -> None:
    submission = complete(XUHUI, Service.NEW)
    licence = dict(submission.documents)["business_licence"]
    person = submission.applicants[0]
    person = replace(person, documents=(*person.documents, ("business_licence", licence)))
    moved = replace(without(submission, "business_licence").with_applicant(person))
    found = findings_of(moved)
    assert found["company_paper_of_person"].severity == Severity.WARN
    assert "unlisted" not in found
