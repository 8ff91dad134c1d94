"""The review page: what it lists, where its links lead, what it confirms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.findings import Place
from jifen_desktop.domain.ids import ChannelKind, District, Method
from jifen_desktop.domain.submission import Centre, Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.services.people import masked
from jifen_desktop.services.size import size_text
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.thumbnails import Thumbnails
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.wizard.pages.review import ReviewPage
from jifen_desktop.ui.wizard.pages.review.images import FIRST, ArchiveCard
from jifen_desktop.ui.wizard.pages.review.words import methods_summary, page_hint
from jifen_desktop.ui.wizard.rail import rail_steps
from tests import pictures
from tests.scenes.review import everything_confirmed, troubled
from tests.support.cases import open_sample
from tests.ui.gates import check_all, name_of, shown_widgets, visible_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def page_on(qtbot: QtBot, session: Session, folder: Path, people: int = 1) -> ReviewPage:
    """The page on a sample, shown; it hears of changes as in the wizard."""
    open_sample(session, folder, people=people)
    page = ReviewPage(session)
    qtbot.addWidget(page)
    session.case_changed.connect(page.show_case)
    page.resize(900, 700)
    page.show()
    page.show_case()
    pictures.settle(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def words_on(page: ReviewPage) -> str:
    """All that is to be read."""
    pictures.settle(page)
    return "\n".join(visible_text(widget) for widget in shown_widgets(page))


def button(page: ReviewPage, name: str) -> QPushButton:
    """The one button of that accessible name."""
    pictures.settle(page)
    (found,) = [b for b in page.findChildren(QPushButton) if b.isVisible() and name_of(b) == name]
    return found


def test_findings_stand_by_person_with_blocks_first(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path, people=3)
    session.change(troubled(session.case.submission))
    groups = [g.title for g in page._overview.groups]
    assert groups == ["李样本", "赵样本", "中心", "办理条件"]
    assert page._overview.fine == ("张样本",)
    words = words_on(page)
    number = session.case.submission.applicants[1].id_number
    assert masked(number) in words
    assert number not in words
    assert "1 处必须处理" in words
    assert "徐汇区·" in words


def test_a_link_leads_to_the_field(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page = page_on(qtbot, session, tmp_path, people=3)
    session.change(troubled(session.case.submission))
    with qtbot.waitSignal(page.lead_to) as led:
        button(page, "核对号码：身份证号码最后一位对不上").click()
    key = session.case.submission.applicants[1].key
    assert led.args == [Place("applicant.id_number", key)]
    with qtbot.waitSignal(page.settings_asked) as asked:
        button(page, "填写邮箱：中心的收件邮箱还没填写，通知里已缺失").click()
    assert asked.args == ["centre"]


def test_a_channel_that_is_not_offered_leads_to_the_choice_of_business(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    session.change(replace(session.case.submission, channels=(ChannelKind.WINDOW,)))
    with qtbot.waitSignal(page.lead_to) as led:
        button(page, "更改方式：这项业务不能用这种方式交").click()
    assert led.args == [Place("service")]


def test_confirming_is_stored_and_can_be_withdrawn(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    title = "收件地址来自2020年通知"
    before = session.case.submission.centre
    confirm = button(page, f"确认：{title}")
    confirm.setFocus()
    confirm.click()
    assert session.case.submission.centre.address_confirmed_on == session.today
    assert f"{session.today.isoformat()} 核对过" in words_on(page)
    assert len(page._overview.unconfirmed) == 2
    withdraw = button(page, f"撤回确认：{title}")
    assert page.focusWidget() is withdraw
    stored = session.store.load(session.case.entry.id).submission
    assert stored.centre.address_confirmed == "上海市徐汇区南宁路969号一楼B厅 徐汇区人才服务中心"
    withdraw.click()
    assert session.case.submission.centre == before
    assert session.settings.centres == ()  # a sample's are nobody's
    assert page.focusWidget() is button(page, f"确认：{title}")


def test_all_conditions_at_once(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page = page_on(qtbot, session, tmp_path)
    button(page, "全部确认：办理条件").click()
    assert session.case.submission.confirmed == {"mock_score", "applied_to_employer"}
    assert not [
        b for b in page.findChildren(QPushButton) if b.text() == "全部确认" and b.isVisible()
    ]


def test_a_code_confirmed_in_a_file_can_be_withdrawn_too(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    session.change(everything_confirmed(session.case.submission))
    assert "都核对过了" in words_on(page)
    button(page, "撤回确认：申请人已向单位提出申请").click()
    assert len(page._overview.unconfirmed) == 1


def test_the_primary_button_says_what_it_does_and_leads_to_what_blocks(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path, people=3)
    assert page.primary_text() == "导出 3 人的材料（ZIP）"
    assert page.primary()
    session.change(troubled(session.case.submission))
    assert not page.primary()
    assert page.focusWidget() is button(page, "核对号码：身份证号码最后一位对不上")
    assert page.problems() == ()


def test_focus_goes_to_a_finding_that_leads_here(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    assert page.focus_place(Place("condition.mock_score"))
    assert not page.focus_place(Place("company.name"))


def test_images_are_listed_on_demand(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page = page_on(qtbot, session, tmp_path, people=3)
    first, second, _ = page.findChildren(ArchiveCard)
    assert (first.shown, second.shown) == (FIRST, 0)
    assert not first.header.folded
    total = len(first.archive.pages)
    button(page, f"{first.archive.name}：全部 {total} 张").click()
    assert first.shown == total
    second.header.click()
    assert second.shown == FIRST
    qtbot.waitUntil(lambda: not Thumbnails.of(session).busy, timeout=60_000)
    thumbnails = first.findChildren(w.Thumbnail)
    assert all(not t._image.isNull() for t in thumbnails)


def test_confirming_does_not_draw_the_images_anew(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    (card,) = page.findChildren(ArchiveCard)
    card.show_all()
    button(page, "全部确认：办理条件").click()
    assert page.findChildren(ArchiveCard) == [card]


def test_mails_without_recipient_and_label_are_announced(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = page_on(qtbot, session, tmp_path)
    session.change(replace(session.case.submission, centre=Centre()))
    words = words_on(page)
    assert "收件人还没填写" in words
    assert "地址标签、寄件清单" in words


def test_original_files_are_called_files(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    open_sample(session, tmp_path, District.JINGAN)
    page = ReviewPage(session)
    qtbot.addWidget(page)
    page.show()
    page.show_case()
    words = words_on(page)
    assert "共 21 个文件，1 个压缩包" in words
    assert "20261123样本信息张样本.docx" in words
    pages = session.case.picture.outputs.archives[0].pages
    assert {p.method for p in pages} == {Method.COPIED}
    assert methods_summary(pages) == "原样复制 21"


def test_where_originals_go_out_their_place_can_be_taken_out(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    open_sample(session, tmp_path, District.JINGAN, located=3)
    page = ReviewPage(session)
    qtbot.addWidget(page)
    session.case_changed.connect(page.show_case)
    page.show()
    page.show_case()
    assert "3 个文件里记着拍摄地点" in words_on(page)
    assert page.location.isVisible()
    assert not page.location.check.isChecked()
    for removed in (True, False):
        page.location.check.click()
        assert session.case.submission.remove_location == removed
        assert page.location.check.isChecked() == removed
        words = words_on(page)
        assert ("记着拍摄地点" in words) != removed
        pages = session.case.picture.outputs.archives[0].pages
        facts = session.case.picture.context.facts
        hints = [page_hint(p, facts[p.document.path], as_is=True) for p in pages]
        assert sum("只去掉拍摄地点" in hint for hint in hints) == 3 * removed
        assert [p.unlocated for p in pages].count(True) == 3 * removed
        assert methods_summary(pages) == "原样复制 21"


def test_elsewhere_no_place_goes_out(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    open_sample(session, tmp_path, located=3)
    page = ReviewPage(session)
    qtbot.addWidget(page)
    page.show()
    page.show_case()
    assert not page.location.isVisible()
    assert "拍摄地点" not in words_on(page)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("310101199001011234", "310***********1234"),
        ("310101800101123", "310********1123"),
        ("12345", "12345"),
        ("", ""),
    ],
)
def test_numbers_are_masked(number: str, shown: str) -> None:
    assert masked(number) == shown


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 KB"), (10, "1 KB"), (4096, "4 KB"), (5_452_595, "5.2 MB")]
)
def test_sizes_in_the_users_words(size: int, shown: str) -> None:
    assert size_text(size) == shown


def crowd(submission: Submission, count: int) -> Submission:
    """As many applicants, all with the papers of the first: each paper is found to be used twice."""
    first = submission.applicants[0]
    more = (replace(first, key=f"more{n}", name=f"张样本{n}") for n in range(1, count))
    return replace(submission, applicants=(first, *more))


def test_very_many_findings_fold_by_person(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page = page_on(qtbot, session, tmp_path)
    session.change(crowd(session.case.submission, 8))
    assert len(session.case.picture.findings) > 60
    headers = page.findings.findChildren(w.GroupHeader)
    folded = [header.folded for header in headers if header.isVisible()]
    assert folded == [False] + [True] * 7
    last = next(
        f
        for f in session.case.picture.findings
        if f.place.applicant == "more7" and f.place.material
    )
    assert page.findings.focus_finding(last)
    pictures.settle(page)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.findings.isAncestorOf(focused)
    assert check_all(page) == []


def test_a_card_of_many_rows_is_laid_out_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid: list[float] = []
    plain = paint.TextBlock._lay_out

    def counting(block: paint.TextBlock, width: float) -> int:
        laid.append(width)
        return plain(block, width)

    monkeypatch.setattr(paint.TextBlock, "_lay_out", counting)
    card = w.ListCard()
    qtbot.addWidget(card)
    card.resize(400, 300)
    card.show()
    for number in range(200):
        card.add_row(w.Row(f"第 {number} 行", "一句提示"))
    card.show_rows()
    pictures.settle(card)
    assert len(laid) < 200 * 2 * 10


def test_the_rail_calls_the_step_done_once_nothing_is_left_to_look_at(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    def state() -> w.StepState:
        steps = rail_steps(session.case, Step.EXPORT, Step.EXPORT)
        return next(s.state for s in steps if s.key == Step.REVIEW)

    page_on(qtbot, session, tmp_path)
    session.change(replace(session.case.submission, confirmed=frozenset()))
    assert state() is w.StepState.TODO
    session.change(everything_confirmed(session.case.submission))
    assert state() is w.StepState.DONE
