"""What the rules say otherwise than at the last save is told when a submission is opened, until it was seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jifen_desktop.domain.ids import District, Form, Level, Service
from jifen_desktop.domain.plan import Note, Plan
from jifen_desktop.domain.submission import Applicant, Education, Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.case_plan import CasePlan, case_plan
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.case import Case
from jifen_desktop.services.rules_since import open_case, plan_changes, seen
from jifen_desktop.services.summary import snapshot
from tests.support.submissions import ON

BOOK = load_rulebook()
PERSON = Applicant("1", "张样本", education=(Education(Level.BACHELOR),))
SUBMISSION = Submission(District.MINHANG, Service.NEW, ON, applicants=(PERSON,))
NOW = case_plan(BOOK, SUBMISSION)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LibraryStore]:
    made = LibraryStore(tmp_path / "library")
    yield made
    made.close()


def _older(**changed: object) -> CasePlan:
    """Plans that were otherwise in this."""

    def was(plan: Plan) -> Plan:
        return replace(plan, **changed)  # type: ignore[arg-type]

    return CasePlan(was(NOW.base), tuple((key, was(plan)) for key, plan in NOW.people))


def _saved(store: LibraryStore, plans: CasePlan, version: str = "older") -> str:
    """An entry as a program with other rules left it."""
    case = Case(BOOK, store, store.new(SUBMISSION))
    case.save()
    with store.db.transaction() as db:
        db.execute("UPDATE submission SET rulebook = ?, plan = ?", (version, snapshot(plans)))
    return case.entry.id


def _without_papers(plans: CasePlan) -> CasePlan:
    rows = NOW.people[0][1].materials
    people = tuple((key, replace(plan, materials=rows[1:])) for key, plan in plans.people)
    return CasePlan(replace(plans.base, materials=()), people)


def test_it_is_told_until_it_was_seen(store: LibraryStore) -> None:
    entry_id = _saved(store, _without_papers(NOW))
    told: tuple[str, ...] = (f"新增材料：{NOW.people[0][1].materials[0].name}",)
    case = open_case(BOOK, store, entry_id)
    assert case.rule_changes == told
    case.go_to(Step.MATERIALS)  # saved by the rules of today
    case = open_case(BOOK, store, entry_id)
    assert case.rule_changes == told
    seen(case)
    assert not case.rule_changes
    assert open_case(BOOK, store, entry_id).rule_changes == ()


def test_the_same_plans_or_the_same_rules_are_nothing_to_tell(store: LibraryStore) -> None:
    assert open_case(BOOK, store, _saved(store, NOW)).rule_changes == ()
    case = Case(BOOK, store, store.new(SUBMISSION))
    case.save()
    assert open_case(BOOK, store, case.entry.id).rule_changes == ()


def test_a_snapshot_that_cannot_be_read_is_nothing_to_tell(store: LibraryStore) -> None:
    entry_id = _saved(store, NOW)
    with store.db.transaction() as db:
        db.execute("UPDATE submission SET plan = ?", (b"torn",))
    assert open_case(BOOK, store, entry_id).rule_changes == ()


def test_what_is_still_to_be_told_goes_with_its_entry(store: LibraryStore) -> None:
    entry_id = _saved(store, _without_papers(NOW))
    open_case(BOOK, store, entry_id)
    assert store.marked(f"rules:{entry_id}")
    store.mark("other", "stays")
    store.purge(entry_id)
    assert store.marked(f"rules:{entry_id}") == ""
    assert store.marked("other") == "stays"


def test_each_kind_of_change_is_named() -> None:
    rows = NOW.people[0][1].materials
    courier = NOW.base.channels[-1]
    old = _older(
        materials=(
            replace(rows[0], required=not rows[0].required, form=Form.PLAIN_SCAN),
            *rows[1:],
        ),
        channels=(*NOW.base.channels[:-1], replace(courier, address="旧地址")),
        conditions=(*NOW.base.conditions, Note("gone", "旧的条件", NOW.base.source)),
        subject=None,
    )
    lines = plan_changes(old, NOW)
    name = rows[0].name
    assert f"{name}：改为必须提供" in lines
    assert any(line.startswith(f"{name}：由扫描件改为") for line in lines)
    assert any(line.endswith(f"：收件地址改为{courier.address}") for line in lines)
    assert "不再要求的条件：旧的条件" in lines
    assert "邮件标题的写法改了" in lines


def test_another_clause_alone_is_said_in_one_line() -> None:
    moved = replace(NOW.base.source, lines=(999,))
    assert plan_changes(_older(source=moved), NOW) == ("说明或通知出处有改动，办法不变",)
    assert plan_changes(NOW, NOW) == ()
