"""Drafts: old or new after every failure; a damaged one is named and stops nobody."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.errors import ENVIRONMENT, Code, JifenError
from jifen_desktop.domain.ids import District, Level, Method, PointsPath, Service
from jifen_desktop.domain.pages import FileFacts, Media, PageFacts
from jifen_desktop.domain.submission import (
    Applicant,
    Centre,
    Company,
    Document,
    Education,
    Submission,
)
from jifen_desktop.files.disk import swapped
from jifen_desktop.library.drafts import Draft, DraftStore, ExportRecord, facts_by_path
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.case import Case
from tests.files.faulty import FaultyDisk

ON = date(2026, 11, 23)
CORNERS = ((0.05, 0.1), (0.9, 0.0), (1.0, 0.95), (0.0, 0.9))


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "library")


def add(store: DraftStore, data: bytes, name: str = "a.jpg") -> tuple[Document, FileFacts]:
    sha, path = store.originals.add_bytes(data)
    page = PageFacts(0, 30, 20, Method.COPIED)
    edits = ((0, Edit(1, CORNERS, (0.1, 0.2, 0.9, 1.0), -20, 35)),)
    return Document(path, name, sha, edits=edits), FileFacts(sha, len(data), Media.JPEG, (page,))


def draft_with(store: DraftStore, *documents: tuple[Document, FileFacts]) -> Draft:
    """A draft that uses every field."""
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
        centre=Centre(phone="021-00000000", joiner="-"),
        applicants=(person,),
    )
    facts = tuple((d.sha256, f) for d, f in documents)
    record = ExportRecord(datetime(2026, 11, 23, 8, tzinfo=UTC), "somewhere", (("a", "b"),))
    return replace(store.new(submission, sample=True), step="review", facts=facts, exported=record)


def test_everything_comes_back(store: DraftStore) -> None:
    kept = store.save(draft_with(store, add(store, b"one"), add(store, b"two")))
    assert store.load(kept.id) == kept
    assert store.all() == ([kept], [])
    sha, facts = kept.facts[0]
    assert facts_by_path(store, dict(kept.facts))[store.originals.path_of(sha)] == facts


def test_a_draft_from_before_there_were_edits_is_read(store: DraftStore) -> None:
    kept = store.save(draft_with(store, add(store, b"one")))
    path = store.folder / f"{kept.id}.json"
    old = json.loads(path.read_bytes())
    person = old["draft"]["submission"]["applicants"][0]
    del person["one_sheet"], old["draft"]["submission"]["one_sheet"]
    del person["documents"][0][1][0]["edits"]
    path.write_text(json.dumps(old), encoding="utf-8")
    (found,) = store.load(kept.id).submission.applicants
    assert (found.one_sheet, found.documents[0][1][0].edits) == ((), ())


def test_a_library_may_be_moved(store: DraftStore, tmp_path: Path) -> None:
    kept = store.save(draft_with(store, add(store, b"one")))
    (tmp_path / "library").rename(tmp_path / "elsewhere")
    moved = DraftStore(tmp_path / "elsewhere").load(kept.id)
    (document,) = moved.submission.applicants[0].documents[0][1]
    assert document.path.read_bytes() == b"one"


def test_no_path_of_this_computer_is_kept(store: DraftStore, tmp_path: Path) -> None:
    kept = store.save(draft_with(store, add(store, b"one")))
    text = (store.folder / f"{kept.id}.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_only_the_user_may_read_them(store: DraftStore) -> None:
    kept = store.save(draft_with(store, add(store, b"one")))
    path = store.folder / f"{kept.id}.json"
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert oct(store.folder.stat().st_mode & 0o777) == "0o700"


def _failure(disk: FaultyDisk, action: Callable[[], object]) -> JifenError | None:
    """How the action failed on that disk."""
    try:
        with swapped(disk):
            action()
    except JifenError as error:
        return error
    return None


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "EACCES", "win33"])
def test_a_failed_save_leaves_the_old_or_the_new(store: DraftStore, kind: str) -> None:
    old = store.save(draft_with(store, add(store, b"one")))
    new = replace(old, step="export")
    for nth in count(1):
        disk = FaultyDisk(nth, kind)
        failure = _failure(disk, lambda: store.save(new))
        drafts, damaged = store.all()
        assert damaged == []
        steps = [["review"], ["export"]] if failure else [["export"]]
        assert [d.step for d in drafts] in steps
        assert failure is None or failure.code in ENVIRONMENT
        assert [p.name for p in store.folder.iterdir()] == [f"{old.id}.json"]
        store.save(old)
        if not disk.fired:
            break
    assert nth >= 5


def _spoilt(data: bytes) -> dict[str, bytes]:
    spoilt = {f"cut {i}": data[: len(data) * i // 16] for i in range(16)}
    text = data.decode()
    spoilt |= {
        "zeros": bytes(len(data)),
        "list": b"[1, 2]",
        "number": b"7",
        "no draft": b'{"version": 1}',
        "version": text.replace('"version": 1', '"version": "one"').encode(),
        "nested": b"[" * 100_000,
        "half a character": text.replace("张", "\\ud800").encode()[:-9],
        "hash": text.replace('"sha256": "', '"sha256": "x').encode(),
        "district": text.replace('"jingan"', '"suzhou"').encode(),
        "paper": text.replace('"id_card"', '"id_cart"').encode(),
        "number as text": text.replace('"children": 2', '"children": "2"').encode(),
        "turns": text.replace('"turns": 1', '"turns": 5').encode(),
        "sheet": re.sub(r'(one_sheet": .\s*"id_card)', r"\1_", text).encode(),
        "time": text.replace("08:00:00Z", "08:00:00").encode(),
        "gb18030": text.encode("gb18030"),
    }
    return spoilt


def test_damage_is_named_and_stops_nobody(store: DraftStore) -> None:
    good = store.save(draft_with(store))
    bad = store.save(draft_with(store, add(store, b"one")))
    path = store.folder / f"{bad.id}.json"
    whole = path.read_bytes()
    for case, data in _spoilt(whole).items():
        assert data != whole, case
        path.write_bytes(data)
        drafts, damaged = store.all()
        assert [d.id for d in drafts] == [good.id], case
        assert [(d.path, d.code) for d in damaged] == [(path, Code.DRAFT_DAMAGED)], case
        with pytest.raises(JifenError) as caught:
            store.load(bad.id)
        assert caught.value.params == {"name": path.name}
        assert path.read_bytes() == data  # kept as it is


def test_a_flipped_bit_is_damage_or_opens(store: DraftStore) -> None:
    kept = store.save(draft_with(store, add(store, b"one")))
    path = store.folder / f"{kept.id}.json"
    whole = path.read_bytes()
    book = load_rulebook()
    opened = 0
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 7]) + whole[at + 1 :])
        drafts, damaged = store.all()
        assert len(drafts) + len(damaged) == 1
        for draft in drafts:
            case = Case(book, store, draft)
            assert case.picture.plans.base.materials
            assert case.step
            opened += 1
    assert opened > 20


def test_a_file_of_another_name_is_damage(store: DraftStore) -> None:
    kept = store.save(draft_with(store))
    other = store.folder / f"{'0' * 32}.json"
    (store.folder / f"{kept.id}.json").rename(other)
    assert [d.path for d in store.all()[1]] == [other]


def test_a_newer_version_is_refused_kindly(store: DraftStore) -> None:
    kept = store.save(draft_with(store))
    path = store.folder / f"{kept.id}.json"
    table: dict[str, Any] = json.loads(path.read_bytes())
    path.write_text(json.dumps(table | {"version": 2, "draft": {"other": "shape"}}))
    before = path.read_bytes()
    with pytest.raises(JifenError) as caught:
        store.load(kept.id)
    assert caught.value.code == Code.DRAFT_NEWER
    assert [d.code for d in store.all()[1]] == [Code.DRAFT_NEWER]
    assert path.read_bytes() == before


def test_a_broken_file_name_can_be_kept(store: DraftStore) -> None:
    document, facts = add(store, b"one", "scan-\udcff.jpg")
    kept = store.save(draft_with(store, (document, facts)))
    assert store.load(kept.id) == kept


def test_purging_deletes_what_nobody_else_uses(store: DraftStore) -> None:
    own, shared = add(store, b"own"), add(store, b"shared")
    gone = store.save(draft_with(store, own, shared))
    kept = store.save(draft_with(store, shared))
    store.purge(gone.id)
    assert store.all() == ([kept], [])
    assert not own[0].path.exists()
    assert shared[0].path.read_bytes() == b"shared"
    store.purge(kept.id)
    assert not shared[0].path.exists()
    assert not [p for p in store.folder.parent.rglob("*") if p.is_file()]


def test_purging_spares_what_a_damaged_draft_may_need(store: DraftStore) -> None:
    shared = add(store, b"shared")
    gone, bad = (store.save(draft_with(store, shared)) for _ in range(2))
    (store.folder / f"{bad.id}.json").write_bytes(b"damaged")
    store.purge(gone.id)
    assert shared[0].path.exists()
    assert not (store.folder / f"{gone.id}.json").exists()


def test_a_failed_purge_can_be_tried_again(store: DraftStore) -> None:
    for nth in count(1):
        papers = [add(store, f"{nth} {i}".encode()) for i in range(2)]
        draft = store.save(draft_with(store, *papers))
        disk = FaultyDisk(nth, "EIO")
        failure = _failure(disk, lambda: store.purge(draft.id))  # noqa: B023 - called at once
        if failure is not None:
            assert failure.code in ENVIRONMENT
            assert [d.id for d in store.all()[0]] == [draft.id]
            store.purge(draft.id)
        assert store.all() == ([], [])
        left = [d.path for d, _ in papers if d.path.exists()]
        assert left == [] or disk.calls[nth - 1] == "read"
        if not disk.fired:
            break
    assert nth >= 5


@pytest.mark.parametrize("draft_id", ["", "..", "../settings", "A" * 32, "0" * 31])
def test_ids_stay_inside(store: DraftStore, draft_id: str) -> None:
    with pytest.raises(ValueError, match="draft id"):
        store.load(draft_id)


def test_the_latest_stands_first(store: DraftStore) -> None:
    first = store.save(draft_with(store))
    second = store.save(draft_with(store))
    again = store.save(first)
    assert [d.id for d in store.all()[0]] == [again.id, second.id]


def test_an_empty_library_has_none(store: DraftStore) -> None:
    assert store.all() == ([], [])
    assert not store.folder.exists()


def test_a_folder_in_a_drafts_place_is_damage(store: DraftStore) -> None:
    (store.folder / f"{'0' * 32}.json").mkdir(parents=True)
    assert [d.code for d in store.all()[1]] == [Code.DRAFT_DAMAGED]


def test_what_a_crash_left_half_written_goes(store: DraftStore) -> None:
    kept = store.save(draft_with(store, add(store, b"one")))
    dead = 2**22 + 1
    gone = [
        folder / f".jifen-{dead}-0123abcd.tmp"
        for folder in (store.folder, store.originals.root, store.folder.parent)
    ]
    mine = store.folder / f".jifen-{os.getpid()}-0123abcd.tmp"
    for path in (*gone, mine):
        path.write_bytes(b"half")
    assert store.all() == ([kept], [])
    assert not [path for path in gone if path.exists()]
    assert mine.exists()
