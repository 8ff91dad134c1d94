"""Paths through the rules that read like sentences."""

from __future__ import annotations

from datetime import date

import pytest

from jifen_desktop.domain.ids import (
    Basis,
    ChannelKind,
    District,
    Form,
    ImageFormat,
    Level,
    Origin,
    Outcome,
    PointsPath,
    Purpose,
    Report,
    Service,
)
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.submission import Centre, Education
from jifen_desktop.rulebook.checklist import unlisted_row
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.who import Circumstances

ON = date(2026, 11, 23)
COLLECTING = (
    District.MINHANG,
    District.BAOSHAN,
    District.JINGAN,
    District.HONGKOU,
    District.XUHUI,
    District.HUANGPU,
)
TAKES_EDUCATION = (District.MINHANG, District.JINGAN, District.XUHUI)


def plan_of(
    district: District,
    service: Service,
    *levels: Education | Level,
    paths: tuple[PointsPath, ...] = (),
    centre: Centre | None = None,
    rider: bool = False,
) -> Plan:
    education = tuple(e if isinstance(e, Education) else Education(e) for e in levels)
    used = paths or ((PointsPath.EDUCATION,) if education else ())
    who = Circumstances(education, used, rider=rider)
    return make_plan(load_rulebook(), district, service, who, on=ON, centre=centre)


def ids(plan: Plan) -> set[str]:
    return {m.id for m in plan.materials}


def education_ids(plan: Plan) -> set[str]:
    return {m.id for m in plan.materials if m.education}


@pytest.mark.parametrize("district", list(District))
@pytest.mark.parametrize("service", list(Service))
def test_every_pair_has_an_answer_that_is_not_empty(district: District, service: Service) -> None:
    plan = plan_of(district, service)
    if plan.outcome == Outcome.SUBMIT:
        assert plan.materials
        assert plan.channels
        assert plan.subject
        assert plan.archive
    else:
        assert plan.steps
        assert plan.subject is None
        assert plan.archive is None
        assert not plan.materials


@pytest.mark.parametrize("district", TAKES_EDUCATION)
def test_senior_secondary_gives_the_diploma_only(district: District) -> None:
    assert education_ids(plan_of(district, Service.EDUCATION, Level.SECONDARY)) == {
        "diploma.secondary"
    }


@pytest.mark.parametrize("district", COLLECTING)
def test_senior_secondary_adds_nothing_beside_a_higher_level(district: District) -> None:
    alone = plan_of(district, Service.NEW, Level.ASSOCIATE)
    beside = plan_of(district, Service.NEW, Level.SECONDARY, Level.ASSOCIATE)
    assert education_ids(beside) == education_ids(alone)


@pytest.mark.parametrize("district", COLLECTING)
def test_associate_and_bachelor_give_both_sets_of_both(district: District) -> None:
    assert education_ids(plan_of(district, Service.NEW, Level.ASSOCIATE, Level.BACHELOR)) == {
        "diploma.associate",
        "chsi_filing.associate",
        "chsi_status.associate",
        "diploma_report_written.associate",
        "diploma.bachelor",
        "chsi_filing.bachelor",
        "chsi_status.bachelor",
        "diploma_report_written.bachelor",
        "degree.bachelor",
        "degree_report.bachelor",
        "degree_report_written.bachelor",
    }


@pytest.mark.parametrize("district", COLLECTING)
def test_without_a_degree_no_degree_paper_is_asked_for(district: District) -> None:
    plan = plan_of(district, Service.NEW, Education(Level.BACHELOR, degree=False))
    assert not any(i.startswith("degree") for i in ids(plan))


@pytest.mark.parametrize("district", COLLECTING)
def test_overseas_gives_the_certificate_and_the_ministrys_report_only(district: District) -> None:
    plan = plan_of(district, Service.NEW, Education(Level.MASTER, Origin.OVERSEAS))
    assert education_ids(plan) == {"diploma.master", "overseas_report.master"}


def test_in_minhang_the_id_card_is_stated_and_beside_overseas_study_alone_carried() -> None:
    domestic = plan_of(District.MINHANG, Service.EDUCATION, Level.BACHELOR).material("id_card")
    overseas = plan_of(
        District.MINHANG, Service.EDUCATION, Education(Level.MASTER, Origin.OVERSEAS)
    ).material("id_card")
    assert domestic
    assert domestic.source.basis == Basis.STATED
    assert domestic.source.lines == (20, 25)
    assert domestic.form == Form.ORIGINAL_SCAN_OR_PHOTO
    assert overseas
    assert overseas.source.basis == Basis.CARRIED


