"""Taking in what goes wrong on the way: ZIPs, files that grow, clouds, disks that fail or vanish."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.files import growing
from jifen_desktop.files.disk import swapped
from jifen_desktop.files.store import OriginalStore
from jifen_desktop.intake.read import Intake
from jifen_desktop.messages import error_line
from jifen_desktop.services import take_in as module
from jifen_desktop.services.take_in import TakenIn, take_in
from jifen_desktop.worker import faults
from jifen_desktop.worker.pool import WorkerPool
from tests.files.faulty import FaultyDisk
from tests.intake.makers import jpeg, noise, pdf, picture, saved
from tests.intake.zipping import ENCRYPTED, raw_zip, zipped
from tests.support.inline import InlinePool

FILE = stat.S_IFREG | 0o644


@pytest.fixture
def store(tmp_path: Path) -> OriginalStore:
    return OriginalStore(tmp_path / "library" / "originals")


@pytest.fixture
def intake() -> Intake:
    return Intake(InlinePool())


def _put(folder: Path, name: str, data: bytes) -> Path:
    (folder / "in").mkdir(exist_ok=True)
    path = folder / "in" / name
    path.write_bytes(data)
    return path


def _kept(store: OriginalStore) -> list[bytes]:
    return sorted(p.read_bytes() for p in store.root.rglob("*") if p.is_file())


def _refused(taken: TakenIn) -> dict[str, Code]:
    return {str(error.params["name"]): error.code for error in taken.refused}


def test_each_file_knows_its_folders(store: OriginalStore, intake: Intake, tmp_path: Path) -> None:
    root = tmp_path / "in" / "材料"
    (root / "张样本" / "学历").mkdir(parents=True)
    one = root / "张样本" / "学历" / "a.jpg"
    one.write_bytes(jpeg(picture(30)))
    _put(tmp_path, "李样本.zip", zipped({"证件/b.jpg": jpeg(picture(31))}))
    alone = _put(tmp_path, "c.jpg", jpeg(picture(32)))
    taken = take_in(store, intake, [root, tmp_path / "in" / "李样本.zip", alone])
    assert [(d.name, folders) for d, folders in taken.with_folders()] == [
        ("a.jpg", ("材料", "张样本", "学历")),
        ("b.jpg", ("李样本", "证件")),
        ("c.jpg", ()),
    ]


def test_a_colleagues_zip_gives_its_files(
    store: OriginalStore, intake: Intake, tmp_path: Path
) -> None:
    diploma = pdf(jpeg())
    path = _put(
        tmp_path,
        "张样本的材料.zip",
        raw_zip(
            ("张样本/身份证.jpg".encode("gbk"), jpeg(), 0, FILE),
            ("张样本/毕业证.pdf".encode("gbk"), diploma, 0, FILE),
            (b"__MACOSX/._x.jpg", b"x", 0, FILE),
            ("锁.jpg".encode("gbk"), jpeg(), ENCRYPTED, FILE),
            (b"../../out.jpg", jpeg(), 0, FILE),
            ("里面.zip".encode("gbk"), zipped({"a.jpg": jpeg()}), 0, FILE),
            (b"note.txt", b"text", 0, FILE),
            (b"broken.jpg", jpeg(noise())[:9000], 0, FILE),
        ),
    )
    taken = take_in(store, intake, [path])
    assert [d.name for d in taken.documents] == ["毕业证.pdf", "身份证.jpg"]
    assert _refused(taken) == {
        "张样本的材料.zip/锁.jpg": Code.ARCHIVE_PASSWORD,
        "张样本的材料.zip/../../out.jpg": Code.ARCHIVE_ENTRY,
        "张样本的材料.zip/里面.zip": Code.ARCHIVE_UNOPENED,
        "张样本的材料.zip/note.txt": Code.FILE_TYPE,
        "broken.jpg": Code.FILE_DAMAGED,
    }
    assert _kept(store) == sorted([jpeg(), diploma])
    assert not list(tmp_path.rglob("out.jpg"))


def test_a_zip_goes_by_its_content_and_a_bad_one_costs_itself(
    store: OriginalStore, intake: Intake, tmp_path: Path
) -> None:
    good = zipped({"a.jpg": jpeg()})
    paths = [
        _put(tmp_path, "真的是压缩包.jpg", good),
        _put(tmp_path, "b.zip", good[:-9]),
        _put(tmp_path, "c.zip", jpeg(picture(60, 40))),
        _put(tmp_path, "d.rar", b"Rar!\x1a\x07\x01\0" + bytes(80)),
    ]
    taken = take_in(store, intake, paths)
    assert [d.name for d in taken.documents] == ["a.jpg", "c.zip"]
    assert _refused(taken) == {"b.zip": Code.ARCHIVE_DAMAGED, "d.rar": Code.ARCHIVE_UNOPENED}


def test_names_with_traps_are_cleaned_for_the_screen(
    store: OriginalStore, intake: Intake, tmp_path: Path
) -> None:
    files = {"CON.jpg": jpeg(), "e\u0301\u202egpj.jpg": jpeg(picture(60, 40)), "a.jpg": jpeg()}
    taken = take_in(store, intake, [_put(tmp_path, "x.zip", zipped(files))])
    assert [d.name for d in taken.documents] == ["a.jpg", "CON.jpg", "é�gpj.jpg"]


def test_a_disk_that_fills_up_while_unpacking_is_told_and_a_second_try_works(
    store: OriginalStore, intake: Intake, tmp_path: Path
) -> None:
    path = _put(tmp_path, "a.zip", zipped({"a.jpg": jpeg(), "b.jpg": jpeg(picture(60, 40))}))
    told: list[str] = []
    kept: list[bytes] = []
    for nth in range(1, 200):
        fresh, disk = OriginalStore(tmp_path / str(nth)), _FullDisk(nth, "ENOSPC")
        with swapped(disk):
            try:
                taken = take_in(fresh, intake, [path])
            except JifenError as error:
                told.append(error_line(error))
                kept += _kept(fresh)
            else:
                assert taken.refused or len(taken.documents) == 2
        assert not list(fresh.root.rglob("*.tmp"))
        assert len(take_in(fresh, intake, [path]).documents) == 2
        if not disk.fired:
            break
    assert len(told) > 10
    assert all("空间不足" in line for line in told)
    assert kept == []


@pytest.mark.parametrize("kind", ["EACCES", "EROFS"])
def test_a_library_that_cannot_be_written_ends_the_taking_in(
    store: OriginalStore, intake: Intake, tmp_path: Path, kind: str
) -> None:
    """Nothing is half taken in; the files can be added again."""
    paths = [_put(tmp_path, "a.jpg", jpeg()), _put(tmp_path, "b.jpg", jpeg(picture(60, 40)))]
    with swapped(_FailingCalls("create", kind)), pytest.raises(JifenError) as caught:
        take_in(store, intake, paths)
    assert caught.value.code == Code.TARGET_UNWRITABLE
    assert _kept(store) == []
    assert len(take_in(store, intake, paths).documents) == 2


@pytest.mark.parametrize("kind", ["EIO", "ENODEV"])
def test_a_stick_pulled_while_reading_costs_the_files_on_it(
    store: OriginalStore, intake: Intake, tmp_path: Path, kind: str
) -> None:
    paths = [_put(tmp_path, "a.jpg", jpeg()), _put(tmp_path, "stick.jpg", jpeg(noise()))]
    paths.append(_put(tmp_path, "c.jpg", jpeg(picture(60, 40))))
    with swapped(_FailingCalls("read", kind, "stick.jpg")):
        taken = take_in(store, intake, paths)
    assert [d.name for d in taken.documents] == ["a.jpg", "c.jpg"]
    assert _refused(taken) == {"stick.jpg": Code.FILE_DEVICE}
    assert "断开" in error_line(taken.refused[0])
    assert _kept(store) == sorted([jpeg(), jpeg(picture(60, 40))])


def test_a_file_held_by_its_writer_is_still_being_written(
    store: OriginalStore, intake: Intake, tmp_path: Path
) -> None:
    with swapped(_FailingCalls("open", "win32", "a.jpg")):
        taken = take_in(store, intake, [_put(tmp_path, "a.jpg", jpeg())])
    assert _refused(taken) == {"a.jpg": Code.FILE_WRITING}
    assert "还在写入" in error_line(taken.refused[0])


def test_a_file_that_grows_is_waited_for(
    store: OriginalStore, intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = jpeg(noise())
    path = _put(tmp_path, "a.jpg", data[:1000])
    _between_looks(monkeypatch, lambda: path.write_bytes(data))
    taken = take_in(store, intake, [path])
    assert [d.name for d in taken.documents] == ["a.jpg"]
    assert _kept(store) == [data]


def test_a_file_that_goes_on_growing_is_refused_as_unfinished(
    store: OriginalStore, intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "PATIENCE", 0.3)
    path, other = _put(tmp_path, "a.jpg", jpeg()), _put(tmp_path, "b.jpg", jpeg())
    _between_looks(monkeypatch, lambda: path.write_bytes(path.read_bytes() + b"x"), times=99)
    taken = take_in(store, intake, [path, other])
    assert _refused(taken) == {"a.jpg": Code.FILE_WRITING}
    assert [d.name for d in taken.documents] == ["b.jpg"]


def test_half_a_picture_whose_source_grew_meanwhile_is_unfinished(
    store: OriginalStore, intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = jpeg(noise())
    path = _put(tmp_path, "a.jpg", data[: len(data) // 2])
    kept = store.add_file

    def grows(source: Path) -> tuple[str, Path]:
        found = kept(source)
        path.write_bytes(data)
        return found

    monkeypatch.setattr(store, "add_file", grows)
    assert _refused(take_in(store, intake, [path])) == {"a.jpg": Code.FILE_WRITING}
    monkeypatch.undo()
    assert len(take_in(store, intake, [path]).documents) == 1


def test_a_source_that_changes_afterwards_changes_nothing_here(
    store: OriginalStore, intake: Intake, tmp_path: Path
) -> None:
    path = _put(tmp_path, "a.jpg", jpeg())
    (document,) = take_in(store, intake, [path]).documents
    path.write_bytes(b"something else")
    assert document.path.read_bytes() == jpeg()
    assert not document.path.stat().st_mode & stat.S_IWUSR


def test_a_placeholder_that_cannot_be_fetched_says_so(
    store: OriginalStore, intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is opened here before its provider brought it."""
    fetched: list[Path] = []

    def fetch(path: Path) -> None:
        fetched.append(path)
        if path.name == "away.jpg":
            raise JifenError(Code.FILE_CLOUD)

    monkeypatch.setattr(module, "is_placeholder", lambda _found: True)
    monkeypatch.setattr(intake, "fetch", fetch)
    paths = [_put(tmp_path, "away.jpg", jpeg()), _put(tmp_path, "here.jpg", jpeg())]
    taken = take_in(store, intake, paths)
    assert fetched == paths
    assert [d.name for d in taken.documents] == ["here.jpg"]
    assert _refused(taken) == {"away.jpg": Code.FILE_CLOUD}
    assert "只在云端" in error_line(taken.refused[0])


