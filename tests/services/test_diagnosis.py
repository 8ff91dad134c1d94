"""What is told of program and machine when something went wrong: useful, and nobody's."""

from __future__ import annotations

import getpass
import platform
import subprocess
import sys
from contextlib import closing
from importlib import metadata
from pathlib import Path

import pytest

import jifen_desktop
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import rulebook_version
from jifen_desktop.services import diagnosis


def test_what_finds_a_fault_is_there(tmp_path: Path) -> None:
    program = "\n".join(diagnosis.about_program())
    assert (
        f"jifen-desktop {jifen_desktop.__version__} · source · rules {rulebook_version()}"
        in program
    )
    for package in ("PySide6-Essentials", "PyMuPDF", "Pillow", "pillow-heif"):
        assert f"{package} {metadata.version(package)}" in program
    machine = "\n".join(diagnosis.about_machine())
    for told in (platform.python_version(), platform.machine(), "language", "utf-8"):
        assert told in machine
    with closing(LibraryStore(tmp_path / "标记资料库")) as store:
        counts, place = diagnosis.about_library(store)
    assert counts.startswith("library ")
    assert counts.count("=0") == counts.count("=") > 2
    assert place.startswith("library on own disk · free ")


def test_a_frozen_program_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "· frozen ·" in next(diagnosis.about_program())


def test_nobody_and_no_place_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "node", lambda: "marker-computer")
    monkeypatch.setenv("USER", "marker-user")
    monkeypatch.setenv("LOGNAME", "marker-user")
    assert getpass.getuser() == "marker-user"
    with closing(LibraryStore(tmp_path / "标记资料库")) as store:
        told = "\n".join(
            [
                *diagnosis.about_program(),
                *diagnosis.about_machine(),
                *diagnosis.about_library(store),
            ]
        )
    for marker in ("marker", "标记", str(tmp_path), str(Path.home()), str(Path(sys.prefix))):
        assert marker not in told


def test_nothing_is_loaded_for_it() -> None:
    code = (
        "import sys; from jifen_desktop.services import diagnosis as d;"
        "list(d.about_program()); list(d.about_machine());"
        "print(sorted({'PIL', 'pymupdf', 'pillow_heif', 'lxml', 'zxingcpp', 'PySide6'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
