"""Where the test scanner's pages come from: SANE's test device through scanimage, or drawn."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PIL import Image


@dataclass(frozen=True)
class Settings:
    """What a job was asked for; lengths in 1/300 inch."""

    source: str
    duplex: bool
    colour: str
    dpi: int
    width: int
    height: int
    format: str


class Papers(Protocol):
    """A pile of paper in a scanner."""

    def pages(self, settings: Settings) -> Iterator[bytes]:
        """One after the other as they are scanned."""

    def ended(self) -> tuple[str, str]:
        """The job's state and reason after the last."""

    def loaded(self) -> bool:
        """Whether paper lies in the feeder."""

    def stop(self) -> None:
        """Scan no further."""

    def close(self) -> None:
        """Leave nothing running."""


class Drawn:
    """So many sheets of one colour each."""

    def __init__(self, sheets: int = 3) -> None:
        self.left = sheets

    def pages(self, settings: Settings) -> Iterator[bytes]:
        if settings.source == "Platen":
            yield drawn(0, settings)
            return
        while self.left:
            self.left -= 1
            yield drawn(self.left, settings)

    def ended(self) -> tuple[str, str]:
        return "Completed", "JobCompletedSuccessfully"

    def loaded(self) -> bool:
        return self.left > 0

    def stop(self) -> None:
        """Nothing runs."""

    def close(self) -> None:
        """Nothing runs."""


def drawn(number: int, settings: Settings) -> bytes:
    """A page in the format and colours that were asked for, as large as they say."""
    mode = {"RGB24": "RGB", "Grayscale8": "L", "BlackAndWhite1": "1"}[settings.colour]
    size = settings.width * settings.dpi // 300, settings.height * settings.dpi // 300
    page = Image.linear_gradient("L").rotate(90 * number).resize(size).convert(mode)
    kind = "PNG" if settings.format == "image/png" else "JPEG"
    buffer = io.BytesIO()
    page.convert("L" if mode == "1" and kind == "JPEG" else mode).save(
        buffer, kind, dpi=(settings.dpi, settings.dpi)
    )
    return buffer.getvalue()


# scanimage's exit status is SANE's.
_STATUS = {6: "ResourcesAreNotReady", 8: "ResourcesAreNotReady", 2: "JobCanceledByUser"}


class SaneTestDevice:
    """SANE's test device: a flatbed, and a feeder that runs dry after ten sheets. `options` are more of scanimage's."""

    def __init__(self, *options: str) -> None:
        self._options = options
        self._folder = Path(tempfile.mkdtemp(prefix="escl-papers-"))
        self._configuration()
        self._child: subprocess.Popen[str] | None = None
        self._code = 0

    def pages(self, settings: Settings) -> Iterator[bytes]:
        self._end()  # of a job before, which nobody asked for its next page
        self._child = child = subprocess.Popen(
            self._command(settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "SANE_CONFIG_DIR": str(self._folder)},
        )
        assert child.stdout
        for name in child.stdout:  # each as it is finished
            yield Path(name.strip()).read_bytes()
        self._code = child.wait()

    def _command(self, settings: Settings) -> list[str]:
        feeding = settings.source != "Platen"
        kind = "png" if settings.format == "image/png" else "jpeg"
        return [
            "scanimage",
            "--device-name=test:0",
            f"--source={'Automatic Document Feeder' if feeding else 'Flatbed'}",
            f"--mode={'Color' if settings.colour == 'RGB24' else 'Gray'}",
            f"--depth={1 if settings.colour == 'BlackAndWhite1' else 8}",
            f"--resolution={settings.dpi}",
            "--test-picture=Color pattern",
            *self._options,
            f"-x{settings.width * 25.4 / 300:.2f}",
            f"-y{settings.height * 25.4 / 300:.2f}",
            f"--format={kind}",
            f"--batch={self._folder}/p%d.{kind}",
            "--batch-print",
            *([] if feeding else ["--batch-count=1"]),
        ]

    def _configuration(self) -> None:
        (self._folder / "dll.conf").write_text("test\n")
        values = {"resolution_max": "600.0", "geometry_max": "297.0", "br_x": "210", "br_y": "297"}
        (self._folder / "test.conf").write_text(
            "".join(f"{name} {value}\n" for name, value in values.items())
        )

    def ended(self) -> tuple[str, str]:
        if self._code in (0, 7):
            return "Completed", "JobCompletedSuccessfully"
        return "Aborted", _STATUS.get(self._code, "ErrorsDetected")

    def loaded(self) -> bool:
        return self._child is None or self._child.poll() is None

    def stop(self) -> None:
        if self._child and self._child.poll() is None:
            self._child.kill()

    def _end(self) -> None:
        self.stop()
        if self._child:
            self._child.wait()
            assert self._child.stdout
            self._child.stdout.close()

    def close(self) -> None:
        self._end()
        shutil.rmtree(self._folder, ignore_errors=True)
