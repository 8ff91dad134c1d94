"""The largest photos leave room for two copies of their pixels in a worker, and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import resource, sys
from pathlib import Path
from PIL import Image
from jifen_desktop.domain.edits import Edit
from jifen_desktop.intake.pages import page_jpeg
from jifen_desktop.intake.source import read_source

SIZE = (4000, 3000)
kind, path = sys.argv[1], Path(sys.argv[2])
mode = {"PNG": "RGBA", "JPEG": "RGB"}[kind]


def taken(size):
    Image.new(mode, size).save(path, kind, comment=b"x")
    return page_jpeg(read_source(path), 0, Edit(1, crop=(0.01, 0.01, 0.99, 0.99), brightness=20))


taken((8, 8))
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + SIZE[0] * SIZE[1] * 4 * 5 // 2,) * 2)
taken(SIZE)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to the limit")
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_two_copies_are_enough(tmp_path: Path, kind: str) -> None:
    command = [sys.executable, "-c", SCRIPT, kind, str(tmp_path / "in")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]
