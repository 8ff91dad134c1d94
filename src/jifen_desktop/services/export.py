"""The export: everything the plan calls for, written aside, checked, then moved in; complete or absent."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jifen_desktop.delivery.label import label_pdf, label_text
from jifen_desktop.delivery.mail import Mail, copy_text, eml_bytes
from jifen_desktop.delivery.sheet import sheet_pdf, sheet_text
from jifen_desktop.delivery.word import Picture as WordPicture
from jifen_desktop.delivery.word import education_docx
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Method, Severity
from jifen_desktop.domain.submission import Submission
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.files.staging import Staging
from jifen_desktop.library.entry import SentPage
from jifen_desktop.review.context import finding
from jifen_desktop.services.changes import change_lines
from jifen_desktop.services.export_budget import Size, fit_mails, steps_of, write_pages
from jifen_desktop.services.export_pages import (
    made_of,
    make_pages,
    method_of,
    pages_to_make,
    source_of,
)
from jifen_desktop.services.export_run import Progress, Run
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.failing import failures_of
from jifen_desktop.services.guides import guide_paper, kind_of, paper_text, writer_of
from jifen_desktop.services.mails import compose
from jifen_desktop.services.outputs import (
    CHECKLIST,
    LABEL,
    PACKING_LIST,
    PRINTS,
    STAMPS,
    ArchiveOut,
    MailOut,
    Outputs,
    WordOut,
)
from jifen_desktop.services.paper import uncut_cards
from jifen_desktop.services.print_pack import count_pages, lay_out, print_pages
from jifen_desktop.services.room import check_room
from jifen_desktop.services.sheet_file import glyph_findings
from jifen_desktop.services.sheets import (
    CourierTexts,
    checklist_of,
    courier_texts,
    label_of,
    packing_list_of,
)
from jifen_desktop.services.squeezing import Squeezed
from jifen_desktop.worker.pool import WorkerPool


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

    The two sides of a card on one sheet are two pages of one `name`. `owner` is an applicant's key, empty for the
    company's papers; `sha256` as of `SentPage`.
    """

    applicant: str
    material: str
    source: str
    page: int
    name: str
    method: Method
    path: Path = Path()
    owner: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Exported:
    """What was written; `mails` are the mails as composed, for copying, `courier` what is pasted for a parcel,
    `outputs` what it was in the end.

    `squeezed` are the pages that were made smaller, `sizes` what every page weighed before that.
    """

    written: tuple[Written, ...]
    pages: tuple[PageDone, ...] = ()
    subjects: tuple[str, ...] = ()
    mails: tuple[Mail, ...] = ()
    courier: CourierTexts | None = None
    findings: tuple[Finding, ...] = ()
    squeezed: tuple[Squeezed, ...] = ()
    sizes: tuple[Size, ...] = ()
    outputs: Outputs = dataclasses.field(default_factory=Outputs)


