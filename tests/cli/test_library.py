"""`list`, `backup`, `restore` and `verify`: the same library as the window's."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from jifen_desktop.files.lock import FolderLock
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.summary import save_entry
from tests.library.making import add, entry_with
from tests.support.commands import Cli


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JIFEN_LIBRARY", str(tmp_path / "library"))
    return tmp_path / "library"


@pytest.fixture
def entry(root: Path) -> Entry:
    with closing(LibraryStore(root)) as store:
        made = replace(entry_with(store, add(store, b"one")), exported=None)
        return save_entry(load_rulebook(), store, made)


def test_an_empty_library_has_no_submissions(cli: Cli, root: Path) -> None:
    assert cli("list").out == "还没有申报\n"
    assert cli("list", "--json").json == {"submissions": []}
    assert cli("verify").out.splitlines()[-1] == "全部完好"


def test_submissions_are_listed(cli: Cli, entry: Entry) -> None:
    ran = cli("list")
    assert ran.status == 0
    assert ran.out.splitlines()[0] == "未完成 1 份"
    assert "静安区" in ran.out
    assert "张样本" in ran.out
    assert entry.submission.applicants[0].id_number not in ran.out
    (line,) = cli("list", "--json").json["submissions"]
    assert (line["id"], line["district"], line["shelf"]) == (entry.id, "静安区", "open")


def test_a_backup_goes_round(cli: Cli, entry: Entry, tmp_path: Path) -> None:
    target = tmp_path / "备份.jifenbackup"
    made = cli("backup", target, "--json")
    assert (made.status, made.json["originals"], made.json["bytes"]) == (
        0,
        1,
        target.stat().st_size,
    )
    again = cli("backup", target)
    assert (again.status, len(again.reasons)) == (2, 1)
    assert cli("backup", target, "--replace").status == 0
    there = tmp_path / "there"
    back = cli("restore", target, "--library", there)
    assert (back.status, back.err) == (0, "")
    assert "1 个证件文件" in back.out
    (line,) = cli("list", "--json", "--library", there).json["submissions"]
    assert line["id"] == entry.id
    assert cli("verify", "--library", there).status == 0


def test_a_file_that_is_no_backup_changes_nothing(cli: Cli, entry: Entry, tmp_path: Path) -> None:
    other = tmp_path / "照片.jpg"
    other.write_bytes(b"\xff\xd8\xff")
    ran = cli("restore", other)
    assert (ran.status, len(ran.reasons)) == (2, 1)
    assert "照片.jpg" in ran.err
    assert len(cli("list", "--json").json["submissions"]) == 1


def test_verify_tells_what_is_lost(cli: Cli, entry: Entry, root: Path) -> None:
    document = entry.submission.applicants[0].documents[0][1][0]
    document.path.chmod(0o600)
    document.path.write_bytes(b"other")
    ran = cli("verify")
    assert ran.status == 1
    assert ran.reasons == ["1 个证件文件的内容变了，重新添加或从备份恢复"]
    document.path.unlink()
    found = cli("verify", "--json")
    assert (found.status, found.json["sound"]) == (1, False)
    assert found.json["missing"] == [document.sha256]


def test_one_writer_at_a_time(cli: Cli, entry: Entry, root: Path, tmp_path: Path) -> None:
    with FolderLock(root):
        for command in (
            ["list"],
            ["verify"],
            ["backup", tmp_path / "b"],
            ["restore", tmp_path / "b"],
        ):
            ran = cli(*command)
            assert (ran.status, len(ran.reasons)) == (1, 1)
            assert "另一个窗口" in ran.err


def test_a_damaged_library_is_told_and_opens(cli: Cli, entry: Entry, root: Path) -> None:
    path = root / "library.db"
    path.write_bytes(b"\0" * 5000)
    ran = cli("list")
    assert ran.status == 0
    assert "restore" in ran.err
    assert (root / "library.db.damaged-1").read_bytes() == b"\0" * 5000


def test_a_backup_never_takes_the_library_s_place(cli: Cli, entry: Entry, root: Path) -> None:
    ran = cli("backup", root / "library.db", "--replace")
    assert (ran.status, len(ran.reasons)) == (2, 1)
    assert "换一个文件夹" in ran.err
    for command in (["dates", "--pdf"], ["receipts", "--pdf"], ["labels", "--all", "--out"]):
        assert cli(*command, root / "library.db", "--replace").status == 2
    assert len(cli("list", "--json").json["submissions"]) == 1


def test_a_damaged_library_is_kept_when_a_backup_replaces_it(
    cli: Cli, entry: Entry, root: Path, tmp_path: Path
) -> None:
    cli("backup", tmp_path / "b")
    (root / "library.db").write_bytes(b"spoilt" * 900)
    ran = cli("restore", tmp_path / "b")
    assert ran.status == 0
    assert str(root / "library.db.damaged-1") in ran.out
    assert (root / "library.db.damaged-1").read_bytes() == b"spoilt" * 900
    ran = cli("restore", tmp_path / "b")
    (kept,) = (root / "backups").iterdir()
    assert str(kept) in ran.out
    assert "另存为" not in cli("restore", tmp_path / "b", "--library", tmp_path / "new").out
