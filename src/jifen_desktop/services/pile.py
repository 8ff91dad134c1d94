"""The pile of stamped sheets that comes back by scan or photo: which page is which sheet, for the user to confirm."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Document, Submission
from jifen_desktop.intake.stamped import look_at_scan
from jifen_desktop.services.edit import documents_for, set_documents
from jifen_desktop.services.in_workers import in_workers
from jifen_desktop.services.marks import read_mark
from jifen_desktop.services.paper import SheetOut
from jifen_desktop.services.take_in import TakenIn
from jifen_desktop.worker.pool import WorkerPool


class How(StrEnum):
    """By what a page was put to a sheet, or why it wasn't."""

    MARK = "mark"
    ORDER = "order"
    OTHER = "other"  # it bears the mark of another sheet: another submission's, or one that needs no seal
    TWICE = "twice"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PilePage:
    """A page of the pile; `mark` is empty where none was read, `turns` put it upright."""

    document: Document
    index: int
    mark: str = ""
    turns: int = 0
    seal: bool = False
    owner: str = ""


@dataclass(frozen=True)
class Pile:
    """All pages in their order, with the files that they came in."""

    taken: TakenIn
    pages: tuple[PilePage, ...]

    def is_ours(self, sheets: Iterable[SheetOut]) -> bool:
        """Whether a page bears the mark of one of these sheets."""
        marks = {sheet.mark for sheet in sheets}
        return any(page.mark in marks for page in self.pages)


@dataclass(frozen=True)
class Sorted:
    """A page with its sheet, if it has one."""

    page: PilePage
    sheet: SheetOut | None
    how: How


def read_pile(
    taken: TakenIn,
    pool: WorkerPool,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Pile:
    """Look for marks and seals on every page, in the workers. Raises JifenError, Cancelled."""
    facts = dict(taken.facts)
    pages = [
        PilePage(document, page.index)
        for document in taken.documents
        for page in facts[document.sha256].pages
    ]

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    done: list[str] = []

    def step(name: str) -> None:
        done.append(name)
        if progress is not None:
            progress(len(done), len(pages))

    calls = [(page, look_at_scan, (page.document.path, page.index)) for page in pages]
    found = []
    for page, scan in zip(pages, in_workers(pool, calls, check, step), strict=True):
        ours = next((code for code in scan.codes if read_mark(code[0])), ("", 0))
        found.append(replace(page, mark=ours[0], turns=ours[1], seal=scan.seal))
    return Pile(_with_seals(taken, found), tuple(found))


def _with_seals(taken: TakenIn, pages: Sequence[PilePage]) -> TakenIn:
    """The facts tell for each page whether a seal is seen."""
    seals = {(page.document.sha256, page.index): page.seal for page in pages}

    def seen(sha256: str, facts: FileFacts) -> FileFacts:
        known = tuple(replace(p, seal=seals.get((sha256, p.index))) for p in facts.pages)
        return replace(facts, pages=known)

    return replace(taken, facts=tuple((sha, seen(sha, facts)) for sha, facts in taken.facts))


def sort_pile(sheets: Sequence[SheetOut], pages: Sequence[PilePage]) -> tuple[Sorted, ...]:
    """Put each page to its sheet by its mark; one without goes to the sheet that lies next to its neighbour's."""
    places = {sheet.mark: place for place, sheet in enumerate(sheets)}
    found: dict[int, int] = {}
    taken: set[int] = set()
    for number, page in enumerate(pages):
        place = places.get(page.mark)
        if place is not None and place not in taken:
            found[number] = place
            taken.add(place)
    by_mark = frozenset(found)
    _fill(pages, len(sheets), found)
    return tuple(
        Sorted(
            page,
            sheets[found[number]] if number in found else None,
            _how(page, number in by_mark, number in found, page.mark in places),
        )
        for number, page in enumerate(pages)
    )


def _how(page: PilePage, by_mark: bool, placed: bool, known: bool) -> How:
    if by_mark:
        return How.MARK
    if placed:
        return How.ORDER
    if page.mark:
        return How.TWICE if known else How.OTHER
    return How.UNKNOWN


def _fill(pages: Sequence[PilePage], count: int, found: dict[int, int]) -> None:
    """Pages without a mark, by the order of the pile: on from the page before, back from the page behind.

    A pile that was laid into the scanner the other way round runs backwards.
    """
    read = sorted(found)
    falls = sum(found[b] < found[a] for a, b in pairwise(read))
    way = -1 if 2 * falls > max(0, len(read) - 1) else 1
    unread = [number for number, page in enumerate(pages) if not page.mark]
    if not read and unread:
        _put(found, unread[0], 0, count)
    for number in unread:
        if number - 1 in found:
            _put(found, number, found[number - 1] + way, count)
    for number in reversed(unread):
        if number + 1 in found:
            _put(found, number, found[number + 1] - way, count)


def _put(found: dict[int, int], number: int, place: int, count: int) -> None:
    if number not in found and 0 <= place < count and place not in found.values():
        found[number] = place


def place_pile(submission: Submission, chosen: Iterable[tuple[PilePage, SheetOut]]) -> Submission:
    """Put pages into their rows, upright; one takes the place of an earlier scan of the same sheet."""
    for page, sheet in chosen:
        present = documents_for(submission, sheet.owner, sheet.material.id)
        kept = tuple(d for d in present if d.stamped != sheet.number)
        edits = ((page.index, Edit(turns=page.turns)),) if page.turns else ()
        scan = replace(page.document, pages=(page.index,), edits=edits, stamped=sheet.number)
        submission = set_documents(submission, sheet.owner, sheet.material.id, (*kept, scan))
    return submission


def stamped_back(submission: Submission, sheets: Iterable[SheetOut]) -> int:
    """How many of these sheets are back."""
    return sum(
        any(
            d.stamped == sheet.number
            for d in documents_for(submission, sheet.owner, sheet.material.id)
        )
        for sheet in sheets
    )
