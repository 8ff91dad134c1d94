"""How heavy a mail gets, before it is written."""

from collections.abc import Iterator

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Severity
from jifen_desktop.review.context import Context, finding
from jifen_desktop.services.outputs import ArchiveOut, Outputs

# QQ and 163 take 50 MB of attachments; a centre's own limit is unknown.
ATTACHMENT_LIMIT = 50 * 1024 * 1024


def archive_size(context: Context, archive: ArchiveOut) -> int:
    """About how many bytes the archive's images have: what their sources have, shared evenly over the pages."""
    total = 0
    for page in archive.pages:
        facts = context.facts[page.document.path]
        total += facts.size // max(len(facts.pages), 1)
    return total


def oversized_mails(context: Context, outputs: Outputs) -> Iterator[Finding]:
    """A warning for every mail whose attachments are over the usual limit."""
    sizes = {a.name: archive_size(context, a) for a in outputs.archives}
    for mail in outputs.mails:
        size = sum(sizes.get(name, 0) for name in mail.attachments)
        if size > ATTACHMENT_LIMIT:
            yield finding(
                "mail_too_large", Severity.WARN, "channel", n=mail.number, size=size >> 20
            )
