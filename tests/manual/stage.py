"""The program's window, offscreen and on an empty library, for a walk of the manual."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jifen_desktop.domain.ids import District
from jifen_desktop.ui.window import MainWindow
from tests.manual.book import CHAPTERS
from tests.manual.grammar import walks
from tests.manual.papers import PHOTOS, STAMPED, photos, stamped
from tests.manual.walker import Walker
from tests.pictures import SIZE, settle
from tests.support.cases import make_session


def district_of(walk: Path) -> District:
    """Whose walk a chapter is: `12-walk-baoshan.md`."""
    return District(walk.stem.rpartition("-")[2])


def walk_of(district: District) -> Path:
    """The chapter that walks through a district."""
    return next(path for path in walks(CHAPTERS) if district_of(path) is district)


@contextmanager
def staged(folder: Path, district: District) -> Iterator[Walker]:
    """A walker before the first page; everything that is written lies below `folder`."""
    session = make_session(folder)
    given = photos(folder, district)
    window = MainWindow(session)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    settle(window)

    def place(name: str) -> Path:
        return folder / name

    folders = {PHOTOS: lambda: given, STAMPED: lambda: stamped(place("盖章件.pdf"), folder)}
    try:
        yield Walker(window, folders, place)
    finally:
        session.close()
        window.close()
        window.deleteLater()
