"""Thumbnails: drawn by the workers, kept, and never delivered to what is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from jifen_desktop.ui import thumbnails
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.thumbnails import PageKey, Thumbnails
from tests.intake.makers import jpeg, picture
from tests.support.cases import make_session


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    """A session that leaves nothing running."""
    made = make_session(tmp_path)
    yield made
    made.close()


def image_file(folder: Path, width: int = 240) -> Path:
    """A picture."""
    path = folder / f"{width}.jpg"
    path.write_bytes(jpeg(picture(width)))
    return path


def test_a_picture_comes_later_and_then_at_once(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    loader, owner = Thumbnails.of(session), QObject()
    got: list[QImage | None] = []
    key = PageKey(image_file(tmp_path), 0, 60)
    loader.load(key, owner, got.append)
    loader.load(key, owner, got.append)
    assert loader.busy, "nothing is drawn in the GUI thread"
    qtbot.waitUntil(lambda: len(got) == 2, timeout=20_000)
    sizes = {(image.width(), image.height()) for image in got if image is not None}
    assert sizes == {(60, 40)}
    loader.load(key, owner, got.append)
    assert len(got) == 3
    assert Thumbnails.of(session) is loader


def test_what_cannot_be_drawn_is_none(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(b"nothing")
    got: list[QImage | None] = []
    owner = QObject()
    Thumbnails.of(session).load(PageKey(path), owner, got.append)
    qtbot.waitUntil(lambda: got == [None], timeout=20_000)


def test_nothing_is_delivered_to_what_is_gone(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    loader, owner = Thumbnails.of(session), QObject()
    got: list[QImage | None] = []
    loader.load(PageKey(image_file(tmp_path)), owner, got.append)
    delete(owner)
    qtbot.waitUntil(lambda: not loader.busy, timeout=20_000)
    assert got == []


def test_old_pictures_give_way(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails, "KEPT_BYTES", 30_000)
    loader, owner = Thumbnails.of(session), QObject()
    got: list[QImage | None] = []
    for width in (240, 243, 246):
        loader.load(PageKey(image_file(tmp_path, width), 0, 100), owner, got.append)
    qtbot.waitUntil(lambda: len(got) == 3, timeout=20_000)
    assert len(loader._kept) == 1


def test_closing_the_session_while_pictures_are_awaited(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    loader, owner = Thumbnails.of(session), QObject()
    got: list[QImage | None] = []
    for width in (240, 243, 246, 249):
        loader.load(PageKey(image_file(tmp_path, width)), owner, got.append)
    session.close()
    QApplication.processEvents()
    loader.load(PageKey(image_file(tmp_path, 300)), owner, got.append)
    assert all(image is None or isinstance(image, QImage) for image in got)
