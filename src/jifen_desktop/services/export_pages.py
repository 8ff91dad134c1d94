"""The pages of an export: made in the workers, or taken from their documents as they are."""

from collections.abc import Iterable
from pathlib import Path

from jifen_desktop.delivery.archive import Bare, Entry
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.domain.pages import OutPage
from jifen_desktop.domain.submission import Document
from jifen_desktop.files.failures import read_code
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.intake.pages import write_page
from jifen_desktop.intake.sheet import write_sheet
from jifen_desktop.review.context import Context
from jifen_desktop.review.location import goes_as_is
from jifen_desktop.services.export_run import Making, Run
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.failing import papers_of
from jifen_desktop.services.in_workers import Call, OfDocument, in_workers, sides_of
from jifen_desktop.services.outputs import PageOut
from jifen_desktop.services.paper import Side


def pages_to_make(picture: Picture) -> list[PageOut]:
    """Pages whose bytes aren't the source's own, each once."""
    outputs = picture.outputs
    pages = [p for archive in outputs.archives for p in archive.pages]
    pages += [p for word in outputs.words for p in word.pages]
    return list({_made_of(p): p for p in pages if p.is_made}.values())


def _made_of(page: PageOut) -> Making:
    """What a page's bytes follow from, and nothing else."""
    return sides_of(page), page.unlocated


def make_pages(run: Run) -> None:
    """Render and extract in the workers; progress a page."""
    pages = pages_to_make(run.picture)
    targets = [run.staging.scratch / f"{number}.jpg" for number in range(len(pages))]
    calls = [_call(page, target) for page, target in zip(pages, targets, strict=True)]
    outs = in_workers(run.pool, calls, run.check, run.step)
    for page, target, out in zip(pages, targets, outs, strict=True):
        run.encoded[_made_of(page)] = (target, out)
    check_sources(run, pages)


def _call(page: PageOut, target: Path) -> Call[OutPage]:
    """Have a worker write the page."""
    sides = sides_of(page)
    if page.second is not None:
        return page, write_sheet, (sides, target)
    path, index, edit = sides[0]
    image_format = ImageFormat.AS_IS if page.unlocated else ImageFormat.JPG
    return page, write_page, (path, index, image_format, target, "", edit, page.unlocated)


def check_sources(run: Run, pages: Iterable[PageOut]) -> None:
    """What pages were made from is still what was looked at; copied pages are compared as they are written."""
    check_documents(run.picture.context, (side for page in pages for side in page.sides))


def check_documents(context: Context, pages: Iterable[OfDocument]) -> None:
    """The same of pages of documents. Raises JifenError."""
    for path, page in {page.document.path: page for page in pages}.items():
        with papers_of(page.owner):
            _check_source(page.document, context.facts[path].sha256)


def _check_source(document: Document, sha256: str) -> None:
    try:
        same = sha256_file(document.path) == sha256
    except OSError as error:
        raise JifenError(read_code(error), name=document.name) from error
    if not same:
        raise JifenError(Code.VERIFY_FAILED, name=document.name)


def source_of(run: Run, page: PageOut) -> tuple[Path, str]:
    """Where a page's bytes are, and their SHA-256: the document itself, or what was made of it."""
    if not page.is_made:
        return page.document.path, run.picture.context.facts[page.document.path].sha256
    path, out = run.encoded[_made_of(page)]
    return path, out.sha256


def made_of(run: Run, side: Side) -> Path | None:
    """The JPEG that was made of a page for its archive, where that was."""
    made = run.encoded.get((((side.document.path, side.index, side.edit),), False))
    return made[0] if made is not None else None


def entry_of(run: Run, page: PageOut) -> Entry:
    """A page for the archive; a photo that goes out as JPG leaves its metadata behind there."""
    smaller = run.squeezed.get(page)
    if smaller is not None:
        return Entry(page.name, smaller.path, smaller.out.sha256)
    bare = None
    if not page.is_made and not goes_as_is(run.picture.context):
        span = run.picture.context.facts[page.document.path].picture
        bare = Bare(span if any(span) else None)
    return Entry(page.name, *source_of(run, page), bare)


def method_of(run: Run, page: PageOut) -> Method:
    """How the page really came about: a JPEG may turn out not to be turnable as it is, or was made smaller."""
    if page in run.squeezed:
        return Method.ENCODED
    made = run.encoded.get(_made_of(page)) if page.is_made else None
    return made[1].method if made is not None else page.method
