"""How heavy a mail gets, before it is written."""

from collections.abc import Iterator

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Method, Severity
from jifen_desktop.domain.pages import FileFacts, Media
from jifen_desktop.imaging.geometry import CARD, edited_size
from jifen_desktop.review.context import Context, finding
from jifen_desktop.services.outputs import ArchiveOut, Outputs, PageOut

# QQ and 163 take 50 MB of attachments; a centre's own limit is unknown.
ATTACHMENT_LIMIT = 50 * 1024 * 1024


# Bytes a pixel of a page that is encoded anew (q92, 4:4:4): sheets of text here gave 0.08, photographs 0.2 to 0.4.
_SHEET, _PHOTO = 0.08, 0.3


def archive_size(context: Context, archive: ArchiveOut) -> int:
    """About how many bytes the archive's images will have.

    A source's own bytes count as they are, shared evenly over its pages; a page that is encoded counts by its pixels,
    and never less than its share of the source.
    """
    return sum(_page_size(context.facts[page.document.path], page) for page in archive.pages)


def _page_size(facts: FileFacts, page: PageOut) -> int:
    if page.second is not None:
        return int(len(page.sides) * CARD[0] * CARD[1] * _PHOTO)
    if page.method == Method.COPIED:
        return facts.size
    share = facts.size // max(len(facts.pages), 1)
    if page.method == Method.EXTRACTED:
        return share
    shown = next((p for p in facts.pages if p.index == page.index), None)
    width, height = edited_size((shown.width, shown.height), page.edit) if shown else (0, 0)
    pixels = width * height
    weight = _SHEET if facts.media in (Media.PDF, Media.TIFF) else _PHOTO
    least = share if page.edit.is_identity else 0
    return max(least, int(pixels * weight))


def oversized_mails(context: Context, outputs: Outputs) -> Iterator[Finding]:
    """A warning for every mail whose attachments are over the usual limit."""
    sizes = {a.name: archive_size(context, a) for a in outputs.archives}
    for mail in outputs.mails:
        size = sum(sizes.get(name, 0) for name in mail.attachments)
        if size > ATTACHMENT_LIMIT:
            yield finding(
                "mail_too_large", Severity.WARN, "channel", n=mail.number, size=size >> 20
            )
