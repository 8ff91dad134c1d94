"""Sheets to a PDF: each page made in the workers, then all of them laid out."""

from collections.abc import Callable, Sequence
from pathlib import Path

from jifen_desktop.delivery.print_pack import Picture, Printed, room, write_print_pack
from jifen_desktop.domain.edits import NO_EDIT
from jifen_desktop.files.aside import folder_aside
from jifen_desktop.files.disk import disk
from jifen_desktop.imaging.geometry import pixels
from jifen_desktop.intake.printed import write_printed
from jifen_desktop.review.context import Context
from jifen_desktop.services.export_pages import check_documents
from jifen_desktop.services.in_workers import Call, in_workers
from jifen_desktop.services.paper import SheetOut, Side
from jifen_desktop.worker.pool import WorkerPool

_TIMEOUT = 120.0  # seconds for laying out hundreds of pages

Pages = dict[tuple[Side, bool], Picture]


def print_pages(
    context: Context,
    sheets: Sequence[SheetOut],
    scratch: Path,
    pool: WorkerPool,
    check: Callable[[], None],
    step: Callable[[str], None] | None = None,
    made: Callable[[Side], Path | None] = lambda _side: None,
) -> Pages:
    """Make each picture once, as JPEG files in `scratch`; `made` gives one that was made of the page before.

    Raises JifenError, or what `check` raises.
    """
    wanted = list(dict.fromkeys(_keys(sheets)))
    calls: list[Call[tuple[int, int]]] = []
    for number, (side, seal) in enumerate(wanted):
        wide, high = side.size or room(seal)
        most = pixels(wide), pixels(high)
        before = made(side)
        page = (
            (side.document.path, side.index, side.edit) if before is None else (before, 0, NO_EDIT)
        )
        calls.append((side, write_printed, (*page, most, seal, scratch / f"print-{number}.jpg")))
    sizes = in_workers(pool, calls, check, step)
    check_documents(context, (side for side, _ in wanted))
    return {
        key: Picture(scratch / f"print-{number}.jpg", size, key[0].size)
        for number, (key, size) in enumerate(zip(wanted, sizes, strict=True))
    }


def count_pages(sheets: Sequence[SheetOut]) -> int:
    """How many pictures `print_pages` makes."""
    return len(set(_keys(sheets)))


def lay_out(sheets: Sequence[SheetOut], pages: Pages, target: Path, pool: WorkerPool) -> None:
    """Write the sheets' PDF. Raises JifenError."""
    printed = [_printed(sheet, pages) for sheet in sheets]
    pool.run(write_print_pack, printed, target, timeout=_TIMEOUT)


def _printed(sheet: SheetOut, pages: Pages) -> Printed:
    pictures = tuple(pages[key] for key in _keys((sheet,)))
    return Printed(pictures, sheet.title, sheet.mark, sheet.seal)


def _keys(sheets: Sequence[SheetOut]) -> list[tuple[Side, bool]]:
    return [(side, sheet.seal) for sheet in sheets for side in sheet.sides]


def print_bytes(context: Context, sheets: Sequence[SheetOut], pool: WorkerPool) -> bytes:
    """The sheets' PDF without an export, as it is shown before it is printed. Raises JifenError."""
    with folder_aside() as name:
        scratch = Path(name)
        pages = print_pages(context, sheets, scratch, pool, lambda: None)
        target = scratch / "sheets.pdf"
        lay_out(sheets, pages, target, pool)
        return disk().read(target)
