"""The editor's pictures: drawn by workers, toned in a thread, never in the GUI's own; only the latest wish counts."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from jifen_desktop.domain.edits import NO_EDIT
from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.imaging.tone import tone_table
from jifen_desktop.intake.exported import Pixels, exported_pixels, sheet_pixels
from jifen_desktop.ui.jobs import Done
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.thumbnails import LARGE, PageKey, Thumbnails
from jifen_desktop.ui.wizard.pages.materials.editor.wishes import Wish

Tone = tuple[int, int]


@dataclass(frozen=True)
class Exported:
    """What came of a wish: every pixel, and a smaller picture; `size` are the bytes of the file."""

    whole: QImage
    small: QImage
    size: int
    method: Method


class Pictures(QObject):
    """`staged(QImage or None)` answers `stage`, `exported(Wish, Exported or JifenError)` answers `export`."""

    staged = Signal(object)
    exported = Signal(object, object)
    _made = Signal(object, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._loader = Thumbnails.of(session)
        self._key: PageKey | None = None
        self._plain: QImage | None = None
        self._tone: Tone = (0, 0)
        self._toning = False
        self._wish: Wish | None = None
        self._running: Wish | None = None
        self._made.connect(self._take, Qt.ConnectionType.QueuedConnection)

    # --- the page being edited ------------------------------------------------------------------

    def stage(self, key: PageKey, tone: Tone) -> None:
        """Draw a page, then give it that brightness and contrast."""
        self._tone = tone
        if key == self._key and self._plain is not None:
            self._go_on()
            return
        self._key, self._plain = key, None
        self._loader.load(key, self, partial(self._drawn, key))

    def _drawn(self, key: PageKey, image: QImage | None) -> None:
        if key != self._key:
            return
        self._plain = image
        if image is None:
            self.staged.emit(None)
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Tone the picture unless that is being done; what was wished meanwhile is done afterwards."""
        if self._toning or self._plain is None:
            return
        if self._tone == (0, 0):
            self.staged.emit(self._plain)
            return
        key, plain, tone = self._key, self._plain, self._tone
        self._toning = True
        job = self._session.jobs.make(lambda _report: toned(plain, tone))

        def ended(outcome: object) -> None:
            self._toning = False
            if not isValid(self):  # the editor was closed
                return
            if (key, tone) != (self._key, self._tone):
                self._go_on()
            elif isinstance(outcome, Done):
                self.staged.emit(outcome.value)

        job.ended.connect(ended)
        job.start()

    # --- what goes out --------------------------------------------------------------------------

    def export(self, wish: Wish) -> None:
        """Make a page as an export does: one at a time, and after it the latest wish.

        Stopping what runs would cost a worker, which takes longer to come back than most pages to be made.
        """
        self._wish = wish
        if self._running is not None:
            return
        try:
            future = self._begin(wish)
        except Cancelled:  # the session is closed
            return
        self._running = wish
        future.add_done_callback(partial(self._decode, wish))

    def _begin(self, wish: Wish) -> Future[Pixels]:
        if len(wish.sides) > 1:
            return self._session.pool.submit(sheet_pixels, wish.sides)
        path, index, edit = wish.sides[0]
        used = NO_EDIT if wish.image_format == ImageFormat.AS_IS else edit
        return self._session.pool.submit(exported_pixels, path, index, wish.image_format, used)

    def _decode(self, wish: Wish, done: Future[Pixels]) -> None:
        """Runs in one of the pool's threads: a QImage may be made anywhere."""
        result: Exported | JifenError
        try:
            result = _as_images(done.result())
        except (CancelledError, Cancelled):  # the session is closed
            return
        except JifenError as error:
            result = error
        except Exception:
            result = JifenError(Code.WORKER_FAILED)
        with suppress(RuntimeError):  # the window is gone
            self._made.emit(wish, result)

    def _take(self, wish: object, result: object) -> None:
        self._running = None
        if wish == self._wish:
            self.exported.emit(wish, result)
        elif self._wish is not None:
            self.export(self._wish)


def toned(image: QImage, tone: Tone) -> QImage:
    """The picture with that brightness and contrast, by the very table of the export."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(plain.constBits()).translate(tone_table(*tone))
    size = plain.width(), plain.height(), plain.bytesPerLine()
    return QImage(data, *size, QImage.Format.Format_RGB888).copy()


def _as_images(pixels: Pixels) -> Exported:
    size = pixels.width, pixels.height, pixels.width * 3
    whole = QImage(pixels.data, *size, QImage.Format.Format_RGB888).copy()
    small = whole
    if max(pixels.width, pixels.height) > LARGE:
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small = whole.scaled(LARGE, LARGE, keep, smooth)
    return Exported(whole, small, pixels.size, pixels.method)
