"""Takes the manual's pictures: of the walks where their steps have led, of the other chapters from scenes."""

from __future__ import annotations

import importlib
import io
import itertools
import tempfile
from collections import Counter
from dataclasses import astuple
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from PIL import Image, ImageColor
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

import jifen_desktop.library.entry as entry_module
import jifen_desktop.library.store as store_module
import jifen_desktop.services.receipts as receipts_module
from jifen_desktop.ui import app as program
from jifen_desktop.ui.theme import LIGHT, SchemeChoice
from jifen_desktop.ui.widgets import FocusRing
from tests import pictures
from tests.manual.book import CHAPTERS, PICTURES, pictures_of_scenes
from tests.manual.grammar import walks
from tests.manual.stage import district_of, staged
from tests.support.shared import close_shared, open_shared

FREQUENT = 40
CUTS = (64, 32, 16)
"""How many colours photos get: fewer where the file would be larger than MOST bytes."""
MOST = 58_000
_VEIL = 0.28
_seconds = itertools.count()


class _Clock(datetime):
    """Ten o'clock on the day of the samples, a second later at every question."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        moment = datetime(2026, 11, 23, 2, tzinfo=UTC) + timedelta(seconds=next(_seconds))
        return moment.astimezone(tz)


def write(home: Path) -> None:
    """Write every picture that a chapter shows, and no other."""
    for module in (entry_module, store_module, receipts_module):
        module.datetime = _Clock  # type: ignore[attr-defined]
    app = program.make_application()
    pictures.dress(app, SchemeChoice.LIGHT)
    ring = FocusRing(app)
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    open_shared()
    try:
        for walk in walks(CHAPTERS):
            folder = home / walk.stem
            folder.mkdir()
            with staged(folder, district_of(walk)) as walker:
                walker.walk(walk, lambda picture: _save(picture.file))
        _scenes(home)
    finally:
        close_shared()
    ring.deleteLater()


def _scenes(home: Path) -> None:
    """Their libraries lie in folders whose names are the same at every run, since some pictures show them."""
    numbers = itertools.count(1)

    def folder(*_args: object, **_kwargs: object) -> str:
        made = home / f"申报{next(numbers)}"
        made.mkdir()
        return str(made)

    for module in pictures.SCENE_MODULES:
        importlib.import_module(module)
    tempfile.mkdtemp = folder  # type: ignore[assignment]
    for name in pictures_of_scenes(CHAPTERS):
        widget = pictures.SCENES[Path(name).stem]()
        widget.resize(*pictures.SIZE)
        widget.show()
        pictures.settle(widget)
        _keep(widget.grab(), name)
        widget.close()
        widget.deleteLater()


def _save(name: str) -> None:
    """What is on the screen: the window, and a dialog in its middle."""
    front = QApplication.activeModalWidget()
    window = _window()
    shown = window.grab()
    if front is not None:
        painter = QPainter(shown)
        painter.setOpacity(_VEIL)
        painter.fillRect(shown.rect(), Qt.GlobalColor.black)
        painter.setOpacity(1)
        dialog = front.grab()
        x, y = (shown.width() - dialog.width()) // 2, (shown.height() - dialog.height()) // 2
        painter.drawPixmap(x, max(0, y), dialog)
        painter.end()
    _keep(shown, name)


def _window() -> QWidget:
    shown = (w for w in QApplication.topLevelWidgets() if w.isVisible())
    return next(w for w in shown if w.metaObject().className() == "MainWindow")


def _keep(shown: QPixmap, name: str) -> None:
    """As a PNG of few colours."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    shown.save(buffer, "PNG")
    with Image.open(io.BytesIO(buffer.data().data())) as opened:
        full = opened.convert("RGB")
    target = PICTURES / name
    for cut in CUTS:
        small = full.quantize(palette=_palette(full, cut), dither=Image.Dither.NONE)
        small.save(target, optimize=True)
        if target.stat().st_size <= MOST:
            return


def _palette(picture: Image.Image, count: int) -> Image.Image:
    """The theme's own colours and the most frequent ones as they are, the others of the photos by median cut.

    By median cut alone the few pixels of a mark would take their colour from the photos.
    """
    own = [ImageColor.getrgb(value) for value in astuple(LIGHT)[1:]]
    counted = Counter(zip(*(band.tobytes() for band in picture.split()), strict=True))
    often = [colour for colour, _count in counted.most_common(FREQUENT)]
    cut = picture.quantize(count, dither=Image.Dither.NONE).getpalette() or []
    flat = [part for colour in dict.fromkeys([*own, *often]) for part in colour]
    made = Image.new("P", (1, 1))
    made.putpalette((flat + cut)[: 3 * 256])
    return made
