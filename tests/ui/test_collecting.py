"""Cycles are collected in the window's thread alone."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Thread, current_thread, main_thread
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from jifen_desktop.ui.collecting import Collecting


@pytest.fixture
def collecting() -> Iterator[Collecting]:
    owner = QObject()
    yield Collecting(owner)
    owner.deleteLater()
    gc.unfreeze()
    gc.enable()


class _Cycle:
    ended: ClassVar[list[Thread]] = []

    def __init__(self) -> None:
        self.own = self

    def __del__(self) -> None:
        self.ended.append(current_thread())


def test_what_a_job_leaves_ends_in_the_windows_thread(qtbot: QtBot, collecting: Collecting) -> None:
    count = gc.get_threshold()[0] * 3
    _Cycle.ended.clear()
    job = Thread(target=lambda: [_Cycle() for _ in range(count)] and None)
    job.start()
    job.join()
    assert not _Cycle.ended
    qtbot.waitUntil(lambda: len(_Cycle.ended) == count, timeout=10_000)
    assert set(_Cycle.ended) == {main_thread()}
