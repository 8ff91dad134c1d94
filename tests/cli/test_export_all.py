"""`export --all`: what can be exported is, whatever becomes of the others."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.settings import Settings
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services import export_all
from jifen_desktop.services.case import Case, case_from_file, new_case
from jifen_desktop.services.export import Exported, export
from jifen_desktop.worker.pool import WorkerPool
from tests.cli.test_export import NEW
from tests.support.commands import Cli
from tests.support.exports import names
from tests.support.samples import ON


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JIFEN_LIBRARY", str(tmp_path / "library"))
    return tmp_path / "library"


def put(root: Path, pool: WorkerPool, folder: Path, *, sample: bool = False) -> Entry:
    """A submission that can be exported."""
    with closing(LibraryStore(root)) as store:
        path = NEW.write(folder)
        return case_from_file(load_rulebook(), store, Intake(pool), path, ON, sample=sample).entry


def put_blank(root: Path) -> Entry:
    """A submission that has nothing yet."""
    with closing(LibraryStore(root)) as store:
        case = new_case(load_rulebook(), store, Settings(), ON)
        case.save()
        return case.entry


def test_an_empty_library_has_nothing_to_export(cli: Cli, root: Path, tmp_path: Path) -> None:
    ran = cli("export", "--all", "--out", tmp_path / "out")
    assert (ran.status, ran.out, ran.err) == (0, "没有未完成的申报\n", "")
    assert not (tmp_path / "out").exists()


def test_each_has_a_folder_and_one_that_blocks_holds_up_nobody(
    cli: Cli, root: Path, tmp_path: Path, shared_pool: WorkerPool
) -> None:
    first = put(root, shared_pool, tmp_path / "a")
    blank = put_blank(root)
    put(root, shared_pool, tmp_path / "s", sample=True)
    second = put(root, shared_pool, tmp_path / "b")
    out = tmp_path / "out"
    ran = cli("export", "--all", "--out", out, "--json")
    assert ran.status == 2
    found = {one["id"]: one for one in ran.json["submissions"]}
    assert [one["id"] for one in ran.json["submissions"]] == [second.id, blank.id, first.id]
    assert {i: one["outcome"] for i, one in found.items()} == {
        first.id: "exported",
        blank.id: "blocked",
        second.id: "exported",
    }
    folders = {Path(found[e.id]["folder"]) for e in (first, second)}
    assert folders == set(out.iterdir())
    assert len(folders) == 2
    assert all("张样本.zip" in names(folder) for folder in folders)
    assert all(reason.startswith(f"{blank.id[:8]} 必须处理：") for reason in ran.reasons)
    assert found[blank.id]["reasons"]
    assert not found[blank.id]["written"]
    shelves = {c["id"]: c["shelf"] for c in cli("list", "--json").json["submissions"]}
    assert (shelves[first.id], shelves[blank.id]) == ("exported", "open")
    again = cli("export", "--all", "--out", out, "--json")
    assert [one["id"] for one in again.json["submissions"]] == [blank.id]


def test_a_missing_original_fails_alone(
    cli: Cli, root: Path, tmp_path: Path, shared_pool: WorkerPool
) -> None:
    broken = put(root, shared_pool, tmp_path / "a")
    whole = replace(broken, id="0" * 32)
    with closing(LibraryStore(root)) as store:
        submission = broken.submission
        sha, path = store.originals.add_bytes(b"nothing of a picture")
        (who,) = submission.applicants
        material, files = who.documents[0]
        files = (replace(files[0], path=path, sha256=sha), *files[1:])
        documents = ((material, files), *who.documents[1:])
        facts = (*broken.facts, (sha, replace(broken.facts[0][1], sha256=sha)))
        changed = replace(submission, applicants=(replace(who, documents=documents),))
        store.save(replace(broken, submission=changed, facts=facts))
        Case(load_rulebook(), store, whole).save()
        path.unlink()
    ran = cli("export", "--all", "--out", tmp_path / "out")
    assert ran.status != 0
    assert ran.out.startswith("00000000  已导出")
    assert len(ran.reasons) == 1
    assert ran.reasons[0].startswith(broken.id[:8])
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_what_was_exported_before_a_stop_stays(
    cli: Cli,
    root: Path,
    tmp_path: Path,
    shared_pool: WorkerPool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(root, shared_pool, tmp_path / "a")
    put(root, shared_pool, tmp_path / "b")
    calls = []

    def stops_second(*args: object, **named: object) -> Exported:
        calls.append(args)
        if len(calls) == 2:
            raise Cancelled
        return export(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(export_all, "export", stops_second)
    ran = cli("export", "--all", "--out", tmp_path / "out")
    assert (ran.status, len(ran.reasons)) == (1, 1)
    assert "前面导出的 1 份留着" in ran.err
    assert len(list((tmp_path / "out").iterdir())) == 1


@pytest.mark.parametrize(
    "arguments",
    [("--out", "x"), ("a.toml", "--all", "--out", "x"), ("--all", "--replace", "--out", "x")],
)
def test_all_and_a_file_exclude_each_other(cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = cli("export", *arguments)
    assert (ran.status, len(ran.reasons)) == (2, 1)


def test_the_library_remembers_where_a_relative_folder_is(
    cli: Cli,
    root: Path,
    tmp_path: Path,
    shared_pool: WorkerPool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The window, and the next start after a crash, look for it from elsewhere."""
    put(root, shared_pool, tmp_path / "a")
    monkeypatch.chdir(tmp_path)
    assert cli("export", "--all", "--out", "out").status == 0
    (receipt,) = cli("receipts", "--json").json["receipts"]
    (folder,) = (tmp_path / "out").iterdir()
    assert receipt["folder"] == str(folder)
