"""Undo and redo: for every act, doing, undoing and redoing come out equal; what was changed elsewhere is never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from jifen_desktop.domain.edits import Edit
from jifen_desktop.library.entry import Entry
from jifen_desktop.services.case import Case
from jifen_desktop.services.edit import documents_for, set_documents, set_edit
from jifen_desktop.services.take_in import TakenIn
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.materials.desk import Desk
from jifen_desktop.ui.wizard.pages.materials.detail.acts import RowActs
from jifen_desktop.ui.wizard.pages.materials.views import Spot, findings_of
from tests.support.cases import make_session, open_sample


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Session]:
    """One session for all tests here."""
    made = make_session(tmp_path_factory.mktemp("session"))
    made.pool.run(abs, 0)  # its processes run before the first test looks for what is left over
    yield made
    made.close()


@pytest.fixture(scope="module")
def sample(session: Session, tmp_path_factory: pytest.TempPathFactory) -> Entry:
    """The filled sample, drawn and read once."""
    return open_sample(session, tmp_path_factory.mktemp("sample")).entry


@pytest.fixture
def desk(session: Session, sample: Entry) -> Iterator[Desk]:
    """A desk on a case whose residence permit has one side only."""
    submission = sample.submission
    owner = submission.applicants[0].key
    card = documents_for(submission, owner, "residence_permit")
    submission = set_documents(submission, owner, "residence_permit", card[:1])
    submission = set_documents(submission, owner, "chsi_status.bachelor", ())
    entry = replace(session.store.new(submission), facts=sample.facts)
    session.open(Case(session.book, session.store, entry))
    made = Desk(session)
    yield made
    made.deleteLater()


def acts(desk: Desk, material: str = "id_card") -> RowActs:
    return RowActs(desk, Spot(desk.case.submission.applicants[0].key, material))


def confirm(desk: Desk) -> None:
    spot = Spot(desk.case.submission.applicants[0].key, "residence_permit")
    acts(desk, "residence_permit").confirm(findings_of(desk.case, spot)[0], True)


def place(desk: Desk) -> None:
    row = acts(desk)
    spot = Spot(desk.case.submission.applicants[0].key, "chsi_status.bachelor")
    desk.place(TakenIn((), ()), [(row.files()[0], spot)])


ACTS: dict[str, Callable[[Desk], None]] = {
    "移除「身份证-人像面.jpg」": lambda d: acts(d).remove(0),
    "移动「身份证-人像面.jpg」": lambda d: acts(d).move(0, 1),
    "移动「身份证-国徽面.jpg」": lambda d: acts(d).move_to(1, "chsi_status.bachelor"),
    "选择「劳动（聘用）合同.tif」的页": lambda d: acts(d, "labour_contract").set_pages(0, (1,)),
    "裁剪「身份证-人像面.jpg」": lambda d: acts(d).set_edit(
        0, 0, Edit(crop=(0.1, 0.1, 0.9, 0.9)), "裁剪"
    ),
    "“身份证”合成一张 A4": lambda d: acts(d).set_one_sheet(True),
    "标为不适用": lambda d: acts(d, "chsi_status.bachelor").mark("没有"),
    "添加到“学籍在线验证报告（本科）”": place,
    "确认：": confirm,
}


@pytest.mark.parametrize("name", ACTS)
def test_do_undo_redo_come_out_equal(desk: Desk, name: str) -> None:
    before = desk.case.submission
    ACTS[name](desk)
    after = desk.case.submission
    assert after != before
    assert desk.history.undo_text.startswith(f"撤销{name[:20]}")
    assert desk.undo()
    assert desk.case.submission == before
    assert desk.history.redo_text.startswith(f"重做{name[:20]}")
    assert desk.redo()
    assert desk.case.submission == after
    assert desk.session.store.load(desk.case.entry.id).submission == after
    assert desk.undo()
    assert (desk.case.submission, desk.undo()) == (before, False)


def test_everything_at_once_and_back(desk: Desk) -> None:
    states = [desk.case.submission]
    for act in reversed(ACTS.values()):  # removing last, so that there is something to act on
        act(desk)
        if desk.case.submission != states[-1]:
            states.append(desk.case.submission)
    assert len(states) > 7
    for state in states[-2::-1]:
        assert desk.undo()
        assert desk.case.submission == state
    for state in states[1:]:
        assert desk.redo()
        assert desk.case.submission == state
    assert not desk.redo()


def edit(desk: Desk, value: int, merge: str) -> None:
    acts(desk).set_edit(0, 0, Edit(brightness=value), "调整亮度", merge)


def test_a_series_of_one_kind_is_one_act(desk: Desk) -> None:
    before = desk.case.submission
    for value in (5, 10, 15):
        edit(desk, value, "a")
    edit(desk, 20, "b")
    assert desk.undo()
    assert acts(desk).files()[0].edit_of(0) == Edit(brightness=15)
    assert desk.undo()
    assert desk.case.submission == before
    edit(desk, 5, "a")
    edit(desk, 0, "a")
    assert not desk.history.stack.canUndo(), "back where it began: nothing was done"


def test_a_new_act_ends_what_could_be_redone(desk: Desk) -> None:
    acts(desk).move(0, 1)
    desk.undo()
    acts(desk).set_one_sheet(True)
    assert desk.history.redo_text == "重做"
    assert not desk.redo()


def test_a_change_made_elsewhere_is_an_act_of_its_own(desk: Desk) -> None:
    before = desk.case.submission
    acts(desk).move(0, 1)
    moved = desk.case.submission
    seen = QSignalSpy(desk.undoable)
    for name in ("上海别的", "上海别的公司"):
        company = replace(desk.case.submission.company, name=name)
        desk.session.change(replace(desk.case.submission, company=company))
    assert seen.at(seen.count() - 1) == [""]
    assert desk.history.undo_text == "撤销修改单位资料"
    assert desk.undo()
    assert desk.case.submission == moved
    assert desk.undo()
    assert desk.case.submission == before
    assert desk.redo()
    assert desk.redo()
    assert desk.case.submission.company.name == "上海别的公司"


def test_centre_data_belong_to_the_settings_and_end_the_history(desk: Desk) -> None:
    acts(desk).move(0, 1)
    centre = replace(desk.case.submission.centre, phone="021-11110000")
    desk.session.change(replace(desk.case.submission, centre=centre))
    assert not desk.undo()
    assert desk.history.undo_text == "撤销"
    assert desk.case.submission.centre == centre


def test_another_case_has_another_history(desk: Desk, session: Session, sample: Entry) -> None:
    acts(desk).move(0, 1)
    entry = replace(session.store.new(desk.case.submission), facts=sample.facts)
    session.open(Case(session.book, session.store, entry))  # a copy, so that only its name differs
    assert not desk.undo()
    assert not desk.redo()
    session.open(None)
    assert desk.history.undo_text == "撤销"


def test_saving_the_step_ends_nothing(desk: Desk) -> None:
    acts(desk).move(0, 1)
    desk.session.change(desk.case.submission)
    assert desk.undo()


def test_what_changes_nothing_is_no_act(desk: Desk) -> None:
    same = set_edit(
        desk.case.submission, desk.case.submission.applicants[0].key, "id_card", 0, 0, Edit()
    )
    desk.act("裁剪", "", same)
    assert desk.history.undo_text == "撤销"
