"""Scanning as both faces do it, with ways that answer as told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.scanning.port import (
    Caps,
    Device,
    Mode,
    Page,
    Progress,
    Request,
    Source,
    SourceCaps,
)
from jifen_desktop.services.scan_folder import ScanFolder
from jifen_desktop.services.scanning import Scanners, name_of

DEVICE = Device("sane", "sample:0", "样本扫描仪")


@dataclass
class Way:
    """A way to reach scanners that finds `devices`, then fails with `failure`; scans two pages, then the same."""

    name: str = "sane"
    devices: tuple[Device, ...] = (DEVICE,)
    failure: Exception | None = None
    wait_for: threading.Event = field(default_factory=threading.Event)
    is_closed: bool = False

    def available(self) -> bool:
        return True

    def discover(self, found: Callable[[Device], None], stop: Callable[[], bool]) -> None:
        for device in self.devices:
            found(device)
        if self.failure:
            raise self.failure

    def capabilities(self, device: Device) -> Caps:
        return Caps(((Source.FLATBED, SourceCaps((Mode.GRAY,), (100, 200))),))

    def scan(
        self,
        request: Request,
        folder: Path,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> Generator[Page]:
        try:
            for index in range(2):
                path = folder / f"{index}.jpg"
                path.write_bytes(b"page")
                yield Page(index, path, request.dpi, 1, 1)
            if self.failure:
                raise self.failure
        finally:
            self.is_closed = True


def _never() -> bool:
    return False


def _ignore(_progress: Progress) -> None:
    """Nobody looks."""


def test_all_ways_look_at_once_and_the_list_grows() -> None:
    """Either way waits until the other has begun: one after the other they would wait for ever."""
    meeting = threading.Barrier(2, timeout=30)

    class Meeting(Way):
        def discover(self, found: Callable[[Device], None], stop: Callable[[], bool]) -> None:
            meeting.wait()
            super().discover(found, stop)

    own = Device("escl", "http://192.0.2.7/eSCL", "样本一体机", "192.0.2.7", "u-1")
    double = Device("sane", "airscan:e0:x", "样本一体机", "192.0.2.7")
    lists: list[tuple[Device, ...]] = []
    known = Scanners([Meeting("escl", (own,)), Meeting("sane", (double, DEVICE))])
    assert known.discover(lists.append, _never) == ()
    assert set(lists[-1]) == {own, DEVICE}
    assert all(before != after for before, after in pairwise(lists))


def test_a_way_that_fails_holds_up_no_other() -> None:
    lists: list[tuple[Device, ...]] = []
    error = JifenError(Code.SCAN_TIMEOUT, name="SANE")
    known = Scanners([Way("wia", (), error), Way()])
    assert known.discover(lists.append, _never) == (error,)
    assert lists == [(DEVICE,)]


def test_a_mistake_of_ours_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        Scanners([Way(failure=ZeroDivisionError())]).discover(lambda _: None, _never)


def test_no_way_finds_nothing() -> None:
    assert Scanners([]).discover(lambda _: None, _never) == ()


@pytest.mark.parametrize(
    ("failure", "stopped"),
    [(None, False), (JifenError(Code.SCAN_JAM, name="样本"), False), (Cancelled(), True)],
)
def test_pages_stay_whatever_comes_after_them(
    tmp_path: Path, failure: Exception | None, stopped: bool
) -> None:
    seen: list[Page] = []
    way = Way(failure=failure)
    outcome = Scanners([way]).scan(Request(DEVICE), tmp_path, seen.append, _ignore, _never)
    assert len(outcome.pages) == 2
    assert list(outcome.pages) == seen
    assert all(page.path.is_file() for page in seen)
    assert outcome.stopped == stopped
    assert outcome.failure == (failure if isinstance(failure, JifenError) else None)


def test_the_device_is_freed_where_a_page_cannot_be_taken(tmp_path: Path) -> None:
    way = Way()

    def full(_page: Page) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Scanners([way]).scan(Request(DEVICE), tmp_path, full, _ignore, _never)
    assert way.is_closed


def test_a_wish_is_fitted_to_the_device() -> None:
    request, changes = Scanners([Way()]).fitted(Request(DEVICE, dpi=300))
    assert (request.mode, request.dpi) == (Mode.GRAY, 200)
    assert len(changes) == 2


def test_devices_by_their_names() -> None:
    known = Scanners([Way()])
    assert known.named(name_of(DEVICE)).id == "sample:0"
    for text in ("192.0.2.7", "other:sample:0", "sane:"):
        with pytest.raises(JifenError, match=Code.SCAN_NO_SCANNER):
            known.named(text)
    with pytest.raises(JifenError, match=Code.SCAN_DRIVER_MISSING):
        known.capabilities(Device("wia", "x", "样本"))


def _page(folder: Path, suffix: str = ".jpg") -> Page:
    path = folder / f"page{suffix}"
    path.write_bytes(b"page")
    return Page(0, path, 300, 1, 1)


def test_pages_are_numbered_on_and_overwrite_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "扫描-001.png").write_bytes(b"mine")
    (out / "扫描-003.jpg").write_bytes(b"mine")
    target = ScanFolder(out)
    names = [target.take(_page(tmp_path, suffix)).name for suffix in (".jpg", ".png", ".jpg")]
    assert names == ["扫描-002.jpg", "扫描-004.png", "扫描-005.jpg"]
    assert (out / "扫描-001.png").read_bytes() == b"mine"
    assert (out / "扫描-002.jpg").read_bytes() == b"page"


def test_a_target_that_cannot_be_written_leaves_no_half_page(tmp_path: Path) -> None:
    from jifen_desktop.files.disk import swapped
    from tests.files.faulty import FaultyDisk

    page = _page(tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    with swapped(FaultyDisk(2, "ENOSPC")), pytest.raises(JifenError, match=Code.DISK_FULL):
        ScanFolder(out).take(page)
    assert list(out.iterdir()) == []
