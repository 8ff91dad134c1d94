"""Temporary folders for papers, and what killed processes left of them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from jifen_desktop.files import process
from jifen_desktop.files.aside import PREFIX, folder_aside, sweep_aside

_KILLED = """
import os, signal, sys
from pathlib import Path
from jifen_desktop.files.aside import folder_aside
folder = folder_aside(Path(sys.argv[1]))
Path(folder.name, "page.jpg").write_bytes(b"x")
print(folder.name, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_a_killed_process_left_goes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path)], capture_output=True, text=True, check=False
    )
    (left,) = tmp_path.iterdir()
    assert str(left) == done.stdout.strip()
    assert (left / "page.jpg").exists()
    sweep_aside(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_is_in_use_and_what_is_others_stays(tmp_path: Path) -> None:
    others = [f"{PREFIX}{'0' * 6}-999999-abc", "jifen-papers", f"{PREFIX}{process.host()}-x-abc"]
    for name in others:
        (tmp_path / name).mkdir()
    with folder_aside(tmp_path) as own:
        sweep_aside(tmp_path)
        assert Path(own).is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(others)


def test_the_systems_place_is_swept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(process, "alive", lambda _pid: False)
    folder = folder_aside()
    assert Path(folder.name).parent == tmp_path
    sweep_aside()
    assert not list(tmp_path.iterdir())
    folder.cleanup()
