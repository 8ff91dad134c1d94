"""Work on pages, in all workers at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from typing import Protocol, TypeVar

from jifen_desktop.domain.errors import Cancelled, JifenError
from jifen_desktop.domain.submission import Document
from jifen_desktop.intake.sheet import Side
from jifen_desktop.services.failing import papers_of
from jifen_desktop.services.outputs import PageOut
from jifen_desktop.worker.pool import WorkerPool

T = TypeVar("T")


class OfDocument(Protocol):
    """What a call is about: a page of a document, and whose it is: an applicant's key, empty for the company's."""

    @property
    def owner(self) -> str:
        """The key."""
        ...

    @property
    def document(self) -> Document:
        """The document."""
        ...


Call = tuple[OfDocument, Callable[..., T], tuple[object, ...]]  # the page it is about, what to run


def sides_of(page: PageOut) -> tuple[Side, ...]:
    """The pages of documents that it shows, as the workers take them."""
    return tuple((side.document.path, side.index, side.edit) for side in page.sides)


def in_workers(
    pool: WorkerPool,
    calls: Sequence[Call[T]],
    check: Callable[[], None],
    step: Callable[[str], None] | None = None,
) -> list[T]:
    """Run the calls and return what they gave, in order; `check` may raise Cancelled and is asked ten times a second.

    `step` is told the document's name as each is done. Failures of a worker name the document too, and whose it is.
    """
    waiting = list(enumerate(calls))[::-1]
    running: dict[Future[T], int] = {}
    found: dict[int, T] = {}
    try:
        while waiting or running:
            check()
            while waiting and len(running) < 2 * pool.workers:
                number, (_, fn, args) = waiting.pop()
                running[pool.submit(fn, *args)] = number
            done, _ = wait(running, timeout=0.1, return_when=FIRST_COMPLETED)
            for future in done:
                number = running.pop(future)
                page = calls[number][0]
                name = page.document.name
                with papers_of(page.owner):
                    found[number] = _result(future, name)
                if step is not None:
                    step(name)
    finally:
        for future in running:
            future.cancel()
    return [found[number] for number in range(len(calls))]


def _result(future: Future[T], name: str) -> T:
    try:
        return future.result()
    except CancelledError as error:  # the pool was closed meanwhile
        raise Cancelled from error
    except JifenError as error:
        raise JifenError(error.code, **{"name": name} | error.params) from error
