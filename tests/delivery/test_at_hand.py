"""What to have at hand on the telephone or at the window, and the card for the window's registration."""

from dataclasses import replace
from datetime import date
from unicodedata import bidirectional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen_desktop.delivery.sheet import BOX, sheet_pdf, sheet_text
from jifen_desktop.delivery.visit_card import VisitCards, visit_cards_pdf, visit_cards_text
from jifen_desktop.domain.ids import Basis, District, Level, Outcome, PointsPath, Service
from jifen_desktop.domain.plan import BASIS_NOTE
from jifen_desktop.domain.submission import (
    Applicant,
    Centre,
    Company,
    Education,
    Submission,
    Visitor,
)
from jifen_desktop.rulebook.case_plan import case_plan
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.services.sheets import at_hand_of, visit_cards_of, visitors_of

from .reading import (
    MM,
    assert_inside_and_apart,
    assert_small_subset_fonts,
    lines_of,
    opened,
    squeezed,
    text_of,
)

ON = date(2026, 11, 23)
BIDI = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
BOOK = load_rulebook()
COMPANY = Company("上海样本信息技术有限公司", "样本", "", "王样本", "000-00000000")
BACHELOR = Applicant(
    "1",
    "张样本",
    "990101199001010019",
    permit_valid_until=date(2027, 6, 30),
    education=(Education(Level.BACHELOR),),
)
MARRIED = Applicant("2", "李样本", points_paths=(PointsPath.SPOUSE,))
WINDOW = Submission(District.PUDONG, Service.NEW, ON, company=COMPANY)
TELEPHONE = Submission(District.CHANGNING, Service.NEW, ON, company=COMPANY)


def text_at_hand(submission: Submission) -> str:
    return sheet_text(at_hand_of(BOOK, submission, case_plan(BOOK, submission)))


def test_every_paper_that_may_be_asked_for_is_carried_and_none_is_collected() -> None:
    for district in District:
        for service in Service:
            plan = make_plan(BOOK, district, service, on=ON)
            asked = plan.outcome in (Outcome.WINDOW, Outcome.TELEPHONE, Outcome.NOT_STATED)
            assert asked or not plan.to_have
            if asked:
                assert not plan.materials
                assert {row.source.basis for row in plan.to_have} <= {Basis.CARRIED}
                groups = {key for key, _ in plan.groups}
                assert {row.group for row in plan.to_have} <= groups


def test_a_telephone_district_gets_who_asks_what_to_ask_and_the_papers_of_each() -> None:
    submission = replace(TELEPHONE, applicants=(MARRIED, BACHELOR))
    text = text_at_hand(submission)
    for wanted in (
        "电话准备单",
        "长宁区人才服务中心",
        "中心电话：通知里已缺失",
        "经办人电话：000-00000000",
        "张样本｜990101199001010019｜2027年6月30日｜本科",
        "收件地址、收件人、电话",
        "毕业证书（本科）｜参照 闵行区·温馨提示1 [25]".replace("｜", " 张样本｜"),
        "配偶身份证 李样本｜参照公开办事指南",
        "营业执照 营业执照或法人证书｜参照公开办事指南",
        BASIS_NOTE,
    ):
        assert wanted in text, wanted
    assert text.index("【本科】") < text.index("【配偶为沪籍】") < text.index("【单位材料】")
    known = replace(submission, centre=Centre(phone="021-00000000"))
    assert "中心电话：021-00000000（用户填写）" in text_at_hand(known)


def test_the_window_asks_other_questions_and_says_what_to_bring() -> None:
    text = text_at_hand(WINDOW)
    for wanted in ("窗口准备单", "怎么预约", "要带的材料", "问清之前，原件和复印件都备着"):
        assert wanted in text
    assert "选了学历的申请人" in text
    assert "选了学历的申请人" not in text_at_hand(replace(WINDOW, applicants=(BACHELOR,)))


def test_a_business_without_known_papers_says_so() -> None:
    assert "都没有列出这项业务的材料" in text_at_hand(replace(TELEPHONE, service=Service.RENEWAL))


