"""Entries that use every field, and a library's rows to spoil."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.ids import District, Level, Method, PointsPath, Service
from jifen_desktop.domain.pages import FileFacts, Media, PageFacts
from jifen_desktop.domain.submission import (
    Applicant,
    Centre,
    Company,
    Document,
    Education,
    Submission,
    Visitor,
)
from jifen_desktop.library.entry import Entry, ExportRecord, Summary
from jifen_desktop.library.store import LibraryStore

ON = date(2026, 11, 23)
CORNERS = ((0.1, 0.1), (0.9, 0.0), (1.0, 1.0), (0.0, 0.9))


def add(store: LibraryStore, data: bytes, name: str = "a.jpg") -> tuple[Document, FileFacts]:
    sha, path = store.originals.add_bytes(data)
    page = PageFacts(0, 30, 20, Method.COPIED)
    edits = ((0, Edit(1, CORNERS, (0.1, 0.2, 0.9, 1.0), -20, 35)),)
    return Document(path, name, sha, edits=edits), FileFacts(sha, len(data), Media.JPEG, (page,))


def entry_with(store: LibraryStore, *documents: tuple[Document, FileFacts]) -> Entry:
    """An entry that uses every field."""
    person = Applicant(
        key="k1",
        name="张样本",
        id_number="000000198603070013",
        permit_valid_until=date(2027, 6, 30),
        points_paths=(PointsPath.EDUCATION, PointsPath.SKILLS),
        education=(Education(Level.BACHELOR, report_updated_on=ON),),
        children=2,
        documents=(("id_card", tuple(d for d, _ in documents)),) if documents else (),
        not_applicable=(("chsi_status.bachelor", "已毕业"),),
        one_sheet=("id_card",),
    )
    submission = Submission(
        District.JINGAN,
        Service.NEW,
        ON,
        confirmed=frozenset({"mock_score"}),
        company=Company("上海样本信息技术有限公司", "样本信息"),
        centre=Centre(
            phone="021-00000000",
            joiner="-",
            address_confirmed="样本路1号 样本中心",
            address_confirmed_on=ON,
        ),
        applicants=(person,),
        label_copies=3,
        visitors=(Visitor("王样本", "000000198708140049", "021-00000000", left_shanghai=False),),
    )
    facts = tuple((d.sha256, f) for d, f in documents)
    record = ExportRecord(datetime(2026, 11, 23, 8, tzinfo=UTC), "somewhere", (("a", "b"),))
    return replace(store.new(submission, sample=True), step="review", facts=facts, exported=record)


def summary(text: str = "样本", days: tuple[date, ...] = ()) -> Summary:
    """A summary found by that text."""
    return Summary('{"of": "a test"}', text, tuple((day, "{}") for day in days), "rules", b"plan")
