"""People of earlier submissions, and several companies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Centre, Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.services.edit import set_pair
from jifen_desktop.services.people import masked
from jifen_desktop.ui.settings import CompanyPage
from jifen_desktop.ui.wizard.pages.people.known import KnownPage
from jifen_desktop.ui.wizard.pages.people.page import PeoplePage
from tests.support.shelves import NUMBER, company, person, put
from tests.ui.conftest import Shell
from tests.ui.gates import shown_widgets, visible_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def people_page(shell: Shell) -> PeoplePage:
    """The people's page of a new case."""
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    shell.settle()
    page = shell.window.frame.page
    assert isinstance(page, PeoplePage)
    return page


def test_somebody_of_an_earlier_submission_comes_filled_in(shell: Shell) -> None:
    who = person("张样本", id_number=NUMBER, permit_valid_until=date(2027, 6, 30))
    other = person("李样本")
    first = company("上海样本一有限公司")
    put(
        shell.session,
        Submission(
            District.XUHUI, Service.NEW, shell.session.today, company=first, applicants=(who, other)
        ),
    )
    page = people_page(shell)
    shell.click("添加以前的申请人…")
    (known,) = shell.window.findChildren(KnownPage)
    told = "\n".join(visible_text(widget) for widget in shown_widgets(known))
    assert masked(NUMBER) in told
    assert NUMBER not in told
    known.search.setText("张")
    known.refresh()
    shell.settle()
    shell.click("添加：张样本", known)
    (added,) = shell.session.case.submission.applicants
    assert added == who
    assert "已经在这份申报里" in "\n".join(visible_text(x) for x in shown_widgets(known))
    page.undo()
    assert who not in shell.session.case.submission.applicants


def test_what_was_entered_is_undone_and_done_again_step_by_step(shell: Shell) -> None:
    page = people_page(shell)
    session, frame = shell.session, shell.window.frame
    begun = session.case.submission
    (card,) = page.cards.values()
    shell.type_into(card.fields["name"].field, "张样本")
    page.apply()
    shell.click("添加申请人")
    assert len(session.case.submission.applicants) == 2
    assert page.undo_texts()[0] == "撤销添加 1 位申请人"
    frame.undo()
    frame.undo()
    assert session.case.submission == begun
    frame.redo()
    assert session.case.submission.applicants[0].name == "张样本"
    frame.go_to(Step.PAIR)
    shell.settle()
    changed = set_pair(session.case.submission, District.JINGAN, Service.RENEWAL, Centre())
    session.change(changed)
    assert frame.page is not None
    assert frame.page.undo_texts()[0] == "撤销更换区或业务"
    frame.undo()
    assert session.case.submission.district != District.JINGAN
    assert session.store.load(session.case.entry.id).submission == session.case.submission


def test_companies_are_kept_and_chosen_from(shell: Shell) -> None:
    session = shell.session
    one, two = company("上海样本一有限公司"), company("上海样本二有限公司")
    session.save_settings(replace(session.settings, company=one).with_default(two))
    assert (session.settings.company, session.settings.companies) == (two, (one,))
    page = people_page(shell)
    field = page.company.others
    field.setCurrentIndex(field.findData(one.name))
    field.activated.emit(field.currentIndex())
    assert session.case.submission.company == one
    session.open(None)
    shell.window.start.show_page("company")
    shell.settle()
    shell.click(f"设为默认：{one.name}")
    assert (session.settings.company, session.settings.companies) == (one, (two,))
    shell.click("添加单位")
    shown = shell.window.start.stack.currentWidget()
    assert isinstance(shown, CompanyPage)
    assert shown.fields.value().name == ""
    kept = session.settings.companies
    assert [c.name for c in kept] == [one.name, two.name]
    shell.click(f"移除：{two.name}")
    assert [c.name for c in session.settings.companies] == [one.name]
