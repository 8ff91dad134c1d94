"""The project as a whole: what it ships, what it depends on, and its habits."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import jifen_desktop

ROOT = Path(__file__).parents[1]
GENERATED = {".git", ".venv", "__pycache__", "build", "dist", "sample-output"}
MAX_LINES = 350


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in GENERATED or path.name.endswith("_cache") or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def test_changelog_tells_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[([^\]]+)\]", changelog, re.MULTILINE)
    assert newest
    assert newest[1] == jifen_desktop.__version__


def test_wheel_holds_all_resources_and_the_licence(tmp_path: Path) -> None:
    resources = ROOT / "resources"
    wanted = {
        f"jifen_desktop/_resources/{p.relative_to(resources).as_posix()}" for p in _files(resources)
    }
    wanted |= {"jifen_desktop/py.typed", "jifen_desktop/__main__.py"}
    wanted.add(f"jifen_desktop-{jifen_desktop.__version__}.dist-info/licenses/LICENSE")
    wheel, again = _wheel(tmp_path / "first"), _wheel(tmp_path / "second")
    assert wheel.read_bytes() == again.read_bytes(), "the same source gives the same bytes"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert sorted(wanted - names) == []
    assert not [name for name in names if name.startswith("tests/")]


def _wheel(folder: Path) -> Path:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


# PySide6 6.12.0 on Python 3.11 gives back one reference too many to None, True and False for each
# signal that carries them, and aborts after a few hundred.
SIGNALS = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Sender(QObject):
    nothing = Signal(object)
    flag = Signal(bool)

received = []
application = QCoreApplication([])
sender = Sender()
sender.nothing.connect(received.append)
sender.flag.connect(received.append)
for number in range(2500):
    sender.nothing.emit(None)
    sender.flag.emit(number % 2 == 0)
print(len(received))
"""


def test_qt_survives_five_thousand_signals() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SIGNALS],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "5000"), done.stderr


# The brackets keep a pattern from finding itself.
FOREIGN = re.compile(
    r"pypi[.]org|pythonhosted[.]org|(?<!emit-)index[-]url|find[-]links"  # a registry's address
    r"|(?<![\w.~])/(?:ro{2}t|home/[a-z]\w*|Users/[A-Za-z]\w*)/"  # somebody's folder
)


def test_no_registry_and_no_folder_of_a_machine_is_named() -> None:
    found = []
    for path in _files(ROOT):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {hit[0]}" for hit in FOREIGN.finditer(text)]
        if f"{ROOT}/" in text:
            found.append(f"{path.relative_to(ROOT)}: {ROOT}")
    assert not found


def test_source_files_stay_short() -> None:
    """A longer file is about more than one thing; split it by meaning."""
    lengths = {
        p: len(p.read_text(encoding="utf-8").splitlines())
        for p in _files(ROOT / "src")
        if p.suffix == ".py"
    }
    assert not {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > MAX_LINES}


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_tests_cannot_reach_the_network(family: str) -> None:
    import socket

    with (
        socket.socket(getattr(socket, family)) as sock,
        pytest.raises(AssertionError, match="network"),
    ):
        sock.connect(("localhost", 9))
