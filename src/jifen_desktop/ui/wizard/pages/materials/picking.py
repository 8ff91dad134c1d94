"""Where files come from: the system's file dialog and the clipboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.materials.desk import Desk, Notice
from jifen_desktop.ui.wizard.pages.materials.views import Spot

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

_PATTERNS = "*.jpg *.jpeg *.png *.heic *.heif *.tif *.tiff *.webp *.bmp *.gif *.pdf *.zip"
FILTERS = f"图片、PDF 和 ZIP ({_PATTERNS} {_PATTERNS.upper()});;所有文件 (*)"


def pick_files(parent: QWidget, session: Session, title: str) -> list[Path]:
    """Let the user choose files; the folder is remembered for the next time."""
    start = session.settings.open_folder
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, start, FILTERS)
    paths = [Path(name) for name in chosen]
    if paths:
        session.save_settings(replace(session.settings, open_folder=str(paths[0].parent)))
    return paths


def clipboard_content() -> list[Path] | QImage | None:
    """Files or a picture from the clipboard; None where there is neither."""
    # an empty clipboard has none, whatever the type stubs say
    mime = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())
    if mime is None:
        return None
    paths = [Path(name) for name in w.local_paths(mime)]
    if paths:
        return paths
    if mime.hasImage():
        image = QGuiApplication.clipboard().image()
        return None if image.isNull() else image
    return None


def paste_into(desk: Desk, spot: Spot | None) -> None:
    """Take what is in the clipboard into a row; without one the user is asked."""
    content = clipboard_content()
    if content is None:
        words = "先复制图片或文件，再粘贴"
        desk.told.emit(Notice(w.BannerKind.WARN, "剪贴板里没有图片或文件", words))
    elif isinstance(content, QImage):
        desk.add_picture(content, spot)
    else:
        desk.add_files(content, spot)
