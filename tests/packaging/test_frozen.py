"""The frozen program for Linux does the whole job, without Python and without anything of this checkout."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jifen_desktop.services import licences
from tests.packaging.frozen import FOLDER, ROOT, VENV, bare_environment, made_once
from tests.support.exports import content, names
from unneeded import asked, unneeded

WANTED = {
    "张样本.zip",
    "邮件-1.eml",
    "邮件-1.txt",
    "打印件.pdf",
    "地址标签.pdf",
    "寄件清单.pdf",
    "材料清单.pdf",
}


@pytest.fixture(scope="module")
def program() -> Path:
    """Made once for all processes of the run."""
    return made_once()


def _run(*command: object, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        env=bare_environment(home, **more),
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("locale", ["C.UTF-8", "POSIX"])
def test_sample_and_export_without_python(program: Path, tmp_path: Path, locale: str) -> None:
    sample, out = tmp_path / "示例", tmp_path / "导出"
    done = _run(program, "sample", sample, home=tmp_path, LC_ALL=locale)
    assert done.returncode == 0, done.stderr
    paper = sample / "submission.toml"
    done = _run(program, "export", paper, "--out", out, "--json", home=tmp_path, LC_ALL=locale)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    assert names(out) == WANTED
    ours = tmp_path / "from source"
    command = (sys.executable, "-m", "jifen_desktop", "export", paper, "--out", ours)
    done = _run(*command, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert content(out / "张样本.zip") == content(ours / "张样本.zip")
    assert (out / "打印件.pdf").read_bytes() == (ours / "打印件.pdf").read_bytes()


def test_a_window_opens_and_a_second_start_hands_over(program: Path, tmp_path: Path) -> None:
    more = {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "TMPDIR": str(tmp_path),
    }
    first = subprocess.Popen(
        [program],
        env=bare_environment(tmp_path, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        _wait_for(tmp_path / ".local/share/jifen-desktop/library.db", first)
        second = _run(program, home=tmp_path, **more)
        assert second.returncode == 0, second.stderr  # else it could not reach the first
        assert first.poll() is None
    finally:
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=30)


def _wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_nothing_tells_of_the_machine_that_built_it(program: Path) -> None:
    found = []
    for path in FOLDER.rglob("*"):
        if path.is_file() and path.suffix not in {".so", ".qm"} and ".so." not in path.name:
            data = path.read_bytes()
            found += [path.name for mark in (str(ROOT), str(VENV)) if mark.encode() in data]
    assert found == []


# What the folder leaves to the system: glibc, what speaks to the screen, the graphics card and printers.
OF_THE_SYSTEM = re.compile(
    r"ld-linux|lib(c|dl|m|mvec|pthread|resolv|rt|util|EGL|GL|cups|xcb|wayland-(client|cursor|egl))\.so\.\d$"
)


def test_every_library_that_is_asked_for_is_there_and_none_else(program: Path) -> None:
    inside = FOLDER / "_internal"
    names = {path.name for path in inside.rglob("*.so*")}
    links = asked(path for path in inside.rglob("*.so*") if not path.is_symlink())
    missing = {name for needed in links.values() for name in needed} - names
    assert sorted(name for name in missing if not OF_THE_SYSTEM.match(name)) == []
    assert not {name for name in names if OF_THE_SYSTEM.match(name)}, (
        "the system's own has to be taken"
    )
    assert unneeded(inside) == []


def test_all_resources_and_licences_are_inside(program: Path) -> None:
    inside = FOLDER / "_internal"
    packed = inside / "jifen_desktop" / "_resources"
    wanted = {
        p.relative_to(ROOT / "resources") for p in (ROOT / "resources").rglob("*") if p.is_file()
    }
    assert {p.relative_to(packed) for p in packed.rglob("*") if p.is_file()} == wanted
    assert (FOLDER / "LICENSE.txt").read_bytes() == (ROOT / "LICENSE").read_bytes()
    listed = {p.name.split("-")[0].lower() for p in inside.glob("*.dist-info")}
    assert listed >= {
        "jifen_desktop",
        "pymupdf",
        "pyside6_essentials",
        "shiboken6",
        "pillow",
        "lxml",
        "zeroconf",
    }
    assert not {"pyinstaller", "hatchling", "pytest", "setuptools", "pip"} & listed


def test_the_wheel_works_where_nothing_but_its_dependencies_is(
    program: Path, tmp_path: Path
) -> None:
    """In the environment that was frozen: the lock's packages and the wheel, installed by pip."""
    python = VENV / "bin" / "python"
    done = _run(python, "-m", "pip", "--disable-pip-version-check", "check", home=tmp_path)
    assert done.returncode == 0, done.stdout
    command = VENV / "bin" / "jifen-desktop"
    sample, out = tmp_path / "示例", tmp_path / "导出"
    assert _run(command, "sample", sample, home=tmp_path).returncode == 0
    done = _run(command, "export", sample / "submission.toml", "--out", out, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert names(out) == WANTED


def test_licences_come_along(program: Path) -> None:
    """The file for readers, and what the window reads its list from: each package's own metadata, with its texts."""
    notices = (program.parent / "THIRD-PARTY-NOTICES.txt").read_text("utf-8")
    carried = {
        licences.plain_name(path.stem.rpartition("-")[0])
        for path in (program.parent / "_internal").glob("*.dist-info")
    }
    for component in licences.components(frozen=True):
        assert component.name in notices
        assert not component.package or licences.plain_name(component.name) in carried
