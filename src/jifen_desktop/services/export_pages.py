"""The pages of an export: made in the workers, or taken from their documents as they are."""

from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from pathlib import Path

from jifen_desktop.delivery.archive import Bare, Entry
from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.domain.pages import OutPage
from jifen_desktop.files.failures import read_code
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.intake.pages import write_page
from jifen_desktop.intake.sheet import Side, write_sheet
from jifen_desktop.review.location import goes_as_is
from jifen_desktop.services.export_run import Making, Run
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import PageOut


def pages_to_make(picture: Picture) -> list[PageOut]:
    """Pages whose bytes aren't the source's own, each once."""
    outputs = picture.outputs
    pages = [p for archive in outputs.archives for p in archive.pages]
    pages += [p for word in outputs.words for p in word.pages]
    return list({_made_of(p): p for p in pages if p.is_made}.values())


def _sides(page: PageOut) -> tuple[Side, ...]:
    return tuple((side.document.path, side.index, side.edit) for side in page.sides)


def _made_of(page: PageOut) -> Making:
    """What a page's bytes follow from, and nothing else."""
    return _sides(page), page.unlocated


def make_pages(run: Run) -> None:
    """Render and extract with both workers; progress a page, cancelled within a tenth of a second."""
    waiting = pages_to_make(run.picture)[::-1]
    running: dict[Future[OutPage], tuple[PageOut, Path]] = {}
    try:
        while waiting or running:
            run.check()
            while waiting and len(running) < 2 * run.pool.workers:
                page = waiting.pop()
                target = run.staging.scratch / f"{len(waiting)}.jpg"
                running[_begin(run, page, target)] = (page, target)
            done, _ = wait(running, timeout=0.1, return_when=FIRST_COMPLETED)
            for future in done:
                page, target = running.pop(future)
                run.encoded[_made_of(page)] = (target, _result(future, page))
                run.step(page.document.name)
    finally:
        for future in running:
            future.cancel()
    _check_sources(run)


def _begin(run: Run, page: PageOut, target: Path) -> Future[OutPage]:
    """Have a worker write the page."""
    if page.second is not None:
        return run.pool.submit(write_sheet, _sides(page), target)
    path, index, edit = _sides(page)[0]
    image_format = ImageFormat.AS_IS if page.unlocated else ImageFormat.JPG
    args = (path, index, image_format, target, "", edit, page.unlocated)
    return run.pool.submit(write_page, *args)


def _check_sources(run: Run) -> None:
    """What pages were made from is still what was looked at; copied pages are compared as they are written."""
    pages = (side for page in pages_to_make(run.picture) for side in page.sides)
    documents = {page.document.path: page.document for page in pages}
    for path, document in documents.items():
        try:
            same = sha256_file(path) == run.picture.context.facts[path].sha256
        except OSError as error:
            raise JifenError(read_code(error), name=document.name) from error
        if not same:
            raise JifenError(Code.VERIFY_FAILED, name=document.name)


def _result(future: Future[OutPage], page: PageOut) -> OutPage:
    try:
        return future.result()
    except CancelledError as error:  # the pool was closed meanwhile
        raise Cancelled from error
    except JifenError as error:
        raise JifenError(error.code, **{"name": page.document.name} | error.params) from error


def source_of(run: Run, page: PageOut) -> tuple[Path, str]:
    """Where a page's bytes are, and their SHA-256: the document itself, or what was made of it."""
    if not page.is_made:
        return page.document.path, run.picture.context.facts[page.document.path].sha256
    path, out = run.encoded[_made_of(page)]
    return path, out.sha256


def entry_of(run: Run, page: PageOut) -> Entry:
    """A page for the archive; a photo that goes out as JPG leaves its metadata behind there."""
    bare = None
    if not page.is_made and not goes_as_is(run.picture.context):
        span = run.picture.context.facts[page.document.path].picture
        bare = Bare(span if any(span) else None)
    return Entry(page.name, *source_of(run, page), bare)


def method_of(run: Run, page: PageOut) -> Method:
    """How the page really came about: a JPEG may turn out not to be turnable as it is."""
    made = run.encoded.get(_made_of(page)) if page.is_made else None
    return made[1].method if made is not None else page.method
