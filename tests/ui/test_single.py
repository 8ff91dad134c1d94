"""One window a library: a second start brings the first one forward and hands over its file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from jifen_desktop.library.place import Library
from jifen_desktop.ui.single import FirstWindow, call_first_window, socket_name

WAIT = 60


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "资料 库").mkdir()
    return Library(tmp_path / "资料 库")


@pytest.fixture
def first(library: Library, qapp: object) -> Iterator[tuple[FirstWindow, list[str]]]:
    parent = QObject()
    made = FirstWindow(library.root, parent)
    calls: list[str] = []
    made.called.connect(calls.append)
    yield made, calls
    made.close()
    made.deleteLater()


def call(qtbot: QtBot, library: Library, path: Path | None) -> bool:
    """A second start: a process of its own, as its waiting would keep this one from answering."""
    code = (
        "import sys; from pathlib import Path; from jifen_desktop.ui.single import *;"
        "path = Path(sys.argv[2]) if sys.argv[2:] else None;"
        "sys.exit(not call_first_window(Path(sys.argv[1]), path))"
    )
    arguments = [str(library.root), *([str(path)] if path is not None else [])]
    process = subprocess.Popen([sys.executable, "-c", code, *arguments])
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=WAIT * 1000)
    return process.returncode == 0


def test_the_first_window_hears_of_a_later_start(
    qtbot: QtBot, library: Library, first: tuple[FirstWindow, list[str]], tmp_path: Path
) -> None:
    _, calls = first
    assert call(qtbot, library, None)
    assert call(qtbot, library, tmp_path / "申报 A.toml")
    assert calls == ["", str(tmp_path / "申报 A.toml")]


def test_nonsense_is_no_call(
    qtbot: QtBot, library: Library, first: tuple[FirstWindow, list[str]]
) -> None:
    for data in (b"\n", b"[1]\n", b"{}\n", b"\xff\xfe\n", b"x" * 200_000):
        socket = QLocalSocket()
        socket.connectToServer(socket_name(library.root))
        socket.write(data)
        qtbot.waitUntil(
            lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState,  # noqa: B023
            timeout=10_000,
        )
    assert first[1] == []
    assert call(qtbot, library, None)


def test_nobody_there_is_told(library: Library, qapp: object) -> None:
    assert not call_first_window(library.root, None, patience=0.2)


def test_a_name_for_each_library(tmp_path: Path) -> None:
    assert socket_name(tmp_path) != socket_name(tmp_path / "other")
    assert str(tmp_path) not in socket_name(tmp_path)


def start(library: Library, *arguments: str) -> subprocess.Popen[bytes]:
    """The program as a desktop starts it, without a screen."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "jifen_desktop", "--library", str(library.root), *arguments]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)


def wait_for_socket(library: Library) -> None:
    """Until the first window answers."""
    end = time.monotonic() + WAIT
    while not call_first_window(library.root, None, patience=0.1):
        assert time.monotonic() < end


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_second_start_ends_and_after_a_kill_the_next_is_first(
    library: Library, qapp: object
) -> None:
    one = start(library)
    try:
        wait_for_socket(library)
        two = start(library)
        assert two.wait(WAIT) == 0
        assert two.stderr is not None
        assert two.stderr.read() == b""
        two.stderr.close()
        assert one.poll() is None
        one.send_signal(signal.SIGKILL)
        one.wait(WAIT)
        three = start(library)
        try:
            wait_for_socket(library)
            assert three.poll() is None
        finally:
            three.kill()
            three.communicate()
    finally:
        one.kill()
        one.communicate()
    QLocalServer.removeServer(socket_name(library.root))
