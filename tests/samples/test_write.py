"""A whole sample submission: named by relative paths, complete, and all or nothing."""

import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.domain.ids import (
    Basis,
    ChannelKind,
    District,
    Form,
    Level,
    Outcome,
    Report,
    Scope,
    Service,
)
from jifen_desktop.domain.plan import Channel, Material, Plan
from jifen_desktop.domain.source import Source
from jifen_desktop.domain.submission import Applicant
from jifen_desktop.rulebook.case_plan import circumstances
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.services.samples import values
from jifen_desktop.services.samples.spec import DocumentSpec
from jifen_desktop.services.samples.write import SUBMISSION, make_sample
from jifen_desktop.worker.pool import WorkerPool

TODAY = date(2026, 11, 23)
SOURCE = Source(Basis.CARRIED)


class Here:
    """Draws nothing: the bytes tell which document was ordered."""

    def submit(
        self, fn: Callable[[DocumentSpec], bytes], /, *args: DocumentSpec, timeout: float
    ) -> "Future[bytes]":
        done: Future[bytes] = Future()
        done.set_result(f"{args[0].material}/{args[0].side}".encode())
        return done


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as workers:
        yield workers


def _material(key: str, scope: Scope = Scope.APPLICANT, **more: Any) -> Material:
    form = Form.ORIGINAL_SCAN_OR_PHOTO
    return Material(key, f"材料{key}", scope, "basic", True, form, SOURCE, SOURCE, **more)


def _plan(*materials: Material, **more: Any) -> Plan:
    return Plan(
        District.XUHUI,
        "徐汇区",
        Service.NEW,
        "积分申请",
        Outcome.SUBMIT,
        SOURCE,
        materials=materials,
        **more,
    )


def _with_education(applicant: Applicant) -> Plan:
    rows = [_material("id_card"), _material("business_licence", Scope.COMPANY)]
    for held in applicant.education:
        level: Level = held.level
        names = (f"chsi_filing.{level}", f"diploma_report_written.{level}")
        rows += [
            _material(f"diploma.{level}", education=level),
            _material(
                names[0], education=level, set_name=Report.ELECTRONIC, alternatives=names[1:]
            ),
            _material(names[1], education=level, set_name=Report.WRITTEN, alternatives=names[:1]),
        ]
    return _plan(*rows)


def _make(target: Path, plan_for: Callable[[Applicant], Plan], **more: Any) -> dict[str, Any]:
    path = make_sample(target, plan_for, District.XUHUI, Service.NEW, TODAY, Here(), **more)
    assert path == target / SUBMISSION
    return tomllib.loads(path.read_text("utf-8"))


def _named_files(table: dict[str, Any]) -> list[str]:
    tables = [table.get("company_documents", {})]
    tables += [row.get("documents", {}) for row in table.get("applicants", [])]
    return [name for documents in tables for names in documents.values() for name in names]


def test_a_complete_submission(tmp_path: Path) -> None:
    table = _make(tmp_path / "sample", _with_education)
    assert (table["district"], table["service"], table["date"]) == ("xuhui", "new", TODAY)
    assert table["confirmed"] == []
    (row,) = table["applicants"]
    assert row["permit_valid_until"] == date(2027, 11, 23)
    assert [held["level"] for held in row["education"]] == ["associate", "bachelor"]
    assert all(held["report_valid_until"] > TODAY for held in row["education"])
    assert len(row["documents"]["id_card"]) == 2
    assert "chsi_filing.bachelor" in row["documents"]
    assert "diploma_report_written.bachelor" not in row["documents"]
    assert list(table["company_documents"]) == ["business_licence"]


def test_every_named_file_is_there_and_no_other(tmp_path: Path) -> None:
    table = _make(tmp_path, _with_education)
    written = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert written == {SUBMISSION, *_named_files(table)}


def test_education_stays_away_where_the_service_asks_for_none(tmp_path: Path) -> None:
    table = _make(tmp_path, lambda _: _plan(_material("id_card")))
    assert "education" not in table["applicants"][0]
    assert "company_documents" not in table