def test_the_electronic_report_is_two_papers_together_or_the_written_one_instead() -> None:
    plan = plan_of(District.MINHANG, Service.EDUCATION, Level.BACHELOR)
    filing, written = (
        plan.material("chsi_filing.bachelor"),
        plan.material("diploma_report_written.bachelor"),
    )
    assert filing
    assert written
    assert filing.set_name == Report.ELECTRONIC
    assert filing.alternatives == ("diploma_report_written.bachelor",)
    assert written.set_name == Report.WRITTEN
    assert written.alternatives == ("chsi_filing.bachelor", "chsi_status.bachelor")
    need = next(n for n in plan.needs if n.id == "report.bachelor")
    assert need.any_of == (
        ("chsi_filing.bachelor", "chsi_status.bachelor"),
        ("diploma_report_written.bachelor",),
    )
    assert filing.validity_stated


def test_jingan_asks_for_some_report_by_its_own_clause_but_not_for_which_papers() -> None:
    plan = plan_of(District.JINGAN, Service.EDUCATION, Level.BACHELOR)
    some = next(n for n in plan.needs if n.id == "any_report.bachelor")
    assert some.partial
    assert some.source.basis == Basis.STATED
    assert some.source.lines == (75,)
    filing = plan.material("chsi_filing.bachelor")
    assert filing
    assert filing.source.basis == Basis.CARRIED
    assert filing.source.origin == District.MINHANG


def test_jingan_states_both_sets_of_associate_and_bachelor_but_no_lower_set_beyond() -> None:
    both = plan_of(District.JINGAN, Service.NEW, Level.ASSOCIATE, Level.BACHELOR)
    beyond = plan_of(District.JINGAN, Service.NEW, Level.BACHELOR, Level.MASTER)
    stated, carried = both.material("diploma.associate"), beyond.material("diploma.bachelor")
    assert stated
    assert stated.source.basis == Basis.STATED
    assert carried
    assert carried.source.basis == Basis.CARRIED


@pytest.mark.parametrize("district", [District.BAOSHAN, District.HONGKOU, District.HUANGPU])
def test_certificates_are_stamped_copies_and_reports_plain_scans(district: District) -> None:
    plan = plan_of(district, Service.NEW, Level.BACHELOR)
    forms = {m.id: m.form for m in plan.materials if m.education or m.id == "id_card"}
    assert forms["id_card"] == forms["diploma.bachelor"] == forms["degree.bachelor"]
    assert forms["diploma.bachelor"] == Form.STAMPED_COPY
    assert forms["chsi_filing.bachelor"] == forms["degree_report.bachelor"] == Form.PLAIN_SCAN


@pytest.mark.parametrize("district", [District.BAOSHAN, District.HONGKOU, District.HUANGPU])
def test_education_is_merged_into_a_new_application(district: District) -> None:
    plan = plan_of(district, Service.EDUCATION, Level.BACHELOR)
    assert (plan.outcome, plan.merged_into) == (Outcome.MERGED, Service.NEW)


@pytest.mark.parametrize("district", COLLECTING)
def test_an_archive_holds_jpgs_and_only_jingan_takes_files_as_they_are(district: District) -> None:
    plan = plan_of(district, Service.NEW)
    assert plan.archive
    wanted = ImageFormat.AS_IS if district == District.JINGAN else ImageFormat.JPG
    assert plan.archive.image_format == wanted


def test_jingan_wants_a_permit_of_two_months_and_says_from_which_day() -> None:
    plan = plan_of(District.JINGAN, Service.NEW)
    assert plan.permit_until == date(2027, 1, 23)
    assert plan.permit_source
    assert plan.permit_source.lines == (73,)
    assert plan_of(District.JINGAN, Service.EDUCATION).permit_until is None


def test_jingan_sends_a_word_document_with_education_papers_in_new_as_in_education() -> None:
    assert plan_of(District.JINGAN, Service.NEW, Level.BACHELOR).word
    assert plan_of(District.JINGAN, Service.EDUCATION, Level.BACHELOR).word
    assert plan_of(District.JINGAN, Service.NEW).word is None
    assert plan_of(District.MINHANG, Service.NEW, Level.BACHELOR).word is None


@pytest.mark.parametrize(
    ("district", "preferred"),
    [
        (District.MINHANG, True),
        (District.BAOSHAN, False),
        (District.HONGKOU, True),
        (District.XUHUI, False),
        (District.HUANGPU, False),
    ],
)
def test_mail_is_preferred_only_where_the_centre_says_so(
    district: District, preferred: bool
) -> None:
    channel = plan_of(district, Service.NEW).channel(ChannelKind.EMAIL)
    assert channel
    assert channel.preferred == preferred
    assert channel.mailbox == Purpose.POINTS


def test_xuhui_wants_the_senders_telephone_on_what_is_posted() -> None:
    demanding = {
        d
        for d in COLLECTING
        if (c := plan_of(d, Service.NEW).channel(ChannelKind.COURIER)) and c.sender_phone_required
    }
    assert demanding == {District.XUHUI}


