"""Order, names and places of scanned pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Document, Submission
from jifen_desktop.services.edit import documents_for, set_documents
from jifen_desktop.services.scan_pages import Scans, Where, both_sides, placed, scan_names
from jifen_desktop.services.take_in import TakenIn

EMPTY = Submission(District.XUHUI, Service.NEW, date(2026, 11, 2))
ROW = "business_licence"


def document(name: str) -> Document:
    return Document(Path(name), name, sha256=f"sha of {name}")


def row(*names: str) -> Submission:
    return set_documents(EMPTY, "", ROW, tuple(document(name) for name in names))


def names(submission: Submission) -> list[str]:
    return [d.name for d in documents_for(submission, "", ROW)]


@pytest.mark.parametrize(
    ("fronts", "backs", "wanted"),
    [
        ("135", "642", "123456"),
        ("1", "2", "12"),
        ("135", "64", "13546"),
        ("1", "642", "1246"),
        ("135", "", "135"),
        ("", "", ""),
    ],
)
def test_backs_lie_between_fronts(fronts: str, backs: str, wanted: str) -> None:
    assert "".join(both_sides(fronts, backs)) == wanted


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        (Where(), ["a", "b", "new"]),
        (Where(0), ["new", "a", "b"]),
        (Where(1), ["a", "new", "b"]),
        (Where(1, replaces=True), ["a", "new"]),
        (Where(9, replaces=True), ["a", "b", "new"]),
    ],
)
def test_pages_go_where_they_are_wanted(where: Where, wanted: list[str]) -> None:
    taken = TakenIn((document("new"),), ())
    assert names(placed(row("a", "b"), "", ROW, taken, Scans((), where), {})) == wanted


def test_edits_and_one_sheet_come_with_them() -> None:
    taken = TakenIn((document("front"), document("back")), ())
    turned = Edit(turns=1)
    scans = Scans((), one_sheet=True)
    changed = placed(EMPTY, "", ROW, taken, scans, {"back": turned})
    front, back = documents_for(changed, "", ROW)
    assert front.edits == ()
    assert back.edit_of(0) == turned
    assert changed.one_sheet == (ROW,)


def test_the_same_page_is_not_put_in_twice() -> None:
    before = row("a", "b")
    again = TakenIn((replace(document("a"), name="扫描件1.jpg"),), ())
    assert placed(before, "", ROW, again, Scans(()), {}) == before
    # in its own place it may stand again
    here = Scans((), Where(0, replaces=True))
    assert names(placed(before, "", ROW, again, here, {})) == ["扫描件1.jpg", "b"]


def test_names_are_nobody_elses() -> None:
    files = [Path("x/page-0001.jpg"), Path("x/page-0002.png")]
    assert scan_names(row("扫描件2.jpg"), files) == ["扫描件1.jpg", "扫描件3.png"]