def test_a_limit_is_told_with_its_number(
    store: OriginalStore, intake: Intake, tmp_path: Path
) -> None:
    wide = bytearray(saved(picture(), "BMP"))
    wide[18:26] = (20_000).to_bytes(4, "little") * 2
    taken = take_in(store, intake, [_put(tmp_path, "总图.bmp", bytes(wide))])
    assert "（40000 万像素，上限 12000 万像素）" in error_line(taken.refused[0])


def test_cancelling_while_unpacking_keeps_nothing(
    store: OriginalStore, intake: Intake, tmp_path: Path
) -> None:
    path = _put(
        tmp_path, "a.zip", zipped({f"{n}.jpg": jpeg(picture(60, n)) for n in range(20, 40)})
    )
    looks = iter([False] * 9)
    with pytest.raises(Cancelled):
        take_in(store, intake, [path], cancelled=lambda: next(looks, True))
    assert _kept(store) == []


def test_a_worker_that_dies_on_one_file_of_a_zip(
    store: OriginalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Call 1 lists, 2 to 4 unpack."""
    (tmp_path / "count").mkdir()
    monkeypatch.setenv(faults.VARIABLE, f"crash:3:{tmp_path / 'count'}")
    files = {f"{n}.jpg": jpeg(picture(60, 30 + n)) for n in range(3)}
    path = _put(tmp_path, "a.zip", zipped(files))
    with WorkerPool() as pool:
        taken = take_in(store, Intake(pool), [path])
    assert [d.name for d in taken.documents] == ["0.jpg", "2.jpg"]
    assert _refused(taken) == {"a.zip/1.jpg": Code.FILE_CRASHED}
    assert not list(store.root.rglob("*.tmp"))


class _FullDisk(FaultyDisk):
    """A full disk still deletes."""

    def step(self, operation: str, path: Path) -> None:
        if operation != "unlink":
            super().step(operation, path)


class _FailingCalls(FaultyDisk):
    """Every call of one kind fails, for one file or for all."""

    def __init__(self, operation: str, kind: str, name: str = "") -> None:
        super().__init__(0, kind)
        self.operation = operation
        self.name = name

    def step(self, operation: str, path: Path) -> None:
        if operation == self.operation and (not self.name or path.name == self.name):
            self._fail(path)


def _between_looks(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[], object], times: int = 1
) -> None:
    left = [change] * times

    def look(paths: list[Path], cancelled: Callable[[], bool] | None = None) -> frozenset[Path]:
        def pause(_seconds: float) -> None:
            time.sleep(0.01)
            if left:
                left.pop()()

        return growing.growing(paths, cancelled, pause)

    monkeypatch.setattr(module, "growing", look)


def test_names_that_differ_in_case_or_are_rare_stay_apart(
    store: OriginalStore, intake: Intake, tmp_path: Path
) -> None:
    names = ["a.jpg", "A.JPG", "\U00020bb7\u3edb\u3005.jpg", "买买提·样本.jpg", "\ufa0c.jpg"]
    files = {name: jpeg(picture(60, 30 + n)) for n, name in enumerate(names)}
    taken = take_in(store, intake, [_put(tmp_path, "x.zip", zipped(files))])
    assert {d.name: d.path.read_bytes() for d in taken.documents} == files


def test_a_path_longer_than_windows_likes(
    store: OriginalStore, intake: Intake, tmp_path: Path
) -> None:
    deep = tmp_path.joinpath(*["样本" * 10] * 7)
    deep.mkdir(parents=True)
    (deep / "a.jpg").write_bytes(jpeg())
    taken = take_in(store, intake, [deep / "a.jpg"])
    assert [d.name for d in taken.documents] == ["a.jpg"]


def test_a_file_held_for_a_moment_is_read_again(
    store: OriginalStore, intake: Intake, tmp_path: Path
) -> None:
    path = _put(tmp_path, "a.jpg", jpeg())
    with swapped(FaultyDisk(1, "win32", times=3)):
        taken = take_in(store, intake, [path])
    assert [d.name for d in taken.documents] == ["a.jpg"]


def test_a_zip_without_files_is_told(store: OriginalStore, intake: Intake, tmp_path: Path) -> None:
    empty = _put(tmp_path, "空.zip", zipped({}))
    litter = _put(tmp_path, "杂.zip", zipped({"__MACOSX/._a.jpg": jpeg(), ".DS_Store": b"x"}))
    taken = take_in(store, intake, [empty, litter, _put(tmp_path, "a.jpg", jpeg())])
    assert [d.name for d in taken.documents] == ["a.jpg"]
    assert _refused(taken) == {"空.zip": Code.ARCHIVE_EMPTY, "杂.zip": Code.ARCHIVE_EMPTY}
