"""Pages of PDFs to JPG, as an export makes them: in the two workers, each page written, read back and compared."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from benchmarks.kit import CACHE, Effort, Row, call, fresh, in_turns, missing, ms, ratio
from benchmarks.samples import printed_pdf, scanned_pdf
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.imaging.jpeg import picture_span
from jifen_desktop.intake.inspect import load_libraries
from jifen_desktop.intake.pages import write_page
from jifen_desktop.worker.pool import WorkerPool

PAGES = 20
DPI = "300"


def run(effort: Effort) -> list[Row]:
    """Rows for scans and for a page that has to be drawn."""
    scans, printed = scanned_pdf(PAGES, effort.small), printed_pdf()
    out = fresh(CACHE / "documents")
    with WorkerPool() as pool:
        for future in [pool.submit(load_libraries) for _ in range(4)]:
            future.result()
        return [*_scans(pool, scans, out, effort), *_printed(pool, printed, out, effort)]


def _export(pool: WorkerPool, path: Path, pages: int, out: Path) -> list[Method]:
    """The pages as the export has them made."""
    calls = [
        pool.submit(write_page, path, n, ImageFormat.JPG, out / f"ours-{n:03}.jpg")
        for n in range(pages)
    ]
    return [one.result().method for one in calls]


def _scans(pool: WorkerPool, path: Path, out: Path, effort: Effort) -> list[Row]:
    work, target = f"{PAGES}-page scanned PDF → JPG", "≥ 2.5 × faster than `pdfimages -j`"
    ways: dict[str, Callable[[], object]] = {"ours": lambda: _export(pool, path, PAGES, out)}
    lacking = missing("pdfimages", "pdftoppm")
    if lacking:
        times = in_turns(ways, effort.rounds, lambda: fresh(out))
        return [Row(work, ms(times["ours"]), target=target, note=lacking)]
    dpi = "72" if effort.small else DPI
    theirs = {"pdfimages": lambda: call("pdfimages", "-j", path, out / "theirs")}
    times = in_turns(ways | theirs, effort.rounds, lambda: fresh(out))
    faster = ratio(times["pdfimages"], times["ours"])
    peers = f"`pdfimages -j` {ms(times['pdfimages'])}"
    same = _same_streams(pool, path, out)
    note = "Every stream byte-identical with `pdfimages -j`'s." if same else "Streams differ."
    first = Row(
        work,
        ms(times["ours"]),
        peers,
        f"{faster:.2f} × faster",
        f"{target}, byte-identical streams",
        faster >= 2.5 and same,
        note,
    )
    theirs = {"pdftoppm": lambda: call("pdftoppm", "-r", dpi, "-jpeg", path, out / "drawn")}
    drawn = in_turns(ways | theirs, max(1, effort.rounds // 2), lambda: fresh(out))
    rendering = ratio(drawn["pdftoppm"], drawn["ours"])
    peers = f"`pdftoppm -r {DPI} -jpeg` {ms(drawn['pdftoppm'])}"
    return [
        first,
        Row(
            "the same against rendering",
            ms(drawn["ours"]),
            peers,
            f"{rendering:.1f} × faster",
            "≥ 25 × faster than rendering",
            rendering >= 25,
        ),
    ]


def _same_streams(pool: WorkerPool, path: Path, out: Path) -> bool:
    """Each page was taken out, and from the first scan on it is what pdfimages takes out."""
    fresh(out)
    methods = _export(pool, path, PAGES, out)
    call("pdfimages", "-j", path, out / "theirs")
    ours, theirs = sorted(out.glob("ours-*.jpg")), sorted(out.glob("theirs-*.jpg"))
    return (
        set(methods) == {Method.EXTRACTED}
        and len(ours) == len(theirs) == PAGES
        and all(_picture(a) == _picture(b) for a, b in zip(ours, theirs, strict=True))
    )


def _picture(path: Path) -> bytes:
    data = path.read_bytes()
    start, end = picture_span(data)
    return data[start:end]


def _printed(pool: WorkerPool, path: Path, out: Path, effort: Effort) -> list[Row]:
    work = f"born-digital page at {DPI} dpi → JPG"
    target = "≥ 2 × faster than `pdftoppm -jpeg`"
    ways: dict[str, Callable[[], object]] = {"ours": lambda: _export(pool, path, 1, out)}
    lacking = missing("pdftoppm")
    if not lacking:
        ways["pdftoppm"] = lambda: call("pdftoppm", "-r", DPI, "-jpeg", path, out / "drawn")
    if not missing("mutool"):
        ways["mutool"] = lambda: call("mutool", "draw", "-q", "-r", DPI, "-o", out / "mu.png", path)
    times = in_turns(ways, 3 * effort.rounds, lambda: fresh(out))
    if lacking:
        return [Row(work, ms(times["ours"]), target=target, note=lacking)]
    fresh(out)
    _export(pool, path, 1, out)
    size = Image.open(io.BytesIO(next(out.glob("ours-*")).read_bytes())).size
    faster = ratio(times["pdftoppm"], times["ours"])
    peers = f"`pdftoppm -r {DPI} -jpeg` {ms(times['pdftoppm'])}"
    if "mutool" in times:
        peers += f"; `mutool draw` (PNG) {ms(times['mutool'])}"
    note = (
        f"Ours: quality 92 at full colour resolution, {size[0]} × {size[1]}, read back and decoded; theirs: 75 at "
        "half. Of a page's time coding takes a third, the proof and drawing a sixth each; a worker also takes its "
        "memory anew, since it gives all of a large page back."
    )
    return [
        Row(work, ms(times["ours"]), peers, f"{faster:.2f} × faster", target, faster >= 2, note)
    ]
