"""The ways to reach scanners that this computer has."""

from __future__ import annotations

from pathlib import Path

from jifen_desktop.scanning.escl.backend import Escl
from jifen_desktop.scanning.escl.pins import Pins
from jifen_desktop.scanning.imagecapture.backend import ImageCapture
from jifen_desktop.scanning.pages import Run
from jifen_desktop.scanning.port import Backend
from jifen_desktop.scanning.sane import SaneBackend
from jifen_desktop.scanning.wia.backend import Wia


def backends(run: Run, pins: Path | None) -> tuple[Backend, ...]:
    """Those that are available, ours first; asking costs nothing and talks to nobody.

    `run` calls what decodes a page (`pages.Run`), but for the systems' own scanners, whose jobs are processes of their
    own and decode there; `pins` is the file of known certificates (`escl.pins`).
    """
    every: tuple[Backend, ...] = (
        Escl(Pins(pins), run),
        Wia(),
        ImageCapture(),
        SaneBackend(run),
    )
    return tuple(one for one in every if one.available())
