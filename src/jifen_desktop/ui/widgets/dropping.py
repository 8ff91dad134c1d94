"""Dropping files: what a drag carries, and the mixin for widgets that take files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


def local_paths(mime: QMimeData) -> list[str]:
    """The local files and folders of a drag or of the clipboard; anything else is left out."""
    return [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]


def answer_drag(event: QDropEvent, is_welcome: bool) -> None:
    """Accept or refuse, as a copy whatever key is held: the other program deletes what it believes was moved."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.setAccepted(is_welcome)


class FileDropMixin(_Base):
    """Drag and drop of local files; the class has a `files_dropped = Signal(list)`.

    `drag_state` is None, True (files that can be taken are above) or False (refused); subclasses
    paint it.
    """

    drag_state: bool | None = None
    _accepts: Callable[[list[str]], bool] | None = None

    def accept_files(
        self, accept: bool = True, accepts: Callable[[list[str]], bool] | None = None
    ) -> None:
        """Take drops; `accepts` may refuse by the paths, before anything is dropped."""
        self._accepts = accepts
        self.setAcceptDrops(accept)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = local_paths(event.mimeData())
        ok = bool(paths) and (self._accepts is None or self._accepts(paths))
        self._set_drag(ok)
        # Accepted even when refused: only then does Qt send the leave event that ends the state.
        answer_drag(event, is_welcome=True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the pointer that says whether a drop would be taken."""
        answer_drag(event, self.drag_state is True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_drag(None)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        ok = self.drag_state is True
        paths = local_paths(event.mimeData())
        self._set_drag(None)
        answer_drag(event, ok)
        if ok:
            self.files_dropped.emit(paths)  # type: ignore[attr-defined]

    def _set_drag(self, state: bool | None) -> None:
        self.drag_state = state
        self.update()
