"""The export: everything the plan calls for, written aside, checked, then moved in; complete or absent."""

import dataclasses
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from jifen_desktop.delivery.archive import Bare, Entry, write_archive
from jifen_desktop.delivery.fonts import missing_characters
from jifen_desktop.delivery.label import label_pdf, label_text
from jifen_desktop.delivery.mail import Mail, copy_text, eml_bytes
from jifen_desktop.delivery.sheet import sheet_pdf, sheet_text
from jifen_desktop.delivery.word import Picture as WordPicture
from jifen_desktop.delivery.word import education_docx
from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import ImageFormat, Method, Severity
from jifen_desktop.domain.pages import OutPage
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.failures import read_code
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.files.staging import Staging
from jifen_desktop.intake.pages import write_page
from jifen_desktop.intake.sheet import Side, write_sheet
from jifen_desktop.review.context import finding
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.failing import failures_of
from jifen_desktop.services.mails import compose
from jifen_desktop.services.outputs import (
    CHECKLIST,
    GUIDE,
    LABEL,
    PACKING_LIST,
    ArchiveOut,
    MailOut,
    PageOut,
    WordOut,
)
from jifen_desktop.services.sheets import checklist_of, guide_of, label_of, packing_list_of
from jifen_desktop.worker.pool import WorkerPool

PDF_TIMEOUT = 60.0


@dataclass(frozen=True)
class Written:
    """One file of the export."""

    path: Path
    kind: str
    size: int
    sha256: str
    applicant: str | None = None


@dataclass(frozen=True)
class PageDone:
    """One page that went out, and how; `source` is the document's name, `path` where it lies.

    The two sides of a card on one sheet are two pages of one `name`.
    """

    applicant: str
    material: str
    source: str
    page: int
    name: str
    method: Method
    path: Path = Path()


@dataclass(frozen=True)
class Exported:
    """What was written; `mails` are the mails as composed, for copying."""

    written: tuple[Written, ...]
    pages: tuple[PageDone, ...] = ()
    subjects: tuple[str, ...] = ()
    mails: tuple[Mail, ...] = ()
    label_text: str = ""
    findings: tuple[Finding, ...] = ()


class BlockedError(Exception):
    """The submission has findings that stop the export."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} blocking findings")
        self.findings = findings


Progress = Callable[[str, int, int], None]
Making = tuple[tuple[Side, ...], bool]


def _silent(_what: str, _done: int, _total: int) -> None:
    return None


def _never() -> bool:
    return False


@dataclass
class _Run:
    """One export under way."""

    picture: Picture
    pool: WorkerPool
    staging: Staging
    progress: Progress
    cancelled: Callable[[], bool]
    steps: int
    done: int = 0
    made: list[tuple[str, str, str | None]] = field(default_factory=list)
    encoded: dict[Making, tuple[Path, OutPage]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    @property
    def image_format(self) -> ImageFormat:
        """How pages go out."""
        archive = self.picture.plans.base.archive
        return archive.image_format if archive is not None else ImageFormat.JPG

    def check(self) -> None:
        """The cancel point."""
        if self.cancelled():
            raise Cancelled

    def step(self, what: str) -> None:
        """One more piece of work is done."""
        self.check()
        self.done += 1
        self.progress(what, self.done, self.steps)

    def add(self, name: str, kind: str, data: bytes, applicant: str | None = None) -> None:
        """Write one small file."""
        write_bytes(self.staging.path(name), data)
        self.made.append((name, kind, applicant))
        self.step(name)

    def call(self, fn: Callable[..., bytes], *args: object) -> bytes:
        """Run a writer of PDF or Word in the worker."""
        self.check()
        return self.pool.run(fn, *args, timeout=PDF_TIMEOUT)


def export(
    picture: Picture,
    target: Path,
    pool: WorkerPool,
    *,
    replace: bool = False,
    progress: Progress = _silent,
    cancelled: Callable[[], bool] = _never,
) -> Exported:
    """Write everything into `target`, or nothing.

    `progress(what, done, total)` only ever grows and reaches `total` after the check. Raises `BlockedError` where a
    finding blocks, `JifenError` for a target or file that fails, `Cancelled`; each leaves the target as it was.
    """
    if picture.blocking:
        raise BlockedError(picture.blocking)
    with failures_of(target), Staging(target, replace=replace) as staging:
        staging.precheck(picture.outputs.names)
        steps = _count(picture)
        run = _Run(picture, pool, staging, progress, cancelled, steps)
        exported = _guide(run) if picture.outputs.guide else _everything(run)
        written = _written(run, target)
        run.check()
        staging.commit()
        progress("", steps, steps)
    return dataclasses.replace(exported, written=written)


def _written(run: _Run, target: Path) -> tuple[Written, ...]:
    """What is about to be moved in, measured before, so that nothing can fail afterwards."""
    found = []
    for name, kind, applicant in run.made:
        staged = run.staging.path(name)
        size, digest = staged.stat().st_size, sha256_file(staged)
        found.append(Written(target / name, kind, size, digest, applicant))
    return tuple(found)


def _count(picture: Picture) -> int:
    """How many steps the progress has: pages to make, files to write, the check at the end."""
    return len(_to_make(picture)) + len(picture.outputs.names) + 1


def _to_make(picture: Picture) -> list[PageOut]:
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


def _guide(run: _Run) -> Exported:
    picture = run.picture
    sheet = guide_of(picture.context.book, picture.submission, picture.plans.base)
    run.add(GUIDE, "guide", run.call(sheet_pdf, sheet))
    return Exported((), findings=_glyphs(run, sheet_text(sheet)))


def _everything(run: _Run) -> Exported:
    outputs, submission = run.picture.outputs, run.picture.submission
    _make_pages(run)
    for archive in outputs.archives:
        _archive(run, archive)
    for word in outputs.words:
        _word(run, word)
    mails = tuple(_mail(run, mail) for mail in outputs.mails)
    label = ""
    if outputs.courier:
        shown = label_of(submission, outputs.courier)
        label = label_text(shown)
        run.texts.append(label)
        run.add(LABEL, "label", run.call(label_pdf, shown, submission.label))
        packing = packing_list_of(run.picture, outputs.courier)
        run.add(PACKING_LIST, "packing_list", run.call(sheet_pdf, packing))
    checklist = checklist_of(run.picture)
    run.texts.append(sheet_text(checklist))
    run.add(CHECKLIST, "checklist", run.call(sheet_pdf, checklist))
    return Exported(
        (),
        _pages_done(run),
        tuple(m.subject for m in mails),
        mails,
        label,
        _glyphs(run, "".join(run.texts)),
    )


def _make_pages(run: _Run) -> None:
    """Render and extract with both workers; progress a page, cancelled within a tenth of a second."""
    waiting = _to_make(run.picture)[::-1]
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


def _begin(run: _Run, page: PageOut, target: Path) -> Future[OutPage]:
    """Have a worker write the page."""
    if page.second is not None:
        return run.pool.submit(write_sheet, _sides(page), target)
    path, index, edit = _sides(page)[0]
    image_format = ImageFormat.AS_IS if page.unlocated else ImageFormat.JPG
    args = (path, index, image_format, target, "", edit, page.unlocated)
    return run.pool.submit(write_page, *args)


def _check_sources(run: _Run) -> None:
    """What pages were made from is still what was looked at; copied pages are compared as they are written."""
    pages = (side for page in _to_make(run.picture) for side in page.sides)
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


def _source_of(run: _Run, page: PageOut) -> tuple[Path, str]:
    """Where a page's bytes are, and their SHA-256: the document itself, or what was made of it."""
    if not page.is_made:
        return page.document.path, run.picture.context.facts[page.document.path].sha256
    path, out = run.encoded[_made_of(page)]
    return path, out.sha256


