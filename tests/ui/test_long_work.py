"""Work that takes its time: all of it is known here, shows how far it is, never runs backwards, stops when asked."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressBar
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.files.disk import Disk, swapped
from jifen_desktop.library.place import Library
from jifen_desktop.services.case import case_from_file
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.window import MainWindow
from tests import pictures
from tests.support.library import entries
from tests.support.samples import ON, sample_in

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

UI = Path(__file__).parents[2] / "src" / "jifen_desktop" / "ui"
PATIENCE = 1.0
"""Seconds from the click until the work has ended."""

WORK: Final = {
    "opening.py": "bar, 取消: nothing is kept",
    "start/acts.py": "bar; 取消 only where the act names what stopping leaves",
    "start/tools.py": "backup and check: bar, 取消; restoring ends before the library is touched; cleaning can't stop",
    "start/labels.py": "bar, 取消",
    "start/retaining.py": "bar, 取消 between two submissions, and says so",
    "start/deleting.py": "one transaction: can't stop, offers nothing",
    "start/holidays.py": "one small file",
    "start/receipts.py": "a file's hash at a time; the dialog is usable meanwhile",
    "printing.py": "one sheet, in the preview's place",
    "printing_preview.py": "words in the sheet's place; closing ends it",
    "printing_run.py": "bar, 停止",
    "help/reader.py": "one picture of a chapter; the text is there at once",
    "latest.py": "the page is usable meanwhile; the newest question counts",
    "licences.py": "texts that come with the program",
    "scanning/run.py": "bar, 停止: pages stay",
    "scanning/finding.py": "words; the dialog is usable meanwhile, closing ends it",
    "scanning/folder.py": "watches until it is told to stop",
    "settings/privacy.py": "sizes come when they are known",
    "upkeep.py": "nobody waits for it",
    "afterwards.py": "nobody waits for it",
    "chinese_font.py": "nobody waits for it",
    "wizard/pages/materials/desk.py": "bar, 取消: nothing is kept",
    "wizard/pages/materials/editor/pictures.py": "one picture",
    "wizard/pages/export/run.py": "bar, 取消: nothing is left",
    "wizard/pages/export/after.py": "the page is usable meanwhile",
    "wizard/pages/export/target.py": "the page is usable meanwhile",
    "wizard/pages/people/importing.py": "one table, with the workers' limit of time",
    "wizard/squeeze/dialog.py": "bar; closing ends it",
}
"""Every module that begins work beside the window's thread, and how it is shown and stopped."""


def test_all_work_is_known_here() -> None:
    found = set()
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                whose = ast.unparse(node.func.value)
                makes = node.func.attr == "make" and whose.endswith(("jobs", "quiet", "watching"))
                runs = node.func.attr == "run" and whose == "self" and path.parent.name == "start"
                if makes or runs:
                    found.add(path.relative_to(UI).as_posix())
    assert found == set(WORK)


class SlowDisk(Disk):
    """As a stick or a share is."""

    def step(self, operation: str, path: Path) -> None:
        if operation in ("open", "read", "write"):
            time.sleep(0.02)


class Place:
    """A window with real workers, and a submission's file beside it."""

    def __init__(self, window: MainWindow, session: Session, folder: Path, qtbot: QtBot) -> None:
        self.window, self.session, self.folder, self.qtbot = window, session, folder, qtbot
        self.shares: list[float] = []
        bar = window.start.progress.findChild(QProgressBar)
        assert bar is not None
        bar.valueChanged.connect(lambda _value: self.shares.append(window.start.progress.value()))

    def originals(self) -> list[Path]:
        """The documents that are kept."""
        root = self.session.store.originals.root
        return [path for path in root.rglob("*") if path.is_file()]

    def fill(self, people: int = 3) -> None:
        """A submission in the library."""
        file = sample_in(self.folder, District.XUHUI, Service.NEW, people)
        session = self.session
        case_from_file(session.book, session.store, session.intake, file, session.today)
        self.window.start.refresh()


@pytest.fixture
def place(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Place]:
    """A window on an empty library."""
    pictures.dress(qapp)
    session = Session(Library(tmp_path / "library"), ON)
    session.pool.run(abs, 0)  # its processes run
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    yield Place(window, session, tmp_path, qtbot)
    session.close()
    qapp.setStyleSheet("")


def open_file(place: Place) -> None:
    """Thirty documents."""
    place.window.open_path(sample_in(place.folder, District.XUHUI, Service.NEW, 3))


def open_sample(place: Place) -> None:
    """Drawn and read."""
    place.window.act("sample")


def back_up(place: Place) -> None:
    """Into one file."""
    place.window.start.tools.back_up(place.folder / "备份.jifenbackup")


def check(place: Place) -> None:
    """Every document's hash."""
    place.window.act("check")


STARTS: Final[dict[str, Callable[[Place], None]]] = {
    "open": open_file,
    "sample": open_sample,
    "backup": back_up,
    "check": check,
}


@pytest.mark.parametrize("name", STARTS)
def test_it_stops_within_a_second_and_leaves_nothing(place: Place, name: str) -> None:
    if name in ("backup", "check"):
        place.fill()
    before = (len(entries(place.session.store)), place.originals())
    line = place.window.start.progress
    button = line.cancel_button
    with swapped(SlowDisk()):
        STARTS[name](place)
        assert button.isVisible()
        place.qtbot.waitUntil(lambda: any(0 < s < 1 for s in place.shares), timeout=60_000)
        began = time.monotonic()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert not button.isEnabled()
        place.qtbot.waitUntil(lambda: not line.isVisible(), timeout=10_000)
        assert time.monotonic() - began <= PATIENCE
    assert not place.session.has_case
    assert (len(entries(place.session.store)), place.originals()) == before
    assert not list(place.folder.glob("*.jifenbackup*"))


@pytest.mark.parametrize("name", ["open", "sample"])
def test_the_bar_never_runs_backwards(place: Place, name: str) -> None:
    STARTS[name](place)
    place.qtbot.waitUntil(lambda: place.session.has_case, timeout=60_000)
    assert place.shares == sorted(place.shares)
    assert place.shares[-1] == 1.0
    assert len(place.shares) > 2


def test_what_can_not_be_stopped_offers_nothing(place: Place) -> None:
    line = place.window.start.progress
    seen: list[bool] = []
    place.window.start.deleting.working.connect(
        lambda job, _text: seen.extend((job.can_stop, line.cancel_button.isHidden()))
    )
    place.window.start.deleting._purge(())
    place.qtbot.waitUntil(lambda: not place.session.jobs.busy, timeout=10_000)
    assert seen == [False, True]
