"""SANE's test device through `scanimage`: real pages, every status, stopping, and a driver that hangs."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import psutil
import pytest
from PIL import Image

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.scanning.port import A4, Device, Mode, Page, Progress, Request, Source
from jifen_desktop.scanning.sane import SaneBackend
from tests.scanning.sane_device import DEVICE, a_page, ignore, never, pretend, set_up
from tests.soak.scans import Tally, stop_network_scans, stop_scans

pytestmark = pytest.mark.external("scanimage")

SLOW = {"read_delay": "true", "read_delay_duration": "200000"}
QUICK = Request(DEVICE, mode=Mode.GRAY, dpi=30)
FED = Request(DEVICE, Source.FEEDER, Mode.GRAY, 30)


@pytest.fixture(autouse=True)
def device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test device alone; its folder of settings."""
    folder = tmp_path / "sane"
    set_up(folder, monkeypatch)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where pages go."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _no_process_left() -> Iterator[None]:
    yield
    assert not _children()


def _children() -> list[psutil.Process]:
    return [
        one
        for one in psutil.Process().children(recursive=True)
        if one.name() in ("scanimage", "sleep")
    ]


def _scan(request: Request, out: Path, backend: SaneBackend | None = None) -> list[Page]:
    return list((backend or SaneBackend()).scan(request, out, ignore, never))


def _failing(request: Request, out: Path, backend: SaneBackend | None = None) -> Code:
    with pytest.raises(JifenError) as failure:
        _scan(request, out, backend)
    assert failure.value.params["name"] == request.device.name
    return failure.value.code


def test_it_is_there_and_finds_its_devices() -> None:
    found: list[Device] = []
    backend = SaneBackend()
    assert backend.available()
    backend.discover(found.append, never)
    assert [(one.id, one.name) for one in found] == [
        ("test:0", "frontend-tester"),
        ("test:1", "frontend-tester"),
    ]


def test_each_source_is_asked_what_it_can() -> None:
    caps = SaneBackend().capabilities(DEVICE)
    assert [source for source, _ in caps.sources] == [Source.FLATBED, Source.FEEDER]
    for _, able in caps.sources:
        assert set(able.modes) == set(Mode)
        assert (min(able.resolutions), max(able.resolutions)) == (1, 600)
        assert able.largest == (297.0, 297.0)


@pytest.mark.parametrize(
    ("mode", "format_", "picture"),
    [(Mode.COLOR, "JPEG", "RGB"), (Mode.GRAY, "JPEG", "L"), (Mode.BLACK_WHITE, "PNG", "1")],
)
def test_a_flatbed_gives_one_page_at_its_size(
    out: Path, mode: Mode, format_: str, picture: str
) -> None:
    (page,) = _scan(Request(DEVICE, mode=mode, dpi=100, size=A4), out)
    assert list(out.iterdir()) == [page.path]
    assert (page.index, page.dpi) == (0, 100)
    with Image.open(page.path) as image:
        assert (image.format, image.mode) == (format_, picture)
        assert image.size == (page.width, page.height)
        assert [round(value) for value in image.info["dpi"]] == [100, 100]
        shades = image.convert("L").getcolors()
    assert abs(page.width - 210 / 25.4 * 100) < 2
    assert abs(page.height - 297 / 25.4 * 100) < 2
    assert shades is not None
    assert len(shades) > 1, "the pattern, not an empty page"


def test_a_feeder_is_scanned_until_it_is_empty(out: Path) -> None:
    seen: list[Progress] = []
    pages = list(SaneBackend().scan(FED, out, seen.append, never))
    assert [page.index for page in pages] == list(range(10))
    assert sorted(out.iterdir()) == [page.path for page in pages]
    assert sorted({one.page for one in seen}) == list(range(10))
    assert all(one.fraction is not None and 0 <= one.fraction <= 1 for one in seen)


