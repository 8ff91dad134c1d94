"""All findings of a submission, blocking ones first, in the order of its people."""

from collections.abc import Iterator

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Outcome, Severity
from jifen_desktop.domain.submission import Submission
from jifen_desktop.review.context import Context, finding
from jifen_desktop.review.hints import check_pages
from jifen_desktop.review.location import check_location
from jifen_desktop.review.papers import check_documents, check_education, check_needs
from jifen_desktop.review.people import check_applicants, check_company, check_visitors
from jifen_desktop.review.ways import check_channels


def review(context: Context) -> tuple[Finding, ...]:
    """The findings; where nothing is to be handed in (online, telephone …) none, at a window those of its visitors."""
    outcome = context.plans.base.outcome
    if outcome != Outcome.SUBMIT:
        return tuple(check_visitors(context)) if outcome == Outcome.WINDOW else ()
    found = [
        *check_company(context),
        *check_applicants(context),
        *check_education(context),
        *check_needs(context),
        *check_documents(context),
        *check_location(context),
        *check_pages(context),
        *check_channels(context),
        *_conditions(context),
        *_emptiness(context),
    ]
    order = {a.key: i for i, a in enumerate(context.submission.applicants)}
    found.sort(
        key=lambda f: (f.severity != Severity.BLOCK, order.get(f.place.applicant or "", len(order)))
    )
    unique = {(f.key, str(sorted(f.params.items()))): f for f in found}
    return tuple(unique.values())


def is_confirmed(finding: Finding, submission: Submission) -> bool:
    """Whether the user confirmed the finding, by its code or by its code and place; blocks can't be.

    What is said of a page is confirmed for that page alone: its code would also confirm pages that nobody saw.
    """
    if finding.severity == Severity.BLOCK:
        return False
    if finding.settled_on is not None:
        return True
    by_code = finding.code in submission.confirmed and not finding.place.document
    return by_code or finding.key in submission.confirmed


def blocks(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that stop the export."""
    return tuple(f for f in findings if f.severity == Severity.BLOCK)


def _conditions(context: Context) -> Iterator[Finding]:
    """Conditions that the program can't see; the user confirms them, they never block."""
    for note in context.plans.base.conditions:
        if not note.confirm:
            continue
        yield finding(
            note.code,
            Severity.WARN,
            f"condition.{note.code}",
            source=note.source,
            text=note.text,
        )


def _emptiness(context: Context) -> Iterator[Finding]:
    usable = {
        owner.key if owner else None: any(
            context.is_usable(d) for _, files in context.documents(owner) for d in files
        )
        for owner in context.owners()
    }
    if not any(usable.values()):
        yield finding("nothing_to_send", Severity.BLOCK, "material")
        return
    for applicant in context.submission.applicants:
        if not usable[applicant.key] and not usable[None]:
            yield finding("no_archive", Severity.WARN, "material", applicant)
