"""What a change is called, and which changes in a row are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jifen_desktop.domain.ids import ChannelKind, District, Level, Service
from jifen_desktop.domain.submission import (
    Applicant,
    Centre,
    Company,
    Education,
    Submission,
)
from jifen_desktop.services.act_names import name_of_change

ONE, TWO = Applicant(key="1", name="张样本"), Applicant(key="2", name="李样本")
BASE = Submission(
    District.XUHUI,
    Service.NEW,
    date(2026, 11, 23),
    company=Company(name="上海样本"),
    applicants=(ONE, TWO),
)


def name(after: Submission) -> str:
    """The name alone."""
    return name_of_change(BASE, after)[0]


def people(*applicants: Applicant) -> Submission:
    """The same with other applicants."""
    return replace(BASE, applicants=applicants)


def test_every_kind_of_change_has_its_name() -> None:
    assert name(replace(BASE, district=District.JINGAN, centre=Centre(phone="0"))) == "更换区或业务"
    assert name(replace(BASE, company=Company(name="上海别的"))) == "修改单位资料"
    assert name(people(ONE)) == "移除「李样本」"
    assert name(people(ONE, TWO, Applicant(key="3"))) == "添加 1 位申请人"
    assert name(people()) == "移除 2 位申请人"
    assert name(people(replace(ONE, id_number="1"), TWO)) == "修改「张样本」的资料"
    assert (
        name(people(ONE, replace(TWO, education=(Education(Level.BACHELOR),))))
        == "修改「李样本」的学历和积分项目"
    )
    assert name(people(replace(ONE, documents=(("id_card", ()),)), TWO)) == "修改「张样本」的材料"
    assert name(replace(BASE, channels=(ChannelKind.EMAIL,))) == "修改报送方式"
    assert name(replace(BASE, centre=Centre(phone="0"))) == ""


def test_typing_on_in_one_place_is_one_act() -> None:
    first = people(replace(ONE, name="张"), TWO)
    second = people(ONE, replace(TWO, name="李"))
    assert name_of_change(BASE, first)[1] != name_of_change(BASE, second)[1] != ""
    assert name_of_change(BASE, people(ONE))[1] == ""
