"""A double of ImageCaptureCore's objects: requests are answered from the run loop, later, one callback at a time."""

# ruff: noqa: N802 - ImageCaptureCore's names

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from jifen_desktop.scanning.imagecapture.session import Events

NOT_FOUND = 2**63 - 1  # NSNotFound


class Size(NamedTuple):
    """An NSSize."""

    width: float
    height: float


A4_GLASS = Size(8.5, 11.7)


class IndexSet:
    """An NSIndexSet."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = sorted(numbers)

    def firstIndex(self) -> int:
        return self.indexGreaterThanIndex_(-1)

    def indexGreaterThanIndex_(self, index: int) -> int:
        return next((number for number in self._numbers if number > index), NOT_FOUND)


@dataclass
class Unit:
    """An ICScannerFunctionalUnit; `kind` 0 flatbed, 3 feeder. It has the nearest resolution, never another."""

    kind: int = 0
    resolutions: Iterable[int] = (100, 200, 300, 600)
    depths: Iterable[int] | None = (1, 8)
    size: Size = A4_GLASS
    duplex: bool = True
    loaded: bool = True
    set: dict[str, Any] = field(default_factory=dict)

    def type(self) -> int:
        return self.kind

    def supportedResolutions(self) -> IndexSet:
        return IndexSet(self.resolutions)

    def supportedBitDepths(self) -> IndexSet | None:
        return None if self.depths is None else IndexSet(self.depths)

    def supportedDocumentTypes(self) -> IndexSet:
        return IndexSet((1, 3))

    def physicalSize(self) -> Size:
        assert self.set["unit"] == 0  # else these would be no inches
        return self.size

    def resolution(self) -> int:
        wanted = self.set.get("dpi", 300)
        return min(self.resolutions, key=lambda has: abs(has - wanted))

    def supportsDuplexScanning(self) -> bool:
        return self.duplex

    def documentLoaded(self) -> bool:
        return self.loaded

    def scanProgressPercentDone(self) -> float:
        return 50.2

    def setMeasurementUnit_(self, unit: int) -> None:
        self.set["unit"] = unit

    def setDocumentType_(self, kind: int) -> None:
        self.set["paper"] = kind
        self.set["area"] = "the paper's"

    def setResolution_(self, dpi: int) -> None:
        self.set["dpi"] = dpi

    def setBitDepth_(self, bits: int) -> None:
        self.set["bits"] = bits

    def setPixelDataType_(self, kind: int) -> None:
        self.set["pixels"] = kind

    def setDuplexScanningEnabled_(self, both: bool) -> None:
        assert self.kind == 3  # a flatbed has no such method
        self.set["duplex"] = both

    def setScanArea_(self, area: tuple[tuple[float, float], tuple[float, float]]) -> None:
        self.set["area"] = area


@dataclass(eq=False)
class Scanner:
    """An ICScannerDevice. What it answers can be told: `fails` names a request and its error's number, `silent`
    requests that are never answered, `script` what happens in a scan ("page", "half", a number: it ends so, "removed",
    "nothing": it goes on for ever).
    """

    units: dict[int, Unit] = field(default_factory=lambda: {0: Unit(), 3: Unit(3)})
    script: list[str | int] = field(default_factory=lambda: ["page"])
    fails: dict[str, int] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    uuid: str | None = "9A3B-0001"
    selected: int | None = 0
    calls: list[str] = field(default_factory=list)
    system: DoubleSystem = field(init=False)
    events: Events = field(default_factory=Events)
    set: dict[str, Any] = field(default_factory=dict)

    def name(self) -> str:
        return "样本扫描仪"

    def UUIDString(self) -> str | None:
        return self.uuid

    def availableFunctionalUnitTypes(self) -> list[int]:
        return [1, *self.units]  # 1: for slides, which we don't use

    def selectedFunctionalUnit(self) -> Unit | None:
        return None if self.selected is None else self.units[self.selected]

    def requestOpenSession(self) -> None:
        self._answer("open", self._opened)

    def requestCloseSession(self) -> None:
        self._answer("close", lambda: setattr(self.events, "closed", True))

    def requestSelectFunctionalUnit_(self, kind: int) -> None:
        self._answer("select", lambda: self._selected(kind))

    def requestScan(self) -> None:
        self.calls.append("scan")
        for number, step in enumerate(self.script):
            self.system.later(partial(self._happens, step, number))
        if not self.script or self.script[-1] in ("page", "half"):
            self.system.later(lambda: self._completed(None))

    def cancelScan(self) -> None:
        self._answer("cancel", lambda: self._completed(-9924))

    def setTransferMode_(self, mode: int) -> None:
        self.set["mode"] = mode

    def setDownloadsDirectory_(self, url: Path) -> None:
        self.set["folder"] = url

    def setDocumentName_(self, name: str) -> None:
        self.set["name"] = name

    def setDocumentUTI_(self, kind: str) -> None:
        self.set["kind"] = kind

    def _answer(self, request: str, callback: Callable[[], None]) -> None:
        self.calls.append(request)
        if request not in self.silent:
            self.system.later(callback)

    def _opened(self) -> None:
        self.events.error = self.fails.get("open")
        self.events.opened = True
        if "ready" not in self.silent:
            self.system.later(lambda: setattr(self.events, "ready", True))

    def _selected(self, kind: int) -> None:
        self.events.error = self.fails.get("select")
        if self.events.error is None:
            self.selected = kind

    def _happens(self, step: str | int, number: int) -> None:
        if step == "removed":
            self.events.removed = True
        elif isinstance(step, int):
            self._completed(step)
        elif step != "nothing":
            self.events.files.append(self._file(step, number))

    def _completed(self, error: int | None) -> None:
        self.system.callbacks.clear()
        self.events.error = error
        self.events.completed = True

    def _file(self, step: str, number: int) -> Path:
        kind = "TIFF" if self.set["kind"] == "public.tiff" else "JPEG"
        path: Path = self.set["folder"] / f"{self.set['name']} {number}.{kind.lower()}"
        image = Image.new("1" if kind == "TIFF" else "RGB", (60, 80), "white")
        image.save(path, kind)
        if step == "half":
            path.write_bytes(path.read_bytes()[:400])
        return path


class DoubleSystem:
    """macOS with these devices; its clock goes on while the loop runs."""

    def __init__(self, *devices: Any) -> None:
        self.callbacks: deque[Callable[[], None]] = deque()
        self.now = 0.0
        self._devices = devices
        for device in devices:
            device.system = self

    def browse(self, added: Callable[[Any], None]) -> None:
        for device in self._devices:
            self.later(partial(added, device))

    def listen(self, device: Any, events: Events) -> None:
        device.events = events

    def later(self, callback: Callable[[], None]) -> None:
        self.callbacks.append(callback)

    def pump(self, seconds: float) -> None:
        self.now += seconds
        if self.callbacks:
            self.callbacks.popleft()()

    def clock(self) -> float:
        return self.now

    def url(self, path: Path) -> Path:
        return path


@dataclass
class Told:
    """A Talk that notes what it is told and stops when `stop` says so."""

    stop: Callable[[], bool] = lambda: False
    all: list[Any] = field(default_factory=list)

    def tell(self, what: object) -> None:
        self.all.append(what)

    def stopped(self) -> bool:
        return self.stop()
