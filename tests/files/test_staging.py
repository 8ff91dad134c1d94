"""Exports: complete or absent."""

import os
import sys
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files import process
from jifen_desktop.files.disk import Disk, swapped
from jifen_desktop.files.lengths import longest_path, units
from jifen_desktop.files.staging import PREFIX, Staging, sweep
from tests.files.faulty import FaultyDisk
from tests.files.killing import NAMES, killed, new


def _tree(folder: Path) -> dict[str, bytes]:
    if not folder.exists():
        return {}
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def _export(target: Path, *, replace: bool = False) -> list[Path]:
    with Staging(target, replace=replace) as staging:
        for name in NAMES:
            staging.path(name).write_bytes(new(name))
        return staging.commit()


COMPLETE = {name: new(name) for name in NAMES}
OLD = {"一.zip": b"old", "单/三.pdf": b"old 3", "other.txt": b"theirs"}


def _old(target: Path) -> None:
    for name, data in OLD.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(data)


def test_moves_everything(tmp_path: Path) -> None:
    target = tmp_path / "a" / "输出"
    assert _export(target) == sorted(target / name for name in NAMES)
    assert _tree(tmp_path / "a") == {f"输出/{name}": data for name, data in COMPLETE.items()}
    assert sorted(p.name for p in target.iterdir()) == sorted(["一.zip", "二.eml", "单"])


def test_without_a_commit_nothing_is_left(tmp_path: Path) -> None:
    with Staging(tmp_path / "a" / "b") as staging:
        staging.path("x").write_bytes(b"x")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyError), Staging(tmp_path / "a") as staging:
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_windows_has_no_room_for_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "输出"
    name = "样" * 60 + ".zip"
    with Staging(target) as staging:
        needed = units(staging.path(name).parent.with_name("twin") / name)
        for room in (None, needed):
            monkeypatch.setattr("jifen_desktop.files.staging.longest_path", lambda room=room: room)
            staging.precheck([name])
        monkeypatch.setattr("jifen_desktop.files.staging.longest_path", lambda: needed - 1)
        with pytest.raises(JifenError) as caught:
            staging.precheck([name])
    assert (caught.value.code, caught.value.params) == (
        Code.TARGET_TOO_LONG,
        {"folder": str(target)},
    )
    assert list(tmp_path.iterdir()) == []


def test_a_path_is_as_long_as_windows_counts_it() -> None:
    assert units(Path("a/样/𠮷")) == 6
    assert (longest_path() is None) == (sys.platform != "win32") or longest_path() == 259


def test_an_existing_name_is_refused_before_anything_moves(tmp_path: Path) -> None:
    (tmp_path / "二.eml").write_bytes(b"theirs")
    with Staging(tmp_path) as staging, pytest.raises(JifenError) as caught:
        staging.precheck(NAMES)
    assert caught.value.code == Code.TARGET_EXISTS
    assert caught.value.params == {"name": "二.eml"}
    with pytest.raises(JifenError) as caught:
        _export(tmp_path)
    assert caught.value.code == Code.TARGET_EXISTS
    assert _tree(tmp_path) == {"二.eml": b"theirs"}


def test_a_dangling_link_is_an_existing_name(tmp_path: Path) -> None:
    (tmp_path / "一.zip").symlink_to(tmp_path / "nowhere")
    with pytest.raises(JifenError) as caught:
        _export(tmp_path)
    assert caught.value.code == Code.TARGET_EXISTS


def test_a_name_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    class Racing(Disk):
        def step(self, operation: str, path: Path) -> None:
            if operation == "link" and path.name == "二.eml":
                path.write_bytes(b"theirs")

    with swapped(Racing()), pytest.raises(JifenError):
        _export(tmp_path)
    assert _tree(tmp_path) == {"二.eml": b"theirs"}


