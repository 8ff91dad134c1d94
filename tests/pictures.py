"""Write pictures of the program's pages: `python -m tests.pictures DIR [--only NAME]`.

Every registered scene is written in light and dark, at scale 1 and 1.5, without a display and with
the Chinese font that PyMuPDF carries, so that the pictures are the same on every machine. A test
module that has pages registers scenes with `@scene("name")`.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QLibraryInfo, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import SchemeChoice
from jifen_desktop.ui.widgets import FocusRing

Scene = Callable[[], QWidget]
SCENES: Final[dict[str, Scene]] = {}
AS_IT_IS: Final[set[str]] = set()
"""Scenes of small dialogs, pictured in the size that they have by themselves."""
SCENE_MODULES: Final = (
    "tests.gallery",
    "tests.scenes.start",
    "tests.scenes.pair",
    "tests.scenes.people",
    "tests.scenes.education",
    "tests.scenes.materials",
    "tests.scenes.editor",
    "tests.scenes.scanning",
    "tests.scenes.settings",
    "tests.scenes.help",
    "tests.scenes.review",
    "tests.scenes.tour",
    "tests.scenes.hints",
    "tests.scenes.export",
    "tests.scenes.budget",
    "tests.scenes.states",
)
SCHEMES: Final = (SchemeChoice.LIGHT, SchemeChoice.DARK)
SCALES: Final = ("1", "1.5")
SIZE: Final = (1120, 720)


def scene(name: str, *, as_it_is: bool = False) -> Callable[[Scene], Scene]:
    """Register a callable that builds a window-like widget; it is resized to 1120×720, or left `as_it_is`.

    The focus ring shows in the picture where the scene itself has set the focus.
    """

    def register(build: Scene) -> Scene:
        SCENES[name] = build
        if as_it_is:
            AS_IT_IS.add(name)
        return build

    return register


@cache
def cjk_families() -> tuple[str, ...]:
    """The font families of PyMuPDF's Chinese font, added to the application once."""
    import pymupdf

    number = QFontDatabase.addApplicationFontFromData(pymupdf.Font("cjk").buffer)
    return tuple(QFontDatabase.applicationFontFamilies(number))


def dress(
    app: QApplication, choice: SchemeChoice = SchemeChoice.LIGHT, text_scale: float = 1.0
) -> theme.ThemeManager:
    """Give `app` the theme with the packaged font."""
    return theme.install(app, choice, text_scale=text_scale, families=cjk_families())


def settle(widget: QWidget) -> None:
    """Let layouts that follow from widths come to rest."""
    for _round in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QApplication.processEvents()
    widget.repaint()


def _write(folder: Path, scale: str, only: Sequence[str]) -> None:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    translator = QTranslator(app)
    translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    app.installTranslator(translator)
    suffix = "" if scale == "1" else f"@{scale}x"
    ring = FocusRing(app)
    for module in SCENE_MODULES:
        importlib.import_module(module)
    if unknown := set(only) - set(SCENES):
        sys.exit(
            f"no such scene: {', '.join(sorted(unknown))}; there are {', '.join(sorted(SCENES))}"
        )
    for choice in SCHEMES:
        dress(app, choice)
        for name, build in SCENES.items():
            if only and name not in only:
                continue
            widget = build()
            if name not in AS_IT_IS:
                widget.resize(*SIZE)
            widget.show()
            chose_focus = widget.focusWidget() is not None
            widget.activateWindow()
            settle(widget)
            focused = QApplication.focusWidget()
            if focused is not None and not chose_focus:
                focused.clearFocus()
            widget.grab().save(str(folder / f"{name}-{choice.value}{suffix}.png"))
            widget.close()
            widget.deleteLater()
    ring.deleteLater()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write all pictures; each scale needs its own process, since Qt reads it at the start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--scale", choices=SCALES)
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.scale:
        _write(options.folder, options.scale, options.only)
        return 0
    command = [sys.executable, "-m", "tests.pictures", str(options.folder)]
    for name in options.only:
        command += ["--only", name]
    results = []
    for scale in SCALES:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
        done = subprocess.run([*command, "--scale", scale], env=environment, check=False)
        results.append(done.returncode)
    return max(results)


if __name__ == "__main__":
    # `-m` runs this file as __main__; the scenes register with the importable module.
    sys.exit(importlib.import_module("tests.pictures").main())
