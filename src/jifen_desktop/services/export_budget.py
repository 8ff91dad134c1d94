"""What the pages of an export really weigh: mails are shared out by it, and made to fit where the user agreed."""

import dataclasses
import zipfile
from collections.abc import Iterator

from jifen_desktop.delivery.archive import write_archive
from jifen_desktop.domain.findings import Finding
from jifen_desktop.review.location import goes_as_is
from jifen_desktop.services.budget import SPLIT, agreed, budget_findings, too_large
from jifen_desktop.services.export_pages import check_sources, entry_of
from jifen_desktop.services.export_run import Run
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.failing import papers_of
from jifen_desktop.services.mails import room_for_pages
from jifen_desktop.services.outputs import ArchiveOut, MailOut
from jifen_desktop.services.planning import plan_outputs
from jifen_desktop.services.size import learnt, page_stamp
from jifen_desktop.services.squeezing import Progress, squeeze

Size = tuple[str, str, int]  # a document's SHA-256, the stamp of what was made of it, bytes


def write_pages(run: Run, archive: ArchiveOut) -> None:
    """Write an archive, or write it anew."""
    entries = [entry_of(run, page) for page in archive.pages]
    with papers_of(archive.applicant):
        write_archive(run.staging.path(archive.name), archive.folder, entries, check=run.check)


def fit_mails(run: Run) -> tuple[tuple[Size, ...], tuple[Finding, ...]]:
    """Share the mails out anew by what the written archives weigh, and make pictures smaller where the user agreed.

    Returns what the pages weigh, and what is to be told that wasn't known before. Raises JifenError TARGET_EXISTS for
    a mail whose name is taken, and as `squeeze` does.
    """
    told = {finding.key for finding in run.picture.findings}
    sizes = () if goes_as_is(run.picture.context) else tuple(_weighed(run))
    run.picture = _known(run.picture, sizes)
    run.staging.precheck(run.picture.outputs.names)
    failed = [mail for mail, archive in _agreed(run.picture) if not _squeeze(run, mail, archive)]
    context, outputs = run.picture.context, run.picture.outputs
    found = [too_large(context, outputs, mail, at_least=True) for mail in failed]
    found += [
        finding
        for finding in budget_findings(context, outputs)
        if finding.key not in told
        or (finding.code == SPLIT and finding not in run.picture.findings)
    ]
    return sizes, tuple(found)


def steps_of(picture: Picture) -> int:
    """How many steps making pictures smaller probably has: each page is looked at and encoded."""
    return sum(2 * len(archive.pages) for _, archive in _agreed(picture))


def _agreed(picture: Picture) -> Iterator[tuple[MailOut, ArchiveOut]]:
    return agreed(picture.context, picture.outputs)


def _weighed(run: Run) -> Iterator[Size]:
    """The bytes of every page, as they lie in the written archives."""
    context = run.picture.context
    for archive in run.picture.outputs.archives:
        with zipfile.ZipFile(run.staging.path(archive.name)) as written:
            for page, info in zip(archive.pages, written.infolist(), strict=True):
                sha256 = context.facts[page.document.path].sha256
                yield sha256, page_stamp(context, page), info.file_size


def _known(picture: Picture, sizes: tuple[Size, ...]) -> Picture:
    """The same submission with what its pages weigh."""
    facts = {
        path: learnt(known, ((stamp, size) for sha, stamp, size in sizes if sha == known.sha256))
        for path, known in picture.context.facts.items()
    }
    context = dataclasses.replace(picture.context, facts=facts)
    return dataclasses.replace(picture, context=context, outputs=plan_outputs(context))


def _squeeze(run: Run, mail: MailOut, archive: ArchiveOut) -> bool:
    """Make the archive's pages smaller and write it anew; whether it fits now. If it can't, nothing is changed."""
    context = run.picture.context
    pages = squeeze(
        archive.pages,
        room_for_pages(context, mail, archive),
        run.pool,
        Progress(run.check, run.step),
        lambda number: run.staging.scratch / f"mail-{mail.number}-{number}.jpg",
    )
    if pages is None:
        return False
    check_sources(run, archive.pages)
    run.squeezed.update((smaller.page, smaller) for smaller in pages)
    write_pages(run, archive)
    return True