def test_centre_data_overrides_the_address_and_fills_its_gap() -> None:
    moved = Centre(address="上海市样本区样本路3号", addressee="样本中心")
    channel = plan_of(District.MINHANG, Service.NEW, centre=moved).channel(ChannelKind.COURIER)
    assert channel
    assert channel.user_filled
    assert channel.address == "上海市样本区样本路3号"
    gap = plan_of(District.PUDONG, Service.SUPPLEMENT).channel(ChannelKind.COURIER)
    filled = plan_of(District.PUDONG, Service.SUPPLEMENT, centre=moved).channel(ChannelKind.COURIER)
    assert gap
    assert gap.address is None
    assert filled
    assert filled.address == "上海市样本区样本路3号"


def test_only_the_groups_of_the_paths_used_appear() -> None:
    plain = dict(plan_of(District.XUHUI, Service.NEW).groups)
    spouse = dict(plan_of(District.XUHUI, Service.NEW, paths=(PointsPath.SPOUSE,)).groups)
    assert set(plain) == {"basic", "company"}
    assert set(spouse) == {"basic", "spouse", "company"}


def test_a_rider_may_bring_any_paper_and_must_bring_none() -> None:
    rider = plan_of(District.XUHUI, Service.NEW, rider=True)
    assert rider.materials
    assert not rider.needs
    assert not any(m.required for m in rider.materials)


def test_education_is_offered_beside_new_where_it_has_its_own_mailbox() -> None:
    offering = {d for d in District if plan_of(d, Service.NEW).companions == (Service.EDUCATION,)}
    assert offering == {District.MINHANG, District.XUHUI, District.JINGAN}


def test_what_is_put_off_is_both_except_in_jingan_and_nothing_is_said_in_pudong() -> None:
    for service in (Service.NEW, Service.RENEWAL):
        said = {d: plan_of(d, service).postponed for d in District}
        assert said.pop(District.JINGAN) == ("external_letter",)
        both = {d for d, put_off in said.items() if put_off}
        assert both == set(COLLECTING) - {District.JINGAN}
        assert all(said[d] == ("dossier_transfer", "external_letter") for d in both)


@pytest.mark.parametrize("district", list(District)[7:])
@pytest.mark.parametrize("service", list(Service))
def test_the_other_nine_districts_are_asked_by_telephone(
    district: District, service: Service
) -> None:
    plan = plan_of(district, service)
    assert plan.outcome == Outcome.TELEPHONE
    assert [c.kind for c in plan.channels] == [ChannelKind.TELEPHONE]
    assert plan.source.lines == (179,)


def test_education_data_means_nothing_to_a_business_that_does_not_use_it() -> None:
    given = plan_of(District.XUHUI, Service.RESET_PERSONAL, Level.BACHELOR)
    assert given == plan_of(District.XUHUI, Service.RESET_PERSONAL)


def test_the_whole_notice_has_named_places_and_every_rule_cites_one() -> None:
    for district in District:
        for service in Service:
            plan = plan_of(district, service, Level.ASSOCIATE, Level.BACHELOR)
            sources = [plan.source, *(m.source for m in plan.materials)]
            sources += [n.source for n in (*plan.conditions, *plan.advice, *plan.steps)]
            for source in sources:
                assert bool(source.lines) == bool(source.places)


def test_the_diploma_alone_rests_on_jingans_clause_everywhere() -> None:
    for district in COLLECTING:
        diploma = plan_of(district, Service.NEW, Level.SECONDARY).material("diploma.secondary")
        assert diploma
        assert 75 in diploma.source.lines
        stated = district == District.JINGAN
        assert (diploma.source.basis == Basis.STATED) is stated


def test_one_level_held_at_home_and_abroad_gives_the_papers_of_both() -> None:
    abroad = Education(Level.BACHELOR, Origin.OVERSEAS)
    plan = plan_of(District.MINHANG, Service.EDUCATION, Education(Level.BACHELOR), abroad)
    assert {"chsi_filing.bachelor", "degree.bachelor", "overseas_report.bachelor"} <= ids(plan)


@pytest.mark.parametrize("district", [District.BAOSHAN, District.HONGKOU, District.HUANGPU])
def test_three_working_days_are_a_step_and_a_condition(district: District) -> None:
    steps = {s.code: s.also for s in plan_of(district, Service.RENEWAL).steps}
    assert steps == {"renewed_three_days": "condition", "company_uploads": "condition"}


@pytest.mark.parametrize(
    ("paper", "form"),
    [
        ("diploma.bachelor", Form.STAMPED_COPY),
        ("chsi_status.bachelor", Form.PLAIN_SCAN),
        ("degree_report_written.bachelor", Form.PLAIN_SCAN),
        ("overseas_report.master", Form.PLAIN_SCAN),
        ("award_certificate", Form.STAMPED_COPY),
    ],
)
def test_a_paper_beyond_the_plan_goes_in_the_form_of_its_kind(paper: str, form: Form) -> None:
    book = load_rulebook()
    row = unlisted_row(book, book.districts[District.BAOSHAN], Service.NEW, paper)
    assert row.form == form
