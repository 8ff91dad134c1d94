"""Whether red seals are seen on scans that a submission names as stamped; what comes as a pile is looked at there."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Document, Submission
from jifen_desktop.intake.stamped import look_at_scan
from jifen_desktop.worker.pool import WorkerPool


def with_seals(
    pool: WorkerPool, submission: Submission, facts: Mapping[Path, FileFacts]
) -> dict[Path, FileFacts]:
    """The facts, with what is seen on the pages of stamped scans. Raises Cancelled where the pool is closed."""
    wanted = {
        (document.path, page.index)
        for document in _stamped(submission)
        for page in facts[document.path].pages
        if not document.pages or page.index in document.pages
    }
    running = {place: pool.submit(look_at_scan, *place) for place in sorted(wanted)}
    seals: dict[tuple[Path, int], bool] = {}
    for place, future in running.items():
        with suppress(JifenError):  # nothing is said of a page that can't be looked at
            seals[place] = future.result().seal
    return {path: _seen(path, known, seals) for path, known in facts.items()}


def _seen(path: Path, facts: FileFacts, seals: Mapping[tuple[Path, int], bool]) -> FileFacts:
    if not any(seen == path for seen, _ in seals):
        return facts
    pages = (replace(page, seal=seals.get((path, page.index), page.seal)) for page in facts.pages)
    return replace(facts, pages=tuple(pages))


def _stamped(submission: Submission) -> Iterable[Document]:
    every = [*(a.documents for a in submission.applicants), submission.documents]
    return (d for documents in every for _, files in documents for d in files if d.stamped)
