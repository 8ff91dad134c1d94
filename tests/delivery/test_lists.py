"""The printed lists over the real rulebook: every district and service gives a page that says what to do."""

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from jifen_desktop.delivery.checklist import checklist_sheet, prepare_sheet, state_words
from jifen_desktop.delivery.guide import guide_sheet
from jifen_desktop.delivery.packing import packing_sheet
from jifen_desktop.delivery.sheet import BOX, Sheet, sheet_pdf, sheet_text
from jifen_desktop.domain.checklist import Item, ItemState, PersonChecklist
from jifen_desktop.domain.ids import (
    ChannelKind,
    District,
    Form,
    Level,
    Origin,
    Outcome,
    PointsPath,
    Scope,
    Service,
)
from jifen_desktop.domain.plan import BASIS_NOTE, Plan
from jifen_desktop.domain.submission import Company, Education
from jifen_desktop.rulebook.load import Rulebook, load_rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.who import Circumstances
from jifen_desktop.rulebook.words import FORM

from .reading import assert_inside_and_apart, assert_small_subset_fonts, opened, squeezed, text_of

ON = date(2026, 11, 23)
WHO = Circumstances(
    (
        Education(Level.ASSOCIATE),
        Education(Level.BACHELOR),
        Education(Level.MASTER, Origin.OVERSEAS),
    ),
    (PointsPath.EDUCATION,),
)
COMPANY = Company(
    name="上海样本信息技术有限公司",
    contact="王样本",
    phone="000-00000000",
    address="上海市徐汇区样本路1号",
)
PAIRS = [(district, service) for district in District for service in Service]


@cache
def book() -> Rulebook:
    return load_rulebook()


@cache
def plan_of(district: District, service: Service) -> Plan:
    return make_plan(book(), district, service, WHO, on=ON)


def people(plan: Plan) -> list[PersonChecklist]:
    """One person with everything, one with a row in each state, and the company's papers."""
    states = list(ItemState)

    def rows(scope: Scope, shift: int | None) -> tuple[Item, ...]:
        made = []
        for number, material in enumerate(m for m in plan.materials if m.scope == scope):
            state = ItemState.PROVIDED if shift is None else states[(number + shift) % 5]
            given = state not in (ItemState.TO_PROVIDE, ItemState.NOT_NEEDED)
            reason = "已毕业，无学籍报告" if state == ItemState.NOT_NEEDED else ""
            made.append(Item(material, state, pages=number + 1 if given else 0, reason=reason))
        return tuple(made)

    return [
        PersonChecklist("a", "张样本", rows(Scope.APPLICANT, None)),
        PersonChecklist("b", "吐尔逊江·" + "样" * 44, rows(Scope.APPLICANT, 0)),
        PersonChecklist("", "", rows(Scope.COMPANY, None)),
    ]


def cells(sheet: Sheet) -> list[str]:
    return [cell for section in sheet.sections for row in section.rows for cell in row]


@pytest.mark.parametrize("district", list(District))
def test_no_pair_ends_in_an_empty_page(district: District) -> None:
    for service in Service:
        plan = plan_of(district, service)
        submit = plan.outcome == Outcome.SUBMIT
        for sheet in (prepare_sheet(plan), guide_sheet(plan)):
            assert sheet.sections
            assert all(section.rows or section.text for section in sheet.sections)
            text = sheet_text(sheet)
            assert plan.district_name in text
            assert plan.service_name in text
            assert text.rstrip().endswith(BASIS_NOTE)
            for note in (*plan.steps, *plan.conditions, *plan.advice):
                assert note.text in text
            for line in {line for c in plan.channels for line in c.source.lines}:
                assert str(line) in text
        if submit:
            listed = cells(prepare_sheet(plan))
            assert all(any(m.name in cell for cell in listed) for m in plan.materials)


@pytest.mark.parametrize(
    ("district", "service"),
    [
        (District.MINHANG, Service.NEW),
        (District.BAOSHAN, Service.NEW),
        (District.JINGAN, Service.EDUCATION),
        (District.XUHUI, Service.ADD_DEPENDANT),
        (District.HUANGPU, Service.REGISTER_COMPANY),
    ],
)
def test_the_lists_print_whole(district: District, service: Service) -> None:
    plan = plan_of(district, service)
    sheets = [checklist_sheet(plan, COMPANY, ON, people(plan)), prepare_sheet(plan)]
    courier = plan.channel(ChannelKind.COURIER)
    if courier:
        sheets.append(packing_sheet(plan, COMPANY, courier, people(plan), ON))
    for sheet in sheets:
        data = sheet_pdf(sheet)
        assert_inside_and_apart(data, margin_mm=8)
        assert_small_subset_fonts(data)
        # Cells stand side by side, so their texts are interleaved; no character may be lost.
        wanted = Counter(squeezed("".join(cells(sheet))).replace(BOX, ""))
        assert not wanted - Counter(text_of(data))


@pytest.mark.parametrize(
    ("district", "service"),
    [
        (District.PUDONG, Service.NEW),
        (District.HUANGPU, Service.RENEWAL),
        (District.BAOSHAN, Service.EDUCATION),
        (District.JINGAN, Service.SUPPLEMENT),
        (District.CHANGNING, Service.NEW),
    ],
)
def test_the_guide_prints_whole(district: District, service: Service) -> None:
    plan = plan_of(district, service)
    facts = (("最早申报日", "张样本：2026年11月26日"),)
    sheet = guide_sheet(plan, ["张样本", ""], facts, company=COMPANY, on=ON)
    data = sheet_pdf(sheet)
    assert_inside_and_apart(data, margin_mm=8)
    text = text_of(data)
    for wanted in (
        "办理说明",
        "张样本：2026年11月26日",
        COMPANY.name,
        BASIS_NOTE,
        "2026年11月23日",
    ):
        assert wanted in text


