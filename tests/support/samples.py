"""Sample submissions, drawn once and kept for the whole test run."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

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