def _archive(run: _Run, archive: ArchiveOut) -> None:
    entries = [_entry(run, page) for page in archive.pages]
    write_archive(run.staging.path(archive.name), archive.folder, entries, check=run.check)
    run.made.append((archive.name, "archive", archive.applicant_name or None))
    run.step(archive.name)


def _entry(run: _Run, page: PageOut) -> Entry:
    """A page for the archive; a photo that goes out as JPG leaves its metadata behind there."""
    bare = None
    if not page.is_made and run.image_format == ImageFormat.JPG:
        span = run.picture.context.facts[page.document.path].picture
        bare = Bare(span if any(span) else None)
    return Entry(page.name, *_source_of(run, page), bare)


def _word(run: _Run, word: WordOut) -> None:
    pictures = [WordPicture(page.material.name, _source_of(run, page)[0]) for page in word.pages]
    data = run.call(education_docx, word.name.removesuffix(".docx"), pictures)
    run.add(word.name, "word", data, word.applicant_name or None)


def _mail(run: _Run, out: MailOut) -> Mail:
    mail = compose(run.picture.context, out, run.staging.path(out.eml).parent)
    run.add(out.eml, "mail", eml_bytes(mail))
    run.add(out.text, "mail_text", copy_text(mail).encode())
    return mail


def _pages_done(run: _Run) -> tuple[PageDone, ...]:
    return tuple(
        PageDone(
            archive.applicant_name,
            page.material.id,
            side.document.name,
            side.index + 1,
            page.name,
            _method_of(run, page),
            side.document.path,
        )
        for archive in run.picture.outputs.archives
        for page in archive.pages
        for side in page.sides
    )


def _method_of(run: _Run, page: PageOut) -> Method:
    """How the page really came about: a JPEG may turn out not to be turnable as it is."""
    made = run.encoded.get(_made_of(page)) if page.is_made else None
    return made[1].method if made is not None else page.method


def _glyphs(run: _Run, text: str) -> tuple[Finding, ...]:
    """A warning where no font on this computer has a character that stands on the sheets."""
    missing = run.pool.run(missing_characters, text, timeout=PDF_TIMEOUT)
    if not missing:
        return ()
    return (finding("glyph_missing", Severity.WARN, "label", characters="".join(missing)),)
