"""A scanner made of the port alone: it does what a test tells it, page by page."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw

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
from jifen_desktop.services.scanning import Scanners

SIZE = (620, 877)  # A4 at 75 dpi
DEVICE = Device("double", "one", "样本扫描仪", "192.0.2.10", "0000-sample")
OTHER = Device("double", "two", "另一台样本扫描仪", "192.0.2.11")
ABLE = SourceCaps((Mode.COLOR, Mode.GRAY), (75, 150, 300, 600))
CAPS = Caps(((Source.FLATBED, ABLE), (Source.FEEDER, ABLE), (Source.DUPLEX, ABLE)), True)


def sheet(number: int, *, blank: bool = False, card: bool = False, lean: float = 0.0) -> bytes:
    """A page of print; each number is another one."""
    image = Image.new("RGB", SIZE, (250, 250, 250))
    draw = ImageDraw.Draw(image)
    if card:
        draw.rectangle((120, 140, 120 + 253, 140 + 159), fill=(200, 210, 220))
        draw.rectangle((150, 180, 150 + 10 * number, 190), fill=(40, 40, 40))
    elif not blank:
        for line in range(20):
            end = 520 - 40 * ((line * 7 + number) % 6)
            draw.rectangle((70, 90 + 34 * line, end, 104 + 34 * line), fill=(40, 40, 40))
    elif number:
        image.putpixel((number, 3), (249, 249, 249))
    if lean:
        image = image.rotate(lean, Image.Resampling.BICUBIC, fillcolor=(250, 250, 250))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90, dpi=(75, 75))
    return buffer.getvalue()


class Known(Scanners):
    """The doubles' scanners; at one address there is another."""

    def add(self, address: str) -> Device:
        if address != OTHER.address:
            raise JifenError(Code.SCAN_NO_SCANNER, name=address)
        return OTHER


@dataclass
class Double:
    """`scans` are the pages of each scan in turn, a failure among them ends it; after them each has one. `hold` lets
    nothing pass until it is set; `asked` are the requests, `freed` how often a scan was closed.
    """

    name: str = "double"
    devices: tuple[Device, ...] = (DEVICE,)
    caps: Caps | JifenError = CAPS
    scans: list[list[bytes | Code]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    asked: list[Request] = field(default_factory=list)
    freed: int = 0
    searched: int = 0

    def __post_init__(self) -> None:
        self.hold.set()

    def available(self) -> bool:
        return True

    def discover(self, found: Callable[[Device], None], stop: Callable[[], bool]) -> None:
        self.searched += 1
        for device in self.devices:
            if not stop():
                found(device)

    def capabilities(self, device: Device) -> Caps:
        if isinstance(self.caps, JifenError):
            raise self.caps
        return self.caps

    def scan(
        self,
        request: Request,
        folder: Path,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> Generator[Page]:
        self.asked.append(request)
        script = self.scans.pop(0) if self.scans else [sheet(len(self.asked))]
        try:
            for index, each in enumerate(script):
                progress(Progress(index, 0.5, 1000))
                self._wait(cancelled)
                if isinstance(each, Code):
                    raise JifenError(each, name=request.device.name)
                path = folder / f"page-{index + 1:04d}.jpg"
                path.write_bytes(each)
                yield Page(index, path, request.dpi, *SIZE)
            self._wait(cancelled)
        finally:
            self.freed += 1

    def _wait(self, cancelled: Callable[[], bool]) -> None:
        """Until the test lets go, or the user stops."""
        while not self.hold.wait(0.01):
            if cancelled():
                raise Cancelled
