"""Intake as the rest of the program sees it: every file is opened in a worker, only waiting happens
here.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from pathlib import Path
from typing import Final

from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.domain.ids import ImageFormat
from jifen_desktop.domain.pages import FileFacts, OutPage
from jifen_desktop.intake.cloud import fetch, is_placeholder
from jifen_desktop.intake.inspect import inspect_file, load_libraries
from jifen_desktop.intake.pages import write_page
from jifen_desktop.intake.source import fingerprint
from jifen_desktop.intake.thumbnail import thumbnail_png
from jifen_desktop.intake.zips import Entry, list_zip, unpack
from jifen_desktop.worker.limits import TIMEOUT
from jifen_desktop.worker.pool import WorkerPool

AHEAD: Final = 2  # calls in hand for each worker, so that none waits for the next
FETCH: Final = 60.0  # seconds for a placeholder's content to come
POLL: Final = 0.1  # seconds until a wish to cancel is heard

Progress = Callable[[int, int], None]


class Intake:
    """Inspects, converts and previews picked files with the workers of `pool`, which the caller
    closes.
    """

    def __init__(self, pool: WorkerPool) -> None:
        self.pool = pool

    def warm(self) -> None:
        """Start the workers and load their libraries in the background."""
        self.pool.warm(load_libraries)

    def inspect(self, path: Path, timeout: float = TIMEOUT) -> FileFacts:
        """The facts about a file; a worker that hung, died or ran out of memory is their `problem`.

        Raises JifenError WORKER_FAILED where no worker can be started, Cancelled when the pool is
        closed.
        """
        return self._facts(path, self.pool.submit(inspect_file, path, timeout=timeout))

    def inspect_many(
        self,
        paths: Sequence[Path],
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[FileFacts]:
        """The facts about each file in the given order, all workers at once.

        `progress(done, total)` is called from this thread; where `cancelled()` turns true what runs
        is stopped and Cancelled raised.
        """
        found: dict[int, FileFacts] = {}
        running: dict[Future[FileFacts], int] = {}
        waiting = list(enumerate(paths))[::-1]
        try:
            while waiting or running:
                if cancelled is not None and cancelled():
                    raise Cancelled
                while waiting and len(running) < AHEAD * self.pool.workers:
                    number, path = waiting.pop()
                    running[self.pool.submit(inspect_file, path)] = number
                done, _ = wait(running, timeout=POLL, return_when=FIRST_COMPLETED)
                for future in done:
                    number = running.pop(future)
                    found[number] = self._facts(paths[number], future)
                    if progress is not None:
                        progress(len(found), len(paths))
        finally:
            for future in running:
                future.cancel()
        return [found[number] for number in range(len(paths))]

    def write_page(
        self,
        path: Path,
        index: int,
        image_format: ImageFormat,
        target: Path,
        *,
        name: str = "",
        edit: Edit = NO_EDIT,
        timeout: float = TIMEOUT,
    ) -> OutPage:
        """`pages.write_page` in a worker; raises JifenError or Cancelled."""
        args = (path, index, image_format, target, name, edit)
        return self.pool.run(write_page, *args, timeout=timeout)

    def thumbnail(self, path: Path, index: int, box: int, timeout: float = TIMEOUT) -> bytes:
        """`thumbnail.thumbnail_png` in a worker; raises JifenError or Cancelled."""
        return self.pool.run(thumbnail_png, path, index, box, timeout=timeout)

    def fetch(self, path: Path) -> None:
        """Have a placeholder's provider bring its content here. Raises JifenError FILE_CLOUD, or Cancelled."""
        try:
            self.pool.run(fetch, path, timeout=FETCH)
        except JifenError as error:
            if error.code == Code.WORKER_FAILED:
                raise
            raise JifenError(Code.FILE_CLOUD) from error

    def list_zip(self, path: Path) -> tuple[Entry, ...]:
        """`zips.list_zip` in a worker; raises JifenError or Cancelled."""
        return self.pool.run(list_zip, path)

    def unpack(self, path: Path, number: int, target: Path) -> None:
        """`zips.unpack` in a worker; raises JifenError or Cancelled."""
        self.pool.run(unpack, path, number, target)

    def _facts(self, path: Path, future: Future[FileFacts]) -> FileFacts:
        try:
            return future.result()
        except CancelledError as error:
            raise Cancelled from error
        except JifenError as error:
            if error.code == Code.WORKER_FAILED:
                raise
            if _away(path):
                return FileFacts("", 0, None, problem=Code.FILE_CLOUD)
            return FileFacts(*self._fingerprint(path), None, problem=error.code)

    def _fingerprint(self, path: Path) -> tuple[str, int]:
        """In a worker as well: what hung once may hang again."""
        try:
            return self.pool.run(fingerprint, path)
        except JifenError:
            return "", 0


def _away(path: Path) -> bool:
    try:
        return is_placeholder(path.stat())
    except OSError:
        return False
