"""Hints about pages in the window: told in the row, used all the same, turned, led to from the review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.checklist import ItemState
from jifen_desktop.domain.edits import Edit
from jifen_desktop.services.edit import documents_for, set_documents
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from jifen_desktop.ui.wizard.pages.materials.detail import Detail
from jifen_desktop.ui.wizard.pages.materials.editor import Editor
from jifen_desktop.ui.wizard.pages.materials.views import RowView, Spot, person_views
from jifen_desktop.ui.wizard.pages.review import ReviewPage
from tests import pictures
from tests.support.cases import make_session, open_sample
from tests.support.spoiling import spoil_some
from tests.ui.materials import show

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    """A session on a sample with pages that give hints."""
    pictures.dress(qapp)
    made = make_session(tmp_path)
    open_sample(made, tmp_path)
    spoil_some(made)
    yield made
    made.close()
    qapp.setStyleSheet("")


def row_of(session: Session, material: str) -> RowView:
    spot = Spot(session.case.submission.applicants[0].key, material)
    return next(r for v in person_views(session.case) for r in v.rows if r.spot == spot)


def codes(session: Session, material: str) -> list[str]:
    return [finding.code for finding in row_of(session, material).doubts]


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> MaterialsPage:
    """The materials of that case."""
    made = MaterialsPage(session)
    made.show_case()
    session.saved.connect(made.show_case)
    show(qtbot, made)
    return made


def opened(qtbot: QtBot, page: MaterialsPage, material: str) -> Detail:
    detail = page.open_detail(row_of(page.session, material))
    qtbot.waitUntil(detail.isVisible)
    return detail


def test_what_intake_measured_reaches_the_rows(session: Session) -> None:
    assert codes(session, "diploma.bachelor") == ["page_blurred"]
    assert codes(session, "degree.bachelor") == ["page_sideways"]
    assert codes(session, "id_card") == ["page_dark"]
    assert codes(session, "residence_permit") == ["page_small"]
    assert "page_twice" in codes(session, "letter_of_introduction")


def test_a_page_is_used_all_the_same_and_no_other(qtbot: QtBot, page: MaterialsPage) -> None:
    detail = opened(qtbot, page, "diploma.bachelor")
    (link,) = detail.doubts.links
    assert link.caption == "仍然使用"
    link.click()
    assert row_of(page.session, "diploma.bachelor").item.state is ItemState.PROVIDED
    (back,) = detail.doubts.links
    assert back.caption == "撤回确认"
    assert codes(page.session, "id_card") == ["page_dark"]
    owner = page.case.submission.applicants[0].key
    other = documents_for(page.case.submission, owner, "id_card")[:1]
    page.session.change(set_documents(page.case.submission, owner, "diploma.bachelor", other))
    assert "page_dark" in codes(page.session, "diploma.bachelor"), (
        "another file is asked about anew"
    )
    detail.accept()


def test_a_page_on_its_side_leads_to_the_editor_and_a_turn_answers_it(
    qtbot: QtBot, page: MaterialsPage
) -> None:
    detail = opened(qtbot, page, "degree.bachelor")
    turn, _use = detail.doubts.links
    assert turn.caption == "去旋转"
    turn.click()
    editor = detail.findChild(Editor)
    assert editor is not None
    editor.reject()
    owner = page.case.submission.applicants[0].key
    (given,) = documents_for(page.case.submission, owner, "degree.bachelor")
    turned = (given.with_edit(0, Edit(turns=1)),)
    page.session.change(set_documents(page.case.submission, owner, "degree.bachelor", turned))
    assert codes(page.session, "degree.bachelor") == []
    detail.accept()


def test_the_review_leads_to_the_very_page(qtbot: QtBot, session: Session) -> None:
    review = ReviewPage(session)
    session.case_changed.connect(review.show_case)
    show(qtbot, review)
    review.show_case()
    found = next(f for f in session.case.picture.findings if f.code == "page_small")
    with qtbot.waitSignal(review.lead_to) as led:
        review._lead(found)
    materials = MaterialsPage(session)
    materials.show_case()
    show(qtbot, materials)
    assert materials.focus_place(led.args[0])
    detail = materials.findChild(Detail)
    assert detail is not None
    names = [document.name for document in detail.acts.files()]
    assert names[detail._index] == "居住证预览.jpg"
    detail.accept()


def test_what_was_used_all_the_same_is_shown_in_the_review(qtbot: QtBot, session: Session) -> None:
    review = ReviewPage(session)
    session.case_changed.connect(review.show_case)
    show(qtbot, review)
    review.show_case()
    found = next(f for f in session.case.picture.findings if f.code == "page_blurred")
    review._confirm([found], True)
    review.show_case()
    from tests.ui.gates import shown_widgets, visible_text

    words = "\n".join(visible_text(widget) for widget in shown_widgets(review))
    assert "已确认，仍然使用「IMG_2044.jpg」" in words
    assert found.key in session.case.submission.confirmed
