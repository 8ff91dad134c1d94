"""A process with an event loop and a timer of 1 ms: `dropping ours|bare FOLDER SMALL`; prints what it saw as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import wait
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.drops import PHOTOS
from benchmarks.samples import photos
from jifen_desktop.intake.inspect import load_libraries
from jifen_desktop.intake.thumbnail import thumbnail_png

PATIENCE = 300_000  # ms
BARE_SECONDS = 8.0


class Ticks:
    """When a timer of 1 ms came."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.worked: list[float] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin."""
        self._tick()
        self._timer.start(1)

    def stop(self) -> dict[str, Any]:
        """End; by how many ms ticks were late."""
        self._timer.stop()
        late = sorted(
            max(0.0, (b - a) * 1000 - 1) for a, b in zip(self.times, self.times[1:], strict=False)
        )
        if "-v" in sys.argv:
            gaps = zip(self.times, self.worked, self.times[1:], self.worked[1:], strict=False)
            slow = sorted(((b - a, t - self.times[0], u - t) for t, a, u, b in gaps), reverse=True)
            for work, at, delay in slow[:12]:
                print(
                    f"{work * 1000:.1f} ms of work, {delay * 1000:.1f} ms at {at:.3f} s",
                    file=sys.stderr,
                )
        worked = sorted((b - a) * 1000 for a, b in zip(self.worked, self.worked[1:], strict=False))
        return {
            "work p99": worked[int(len(worked) * 0.99)],
            "work max": worked[-1],
            "p99": late[int(len(late) * 0.99)],
            "max": late[-1],
            "ticks": len(late),
            "seconds": self.times[-1] - self.times[0],
        }

    def _tick(self) -> None:
        self.times.append(time.perf_counter())
        self.worked.append(time.thread_time())


def until(done: Callable[[], object]) -> None:
    """Run the loop until then; asked ten times a second, so that asking is no work."""
    from PySide6.QtCore import QEventLoop

    limit = QDeadlineTimer(PATIENCE)
    while not done():
        assert not limit.hasExpired(), "never came"
        loop = QEventLoop()
        QTimer.singleShot(100, loop.quit)
        loop.exec()


def ours(folder: Path, small: bool) -> dict[str, Any]:
    """The program's own window, from the drop until every picture is shown."""
    from jifen_desktop.flow.step import Step
    from jifen_desktop.library.place import Library
    from jifen_desktop.services.case import new_case
    from jifen_desktop.ui import app as program
    from jifen_desktop.ui.session import Session
    from jifen_desktop.ui.widgets import FocusRing
    from jifen_desktop.ui.window import MainWindow

    app = program.make_application()
    session = Session(Library(folder / "library"), date(2026, 11, 23))
    program.dress(app, session)
    ring = FocusRing(app)
    window = MainWindow(session)
    window.show()
    session.open(new_case(session.book, session.store, session.settings, session.today))
    person = replace(session.case.submission.applicants[0], name="张样本")
    session.change(session.case.submission.with_applicant(person))
    window.frame.go_to(Step.MATERIALS)
    wait([session.pool.submit(load_libraries) for _ in range(4)])
    page = window.frame.page
    assert page is not None
    ticks = Ticks()
    found = Found(page)
    settled = time.monotonic() + 1  # the page was just laid out and painted for the first time
    until(lambda: time.monotonic() > settled)
    ticks.start()
    start = time.perf_counter()
    drop(page, photos(PHOTOS, small))
    found.watch()
    until(lambda: found.placeholders and not page.busy() and not found.drawing())
    told = ticks.stop() | {"placeholders": found.placeholders - start}
    ring.deleteLater()
    session.close()
    return told


class Found:
    """What of the dropped files is on the screen."""

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self.placeholders = 0.0
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._look)

    def watch(self) -> None:
        """Look for placeholders a hundred times a second."""
        self._timer.start()

    def drawing(self) -> bool:
        """Whether a picture is still to come."""
        return bool(self._page.thumbnails.busy)  # type: ignore[attr-defined]  # the page is that of the materials

    def _look(self) -> None:
        from jifen_desktop.ui.wizard.pages.materials.chooser import Chooser

        chooser = self._page.findChild(Chooser)
        if isinstance(chooser, Chooser) and chooser.isVisible() and chooser.lines():
            self.placeholders = time.perf_counter()
            self._timer.stop()


def drop(target: QWidget, paths: list[Path]) -> None:
    """Let files go over a widget."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys, middle = Qt.KeyboardModifier.NoModifier, target.rect().center()
    enter = QDragEnterEvent(middle, action, mime, button, keys)
    QApplication.sendEvent(target, enter)
    QApplication.sendEvent(target, QDropEvent(QPointF(middle), action, mime, button, keys))


def bare(small: bool) -> dict[str, Any]:
    """A loop that only ticks, beside two processes that decode the same photos."""
    import multiprocessing

    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.show()
    context = multiprocessing.get_context("spawn")
    busy = [context.Process(target=_decode, args=(small,), daemon=True) for _ in range(2)]
    for process in busy:
        process.start()
    end = time.monotonic() + 1
    until(lambda: time.monotonic() > end)
    ticks = Ticks()
    ticks.start()
    end = time.monotonic() + (1 if small else BARE_SECONDS)
    until(lambda: time.monotonic() > end)
    told = ticks.stop()
    for process in busy:
        process.kill()
        process.join()
    del app
    return told


def _decode(small: bool) -> None:
    while True:
        for path in photos(PHOTOS, small):
            thumbnail_png(path, 0, 160)


if __name__ == "__main__":
    seen = (
        bare(sys.argv[3] == "1")
        if sys.argv[1] == "bare"
        else ours(Path(sys.argv[2]), sys.argv[3] == "1")
    )
    print(json.dumps(seen))
