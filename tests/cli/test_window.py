"""Without a command: the window, where there is a display that answers."""

from __future__ import annotations

import os
import socket
import sys
from datetime import date
from pathlib import Path

import pytest

from jifen_desktop.cli.main import run
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.startup import has_display

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="displays of Linux")


@pytest.fixture(autouse=True)
def _no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def _never(_today: date, _file: Path | None) -> int:
    raise AssertionError("no window may be opened")


def test_no_display_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([], _never) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


@pytest.mark.parametrize("display", [":7731", ":7731.0", "unix:7731", ""])
def test_a_display_that_does_not_answer(display: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", display)
    assert run([], _never) == 3


def test_a_wayland_socket_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
    assert not has_display()


def test_a_wayland_socket_that_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's address is short
    monkeypatch.setenv("XDG_RUNTIME_DIR", ".")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("wayland-0")
        server.listen()
        assert has_display()


def test_a_display_of_another_computer_is_taken_at_its_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISPLAY", "terminal.example.invalid:0")
    assert has_display()


def test_the_window_opens_as_of_the_day_on_the_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    opened: list[tuple[date, str, Path | None]] = []

    def window(today: date, file: Path | None) -> int:
        opened.append((today, os.environ["JIFEN_LIBRARY"], file))
        return 0

    window_of = ["--as-of", "2026-11-23", "--library", "elsewhere"]
    assert run(window_of, window) == 0
    assert run([*window_of, "申报.toml"], window) == 0
    photo = tmp_path / "照片 1.jpg"
    photo.write_bytes(b"")
    assert run([*window_of, str(photo)], window) == 0
    assert run([*window_of, str(tmp_path / "没有.jpg")], window) == 2
    files = [None, Path("申报.toml"), photo]
    assert opened == [(date(2026, 11, 23), "elsewhere", file) for file in files]


def test_a_library_in_use_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    def window(_today: date, _file: Path | None) -> int:
        raise JifenError(Code.LIBRARY_IN_USE)

    assert run([], window) == 1
    assert capsys.readouterr().err.count("\n") == 1