@pytest.mark.parametrize("where", ["out", "out/deeper"])
def test_a_file_in_the_folders_place(tmp_path: Path, where: str) -> None:
    (tmp_path / "out").write_bytes(b"theirs")
    with pytest.raises(JifenError) as caught:
        _export(tmp_path / where)
    assert caught.value.code == Code.TARGET_NOT_FOLDER
    assert caught.value.params == {"name": "out"}
    assert _tree(tmp_path) == {"out": b"theirs"}


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_an_unwritable_folder_is_told_at_the_start(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(JifenError) as caught, Staging(tmp_path / "out"):
            pass
    finally:
        tmp_path.chmod(0o755)
    assert caught.value.code == Code.TARGET_UNWRITABLE


def test_a_write_protected_drive_is_told_at_the_start(tmp_path: Path) -> None:
    disk = FaultyDisk(1, "EROFS", sticky=True)
    with swapped(disk), pytest.raises(JifenError) as caught, Staging(tmp_path / "out"):
        raise AssertionError("work has started")
    assert caught.value.code == Code.TARGET_UNWRITABLE


def test_replacing(tmp_path: Path) -> None:
    _old(tmp_path)
    _export(tmp_path, replace=True)
    assert _tree(tmp_path) == {**COMPLETE, "other.txt": b"theirs"}


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "", "C:x", "a\\b"])
def test_names_stay_inside(tmp_path: Path, name: str) -> None:
    with Staging(tmp_path) as staging, pytest.raises(ValueError, match="inside"):
        staging.path(name)


class _Plain(FaultyDisk):
    """A volume without hard links."""

    def link(self, source: Path, target: Path) -> bool:
        self.step("link", target)
        return False


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("replace", [False, True], ids=["new", "replace"])
@pytest.mark.parametrize("make", [FaultyDisk, _Plain], ids=["links", "no-links"])
def test_every_call_may_fail(
    tmp_path: Path, make: type[FaultyDisk], replace: bool, kind: str
) -> None:
    nth = 0
    failed = True
    while failed:
        nth += 1
        target = tmp_path / str(nth) / "out"
        if replace:
            _old(target)
        disk = make(nth, kind)
        failure: JifenError | None = None
        try:
            with swapped(disk):
                _export(target, replace=replace)
        except JifenError as error:
            failure = error
        if failure is not None:
            assert failure.code == (Code.DISK_FULL if kind == "ENOSPC" else Code.WRITE_FAILED)
            assert _tree(target) == (OLD if replace else {})
            assert not target.exists() or replace or disk.calls[nth - 1] == "rmdir"
        else:
            # Only the clearing up after the commit may fail without a word.
            expected = {**COMPLETE, "other.txt": b"theirs"} if replace else COMPLETE
            assert {k: v for k, v in _tree(target).items() if PREFIX not in k} == expected
        failed = disk.fired
    assert nth >= 20


@pytest.mark.parametrize("scenario", ["stage", "replace"])
def test_killed_at_every_call(tmp_path: Path, scenario: str) -> None:
    """A later start finds everything or, after its sweep, what was there before."""
    replace = scenario == "replace"
    before = OLD if replace else {}
    after = {**COMPLETE, "other.txt": b"theirs"} if replace else COMPLETE
    seen = set()
    nth = 0
    dying = True
    while dying:
        nth += 1
        folder = tmp_path / str(nth)
        folder.mkdir()
        if replace:
            _old(folder / "out")
        dying = killed(scenario, folder, nth)
        if (folder / "out").exists():
            sweep(folder / "out")
        found = _tree(folder / "out")
        assert found in (before, after)
        seen.add("after" if found == after else "before")
    assert seen == {"before", "after"}


def test_the_sweep_touches_dead_own_folders_alone(tmp_path: Path) -> None:
    dead, host = 2**22 + 1, process.host()
    kept = [
        f"{PREFIX}{host}-{os.getpid()}-0123abcd",
        f"{PREFIX}ffffff-{dead}-0123abcd",
        f"{PREFIX}{host}-{dead}-mine",
        "文件",
    ]
    gone = f"{PREFIX}{host}-{dead}-0123abcd"
    for name in (*kept, gone):
        (tmp_path / name / "new").mkdir(parents=True)
        (tmp_path / name / "new" / "a").write_bytes(b"a")
    (tmp_path / "a").write_bytes(b"a")
    sweep(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*kept, "a"])


def test_processes() -> None:
    assert process.alive(os.getpid())
    assert process.alive(os.getppid())
    assert not process.alive(2**22 + 1)
