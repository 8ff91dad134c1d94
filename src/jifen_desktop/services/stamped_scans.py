"""Stamped scans of a submission file, page by page: a file of several pages is the scan of as many printed sheets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Document, Documents, Submission


def with_scans_apart(submission: Submission, facts: Mapping[Path, FileFacts]) -> Submission:
    """Each stamped scan with one page and the number of its sheet, in the order in which they were named.

    How many pages a file has is known only once it was read; one that can't be read stays as it is.
    """
    people = tuple(replace(a, documents=_apart(a.documents, facts)) for a in submission.applicants)
    return replace(submission, applicants=people, documents=_apart(submission.documents, facts))


def _apart(documents: Documents, facts: Mapping[Path, FileFacts]) -> Documents:
    return tuple((material, tuple(_row(files, facts))) for material, files in documents)


def _row(files: Sequence[Document], facts: Mapping[Path, FileFacts]) -> Iterator[Document]:
    number = 1
    for document in files:
        if not document.stamped:
            yield document
            continue
        known = facts.get(document.path)
        there = [page.index for page in known.pages] if known is not None else []
        chosen = list(document.pages) or there
        named = {*chosen, *(index for index, _ in document.edits)}
        if not chosen or not named <= set(there):  # the review tells of a page that isn't there
            yield replace(document, stamped=number)
            number += len(chosen) or 1
            continue
        for index in chosen:
            edits = tuple(edit for edit in document.edits if edit[0] == index)
            yield replace(document, pages=(index,), edits=edits, stamped=number)
            number += 1
