"""A scanned page on its way to the disk: written aside, decoded once to its last line, and only then named.

Scanners hand over short files without an error: a cancelled eSCL page ends cleanly, a short answer raises nothing. So
no page counts before every pixel of it was decoded, in a worker where the program has one.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from PIL import Image

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped
from jifen_desktop.imaging import limits
from jifen_desktop.imaging.colour import to_rgb
from jifen_desktop.imaging.encode import encode_jpeg
from jifen_desktop.scanning.port import Page

_DPI: Final = (10, 9600)
"""What a scanner may have scanned at."""

Run = Callable[..., Any]
"""How a function is called with its arguments: `WorkerPool.run`, or `here`."""

_KEPT: Final = {"JPEG": ".jpg", "PNG": ".png"}
_FORMATS: Final = (*_KEPT, "TIFF", "BMP", "PPM")
# What a decoder raises on broken data; Pillow documents OSError, its plugins let the others through.
_BROKEN: Final = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError)
_DAMAGED: Final = frozenset(
    {Code.FILE_DAMAGED, Code.FILE_TIMEOUT, Code.FILE_MEMORY, Code.FILE_CRASHED}
)


def here(function: Run, *arguments: Any) -> Any:
    """Call it in this process."""
    return function(*arguments)


class Pages:
    """The pages of one scan, in a folder of its own that exists. `device` is the name that failures bear."""

    def __init__(self, folder: Path, device: str, run: Run = here) -> None:
        self._folder = folder
        self._device = device
        self._run = run
        self._done = 0

    @property
    def done(self) -> int:
        """How many were kept."""
        return self._done

    def aside(self) -> Path:
        """Where the next page is to be written while it isn't whole."""
        return self._folder / f"{self._next()}.part"

    def keep(self, dpi: int, part: Path | None = None) -> Page:
        """Prove the page in `part` (else in `aside()`), and name it. JPEG and PNG stay as they came; raw pixels (TIFF,
        BMP, PNM) become a JPEG, black and white ones a PNG. `dpi` is what was asked for; a TIFF tells what it was.

        Raises JifenError SCAN_PAGE_DAMAGED, or a write failure; nothing of the page is left then.
        """
        part = self.aside() if part is None else part
        stem = self._folder / self._next()
        try:
            name, width, height, dpi = self._run(prove, str(part), str(stem), dpi)
        except JifenError as error:
            if error.code not in _DAMAGED | {Code.SCAN_PAGE_DAMAGED}:
                raise
            raise JifenError(Code.SCAN_PAGE_DAMAGED, name=self._device) from error
        finally:
            self.drop(part)
        self._done += 1
        return Page(self._done - 1, Path(name), dpi, width, height)

    def drop(self, part: Path | None = None) -> None:
        """Remove what there is of the page under way."""
        with suppress(OSError):
            disk().unlink(self.aside() if part is None else part)

    def _next(self) -> str:
        return f"page-{self._done + 1:04d}"


def prove(part: str, stem: str, dpi: int) -> tuple[str, int, int, int]:
    """Decode a page whole and give it its name: (path, width, height, dpi).

    Raises JifenError SCAN_PAGE_DAMAGED without a name, or a write failure. Runs in a worker.
    """
    source, target = Path(part), Path(stem)
    try:
        with Image.open(source, formats=_FORMATS) as image:
            kind, size = image.format or "", image.size
            if size[0] * size[1] > limits.IMAGE_PIXELS:
                raise ValueError("larger than any paper")
            # an eighth of a JPEG's size takes half the time, and reads every byte of it all the same
            image.draft(None, (size[0] // 8, size[1] // 8))
            image.load()
            dpi = _told(image) or dpi
            data = None if kind in _KEPT else _encoded(image, dpi)
    except (*_BROKEN, Image.DecompressionBombError) as error:
        raise JifenError(Code.SCAN_PAGE_DAMAGED, name="") from error
    target = target.with_suffix(_KEPT.get(kind) or (".png" if data and _is_png(data) else ".jpg"))
    if data is None:
        with mapped(target):
            disk().replace(source, target)
    else:
        write_bytes(target, data, private=True, lasting=False)
    return str(target), *size, dpi


def _told(image: Image.Image) -> int:
    """The resolution that a TIFF tells; 0 where it tells none. What JPEGs of devices tell is often a constant."""
    if image.format != "TIFF":
        return 0
    told = round(float(image.info.get("dpi", (0, 0))[0]))
    return told if _DPI[0] <= told <= _DPI[1] else 0


def _encoded(image: Image.Image, dpi: int) -> bytes:
    """Raw pixels as a file of their own: they are some 26 MB a page."""
    if image.mode == "1":
        buffer = io.BytesIO()
        image.save(buffer, "PNG", dpi=(dpi, dpi))
        return buffer.getvalue()
    return encode_jpeg(image if image.mode == "L" else to_rgb(image), dpi)


def _is_png(data: bytes) -> bool:
    return data.startswith(b"\x89PNG")
