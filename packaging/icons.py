"""Writes the icons that the systems want from the one drawing: `python packaging/icons.py FOLDER`.

Drawn by Qt, so PySide6 has to be there; no display is needed.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from product import PROGRAM, ROOT

if TYPE_CHECKING:
    from PIL import Image

DRAWING: Final = ROOT / "resources" / "look" / "app.svg"
WINDOWS_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Those that Windows shows at 100 to 200 %."""
MAC_SIZES: Final = (16, 32, 64, 128, 256, 512, 1024)
MAC_MARGIN: Final = 0.1
"""Free on each side, as Apple's own icons have it; else it looks larger than its neighbours in the Dock."""
INSTALLER_SIDE: Final = (328, 628)
"""The picture beside the installer's last page, twice as large as at 100 %."""
LINUX_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)


def drawn(size: int, margin: float = 0) -> bytes:
    """The drawing as a PNG of that many pixels a side, with a margin of that part of it left free."""
    from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    free = size * margin
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(free, free, size - 2 * free, size - 2 * free))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt wants text
    return bytes(buffer.data().data())


def write_icons(folder: Path) -> None:
    """Write `jifen-desktop.ico`, `.icns`, `.bmp` for the installer and Linux' `hicolor/` into the folder."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    for name, sizes, margin in (("ico", WINDOWS_SIZES, 0), ("icns", MAC_SIZES, MAC_MARGIN)):
        pictures = [Image.open(io.BytesIO(drawn(size, margin))) for size in reversed(sizes)]
        first, *others = pictures
        first.save(
            folder / f"{PROGRAM}.{name}",
            append_images=others,
            sizes=[(size, size) for size in sizes],
        )
    _installer_side().save(folder / f"{PROGRAM}.bmp")
    for size in LINUX_SIZES:
        place = folder / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{PROGRAM}.png").write_bytes(drawn(size))


def _installer_side() -> Image.Image:
    """The drawing in the middle of a pale field."""
    from PIL import Image

    width, height = INSTALLER_SIDE
    side = Image.new("RGB", INSTALLER_SIDE, "#e8edfb")
    icon = Image.open(io.BytesIO(drawn(width // 2)))
    side.paste(icon, ((width - icon.width) // 2, (height - icon.height) // 2), icon)
    return side


def main() -> int:
    """Write them into the folder that is named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    write_icons(Path(sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
