"""Findings grouped by whom they are about, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Severity
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.people import masked

COMPANY = "company"
CENTRE = "centre"
CONDITIONS = "conditions"
FEW = frozenset({CENTRE, CONDITIONS})  # groups that never get long
_CENTRE_FIELDS = ("centre.", "channel", "label")


@dataclass(frozen=True)
class Entry:
    """One finding and whether the user confirmed it."""

    finding: Finding
    confirmed: bool

    @property
    def blocks(self) -> bool:
        """Whether it stops the export."""
        return self.finding.severity == Severity.BLOCK


@dataclass(frozen=True)
class Group:
    """The findings about one person, the company, the centre, or the conditions of the business."""

    key: str
    title: str
    summary: str
    entries: tuple[Entry, ...] = ()

    @property
    def open(self) -> tuple[Entry, ...]:
        """What the user still has to look at."""
        return tuple(e for e in self.entries if not e.confirmed)

    @property
    def rank(self) -> int:
        """Groups with something that blocks come first, then open ones, then the rest."""
        if any(e.blocks for e in self.entries):
            return 0
        return 1 if self.open else 2


@dataclass(frozen=True)
class Overview:
    """All findings for the page: `groups` have some, `fine` are the people without any."""

    groups: tuple[Group, ...]
    fine: tuple[str, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that stop the export."""
        return tuple(e.finding for g in self.groups for e in g.entries if e.blocks)

    @property
    def unconfirmed(self) -> tuple[Finding, ...]:
        """The warnings that nobody confirmed yet."""
        return tuple(e.finding for g in self.groups for e in g.open if not e.blocks)


def overview(picture: Picture, *, blocking_only: bool = False) -> Overview:
    """The findings of a submission by group."""
    found: dict[str, list[Entry]] = {}
    for finding in picture.findings:
        if blocking_only and finding.severity != Severity.BLOCK:
            continue
        entry = Entry(finding, is_confirmed(finding, picture.submission))
        found.setdefault(_group_of(finding), []).append(entry)
    groups = [
        Group(key, title, summary, _sorted(found[key]))
        for key, title, summary in _titles(picture)
        if key in found
    ]
    fine = [a.name or "申请人" for a in picture.submission.applicants if a.key not in found]
    return Overview(tuple(sorted(groups, key=lambda g: g.rank)), tuple(fine))


def _group_of(finding: Finding) -> str:
    if finding.place.applicant:
        return finding.place.applicant
    field = finding.place.field
    if field.startswith("condition."):
        return CONDITIONS
    return CENTRE if field.startswith(_CENTRE_FIELDS) else COMPANY


def _titles(picture: Picture) -> Iterator[tuple[str, str, str]]:
    submission = picture.submission
    for number, person in enumerate(submission.applicants, 1):
        yield person.key, person.name or f"申请人 {number}", masked(person.id_number)
    yield COMPANY, "单位", submission.company.name
    yield CENTRE, "中心", f"{picture.plans.base.district_name}人才服务中心"
    yield CONDITIONS, "办理条件", "程序看不到，请自己核对"


def _sorted(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda e: (not e.blocks, e.confirmed)))
