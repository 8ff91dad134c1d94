"""What tests of network scanners share."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from jifen_desktop.scanning.escl.backend import Escl
from jifen_desktop.scanning.escl.limits import Limits
from jifen_desktop.scanning.escl.pins import Pins
from jifen_desktop.scanning.port import Device, Progress
from tests.scanning.escl_server import EsclServer

QUICK = Limits(retry=0.0, lookup=0.0, leave=30.0)


def device(server: EsclServer) -> Device:
    """The test scanner as it was found."""
    return Device("escl", server.url, "样本扫描仪", "127.0.0.1", server.uuid)


def client(pins: Path | None = None) -> Escl:
    """Ours, with no pauses and only this machine for a network."""
    return Escl(Pins(pins), limits=QUICK, interfaces=["127.0.0.1"])


def ignore(_: Progress) -> None:
    """Nobody looks at the progress."""


def never() -> bool:
    """Nobody stops it."""
    return False


def kept(folder: Path) -> int:
    """How many whole pages lie there; nothing else may."""
    for path in folder.iterdir():
        with Image.open(path) as image:
            image.load()
    return len(list(folder.iterdir()))