def test_several_people_have_their_own_papers(tmp_path: Path) -> None:
    table = _make(tmp_path, _with_education, people=3)
    assert [row["name"] for row in table["applicants"]] == ["张样本", "李样本", "赵样本"]
    assert len({row["id_number"] for row in table["applicants"]}) == 3
    names = _named_files(table)
    assert len(set(names)) == len(names)


def test_a_service_about_the_company_has_no_applicant(tmp_path: Path) -> None:
    plan = _plan(
        _material("business_licence", Scope.COMPANY),
        _material("application_form"),
        about_company_only=True,
    )
    table = _make(tmp_path, lambda _: plan)
    assert "applicants" not in table
    assert set(table["company_documents"]) == {"business_licence", "application_form"}


def test_nothing_to_collect_gives_a_submission_without_documents(tmp_path: Path) -> None:
    table = _make(tmp_path, lambda _: _plan())
    assert _named_files(table) == []
    assert [p.name for p in tmp_path.iterdir()] == [SUBMISSION]


@pytest.mark.parametrize("address", [None, "上海市徐汇区南宁路969号一楼B厅"])
def test_an_address_is_made_up_only_for_a_courier_without_one(
    tmp_path: Path, address: str | None
) -> None:
    courier = Channel(ChannelKind.COURIER, SOURCE, address=address)
    table = _make(tmp_path, lambda _: _plan(_material("id_card"), channels=(courier,)))
    expected = None if address else values.CENTRE_ADDRESS
    assert table["centre"].get("address") == expected


def test_an_existing_submission_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / SUBMISSION).write_text("mine", "utf-8")
    with pytest.raises(JifenError) as failure:
        _make(tmp_path, _with_education)
    assert failure.value.code is Code.TARGET_EXISTS
    assert [p.name for p in tmp_path.iterdir()] == [SUBMISSION]
    assert (tmp_path / SUBMISSION).read_text("utf-8") == "mine"


def test_a_cancelled_sample_leaves_nothing(tmp_path: Path) -> None:
    calls: list[None] = []

    def check() -> None:
        calls.append(None)
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        _make(tmp_path / "sample", _with_education, step=lambda _done, _total: check())
    assert list(tmp_path.iterdir()) == []


def test_a_pool_that_closes_meanwhile_is_a_cancellation(tmp_path: Path) -> None:
    class Closing(Here):
        def submit(
            self, fn: Callable[[DocumentSpec], bytes], /, *args: DocumentSpec, timeout: float
        ) -> "Future[bytes]":
            lost: Future[bytes] = Future()
            lost.cancel()
            return lost

    with pytest.raises(Cancelled):
        make_sample(tmp_path / "x", _with_education, District.XUHUI, Service.NEW, TODAY, Closing())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("district", District)
@pytest.mark.parametrize("service", Service)
def test_every_required_paper_is_filled(
    district: District, service: Service, tmp_path: Path
) -> None:
    book = load_rulebook()
    plans: list[Plan] = []

    def plan_for(applicant: Applicant) -> Plan:
        who = circumstances(applicant, service)
        plans.append(make_plan(book, district, service, who, on=TODAY))
        return plans[-1]

    path = make_sample(tmp_path, plan_for, district, service, TODAY, Here())
    table = tomllib.loads(path.read_text("utf-8"))
    rows = table.get("applicants", [])
    tables = [table.get("company_documents", {}), table.get("company_stamped", {})]
    tables += [row.get(key, {}) for row in rows for key in ("documents", "stamped")]
    given = {material for each in tables for material in each}
    required = {
        m.id for m in plans[-1].materials if m.required and m.set_name is not Report.WRITTEN
    }
    assert required <= given


def test_drawn_by_the_real_workers(tmp_path: Path, pool: WorkerPool) -> None:
    plan = _plan(_material("id_card"), _material("tax_certificate"))
    make_sample(tmp_path, lambda _: plan, District.XUHUI, Service.NEW, TODAY, pool)
    kinds = {p.read_bytes()[:4] for p in tmp_path.rglob("documents/*/*")}
    assert {kind[:2] for kind in kinds} == {b"\xff\xd8", b"\x89P"}
