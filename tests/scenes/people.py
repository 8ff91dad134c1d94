"""Company and applicants."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QScrollArea, QWidget

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Centre
from jifen_desktop.flow.step import Step
from jifen_desktop.intake.table import table_of
from jifen_desktop.services.edit import set_pair
from jifen_desktop.services.people import fit_people
from jifen_desktop.ui.wizard.pages.people import PeoplePage
from jifen_desktop.ui.wizard.pages.people.roster_dialog import RosterDialog
from tests import pictures
from tests.pictures import scene
from tests.scenes.windows import make_window
from tests.support.cases import open_sample
from tests.support.shelves import company, person


@scene("people")
def people() -> QWidget:
    """A filled case."""
    window, session, folder = make_window()
    open_sample(session, folder, people=2)
    window.frame.go_to(Step.PEOPLE)
    return window


@scene("people-cards")
def cards() -> QWidget:
    """Scrolled to the people, one of them wrong, in a district that looks at the permit."""
    window, session, _folder = make_window()
    window.act("new")
    changed = set_pair(session.case.submission, District.JINGAN, Service.NEW, Centre())
    who = person("李样本", id_number="310101199001010019")
    people = (*changed.applicants, who)
    session.change(replace(changed, company=company("上海样本信息技术有限公司"), applicants=people))
    window.frame.go_to(Step.PEOPLE)
    window.resize(*pictures.SIZE)
    window.show()
    window.frame.go_on()
    pictures.settle(window)
    page = window.frame.page
    assert page is not None
    area = page.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    return window


@scene("people-problems")
def problems() -> QWidget:
    """继续 with nothing entered."""
    window, session, _folder = make_window()
    window.act("new")
    window.frame.go_on()
    window.frame.go_on()
    assert session.has_case
    return window


@scene("people-company")
def about_company() -> QWidget:
    """A business about the company alone."""
    window, session, _folder = make_window()
    window.act("new")
    changed = set_pair(session.case.submission, District.XUHUI, Service.RESET_COMPANY, Centre())
    session.change(fit_people(changed, company_only=True))
    window.frame.go_to(Step.PEOPLE)
    return window


ROSTER = (
    "工号\t姓名\t身份证号码\t部门\t居住证有效期至\t最高学历\n"
    "001\t张样本\t000000198603070013\t研发部\t2027-06-30\t本科\n"
    "002\t李样本\t3.10101E+17\t研发部\t2027/3/1\t大专\n"
    "003\t王样本\t\t市场部\t明年\t硕士\n"
    "004\t阿样本·样本\t310101199001010012\t市场部\t\t专科+本科\n"
)


@scene("people-roster")
def roster() -> QWidget:
    """A pasted roster with wrong rows."""
    window, session, _folder = make_window()
    window.act("new")
    window.frame.go_to(Step.PEOPLE)
    return RosterDialog(window, table_of(ROSTER), session.case.submission, session.today)


@scene("people-many")
def many() -> QWidget:
    """More people than are all open."""
    window, session, _folder = make_window()
    window.act("new")
    numbers = ("310101199001010012", "310101199001010019", "")
    people = tuple(
        person(f"张样本{c}", id_number=numbers[i % 3]) for i, c in enumerate("甲乙丙丁戊")
    )
    session.change(replace(session.case.submission, applicants=people))
    window.frame.go_to(Step.PEOPLE)
    page = window.frame.page
    assert isinstance(page, PeoplePage)
    page.cards[people[1].key].open()
    window.resize(*pictures.SIZE)
    window.show()
    pictures.settle(window)
    area = page.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    return window
