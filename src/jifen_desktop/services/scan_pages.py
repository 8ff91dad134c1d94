"""Scanned pages on their way into a row: their order, and where they go among the row's files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.domain.submission import Submission
from jifen_desktop.files.names import safe_name
from jifen_desktop.review.hints import INKED
from jifen_desktop.services.edit import documents_for, set_documents, set_one_sheet
from jifen_desktop.services.take_in import TakenIn

NAME: Final = "扫描件"
T = TypeVar("T")


@dataclass(frozen=True)
class Where:
    """Before the row's file at `index` (from 0), or in its place with `replaces`; None puts pages at the end."""

    index: int | None = None
    replaces: bool = False


@dataclass(frozen=True)
class Scans:
    """Scanned pages to be taken in: files in their order, each with its edit. `one_sheet`: both sides on one A4."""

    pages: tuple[tuple[Path, Edit], ...]
    where: Where = Where()
    one_sheet: bool = False


def both_sides(fronts: Sequence[T], backs: Sequence[T]) -> list[T]:
    """A pile whose fronts were scanned, then the backs of the turned pile: the last sheet's back came first.

    Where the numbers differ nobody knows which sheet's is missing: all fronts, then all backs in the sheets' order.
    """
    turned = list(reversed(backs))
    if len(fronts) != len(turned):
        return [*fronts, *turned]
    return [page for sheet in zip(fronts, turned, strict=True) for page in sheet]


def is_blank(ink: float) -> bool:
    """Whether so little is inked that the page looks empty."""
    return ink < INKED


def scan_names(submission: Submission, files: Sequence[Path]) -> list[str]:
    """Names for scanned files that no other file of the submission has: 扫描件1.jpg."""
    every = [*(a.documents for a in submission.applicants), submission.documents]
    taken = {Path(d.name).stem for documents in every for _, own in documents for d in own}
    names: list[str] = []
    number = 0
    for file in files:
        number += 1
        while f"{NAME}{number}" in taken:
            number += 1
        names.append(safe_name(f"{NAME}{number}", file.suffix))
    return names


def placed(
    submission: Submission,
    owner: str,
    material: str,
    taken: TakenIn,
    scans: Scans,
    edits: Mapping[str, Edit],
) -> Submission:
    """The submission with the scanned documents in their row; `edits` are by a document's name.

    A page that is the same, byte for byte, as one of the row's is left out.
    """
    present = documents_for(submission, owner, material)
    where = scans.where
    at = len(present) if where.index is None else min(where.index, len(present))
    before, after = present[:at], present[at + (1 if where.replaces else 0) :]
    known = {d.sha256 for d in (*before, *after)}
    new = tuple(
        d.with_edit(0, edits.get(d.name, NO_EDIT)) for d in taken.documents if d.sha256 not in known
    )
    if not new:
        return submission
    changed = set_documents(submission, owner, material, (*before, *new, *after))
    return set_one_sheet(changed, owner, material, True) if scans.one_sheet else changed
