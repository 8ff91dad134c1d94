"""Some of a submission's people exported before the others: what is written names only who is in it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from jifen_desktop.library.entry import ExportRecord, SentPage
from jifen_desktop.services.facts import Picture, look_at


def part_of(picture: Picture, keys: Collection[str]) -> Picture | None:
    """The submission with the people of these keys; None where that is nobody or everybody, or something blocks."""
    submission = picture.submission
    people = tuple(a for a in submission.applicants if a.key in keys)
    if not people or len(people) == len(submission.applicants):
        return None
    part = look_at(
        picture.context.book, replace(submission, applicants=people), picture.context.facts
    )
    return None if part.blocking else part


def free_part(picture: Picture) -> Picture | None:
    """The submission with the people who have nothing that blocks; None where that helps nobody."""
    stuck = {finding.place.applicant for finding in picture.blocking}
    return part_of(picture, {a.key for a in picture.submission.applicants} - stuck)


def unsent_part(picture: Picture, sent: Sequence[SentPage]) -> Picture | None:
    """The submission with the people who are in no export yet; None where there are none, or nobody else."""
    gone = {page.applicant for page in sent}
    return part_of(picture, {a.key for a in picture.submission.applicants} - gone)


def sent_of(exports: Sequence[ExportRecord]) -> tuple[SentPage, ...]:
    """Each applicant's pages as they went out last; `exports` are the latest first, up to the last one of everybody."""
    found: dict[str, list[SentPage]] = {}
    for record in exports:
        fresh = {page.applicant for page in record.pages} - set(found)
        for page in record.pages:
            if page.applicant in fresh:
                found.setdefault(page.applicant, []).append(page)
        if not record.part:
            break
    return tuple(page for pages in found.values() for page in pages)


def sent_to_compare(sent: Sequence[SentPage], keys: Collection[str]) -> tuple[SentPage, ...]:
    """What went out before of the people of an export; nothing where none of them is among it."""
    own = tuple(page for page in sent if not page.applicant or page.applicant in keys)
    return own if any(page.applicant for page in own) else ()
