"""Where the window stands: kept, rescued from screens that are gone, whole after full screen; folders that are gone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from jifen_desktop.library.settings import WindowPlace, load_settings
from jifen_desktop.ui import window as module
from jifen_desktop.ui.window import rescued
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@dataclass(frozen=True)
class Screen:
    """A screen without its task bar."""

    area: QRect

    def availableGeometry(self) -> QRect:  # noqa: N802 -- Qt's name
        """Where windows go."""
        return self.area


def with_screens(monkeypatch: pytest.MonkeyPatch, *areas: QRect) -> None:
    """Have these screens, the first being the main one."""
    screens = [Screen(area) for area in areas]

    class Application(QGuiApplication):
        """Knows the screens of the test."""

        @staticmethod
        def screens() -> list[Screen]:  # type: ignore[override]
            return screens

        @staticmethod
        def primaryScreen() -> Screen:  # type: ignore[override]  # noqa: N802 -- as above
            return screens[0]

    monkeypatch.setattr(module, "QGuiApplication", Application)


MAIN = QRect(0, 0, 1366, 728)
BESIDE = QRect(1366, -200, 1920, 1040)
LEFT = QRect(-1280, 0, 1280, 984)


@pytest.mark.parametrize(
    "place",
    [
        WindowPlace(1500, -150, 1120, 720),
        WindowPlace(-1200, 50, 1000, 700),
        WindowPlace(1300, 10, 1120, 720),  # on two screens
        WindowPlace(20, 0, 1120, 720),
    ],
)
def test_a_window_stays_on_the_screen_where_it_was(
    monkeypatch: pytest.MonkeyPatch, place: WindowPlace
) -> None:
    with_screens(monkeypatch, MAIN, BESIDE, LEFT)
    assert rescued(place) == QRect(place.x, place.y, place.width, place.height)


@pytest.mark.parametrize(
    "place",
    [
        WindowPlace(1500, -150, 1120, 720),  # the screen beside was taken away
        WindowPlace(-1200, 50, 1000, 700),
        WindowPlace(100, -60, 1120, 720),  # the title above the edge: it could not be moved
        WindowPlace(100, 720, 1120, 720),
        WindowPlace(1360, 100, 5000, 4000),
    ],
)
def test_a_window_comes_back_from_a_screen_that_is_gone(
    monkeypatch: pytest.MonkeyPatch, place: WindowPlace
) -> None:
    with_screens(monkeypatch, MAIN)
    found = rescued(place)
    assert MAIN.contains(found)
    assert found.width() >= min(800, place.width)


def test_a_small_screen_still_shows_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    small = QRect(0, 0, 800, 560)
    with_screens(monkeypatch, small)
    assert small.contains(rescued(WindowPlace(3000, 0, 1920, 1080)))


def test_full_screen_is_left_to_the_size_before(shell: Shell) -> None:
    shell.window.setGeometry(20, 40, 1030, 710)
    shell.settle()
    shell.window.act("full_screen")
    assert shell.window.isFullScreen()
    shell.window.act("full_screen")
    assert not shell.window.isFullScreen()
    shell.window.act("full_screen")
    shell.window.close()
    kept, _ = load_settings(shell.session.library.settings_path)
    assert kept.window is not None
    assert (kept.window.width, kept.window.height) == (1030, 710)


def test_the_window_gets_no_smaller_than_its_pages(shell: Shell) -> None:
    shell.window.resize(300, 200)
    shell.settle()
    assert shell.window.width() >= 800
    assert shell.window.height() >= 560


def test_a_folder_that_is_gone_is_no_start_for_the_next_export(shell: Shell) -> None:
    gone = shell.folder / "拔掉的盘"
    shell.session.save_settings(
        replace(shell.session.settings, export_folder=str(gone), open_folder=str(gone))
    )
    assert shell.session.export_parent() != gone
