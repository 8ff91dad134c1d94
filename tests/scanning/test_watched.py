"""A folder that a copier scans into."""

from itertools import count
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.scanning import watched
from jifen_desktop.scanning.watched import Settling, watch


def _settled(settling: Settling, path: Path, until: float = 10.0) -> list[float]:
    """The seconds at which the file is told, looked at four times a second."""
    times = [step / 4 for step in range(int(until * 4) + 1)]
    return [now for now in times if path in settling.whole(now)]


def test_a_file_is_whole_when_it_lay_still_for_three_seconds(tmp_path: Path) -> None:
    settling, path = Settling(), tmp_path / "a.pdf"
    path.write_bytes(b"one page")
    settling.seen(path, 0.0)
    assert _settled(settling, path) == [3.0]


def test_a_file_that_grows_is_waited_for(tmp_path: Path) -> None:
    settling, path = Settling(), tmp_path / "a.pdf"
    for second in range(8):
        path.write_bytes(b"page" * (second + 1))
        settling.seen(path, float(second))
        assert settling.whole(float(second)) == []
    assert settling.whole(9.9) == []
    assert settling.whole(10.0) == [path]
    assert path.read_bytes() == b"page" * 8


def test_an_empty_file_is_not_told_until_it_holds_something(tmp_path: Path) -> None:
    settling, path = Settling(), tmp_path / "a.pdf"
    path.touch()
    settling.seen(path, 0.0)
    assert _settled(settling, path) == []
    path.write_bytes(b"page")
    assert settling.whole(11.0) == []
    assert settling.whole(14.0) == [path]


def test_the_same_content_is_told_once_and_another_one_again(tmp_path: Path) -> None:
    settling, path = Settling(0.0), tmp_path / "a.pdf"
    path.write_bytes(b"page")
    for expected in ([path], []):
        settling.seen(path, 0.0)
        assert settling.whole(0.0) + settling.whole(0.0) == expected
    path.write_bytes(b"another page")
    settling.seen(path, 1.0)
    assert settling.whole(1.0) + settling.whole(1.0) == [path]


@pytest.mark.parametrize("name", [".hidden.pdf", "~$a.docx", "a.pdf.part", "A.TMP", "gone.pdf"])
def test_what_is_no_finished_scan_is_left_out(tmp_path: Path, name: str) -> None:
    settling, path = Settling(0.0), tmp_path / name
    if name != "gone.pdf":
        path.write_bytes(b"page")
    settling.seen(path, 0.0)
    assert settling.whole(0.0) + settling.whole(0.0) == []


def test_a_file_that_nobody_may_open_yet_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settling, path = Settling(), tmp_path / "a.pdf"
    path.write_bytes(b"page")
    settling.seen(path, 0.0)
    monkeypatch.setattr(
        watched, "_opens", lambda _: False
    )  # as Windows answers while it is written
    assert _settled(settling, path) == []
    monkeypatch.undo()
    assert settling.whole(11.0) == [path]


def test_what_the_system_tells_is_found_at_once(tmp_path: Path) -> None:
    """One file after another, since the system takes a moment until it tells; no listing comes to help."""
    found: list[Path] = []
    numbers = count()

    def stop() -> bool:
        part = tmp_path / f"{next(numbers)}.part"
        part.write_bytes(b"page")
        part.rename(part.with_suffix(".pdf"))
        return bool(found)

    watch(tmp_path, found.append, stop, quiet=0.0)
    assert found[0].read_bytes() == b"page"
    assert {path.suffix for path in found} == {".pdf"}


def test_what_no_system_tells_is_found_and_everything_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a network drive that another computer writes to; the file that lay there before is not told."""
    (tmp_path / "old.pdf").write_bytes(b"old")
    monkeypatch.setattr(watched, "_started", lambda _folder, _events: _Silent())
    monkeypatch.setattr(watched, "ROUND", 0.0)
    monkeypatch.setattr(watched, "LOOK", 0.001)
    found: list[Path] = []
    steps = iter(
        (
            lambda: (tmp_path / "a.pdf").write_bytes(b"page"),
            lambda: (tmp_path / "b.part").write_bytes(b"page"),
            lambda: (tmp_path / "b.part").rename(tmp_path / "b.pdf"),
        )
    )

    def stop() -> bool:
        next(steps, lambda: None)()
        return len(found) == 2

    watch(tmp_path, found.append, stop, quiet=0.0)
    assert found == [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b.pdf", "old.pdf"]


class _Silent:
    """A watch that is told nothing."""

    def stop(self) -> None: ...

    def join(self) -> None: ...


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path / "扫描", tmp_path / "a.pdf"):
        (tmp_path / "a.pdf").touch()
        with pytest.raises(JifenError) as told:
            watch(folder, lambda _: None, lambda: False)
        assert (told.value.code, told.value.params) == (Code.SCAN_FOLDER, {"name": folder.name})


def test_a_folder_that_goes_while_it_is_watched_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "ROUND", 0.0)
    folder = tmp_path / "扫描"
    folder.mkdir()

    def stop() -> bool:
        if folder.exists():
            folder.rmdir()
        return False

    with pytest.raises(JifenError) as told:
        watch(folder, lambda _: None, stop)
    assert told.value.code is Code.SCAN_FOLDER
