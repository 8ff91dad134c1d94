"""What of the stamped copies that a mail should carry isn't there yet, told before it is sent.

宝山, 虹口 and 黄浦 [33, 91, 141] take scans of stamped copies by mail. Whether a paper that was put in bears the seal
already isn't known, so that is the user's to confirm. A row of which only some sheets came back is told by itself:
the mail carries the stamped scans alone, so the other sheets would be missing from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Severity
from jifen_desktop.domain.submission import Applicant
from jifen_desktop.review.context import Context, finding
from jifen_desktop.services.edit import documents_for
from jifen_desktop.services.outputs import Outputs
from jifen_desktop.services.paper import SheetOut

UNSTAMPED = "unstamped"
PARTLY = "stamped_partly"
_NAMED = 4  # papers named before "等"


def seal_findings(context: Context, outputs: Outputs) -> Iterator[Finding]:
    """A warning for each owner whose papers lack their stamped scans, and for each row that has only some of them."""
    if not outputs.mails:
        return
    for owner in context.owners():
        key = owner.key if owner else ""
        rows: dict[str, list[SheetOut]] = {}
        for sheet in outputs.stamps:
            if sheet.owner == key:
                rows.setdefault(sheet.material.id, []).append(sheet)
        lacking = []
        for sheets in rows.values():
            back = _back(context, sheets)
            if not back:
                lacking += sheets
            elif back < len(sheets):
                yield _partly(context, owner, sheets, back)
        if lacking:
            yield _unstamped(context, owner, lacking)


def _back(context: Context, sheets: Sequence[SheetOut]) -> int:
    """How many of a row's sheets have a scan that can be used."""
    given = documents_for(context.submission, sheets[0].owner, sheets[0].material.id)
    scanned = {d.stamped for d in given if d.stamped and context.is_usable(d)}
    return sum(sheet.number in scanned for sheet in sheets)


def _unstamped(context: Context, owner: Applicant | None, sheets: Sequence[SheetOut]) -> Finding:
    names = list(dict.fromkeys(sheet.material.name for sheet in sheets))
    shown = "、".join(names[:_NAMED]) + (" 等" if len(names) > _NAMED else "")
    source = sheets[0].material.form_source
    found = finding(
        UNSTAMPED, Severity.WARN, "material", owner, source=source, n=len(names), names=shown
    )
    return replace(found, stamp=_stamp(context, sheets))


def _partly(
    context: Context, owner: Applicant | None, sheets: Sequence[SheetOut], back: int
) -> Finding:
    row = sheets[0].material
    found = finding(
        PARTLY,
        Severity.WARN,
        "material",
        owner,
        row.id,
        row.form_source,
        name=row.name,
        back=back,
        n=len(sheets),
    )
    return replace(found, stamp=_stamp(context, sheets))


def _stamp(context: Context, sheets: Sequence[SheetOut]) -> str:
    """The user confirms these very pages; with others the question comes again."""
    sides = [side for sheet in sheets for side in sheet.sides]
    pages = [f"{context.facts[side.document.path].sha256} {side.index}" for side in sides]
    return sha256("\n".join(pages).encode()).hexdigest()[:16]