@pytest.mark.parametrize("people", [(), (BACHELOR, MARRIED)])
def test_the_sheet_prints_whole_with_room_for_answers(people: tuple[Applicant, ...]) -> None:
    submission = replace(WINDOW, applicants=people)
    data = sheet_pdf(at_hand_of(BOOK, submission, case_plan(BOOK, submission)))
    assert_inside_and_apart(data)
    assert_small_subset_fonts(data)
    with opened(data) as document:
        questions = [box for box, text in lines_of(document[0]) if text.rstrip().endswith("？")]
        assert len(questions) == 5
        assert document[0].rect.width * MM == pytest.approx(210, abs=0.1)
    assert BOX not in text_of(data)


# --- the card for the window ------------------------------------------------------------------------


def cards(*visitors: Visitor) -> VisitCards:
    return visit_cards_of(replace(WINDOW, visitors=visitors), case_plan(BOOK, WINDOW).base)


def test_the_card_bears_what_the_window_asks_and_marks_the_question_of_2020() -> None:
    made = cards(Visitor("王样本", "990101199001010019", "000-00000000", left_shanghai=False))
    data = visit_cards_pdf(made)
    text = text_of(data)
    for wanted in (
        "王样本",
        "990101199001010019",
        "000-00000000",
        "积分申请（新办）",
        "2020年登记时问的",
    ):
        assert wanted in text
    assert text.count("√") == 1
    assert "近 14 天是否离开过上海：没有离开" in visit_cards_text(made)
    assert "√" not in text_of(visit_cards_pdf(cards(Visitor("王样本"))))
    assert "近 14 天" not in visit_cards_text(cards(Visitor("王样本")))
    assert_inside_and_apart(data)
    assert_small_subset_fonts(data)
    assert data == visit_cards_pdf(made)


def test_three_cards_are_on_a_page_and_a_long_name_is_whole() -> None:
    long = "吐尔逊江·" + "样" * 95
    made = cards(
        Visitor(long), Visitor("李\u202e样本\n第二行", "<b>1</b>"), Visitor(), Visitor("王样本")
    )
    data = visit_cards_pdf(made)
    with opened(data) as document:
        assert document.page_count == 2
        boxes = [d["rect"] for d in document[0].get_drawings() if d["dashes"] not in (None, "[] 0")]
        assert max(box.width for box in boxes) * MM == pytest.approx(170, abs=0.1)
        assert max(box.height for box in boxes) * MM == pytest.approx(86, abs=0.1)
    text = text_of(data)
    assert squeezed(long) in text
    assert "李样本第二行" in text
    assert "<b>1</b>" in text
    assert_inside_and_apart(data)


def test_without_visitors_the_applicants_go_and_nobody_known_is_one_empty_card() -> None:
    assert visitors_of(replace(WINDOW, applicants=(BACHELOR, MARRIED, Applicant("3")))) == (
        Visitor("张样本", "990101199001010019"),
        Visitor("李样本"),
    )
    assert visitors_of(WINDOW) == (Visitor(),)
    own = (Visitor("王样本"),)
    assert visitors_of(replace(WINDOW, applicants=(BACHELOR,), visitors=own)) == own


@given(name=st.text(max_size=80), number=st.text(max_size=40), phone=st.text(max_size=60))
@settings(max_examples=20, deadline=None)
def test_no_text_crashes_a_card_or_leaves_it(name: str, number: str, phone: str) -> None:
    data = visit_cards_pdf(cards(Visitor(name, number, phone, left_shanghai=True)))
    with opened(data) as document:
        assert document.page_count == 1
    assert_inside_and_apart(data)
    assert not any(bidirectional(c) in BIDI for c in visit_cards_text(cards(Visitor(name))))


def test_text_that_could_break_the_sheet_stays_text() -> None:
    tricky = Applicant("1", "张\u202e样本\r\n第二行", "<b>&amp;</b>\t=1+1")
    submission = replace(
        TELEPHONE, applicants=(tricky,), company=replace(COMPANY, name="样本\u2028公司\x00<i>")
    )
    sheet = at_hand_of(BOOK, submission, case_plan(BOOK, submission))
    text = sheet_text(sheet)
    assert not {c for c in text if bidirectional(c) in BIDI or c in "\r\x00\u2028"}
    assert "<b>&amp;</b>" in text
    data = sheet_pdf(sheet)
    assert "<b>&amp;</b>" in text_of(data)
    assert_inside_and_apart(data)
