"""Subjects and file names against the formats of the notice, written out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.submission import Centre, Company
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.rulebook.naming import Named, archive_stem, subject_of, word_stem
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.who import Circumstances

ON = date(2026, 11, 23)
COMPANY = Company("上海样本信息技术有限公司", "样本信息", contact="王样本")
ZHANG = Named("张样本", "000000198603070013", "新办")
LI = Named("李样本", "000000199001010025", "续办")


def plan_of(district: District, service: Service) -> Plan:
    return make_plan(load_rulebook(), district, service, Circumstances(), on=ON)


def subject(
    district: District, service: Service, *people: Named, centre: Centre | None = None
) -> str:
    return subject_of(plan_of(district, service), COMPANY, people, ON, centre)


@pytest.mark.parametrize("district", [District.MINHANG, District.XUHUI])
def test_several_people_share_a_subject_each_with_their_own_business(district: District) -> None:
    assert (
        subject(district, Service.NEW, ZHANG, LI)
        == "上海样本信息技术有限公司—张样本（新办）+李样本（续办）—共2人"
    )
    checked = Named("张样本", token="教育背景核实")
    assert (
        subject(district, Service.EDUCATION, checked)
        == "上海样本信息技术有限公司—张样本（教育背景核实）—共1人"
    )
    assert subject(district, Service.RESET_COMPANY) == "上海样本信息技术有限公司—单位账号密码重置"


@pytest.mark.parametrize("district", [District.BAOSHAN, District.HUANGPU])
def test_company_name_number_and_business_stand_in_brackets(district: District) -> None:
    assert (
        subject(district, Service.NEW, ZHANG)
        == "【上海样本信息技术有限公司】+【张样本】+【000000198603070013】+【积分新办】"
    )
    assert (
        subject(district, Service.RESET_COMPANY)
        == "【上海样本信息技术有限公司】+【单位账号密码重置】"
    )


def test_hongkou_names_the_business_first_and_leaves_out_a_number_nobody_has() -> None:
    assert (
        subject(District.HONGKOU, Service.NEW, ZHANG)
        == "【积分新办】+【上海样本信息技术有限公司】+【张样本】+【000000198603070013】"
    )
    assert (
        subject(District.HONGKOU, Service.REGISTER_COMPANY)
        == "【单位注册】+【上海样本信息技术有限公司】+【王样本】"
    )
    nobody = Company("上海样本信息技术有限公司")
    plan = plan_of(District.HONGKOU, Service.REGISTER_COMPANY)
    assert subject_of(plan, nobody, (), ON) == "【单位注册】+【上海样本信息技术有限公司】"


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        (Service.NEW, "20261123积分新办样本信息张样本"),
        (Service.CHANGE_EMPLOYER, "20261123单位变更样本信息张样本"),
        (Service.ADD_DEPENDANT, "20261123添加随员样本信息张样本"),
        (Service.RESET_PERSONAL, "20261123密码重置样本信息张样本"),
        (Service.CHANGE_PERSONAL, "20261123积分有效期内个人信息变更样本信息张样本"),
        (Service.EDUCATION, "20261123样本信息张样本"),
    ],
)
def test_jingans_files_join_date_token_short_name_and_name(service: Service, expected: str) -> None:
    assert archive_stem(plan_of(District.JINGAN, service), COMPANY, ZHANG, ON) == expected


def test_jingans_company_business_bears_the_contacts_name() -> None:
    plan = plan_of(District.JINGAN, Service.RESET_COMPANY)
    assert archive_stem(plan, COMPANY, None, ON) == "20261123密码重置样本信息王样本"


def test_elsewhere_the_archive_is_named_after_the_applicant_or_the_company() -> None:
    assert archive_stem(plan_of(District.MINHANG, Service.NEW), COMPANY, ZHANG, ON) == "张样本"
    plan = plan_of(District.MINHANG, Service.REGISTER_COMPANY)
    assert archive_stem(plan, COMPANY, None, ON) == "上海样本信息技术有限公司"


def test_the_word_document_follows_the_format_of_education_files() -> None:
    plan = make_plan(load_rulebook(), District.JINGAN, Service.NEW, on=ON)
    assert plan.word is None
    with pytest.raises(ValueError, match="Word"):
        word_stem(plan, COMPANY, ZHANG, ON)


def test_centre_data_may_ask_for_other_joiners_and_brackets() -> None:
    other = Centre(joiner="、", brackets="()")
    assert (
        subject(District.XUHUI, Service.NEW, ZHANG, LI, centre=other)
        == "上海样本信息技术有限公司—张样本(新办)、李样本(续办)—共2人"
    )
    plus = Centre(joiner="+")
    plan = plan_of(District.JINGAN, Service.NEW)
    assert archive_stem(plan, COMPANY, ZHANG, ON, plus) == "20261123+积分新办+样本信息+张样本"


def test_nobody_can_turn_a_subject_round() -> None:
    odd = Named("张\u202e样本", token="新办")
    assert (
        subject(District.XUHUI, Service.NEW, odd) == "上海样本信息技术有限公司—张样本（新办）—共1人"
    )


def test_a_name_with_braces_or_line_breaks_stays_a_name() -> None:
    odd = Named("张{n}\n样本", token="新办")
    assert subject(District.XUHUI, Service.NEW, odd).count("\n") == 0