def test_no_more_pages_than_wanted(out: Path) -> None:
    wanted = Request(DEVICE, Source.FEEDER, Mode.GRAY, 30, pages=3)
    assert len(_scan(wanted, out)) == 3


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("UNSUPPORTED", Code.SCAN_UNSUPPORTED),
        ("DEVICE_BUSY", Code.SCAN_BUSY),
        ("INVAL", Code.SCAN_UNSUPPORTED),
        ("EOF", Code.SCAN_PAGE_DAMAGED),
        ("JAMMED", Code.SCAN_JAM),
        ("NO_DOCS", Code.SCAN_FEEDER_EMPTY),
        ("COVER_OPEN", Code.SCAN_COVER_OPEN),
        ("IO_ERROR", Code.SCAN_CONNECTION_LOST),
        ("NO_MEM", Code.SCAN_FAILED),
        ("ACCESS_DENIED", Code.SCAN_ACCESS),
    ],
)
@pytest.mark.parametrize("source", [Source.FLATBED, Source.FEEDER])
def test_every_status_is_told_for_what_it_is(
    device: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: str,
    code: Code,
    source: Source,
) -> None:
    set_up(device, monkeypatch, read_status_code=f'"SANE_STATUS_{status}"')
    assert _failing(Request(DEVICE, source, Mode.GRAY, 30), out) == code
    assert list(out.iterdir()) == []


def test_a_resolution_that_the_device_rounds_is_the_pages(out: Path) -> None:
    (page,) = _scan(Request(DEVICE, mode=Mode.GRAY, dpi=10000, size=(5.0, 5.0)), out)
    assert page.dpi == 600
    assert abs(page.width - 5 / 25.4 * 600) < 2


def test_a_scan_asks_nothing_that_was_asked_before(tmp_path: Path, out: Path) -> None:
    real = shutil.which("scanimage")
    log = tmp_path / "log"
    program = tmp_path / "scanimage"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{log}"\nexec "{real}" "$@"\n', "utf-8")
    program.chmod(0o700)
    backend = SaneBackend(program=str(program))
    backend.capabilities(DEVICE)
    asked = log.read_text("utf-8").count("--all-options")
    assert len(_scan(QUICK, out, backend)) == 1
    text = log.read_text("utf-8")
    assert text.count("--all-options") == asked == 3
    assert text.count("--batch=") == 1


def test_stopping_at_the_device_is_stopping(
    device: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(device, monkeypatch, read_status_code='"SANE_STATUS_CANCELLED"')
    with pytest.raises(Cancelled):
        _scan(QUICK, out)


@pytest.mark.parametrize("act", ["capabilities", "scan"])
def test_an_unknown_device_is_offline(out: Path, act: str) -> None:
    gone = Device("sane", "test:7", "样本扫描仪")
    if act == "scan":
        assert _failing(Request(gone), out) == Code.SCAN_OFFLINE
    else:
        with pytest.raises(JifenError, match=Code.SCAN_OFFLINE):
            SaneBackend().capabilities(gone)
    assert list(out.iterdir()) == []


def test_without_scanimage_the_driver_is_missing() -> None:
    backend = SaneBackend(program="no-such-scanimage")
    assert not backend.available()
    with pytest.raises(JifenError, match=Code.SCAN_DRIVER_MISSING):
        backend.capabilities(DEVICE)


@pytest.mark.parametrize(
    "settings", [{"hand_scanner": "true"}, {"three_pass": "true"}, {"ppl_loss": "40"}]
)
def test_odd_devices_give_whole_pages(
    device: Path, out: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]
) -> None:
    set_up(device, monkeypatch, fuzzy_parameters="true", **settings)
    (page,) = _scan(Request(DEVICE, mode=Mode.COLOR, dpi=50), out)
    with Image.open(page.path) as image:
        image.load()
        assert image.mode == "RGB"


