"""The JSON object of `check` and `export`, from what was found and written."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jifen_desktop.cli.console import report
from jifen_desktop.cli.squeezing import squeezed_json
from jifen_desktop.domain.findings import Finding
from jifen_desktop.messages import finding_line
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.services.export import Exported, PageDone, Written
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.squeezing import Squeezed


def report_json(
    picture: Picture,
    exported: Exported | None,
    folder: Path,
    would_be: Sequence[Squeezed] = (),
) -> dict[str, Any]:
    """What was found and, after an export, written; documents are named relative to `folder` where they lie in it.

    `courier` is what is pasted into a courier's mini-program, `compressed` are the pages that were made smaller, and
    those that `would_be` if the user agreed.
    """
    findings = picture.findings + (exported.findings if exported else ())
    shown = [_finding(f, picture) for f in findings]
    smaller = squeezed_json(would_be, done=False)
    if exported is None:
        return report(findings=shown) | _if_any(smaller)
    smaller += squeezed_json(exported.squeezed, done=True)
    written = report(
        written=[_written(w) for w in exported.written],
        subjects=exported.subjects,
        findings=shown,
        pages=[_page(p, folder) for p in exported.pages],
    )
    parcel = {"courier": asdict(exported.courier)} if exported.courier else {}
    return written | parcel | _if_any(smaller)


def _if_any(smaller: list[dict[str, Any]]) -> dict[str, Any]:
    return {"compressed": smaller} if smaller else {}


def _finding(found: Finding, picture: Picture) -> dict[str, Any]:
    return {
        "code": found.code,
        "key": found.key,
        "severity": found.severity,
        "applicant": found.applicant_name,
        "material": found.place.material,
        "message": finding_line(found),
        "field": found.place.field,
        "confirmed": is_confirmed(found, picture.submission),
        "lines": list(found.source.lines) if found.source else [],
    }


def _written(file: Written) -> dict[str, Any]:
    return {
        "path": str(file.path),
        "kind": file.kind,
        "bytes": file.size,
        "sha256": file.sha256,
        "applicant": file.applicant,
    }


def _page(page: PageDone, folder: Path) -> dict[str, Any]:
    inside = page.path.is_relative_to(folder)
    return {
        "applicant": page.applicant or None,
        "material": page.material,
        "source": (page.path.relative_to(folder) if inside else page.path).as_posix(),
        "page": page.page,
        "name": page.name,
        "method": page.method,
    }
