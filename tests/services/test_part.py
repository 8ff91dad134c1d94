"""Exports of some of the people: what went out of whom, and what the next export is compared with."""

from __future__ import annotations

from datetime import UTC, datetime

from jifen_desktop.library.entry import ExportRecord, SentPage
from jifen_desktop.services.part import sent_of, sent_to_compare

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def page(owner: str, name: str) -> SentPage:
    """A page of somebody, or of the company."""
    return SentPage(owner, owner, "id_card", name, name)


def export(*pages: SentPage, part: bool = True) -> ExportRecord:
    """An export of these pages."""
    return ExportRecord(NOW, "folder", pages=pages, part=part)


HISTORY = (
    export(page("b", "b2"), page("", "c2")),
    export(page("a", "a1"), page("", "c1")),
    export(page("a", "a0"), page("z", "z0"), part=False),
    export(page("y", "y0"), part=False),
)


def test_everybody_s_last_pages_count_back_to_the_last_export_of_all() -> None:
    assert {(p.applicant, p.name) for p in sent_of(HISTORY)} == {
        ("b", "b2"),
        ("", "c2"),
        ("a", "a1"),
        ("z", "z0"),
    }
    assert sent_of(()) == ()


def test_a_part_is_compared_with_the_same_people_alone() -> None:
    sent = sent_of(HISTORY)
    assert {p.applicant for p in sent_to_compare(sent, {"a"})} == {"a", ""}
    assert sent_to_compare(sent, {"new"}) == ()
