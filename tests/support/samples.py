"""Sample submissions, drawn once and kept for the whole test run."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from PIL import Image

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.services.sample import write_sample
from jifen_desktop.worker.pool import WorkerPool

ON = date(2026, 11, 23)


@cache
def _drawn(district: District, service: Service | None, people: int) -> Path:
    """The sample in a folder of this test run; callers copy it."""
    root = Path(tempfile.mkdtemp(prefix=f"jifen-samples-{os.getpid()}-"))
    with WorkerPool() as pool:
        write_sample(root / "sample", district, service, ON, pool, people=people)
    return root / "sample"


def sample_in(
    folder: Path,
    district: District = District.XUHUI,
    service: Service | None = None,
    people: int = 1,
) -> Path:
    """A fresh copy of a sample in `folder`; returns its submission file."""
    target = folder / f"sample-{district}-{service or 'main'}-{people}"
    shutil.copytree(_drawn(district, service, people), target)
    return target / "submission.toml"


def locate(folder: Path, count: int) -> None:
    """Have so many of a sample's photos tell where they were taken, as a phone does."""
    tags = Image.Exif()
    tags.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 47.0), 3: "E", 4: (121.0, 28.0, 5.0)})
    content = tags.tobytes()
    segment = b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content
    for path in sorted(folder.rglob("*.jpg"))[:count]:
        data = path.read_bytes()
        path.write_bytes(data[:2] + segment + data[2:])