def test_a_plan_without_anything_still_says_whom_to_ask() -> None:
    bare = replace(
        plan_of(District.PUDONG, Service.RENEWAL), steps=(), advice=(), channels=(), conditions=()
    )
    assert "浦东新区人才服务中心" in sheet_text(guide_sheet(bare))


def test_the_checklist_says_state_form_and_clause() -> None:
    plan = plan_of(District.MINHANG, Service.NEW)
    sheet = checklist_sheet(plan, COMPANY, ON, people(plan))
    assert [section.title for section in sheet.sections][::2] == ["张样本", "单位材料"]
    listed = cells(sheet)
    for wanted in (
        "待提供",
        "已提供，1 页",
        "需确认，3 页",
        "暂不需要：已毕业，无学籍报告",
        "有问题，5 页",
        "原件照片",
        "原件的扫描件或照片",
        "参照公开办事指南",
        "参照 静安区·温馨提示5 [75]",
    ):
        assert wanted in listed
    assert any("[20、25]" in cell for cell in listed)
    missing = len(people(plan)[1].missing)
    assert missing
    assert sheet.sections[1].text == (f"还差 {missing} 项",)


def test_optional_papers_do_not_look_missing() -> None:
    plan = plan_of(District.MINHANG, Service.NEW)
    optional = next(m for m in plan.materials if not m.required)
    assert state_words(Item(optional, ItemState.TO_PROVIDE)) == "待提供（有才交）"


def test_the_packing_list_names_what_lies_in_the_envelope() -> None:
    plan = plan_of(District.BAOSHAN, Service.NEW)
    courier = plan.channel(ChannelKind.COURIER)
    assert courier is not None
    sheet = packing_sheet(plan, COMPANY, courier, people(plan), ON)
    text = sheet_text(sheet)
    for wanted in (
        "收件地址：上海市宝山区友谊路15号6号楼",
        "2020年通知的地址，寄前请核对",
        "寄件人电话：000-00000000",
        "快递运单：",
        "寄出日期",
        "材料如有缺漏，请打这个电话",
        "加盖公章的复印件",
        "打印件或复印件",
        "单位材料",
    ):
        assert wanted in text
    given = [item for person in people(plan) for item in person.items if item.pages]
    assert f"合计：{len(given)} 件，{sum(item.pages for item in given)} 页" in text
    ticked = [row for section in sheet.sections for row in section.rows if row[0] == BOX]
    assert len(ticked) == len(given)
    assert_inside_and_apart(sheet_pdf(sheet))
    assert "没有要寄的材料" in sheet_text(packing_sheet(plan, COMPANY, courier, [], ON))


def test_the_cover_sheet_says_where_the_address_is_from_and_when_it_was_checked() -> None:
    plan = plan_of(District.BAOSHAN, Service.NEW)
    courier = plan.channel(ChannelKind.COURIER)
    assert courier is not None
    for changed, checked, wanted in (
        ({}, False, "2020年通知的地址，寄前请核对"),
        ({}, True, "2020年通知的地址，已核对"),
        ({"confirmed_on": ON}, False, "2020年通知的地址，2026年11月23日核对过"),
        ({"user_filled": True}, False, "用户填写的地址"),
        ({"user_filled": True, "confirmed_on": ON}, False, "用户填写的地址，2026年11月23日核对过"),
    ):
        channel = replace(courier, **changed)
        sheet = packing_sheet(plan, COMPANY, channel, [], ON, address_checked=checked)
        assert ("", wanted) in sheet.facts


def test_a_channel_without_an_address_invents_none() -> None:
    plan = plan_of(District.PUDONG, Service.SUPPLEMENT)
    courier = plan.channel(ChannelKind.COURIER)
    assert courier is not None
    assert courier.address is None
    assert "通知没有写邮寄地址" in sheet_text(prepare_sheet(plan))


def test_a_rider_is_named_with_the_business_and_lists_only_what_was_given() -> None:
    plan = plan_of(District.XUHUI, Service.NEW)
    idle = Item(plan.materials[0], ItemState.NOT_NEEDED, reason="需要时再放")
    given = Item(plan.materials[1], ItemState.PROVIDED, pages=2)
    riders = [
        PersonChecklist("a", "张样本", (idle, given), "续办"),
        PersonChecklist("b", "李样本", (idle,), "续办"),
    ]
    first, second = checklist_sheet(plan, COMPANY, ON, riders).sections
    assert (first.title, second.title) == ("张样本（续办）", "李样本（续办）")
    assert [row[0] for row in first.rows] == [plan.materials[1].name]
    assert not second.rows
    assert "没有附材料" in "".join(second.text)
    courier = plan.channel(ChannelKind.COURIER)
    assert courier
    packed = packing_sheet(plan, COMPANY, courier, riders, ON)
    assert packed.sections[0].title == "张样本（续办）"
    assert "李样本" not in sheet_text(packed)


@pytest.mark.parametrize("form", list(Form))
def test_a_form_and_why_a_paper_is_not_needed_fit_on_one_line_of_the_checklist(form: Form) -> None:
    plan = plan_of(District.XUHUI, Service.EDUCATION)
    material = replace(plan.materials[0], form=form)
    item = Item(material, ItemState.NOT_NEEDED, reason="已有电子报告")
    data = sheet_pdf(checklist_sheet(plan, COMPANY, ON, [PersonChecklist("a", "张样本", (item,))]))
    with opened(data) as document:
        lines = document[0].get_text().splitlines()
    assert {FORM[form], "暂不需要：已有电子报告"} <= {line.strip() for line in lines}
