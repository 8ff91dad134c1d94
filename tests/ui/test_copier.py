"""A copier's folder in the materials page: what came is listed, and goes where the user says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.settings import load_settings
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.scanning.folder import FolderWatch
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from tests import pictures
from tests.support.cases import make_session, open_sample
from tests.support.inline import InlinePool
from tests.ui import gates
from tests.ui.materials import await_end, chooser_of, files, image_file, show, spot_of, without

WAIT = 20_000
ROW = "degree.bachelor"


@dataclass
class Copier:
    """A folder's files come when the test says so."""

    folders: list[Path] = field(default_factory=list)
    tell: Callable[[Path], None] | None = None
    ready: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def watch(self, folder: Path, found: Callable[[Path], None], stop: Callable[[], bool]) -> None:
        self.folders.append(folder)
        self.tell = found
        self.ready.set()
        while not stop():
            if self.over.wait(0.01):
                raise JifenError(Code.SCAN_FOLDER, name=folder.name)

    def came(self, path: Path) -> None:
        assert self.ready.wait(20)
        assert self.tell is not None
        self.tell(path)


@pytest.fixture
def copier() -> Copier:
    return Copier()


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path, copier: Copier) -> Iterator[Session]:
    """A session that works in this process."""
    pictures.dress(qapp)
    made = make_session(tmp_path / "session")
    made.pool = InlinePool()
    made.intake = Intake(made.pool)
    FolderWatch(made, copier.watch)
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def page(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> MaterialsPage:
    """A sample without a degree; the dialog for folders answers 复印机."""
    folder = tmp_path / "复印机"
    folder.mkdir()
    monkeypatch.setattr(Desktop, "choose_folder", lambda *_: folder)
    case = open_sample(session, tmp_path)
    session.change(without(case.submission, ROW))
    made = MaterialsPage(session)
    session.saved.connect(made.show_case)
    made.show_case()
    show(qtbot, made, (1000, 900))
    return made


def test_what_the_copier_scans_goes_where_the_user_says(
    qtbot: QtBot, session: Session, page: MaterialsPage, copier: Copier, tmp_path: Path
) -> None:
    card = page.aside.copier_card
    assert copier.folders == []
    card.choose_button.click()
    scan = image_file(tmp_path / "复印机", "学位证书.jpg")
    copier.came(scan)
    qtbot.waitUntil(card.take_button.isVisible, timeout=WAIT)
    pictures.settle(page)
    assert card.names.text() == "学位证书.jpg"
    assert gates.check_all(page) == []
    card.take_button.click()
    await_end(qtbot, page)
    qtbot.waitUntil(lambda: bool(chooser_of(page).lines()), timeout=WAIT)
    chooser = chooser_of(page)
    chooser.add_button.click()
    qtbot.waitUntil(lambda: len(files(page, ROW)) == 1, timeout=WAIT)
    assert scan.is_file()
    assert not card.take_button.isVisible()
    known, _ = load_settings(session.library.settings_path)
    assert known.scan_folder == str(tmp_path / "复印机")
    assert spot_of(page, ROW).material == ROW


def test_another_page_goes_on_watching_and_stopping_ends_it(
    qtbot: QtBot, session: Session, page: MaterialsPage, copier: Copier, tmp_path: Path
) -> None:
    page.aside.copier_card.choose_button.click()
    copier.came(tmp_path / "复印机" / "a.jpg")
    watch = FolderWatch.of(session)
    qtbot.waitUntil(lambda: len(watch.files) == 1, timeout=WAIT)
    other = MaterialsPage(session)
    qtbot.addWidget(other)
    assert len(copier.folders) == 1
    assert other.aside.copier_card.names.text() == "a.jpg"
    other.aside.copier_card.stop_button.click()
    assert not watch.watching
    assert watch.files == []
    assert session.settings.scan_folder == ""
    copier.came(tmp_path / "复印机" / "b.jpg")  # late: it is the old folder's
    QApplication.processEvents()
    assert watch.files == []


def test_a_folder_that_is_gone_is_told(qtbot: QtBot, page: MaterialsPage, copier: Copier) -> None:
    card = page.aside.copier_card
    card.choose_button.click()
    copier.over.set()
    qtbot.waitUntil(lambda: "看不到文件夹「复印机」" in card.told.text(), timeout=WAIT)
    assert card.choose_button.isVisible()
    copier.over.clear()
    card.choose_button.click()
    assert "正在看“复印机”" in card.told.text()
    assert len(page.copier.watch.files) == 0
