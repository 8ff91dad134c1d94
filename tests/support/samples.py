"""Sample submissions, drawn once and kept for the whole test run."""

from __future__ import annotations

import os
import shutil
from datetime import date
from functools import cache
from pathlib import Path

from PIL import Image

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.services.sample import write_sample
from tests.support.remembering import RememberingPool, know
from tests.support.shared import shared_folder

ON = date(2026, 11, 23)


@cache
def _drawn(district: District, service: Service | None, people: int) -> Path:
    """The sample in the folder of this test run; callers copy it."""
    name = f"sample-{district}-{service or 'main'}-{people}"
    kept = shared_folder() / name
    if not kept.exists():
        own = shared_folder() / f"{name}-{os.getpid()}"
        with RememberingPool() as pool:
            write_sample(own, district, service, ON, pool, people=people)
        try:
            own.rename(kept)
        except OSError:  # another process was quicker
            shutil.rmtree(own)
    know(kept)
    return kept


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
    know(folder)
