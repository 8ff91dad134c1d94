"""What mails that their mailboxes won't take mean: told, split, or pictures made smaller once the user agrees."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import ChannelKind, Severity
from jifen_desktop.domain.submission import Applicant, Submission
from jifen_desktop.review.context import Context, finding
from jifen_desktop.review.location import goes_as_is
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.services.outputs import ArchiveOut, MailOut, Outputs
from jifen_desktop.services.size import page_stamp

SPLIT = "mail_split"
COMPRESS = "mail_compress"
TOO_LARGE = "mail_too_large"
LEAST = "mail_least_too_large"
_ONLY = "_by_mail_only"  # after a code: there is no other way to the centre than mail


def budget_findings(context: Context, outputs: Outputs) -> Iterator[Finding]:
    """A warning where people were shared out among several mails, and for every mail that is still too large."""
    shared = [mail for mail in outputs.mails if mail.part[1] > 1]
    if shared:
        people, limit = sum(len(m.people) for m in shared), shared[0].limit >> 20
        yield finding(
            SPLIT, Severity.WARN, "channel", n=people, mails=shared[0].part[1], limit=limit
        )
    for mail in outputs.mails:
        if mail.is_over:
            yield too_large(context, outputs, mail)


def too_large(
    context: Context, outputs: Outputs, mail: MailOut, *, at_least: bool = False
) -> Finding:
    """What to do about one mail: make its pictures smaller, or another way; `at_least` where smaller isn't enough."""
    archive = compressible(context, outputs, mail)
    if archive is not None and not at_least:
        applicant = next(
            (a for a in context.submission.applicants if a.key == archive.applicant), None
        )
        return _stamped(context, _about(COMPRESS, mail, applicant), archive, mail)
    offered = {c.kind for c in context.plans.base.channels}
    code = LEAST if at_least else TOO_LARGE
    if ChannelKind.COURIER not in offered:
        code += _ONLY
    return _about(code, mail)


def compressible(context: Context, outputs: Outputs, mail: MailOut) -> ArchiveOut | None:
    """The one archive of a mail whose pictures may be made smaller; None where they have to stay as they are.

    静安 [74] wants pictures in their original form, and a Word document holds the same ones. Where several people
    share a mail, sharing them out comes first.
    """
    if mail.education_word or len(mail.attachments) != 1:
        return None
    if goes_as_is(context):
        return None
    return next((a for a in outputs.archives if a.name == mail.attachments[0]), None)


def agreed(context: Context, outputs: Outputs) -> Iterator[tuple[MailOut, ArchiveOut]]:
    """The mails too large for their mailbox whose pictures the user lets us make smaller."""
    for mail in outputs.mails:
        archive = compressible(context, outputs, mail) if mail.is_over else None
        if archive is not None and is_confirmed(
            too_large(context, outputs, mail), context.submission
        ):
            yield mail, archive


def pinned(findings: Iterable[Finding], submission: Submission) -> Submission:
    """A yes given by a code alone becomes one for these very pages, so that it is void once they change."""
    by_code = [f for f in findings if f.stamp and f.code in submission.confirmed]
    stamped = [f for f in by_code if is_confirmed(f, submission)]
    confirmed = submission.confirmed - {f.code for f in stamped} | {f.key for f in stamped}
    return replace(submission, confirmed=confirmed)


def _about(code: str, mail: MailOut, applicant: Applicant | None = None) -> Finding:
    size, limit = -(-mail.size >> 20), mail.limit >> 20
    return finding(code, Severity.WARN, "channel", applicant, n=mail.number, size=size, limit=limit)


def _stamped(context: Context, found: Finding, archive: ArchiveOut, mail: MailOut) -> Finding:
    """The user agrees for these very pages and this limit; with others the question comes again."""
    pages = sorted(page_stamp(context, page) for page in archive.pages)
    stamp = sha256(f"{mail.limit} {' '.join(pages)}".encode()).hexdigest()[:16]
    return replace(found, stamp=stamp)
