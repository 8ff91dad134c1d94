"""What every test gets: a home of its own, no network, and a check that it leaves nothing running.

Qt and PyMuPDF are imported by the fixtures that need them, never by this file.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from hypothesis import settings

from tests.support.shared import close_shared, open_shared

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# Before Qt is imported. A fixed locale: Qt warns about every encoding but UTF-8.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("QT_SCALE_FACTOR", None)

# The same examples at every run: what fails here fails everywhere. Searching for new ones is for a longer run.
settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))

_GRACE_SECONDS = 3.0
NODE_MODULES = Path(__file__).parents[1] / "build" / "node" / "node_modules"
"""Where `.ci/run` puts the readers that are written in JavaScript; "node:name" in a mark names one, "sane:name" one
of SANE's backends, "dbus:name" a service that a session's bus can start."""


def pytest_configure(config: pytest.Config) -> None:
    """Open the folder that this run's processes share; xdist's workers inherit it."""
    if not hasattr(config, "workerinput"):
        open_shared()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Delete it."""
    if not hasattr(config, "workerinput"):
        close_shared()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or fail where nothing may be skipped, a test whose external program is missing."""
    wanted = [name for mark in item.iter_markers("external") for name in mark.args]
    absent = [name for name in wanted if not _is_installed(name)]
    if not absent:
        return
    reason = f"not installed: {', '.join(absent)}"
    if os.environ.get("JIFEN_TEST_REQUIRE_EXTERNAL"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def _is_installed(name: str) -> bool:
    if name.startswith("node:"):
        return (NODE_MODULES / name.removeprefix("node:")).is_dir()
    if name.startswith("sane:"):
        return any(Path("/usr/lib").glob(f"*/sane/libsane-{name.removeprefix('sane:')}.so.1"))
    if name.startswith("dbus:"):
        services = Path("/usr/share/dbus-1/services")
        return (services / f"{name.removeprefix('dbus:')}.service").exists()
    return shutil.which(name) is not None


def _running() -> set[object]:
    return {*filter(_is_running, threading.enumerate()), *multiprocessing.active_children()}


def _is_running(thread: threading.Thread) -> bool:
    # Python keeps an entry for every Qt thread that ever called it; the kernel knows which live.
    if isinstance(thread, threading._DummyThread) and sys.platform == "linux":
        return Path(f"/proc/self/task/{thread.native_id}").exists()
    return thread.is_alive()


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process behind.

    Set up before the test's own fixtures, so torn down after them: a pool that a fixture stops is
    gone by then. What a wider fixture keeps running is there before and stays allowed.
    """
    before = _running()
    yield
    deadline = time.monotonic() + _GRACE_SECONDS
    while (left := _running() - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not left, f"left running: {sorted(map(repr, left))}"


@pytest.fixture(autouse=True)
def _no_dialog_left() -> Iterator[None]:
    """Take away a modal dialog that a test leaves open: it would stand before the windows of the tests to come."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    for _dialog in range(10):
        if (left := widgets.QApplication.activeModalWidget()) is None:
            break
        left.hide()


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection but those inside this machine's own sockets (AF_UNIX), and with the mark `loopback` those
    to the machine itself.
    """
    inside = request.node.get_closest_marker("loopback") is not None
    lookup = socket.getaddrinfo

    def refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
        raise AssertionError("the program must not use the network")

    def guarded(name: str) -> Any:
        original = getattr(socket.socket, name)

        def call(self: socket.socket, *args: Any) -> Any:
            allowed = self.family == socket.AF_UNIX or (inside and _is_loopback(self, args[-1]))
            return original(self, *args) if allowed else refuse()

        return call

    def found(host: Any, *args: Any, **kwargs: Any) -> Any:
        return lookup(host, *args, **kwargs) if inside and _is_own(host) else refuse()

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, guarded(name))
    monkeypatch.setattr(socket, "getaddrinfo", found)


def _is_own(host: object) -> bool:
    return str(host).startswith("127.")


def _is_loopback(sock: socket.socket, address: Any) -> bool:
    """The machine itself; the discovery group too where the socket speaks to it through the machine's own interface."""
    host, port = address[:2]
    if (host, port) == ("224.0.0.251", 5353):
        out = sock.getsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, 4)
        return _is_own(socket.inet_ntoa(out))
    return _is_own(host) or (host == "" and port == 5353)  # listening for the group


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home, settings and library in an empty folder, outside the test's own `tmp_path`."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name, folder in {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "XDG_RUNTIME_DIR": "run",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
        "JIFEN_LIBRARY": "library",
    }.items():
        monkeypatch.setenv(name, str(home / folder))
    (home / "run").mkdir(mode=0o700)  # Qt warns when others can read it


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application with a font that has every Chinese character, and Qt's Chinese texts.

    The font comes with PyMuPDF, so a picture looks the same on a machine without any font.
    """
    import pymupdf
    from PySide6.QtCore import QByteArray, QLibraryInfo, QTranslator
    from PySide6.QtGui import QFont, QFontDatabase

    font = QFontDatabase.addApplicationFontFromData(QByteArray(pymupdf.Font("cjk").buffer))
    qapp.setFont(QFont(QFontDatabase.applicationFontFamilies(font)[0]))
    translator = QTranslator(qapp)
    texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert translator.load("qtbase_zh_CN", texts)
    qapp.installTranslator(translator)
    return qapp
