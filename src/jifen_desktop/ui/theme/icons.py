"""Lucide icons, coloured by token and drawn crisply at any device pixel ratio.

The SVG files keep `currentColor`; it is replaced by the wanted colour before rendering. Pixmaps are
cached by (name, colour, size, ratio), so a change of theme needs no invalidation: the colour is
part of the key.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from jifen_desktop.resources import resource_path


@cache
def _source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


def icon_svg(name: str, color: str, size: int) -> bytes:
    """The icon's SVG in `color`; strokes are 2 below 20 px and 1.75 from there (drawn thinner)."""
    width = "2" if size < 20 else "1.75"
    text = _source(name).replace("currentColor", color)
    return text.replace('stroke-width="2"', f'stroke-width="{width}"').encode()


@lru_cache(maxsize=1024)
def icon_pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in `color` (`#RRGGBB`), `size` logical pixels square, at `ratio`."""
    pixels = max(1, round(size * ratio))
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(icon_svg(name, color, size)))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def clear_icon_cache() -> None:
    """Drop every cached pixmap, for the end of the application (pixmaps must not outlive it)."""
    icon_pixmap.cache_clear()
