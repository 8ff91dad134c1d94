"""A driver's work in a process of its own."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from PIL import Image

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.scanning import apart
from jifen_desktop.scanning.apart import Talk, pages_apart, run_apart
from jifen_desktop.scanning.pages import Pages
from jifen_desktop.scanning.port import Device, Progress, Request
from tests.scanning.hanging import hang

ROOT = Path(__file__).parents[2]
NAME = "样本扫描仪"
REQUEST = Request(Device("wia", "1", NAME))


def _never() -> bool:
    return False


def _numbers(talk: Talk, count: int) -> None:
    for number in range(count):
        talk.tell(number)


def _ends(talk: Talk) -> None:
    talk.tell("begun")
    os._exit(139)


def _obeys(talk: Talk, left: Path) -> None:
    talk.tell("begun")
    while not talk.stopped():
        pass
    left.touch()
    raise Cancelled


def _breaks(talk: Talk) -> None:
    raise ValueError("张样本的扫描仪")


def _refuses(talk: Talk) -> None:
    raise JifenError(Code.SCAN_JAM, name=NAME)


def _prints(talk: Talk) -> None:
    os.write(1, b"driver 1.0\n")
    os.write(2, b"driver 1.0\n")
    talk.tell("done")


def _interrupted(talk: Talk) -> None:
    signal.raise_signal(signal.SIGINT)
    talk.tell("still here")


def _two_pages(talk: Talk, folder: Path, request: Request, and_then: str) -> None:
    pages = Pages(folder, request.device.name)
    for _ in range(2):
        talk.tell(Progress(pages.done, 0.5, 10))
        Image.new("RGB", (60, 80), "white").save(pages.aside(), "JPEG")
        talk.tell(pages.keep(request.dpi))
    pages.aside().write_bytes(b"half a page")
    if and_then == "jam":
        raise JifenError(Code.SCAN_JAM, name=NAME)
    threading.Event().wait()


def test_what_the_work_tells_comes_over_in_its_order() -> None:
    assert list(run_apart(_numbers, (5,), NAME, _never, 60)) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (_ends, Code.SCAN_DRIVER_CRASHED),
        (_breaks, Code.SCAN_DRIVER_CRASHED),
        (_refuses, Code.SCAN_JAM),
    ],
)
def test_failures_bear_the_scanner_s_name_and_nothing_of_the_driver_s(
    work: apart.Work, code: Code
) -> None:
    with pytest.raises(JifenError) as told:
        list(run_apart(work, (), NAME, _never, 60))
    assert (told.value.code, told.value.params) == (code, {"name": NAME})


def test_work_that_tells_nothing_for_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "GRACE", 0.01)
    with pytest.raises(JifenError) as told:
        list(run_apart(hang, (), NAME, _never, 0.0))
    assert (told.value.code, told.value.params) == (Code.SCAN_TIMEOUT, {"name": NAME})


def test_work_thathang_is_killed_when_it_is_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "GRACE", 0.01)
    asked = threading.Event()
    run = run_apart(hang, (), NAME, asked.is_set, None)
    pid = next(run)
    asked.set()
    with pytest.raises(Cancelled):
        next(run)
    assert not Path(f"/proc/{pid}").exists()


def test_work_that_looks_whether_it_is_to_end_does_so_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "GRACE", 60)
    with closing(run_apart(_obeys, (tmp_path / "left",), NAME, _never, 60)) as run:
        assert next(run) == "begun"
    assert (tmp_path / "left").exists()


def test_what_drivers_print_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(run_apart(_prints, (), NAME, _never, 60)) == ["done"]
    assert capfd.readouterr() == ("", "")


def test_ctrl_c_in_the_terminal_is_the_program_s_to_heed() -> None:
    assert list(run_apart(_interrupted, (), NAME, _never, 60)) == ["still here"]


def test_nothing_is_left_where_the_program_was_killed() -> None:
    program = [sys.executable, "-c", "from tests.scanning.hanging import for_ever; for_ever()"]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        work = psutil.Process(int(running.stdout.readline()))
        running.kill()
    work.wait(10)


@pytest.mark.parametrize("end", ["jam", "close"])
def test_pages_stay_and_nothing_else_does(
    tmp_path: Path, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "GRACE", 0.01)
    progress: list[Progress] = []
    run = pages_apart(_two_pages, (end,), REQUEST, tmp_path, progress.append, _never, 60)
    pages = [next(run), next(run)]
    if end == "jam":
        with pytest.raises(JifenError) as told:
            next(run)
        assert told.value.code is Code.SCAN_JAM
    run.close()
    assert [page.index for page in pages] == [0, 1]
    assert sorted(tmp_path.iterdir()) == [page.path for page in pages]
    assert progress == [Progress(0, 0.5, 10), Progress(1, 0.5, 10)]
    for page in pages:
        with Image.open(page.path) as image:
            assert image.size == (page.width, page.height) == (60, 80)
