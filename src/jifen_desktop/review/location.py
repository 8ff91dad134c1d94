"""Files that go out as they are and tell where they were taken."""

from collections.abc import Iterator

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import ImageFormat, Severity
from jifen_desktop.domain.submission import Applicant, Document
from jifen_desktop.review.context import Context, finding


def check_location(context: Context) -> Iterator[Finding]:
    """How many of a person's files tell it; or, where it is to be taken out, which ones it stays in."""
    if not goes_as_is(context):
        return
    for owner in context.owners():
        told = list(_told(context, owner))
        if context.submission.remove_location:
            for material, document in told:
                if not context.facts[document.path].location_removable:
                    yield finding(
                        "location_stays",
                        Severity.WARN,
                        "location",
                        owner,
                        material,
                        name=document.name,
                    )
        elif told:
            count = len({document.path for _, document in told})
            yield finding("location_told", Severity.WARN, "location", owner, n=count)


def goes_as_is(context: Context) -> bool:
    """Whether files go out as they are; a JPG for any other district carries nothing of the kind."""
    archive = context.plans.base.archive
    return archive is not None and archive.image_format == ImageFormat.AS_IS


def tells_location(context: Context) -> bool:
    """Whether any file that goes out as it is tells where it was taken."""
    return goes_as_is(context) and any(
        True for owner in context.owners() for _ in _told(context, owner)
    )


def _told(context: Context, owner: Applicant | None) -> Iterator[tuple[str, Document]]:
    for material, files in context.documents(owner):
        for document in files:
            facts = context.facts.get(document.path)
            if facts is not None and facts.problem is None and facts.has_location:
                yield material, document
