"""Small pictures of pages, drawn in a worker and kept in memory; nothing is decoded in the GUI thread."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.domain.submission import Document
from jifen_desktop.intake.sheet import Side
from jifen_desktop.intake.thumbnail import sheet_png, thumbnail_png
from jifen_desktop.services.outputs import PageOut
from jifen_desktop.services.page_edits import Editing, shown_edit
from jifen_desktop.ui.session import Session

SMALL: Final = 160  # pixels: the row's 40 at twice the usual density, and the strip of a detail
LARGE: Final = 1400  # pixels: a page at reading size
KEPT_BYTES: Final = 96 * 1024 * 1024
AT_ONCE: Final = 2  # calls in hand, so that a file being added need not wait for many pictures


@dataclass(frozen=True)
class PageKey:
    """One page of a file at one size, edited; with `second` two sides of a card on their sheet."""

    path: Path
    index: int = 0
    box: int = SMALL
    edit: Edit = NO_EDIT
    second: Side | None = None


def page_key(document: Document, index: int, editing: Editing, box: int = SMALL) -> PageKey:
    """The page as it is shown where that much editing is allowed."""
    return PageKey(document.path, index, box, shown_edit(editing, document, index))


def out_key(page: PageOut, box: int = SMALL) -> PageKey:
    """The page as it goes out."""
    other = page.second
    second = (other.document.path, other.index, other.edit) if other is not None else None
    return PageKey(page.document.path, page.index, box, page.edit, second)


Then = Callable[[QImage | None], None]


class Thumbnails(QObject):
    """Loads pictures one after the other, the latest asked for first; None is what can't be drawn."""

    _drawn = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._pool = session.pool
        self._kept: OrderedDict[PageKey, QImage | None] = OrderedDict()
        self._bytes = 0
        self._waiting: dict[PageKey, list[tuple[QObject, Then]]] = {}
        self._queue: deque[PageKey] = deque()
        self._running: set[PageKey] = set()
        self._drawn.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @staticmethod
    def of(session: Session) -> Thumbnails:
        """The one loader of a session."""
        found = session.findChild(Thumbnails)
        return found if isinstance(found, Thumbnails) else Thumbnails(session)

    def load(self, key: PageKey, owner: QObject, then: Then) -> None:
        """Call `then` with the picture: at once where it is known, else later while `owner` lives."""
        if key in self._kept:
            self._kept.move_to_end(key)
            then(self._kept[key])
            return
        waiting = self._waiting.setdefault(key, [])
        waiting.append((owner, then))
        if len(waiting) == 1:
            self._queue.append(key)
        self._go_on()

    @property
    def busy(self) -> bool:
        """Whether a picture is still to come."""
        return bool(self._waiting)

    def _go_on(self) -> None:
        while self._queue and len(self._running) < AT_ONCE:
            key = self._queue.pop()
            if not any(isValid(owner) for owner, _ in self._waiting.get(key, ())):
                self._waiting.pop(key, None)
                continue
            self._running.add(key)
            try:
                future = self._begin(key)
            except Cancelled:  # the session is closed
                self._running.clear()
                self._waiting.clear()
                return
            future.add_done_callback(partial(self._decode, key))

    def _begin(self, key: PageKey) -> Future[bytes]:
        first = (key.path, key.index, key.edit)
        if key.second is not None:
            return self._pool.submit(sheet_png, (first, key.second), key.box)
        return self._pool.submit(thumbnail_png, key.path, key.index, key.box, key.edit)

    def _decode(self, key: PageKey, done: Future[bytes]) -> None:
        """Runs in one of the pool's threads: a QImage may be made anywhere."""
        image: QImage | None = None
        if not done.cancelled() and done.exception() is None:
            made = QImage.fromData(done.result())
            image = None if made.isNull() else made
        with suppress(RuntimeError):  # the window is gone
            self._drawn.emit(key, image)

    def _take(self, key: object, image: object) -> None:
        if not isinstance(key, PageKey):
            return
        picture = image if isinstance(image, QImage) else None
        self._running.discard(key)
        self._keep(key, picture)
        for owner, then in self._waiting.pop(key, []):
            if isValid(owner):
                then(picture)
        self._go_on()

    def _keep(self, key: PageKey, image: QImage | None) -> None:
        self._kept[key] = image
        self._bytes += image.sizeInBytes() if image is not None else 0
        while self._bytes > KEPT_BYTES and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.sizeInBytes() if oldest is not None else 0