class BlockedError(Exception):
    """The submission has findings that stop the export."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} blocking findings")
        self.findings = findings


def _silent(_what: str, _done: int, _total: int) -> None:
    return None


def _never() -> bool:
    return False


def export(
    picture: Picture,
    target: Path,
    pool: WorkerPool,
    *,
    replace: bool = False,
    progress: Progress = _silent,
    cancelled: Callable[[], bool] = _never,
    before: tuple[SentPage, ...] = (),
) -> Exported:
    """Write everything into `target`, or nothing; the checklist says what is other than `before`, the last export.

    `progress(what, done, total)` only ever grows and reaches `total` after the check. Raises `BlockedError` where a
    finding blocks, `JifenError` for a target or file that fails, `Cancelled`; each leaves the target as it was.
    """
    if picture.blocking:
        raise BlockedError(picture.blocking)
    with failures_of(target), Staging(target, replace=replace) as staging:
        staging.precheck(picture.outputs.names)
        check_room(picture, target)
        steps = _count(picture)
        run = Run(picture, pool, staging, progress, cancelled, steps, before)
        exported = _guide(run) if picture.outputs.guide else _everything(run)
        written = _written(run, target)
        run.check()
        staging.commit()
        progress("", steps, steps)
    return dataclasses.replace(exported, written=written)


def _written(run: Run, target: Path) -> tuple[Written, ...]:
    """What is about to be moved in, measured before, so that nothing can fail afterwards."""
    found = []
    for name, kind, applicant in run.made:
        staged = run.staging.path(name)
        size, digest = staged.stat().st_size, sha256_file(staged)
        found.append(Written(target / name, kind, size, digest, applicant))
    return tuple(found)


def _count(picture: Picture) -> int:
    """How many steps the progress has: pages to make, files to write, the check at the end."""
    outputs = picture.outputs
    made = len(pages_to_make(picture)) + count_pages((*outputs.prints, *outputs.stamps))
    return made + steps_of(picture) + len(outputs.names) + 1


def _guide(run: Run) -> Exported:
    for name in run.picture.outputs.names:
        paper = guide_paper(run.picture, name)
        run.add(name, kind_of(name), run.call(writer_of(paper), paper))
        run.texts.append(paper_text(paper))
    return Exported((), findings=_glyphs(run, "".join(run.texts)), outputs=run.picture.outputs)


def _everything(run: Run) -> Exported:
    submission = run.picture.submission
    make_pages(run)
    for archive in run.picture.outputs.archives:
        _archive(run, archive)
    for word in run.picture.outputs.words:
        _word(run, word)
    sizes, told = fit_mails(run)
    outputs = run.picture.outputs
    mails = tuple(_mail(run, mail) for mail in outputs.mails)
    told += _paper(run)
    courier = None
    if outputs.courier:
        shown = label_of(submission, outputs.courier)
        run.texts.append(label_text(shown))
        courier = courier_texts(submission, outputs.courier)
        pdf = run.call(label_pdf, shown, submission.label, submission.label_copies)
        run.add(LABEL, "label", pdf)
        packing = packing_list_of(run.picture, outputs.courier)
        run.add(PACKING_LIST, "packing_list", run.call(sheet_pdf, packing))
    done = _pages_done(run)
    book = run.picture.context.book
    checklist = checklist_of(
        run.picture, change_lines(book, run.before, sent_pages(done, submission))
    )
    run.texts.append(sheet_text(checklist))
    run.add(CHECKLIST, "checklist", run.call(sheet_pdf, checklist))
    return Exported(
        (),
        done,
        tuple(m.subject for m in mails),
        mails,
        courier,
        told + _glyphs(run, "".join(run.texts)),
        tuple(run.squeezed.values()),
        sizes,
        outputs,
    )


def _archive(run: Run, archive: ArchiveOut) -> None:
    write_pages(run, archive)
    run.made.append((archive.name, "archive", archive.applicant_name or None))
    run.step(archive.name)


def _word(run: Run, word: WordOut) -> None:
    pages = zip(word.captions, word.pages, strict=True)
    pictures = [WordPicture(caption, source_of(run, page)[0]) for caption, page in pages]
    data = run.call(education_docx, word.name.removesuffix(".docx"), pictures)
    run.add(word.name, "word", data, word.applicant_name or None)


def _paper(run: Run) -> tuple[Finding, ...]:
    """打印件 and 盖章件; what is to be said of them."""
    context, outputs = run.picture.context, run.picture.outputs
    both = (*outputs.prints, *outputs.stamps)
    scratch, made = run.staging.scratch, partial(made_of, run)
    pages = print_pages(context, both, scratch, run.pool, run.check, run.step, made)
    for name, kind, sheets in (
        (PRINTS, "prints", outputs.prints),
        (STAMPS, "stamps", outputs.stamps),
    ):
        if sheets:
            lay_out(sheets, pages, run.staging.path(name), run.pool)
            run.texts.extend(sheet.title for sheet in sheets)
            run.made.append((name, kind, None))
            run.step(name)
    uncut = uncut_cards(context, outputs.prints or outputs.stamps)
    return (finding("card_uncut", Severity.WARN, "material", count=uncut),) if uncut else ()


def _mail(run: Run, out: MailOut) -> Mail:
    mail = compose(run.picture.context, out, run.staging.path(out.eml).parent)
    run.add(out.eml, "mail", eml_bytes(mail))
    run.add(out.text, "mail_text", copy_text(mail).encode())
    return mail


def _pages_done(run: Run) -> tuple[PageDone, ...]:
    return tuple(
        PageDone(
            archive.applicant_name,
            page.material.id,
            side.document.name,
            side.index + 1,
            page.name,
            method_of(run, page),
            side.document.path,
            page.owner,
            source_of(run, page)[1],
        )
        for archive in run.picture.outputs.archives
        for page in archive.pages
        for side in page.sides
    )


def sent_pages(pages: tuple[PageDone, ...], submission: Submission) -> tuple[SentPage, ...]:
    """The pages as they are remembered: each person's, and the company's once instead of in every archive."""
    names = {a.key: a.name for a in submission.applicants}
    found: dict[object, SentPage] = {}
    for page in pages:
        sent = SentPage(
            page.owner, names.get(page.owner, ""), page.material, page.name, page.sha256
        )
        # the company's papers are numbered differently from archive to archive
        same = sent if page.owner else (page.material, page.sha256)
        found.setdefault(same, sent)
    return tuple(found.values())


def _glyphs(run: Run, text: str) -> tuple[Finding, ...]:
    return glyph_findings(run.pool, text)
