"""Windows on a library of their own, for scenes."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from jifen_desktop.ui.session import Session
from jifen_desktop.ui.window import MainWindow
from tests.support.cases import make_session


def scene_folder() -> Path:
    """A folder that goes when the pictures are written."""
    folder = Path(tempfile.mkdtemp(prefix="jifen-scene-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def make_window() -> tuple[MainWindow, Session, Path]:
    """A window, its session, which ends with it, and a folder for files."""
    folder = scene_folder()
    session = make_session(folder)
    window = MainWindow(session)
    window.destroyed.connect(session.close)
    return window, session, folder
