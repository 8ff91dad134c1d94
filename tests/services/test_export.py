"""The export as a use case: the same bytes every time, progress, cancelling, sources that change meanwhile."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.submission_file import read_submission
from jifen_desktop.messages import error_line
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.export import BlockedError, export
from jifen_desktop.services.facts import Picture, look_at, read_facts
from jifen_desktop.services.room import least_bytes
from jifen_desktop.worker.pool import WorkerPool
from tests.support.commands import tree
from tests.support.inline import InlinePool
from tests.support.submissions import ON, Person, Submission, picture

MINHANG = Submission("minhang", "new", [Person(levels=["bachelor"])])
JINGAN = Submission("jingan", "education", [Person(levels=["associate", "bachelor"])])
RESET = Submission("minhang", "reset_personal")


def look(submission: Submission, folder: Path, pool: WorkerPool) -> Picture:
    """The submission written, read and looked at; one page has to be encoded."""
    path = submission.write(folder)
    (folder / "person-1/id_card-b.jpg").write_bytes(picture("b", "PNG"))
    book = load_rulebook()
    read = read_submission(path, book, today=ON)
    return look_at(book, read, read_facts(Intake(pool), read))


@pytest.mark.parametrize("submission", [MINHANG, JINGAN], ids=["minhang", "jingan"])
def test_the_same_submission_gives_the_same_bytes(tmp_path: Path, submission: Submission) -> None:
    inline = InlinePool()
    export(look(submission, tmp_path / "in", inline), tmp_path / "a", inline)
    time.sleep(1.1)  # dates in PDF and DOCX count seconds
    with WorkerPool() as pool:  # other processes, another folder
        export(look(submission, tmp_path / "in-2", pool), tmp_path / "deeper/b", pool)
    first, second = tree(tmp_path / "a"), tree(tmp_path / "deeper/b")
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []
    kinds = {".zip", ".eml", ".txt", ".pdf"} | ({".docx"} if submission is JINGAN else set())
    assert {Path(name).suffix for name in first} == kinds


def test_progress_grows_to_its_total(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    pool = InlinePool()
    shown = look(JINGAN, tmp_path / "in", pool)
    export(shown, tmp_path / "out", pool, progress=lambda *step: seen.append(step))
    assert [done for _, done, _ in seen] == list(range(1, len(seen) + 1))
    assert {total for _, _, total in seen} == {len(seen)}
    assert {name for name, _, _ in seen} >= set(shown.outputs.names)
    assert ".jifen" not in str(seen)


def test_cancelled_at_every_point(tmp_path: Path) -> None:
    pool = InlinePool()
    shown = look(JINGAN, tmp_path / "in", pool)
    before = tree(tmp_path)
    for stop_at in count(1):
        asked = count(1)
        try:
            export(
                shown,
                tmp_path / "out",
                pool,
                cancelled=lambda asked=asked, at=stop_at: next(asked) >= at,  # type: ignore[misc]
            )
        except Cancelled:
            assert tree(tmp_path) == before
        else:
            break
    assert stop_at > 20


def test_closing_the_pool_cancels(tmp_path: Path) -> None:
    with WorkerPool() as pool:
        shown = look(RESET, tmp_path / "in", pool)
        before = tree(tmp_path)
        with pytest.raises(Cancelled):
            export(shown, tmp_path / "out", pool, progress=lambda *_: pool.close())
    assert tree(tmp_path) == before


@pytest.mark.parametrize("which", ["a", "b"], ids=["copied", "encoded"])
def test_a_source_that_vanishes_is_named(tmp_path: Path, which: str) -> None:
    pool = InlinePool()
    shown = look(RESET, tmp_path / "in", pool)
    (tmp_path / f"in/person-1/id_card-{which}.jpg").unlink()
    with pytest.raises(JifenError) as caught:
        export(shown, tmp_path / "out", pool)
    assert caught.value.code == Code.FILE_MISSING
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("which", ["a", "b"], ids=["copied", "encoded"])
def test_a_source_that_changes_is_noticed(tmp_path: Path, which: str) -> None:
    pool = InlinePool()
    shown = look(RESET, tmp_path / "in", pool)
    kind = "JPEG" if which == "a" else "PNG"
    (tmp_path / f"in/person-1/id_card-{which}.jpg").write_bytes(picture("another", kind))
    with pytest.raises(JifenError) as caught:
        export(shown, tmp_path / "out", pool)
    assert caught.value.code == Code.VERIFY_FAILED
    assert not (tmp_path / "out").exists()


def test_a_blocked_submission_is_not_begun(tmp_path: Path) -> None:
    pool = InlinePool()
    shown = look(RESET.but(company={"name": ""}), tmp_path / "in", pool)
    with pytest.raises(BlockedError) as caught:
        export(shown, tmp_path / "out", pool)
    assert [f.code for f in caught.value.findings] == ["company_name_missing"]
    assert not (tmp_path / "out").exists()


def test_a_character_without_a_font_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "jifen_desktop.services.sheet_file.missing_characters", lambda _: ["\U00030edd"]
    )
    pool = InlinePool()
    monkeypatch.setattr(
        "jifen_desktop.services.export_run.Run.call", lambda *_: b"%PDF-", raising=True
    )
    shown = look(RESET, tmp_path / "in", pool)
    (found,) = export(shown, tmp_path / "out", pool).findings
    assert (found.code, found.params["characters"]) == ("glyph_missing", "\U00030edd")


def test_scratch_pages_lie_with_the_export(tmp_path: Path) -> None:
    """On the same volume, so that a full one is noticed at the start, and swept after a crash."""
    seen: set[str] = set()

    def look_around(*_: object) -> None:
        seen.update(
            p.relative_to(tmp_path / "out").parts[1]
            for p in (tmp_path / "out").glob(".jifen-stage-*/*/*")
        )

    pool = InlinePool()
    export(look(RESET, tmp_path / "in", pool), tmp_path / "out", pool, progress=look_around)
    assert seen == {"new", "scratch"}


def test_a_disk_without_room_is_told_with_numbers_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = look(RESET, tmp_path / "in", InlinePool())
    needed = least_bytes(shown)
    assert needed > 0
    usage = SimpleNamespace(free=needed - 1)
    monkeypatch.setattr("jifen_desktop.services.room.shutil.disk_usage", lambda _folder: usage)
    steps: list[str] = []
    with pytest.raises(JifenError) as caught:
        export(shown, tmp_path / "out", InlinePool(), progress=lambda what, *_: steps.append(what))
    assert caught.value.code == Code.DISK_FULL
    assert "（至少要 1 MB，只剩 0 MB）" in error_line(caught.value)
    assert str(tmp_path / "out") in error_line(caught.value)
    assert steps == []
    assert not (tmp_path / "out").exists()
    usage.free = 10**9
    assert export(shown, tmp_path / "out", InlinePool()).written