def test_a_slow_page_is_given_up_at_once(
    device: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(device, monkeypatch, **SLOW)
    seen: list[Progress] = []
    scanning = SaneBackend().scan(Request(DEVICE), out, seen.append, lambda: bool(seen))
    before = time.monotonic()
    with pytest.raises(Cancelled):
        next(scanning)
    assert time.monotonic() - before < 60, "the whole page would take minutes"
    assert list(out.iterdir()) == []
    set_up(device, monkeypatch)
    assert len(_scan(QUICK, out)) == 1, "the device is free"


def test_pages_before_the_stop_stay(tmp_path: Path, out: Path) -> None:
    program = pretend(tmp_path, f"{a_page(tmp_path)}; {a_page(tmp_path, 2)}; exec sleep 600")
    pages: list[Page] = []
    scanning = SaneBackend(program=program).scan(FED, out, ignore, lambda: len(pages) == 2)
    with pytest.raises(Cancelled):
        pages.extend(scanning)
    assert sorted(out.iterdir()) == [page.path for page in pages]
    assert len(pages) == 2


def test_closing_early_frees_the_device(out: Path) -> None:
    scanning = SaneBackend().scan(FED, out, ignore, never)
    pages = list(islice(scanning, 2))
    scanning.close()
    assert sorted(out.iterdir()) == [page.path for page in pages]
    assert not _children()


def test_a_driver_that_hangs_is_killed(
    device: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped amid a slow page, so that not even the request to end reaches it."""
    set_up(device, monkeypatch, read_delay="true", read_delay_duration="100000")
    frozen: list[int] = []

    def freeze(_progress: Progress) -> None:
        for child in _children():
            child.send_signal(signal.SIGSTOP)
            frozen.append(child.pid)

    backend = SaneBackend(stall=0.3)
    with pytest.raises(JifenError, match=Code.SCAN_TIMEOUT):
        list(backend.scan(Request(DEVICE), out, freeze, never))
    assert frozen
    assert not _children()
    assert list(out.iterdir()) == []


def test_a_driver_that_crashes_is_told_and_earlier_pages_stay(tmp_path: Path, out: Path) -> None:
    program = pretend(tmp_path, f"{a_page(tmp_path)}; kill -SEGV $$")
    pages: list[Page] = []
    with pytest.raises(JifenError, match=Code.SCAN_DRIVER_CRASHED):
        pages.extend(SaneBackend(program=program).scan(FED, out, ignore, never))
    assert [page.path for page in pages] == list(out.iterdir())
    assert len(pages) == 1


def test_a_driver_that_crashes_while_asked_what_it_can_is_told(tmp_path: Path) -> None:
    program = tmp_path / "scanimage"
    program.write_text("#!/bin/sh\nkill -SEGV $$\n", "utf-8")
    program.chmod(0o700)
    with pytest.raises(JifenError, match=Code.SCAN_DRIVER_CRASHED):
        SaneBackend(program=str(program)).capabilities(DEVICE)


def test_a_driver_that_hangs_after_its_error_costs_no_more_than_the_grace(
    tmp_path: Path, out: Path
) -> None:
    program = pretend(
        tmp_path, "trap '' INT; echo 'Scanned page 1. (scanner status = 6)' >&2; sleep 600"
    )
    assert _failing(QUICK, out, SaneBackend(program=program)) == Code.SCAN_JAM


def test_the_last_page_before_an_error_is_kept(tmp_path: Path, out: Path) -> None:
    """Both lines come at once, in whichever pipe is looked at first."""
    jam = "echo 'scanimage: sane_start: Document feeder jammed' >&2; exit 6"
    program = pretend(tmp_path, f"{a_page(tmp_path)}; {jam}")
    pages: list[Page] = []
    with pytest.raises(JifenError, match=Code.SCAN_JAM):
        pages.extend(SaneBackend(program=program).scan(FED, out, ignore, never))
    assert [page.path for page in pages] == list(out.iterdir())
    assert len(pages) == 1


@pytest.mark.loopback
@pytest.mark.parametrize("stop", [stop_scans, stop_network_scans])
def test_a_scan_stopped_at_any_moment_leaves_nothing_half(
    tmp_path: Path, stop: Callable[[int, int, Path], Tally]
) -> None:
    seed = int(os.environ.get("JIFEN_SOAK_SEED") or random.SystemRandom().randrange(10**6))
    print(f"JIFEN_SOAK_SEED={seed}")
    assert stop(4, seed, tmp_path).stopped == 4


_KILLED = """
import sys
from pathlib import Path
from jifen_desktop.scanning.port import Device, Request
from jifen_desktop.scanning.sane import SaneBackend
scan = SaneBackend().scan(
    Request(Device("sane", "test:0", "")),
    Path(sys.argv[1]),
    lambda _: print("scanning", flush=True),
    lambda: False,
)
list(scan)
"""


def test_scanimage_ends_with_a_program_that_is_killed(
    device: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page would take minutes; its next word finds nobody who listens."""
    set_up(device, monkeypatch, read_delay="true", read_delay_duration="100000")
    program = [sys.executable, "-c", _KILLED, str(out)]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == b"scanning\n"
        (left,) = _children()
        killed.kill()
    left.wait(20)
    assert not left.is_running()
